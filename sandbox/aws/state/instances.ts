import type { PlaceOfWorld } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

export type InstanceState = "pending" | "running" | "stopping" | "stopped" | "shutting-down" | "terminated";

export interface Instance {
  readonly id: string;
  readonly type: string;
  readonly zone: string;
  readonly subnet: string;
  readonly privateIp: string;
  readonly tags: Map<string, string>;
  /** Its Auto Scaling group. */
  readonly group: string | undefined;
  /** Its Spot request; undefined for an on-demand instance. */
  readonly spotRequest: SpotRequest | undefined;
  readonly rootDevice: RootDevice;
  launchedAt: Date;
  state: InstanceState;
  /** The reason of its last state transition: `User initiated (2026-11-23 00:00:00 GMT)`. */
  transitionReason: string;
  stateReason: { readonly code: string; readonly message: string } | undefined;
  /** Whether one of its status checks fails. */
  impaired: boolean;
}

/** A Spot request for one instance, or for always one. */
export type SpotType = "one-time" | "persistent";

export type RootDevice = "ebs" | "instance-store";

export interface SpotRequest {
  readonly id: string;
  readonly type: SpotType;
  readonly createdAt: Date;
}

/** The parameters of a launch. */
export interface Launch {
  readonly type: string;
  readonly zone: string;
  readonly group?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** On demand by default. */
  readonly spot?: SpotType;
  /** By default ebs. */
  readonly rootDevice?: RootDevice;
}

/** How long a state transition takes, in milliseconds. */
const pendingMs = 20_000;
const stoppingMs = 30_000;
/** How long a terminated instance is still listed. */
const terminatedMs = 60 * 60_000;

/** EC2's instances and their states over time. */
export class Instances {
  readonly #cloud: Cloud;
  readonly #listeners: ((instance: Instance) => void)[] = [];
  /** By id, in launch order. */
  readonly #instances = new Map<string, Instance>();
  #addresses = 10;

  /** Their location. */
  get world(): PlaceOfWorld {
    return this.#cloud.world;
  }

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    for (const { id, state, ...launch } of cloud.world.instances) this.#add(id, state, launch);
  }

  all(): readonly Instance[] {
    return [...this.#instances.values()];
  }

  /** Throws InvalidInstanceID.Malformed or .NotFound as EC2 does. */
  get(id: string): Instance {
    const [instance] = this.getAll([id]);
    if (!instance) throw notFound([id]);
    return instance;
  }

  getAll(ids: readonly string[]): Instance[] {
    const malformed = ids.find((id) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
    if (malformed !== undefined) throw new AwsError("InvalidInstanceID.Malformed", `Invalid id: "${malformed}"`);
    const missing = ids.filter((id) => !this.find(id));
    if (missing.length > 0) throw notFound(missing);
    return ids.flatMap((id) => this.find(id) ?? []);
  }

  find(id: string): Instance | undefined {
    return this.#instances.get(id);
  }

  start(ids: readonly string[]): { instance: Instance; previous: InstanceState }[] {
    return this.#change(ids, "started", ["stopped", "running", "pending"], (instance) => {
      if (instance.state !== "stopped") return;
      instance.launchedAt = this.#cloud.clock.now();
      instance.transitionReason = "";
      instance.stateReason = undefined;
      this.#enter(instance, "pending");
      this.#later(instance, "pending", pendingMs, "running");
    });
  }

  stop(ids: readonly string[]): { instance: Instance; previous: InstanceState }[] {
    for (const instance of this.getAll(ids)) checkStoppable(instance);
    return this.#change(ids, "stopped", ["running", "stopping", "stopped"], (instance) => {
      if (instance.state !== "running") return;
      this.#explain(instance);
      this.#enter(instance, "stopping");
      this.#later(instance, "stopping", stoppingMs, "stopped");
    });
  }

  reboot(ids: readonly string[]): void {
    this.#change(ids, "rebooted", ["running"], () => {});
  }

  /** Launches an instance; it is running after its time in pending. */
  launch(launch: Launch): Instance {
    const instance = this.#add(`i-0${this.#cloud.ids.hex(16)}`, "pending", launch);
    this.#enter(instance, "pending");
    this.#later(instance, "pending", pendingMs, "running");
    return instance;
  }

  /** Terminates an instance, which takes `ms` milliseconds. */
  terminate(id: string, ms: number): void {
    const instance = this.find(id);
    if (!instance || instance.state === "terminated" || instance.state === "shutting-down") return;
    this.#explain(instance);
    this.#enter(instance, "shutting-down");
    this.#later(instance, "shutting-down", ms, "terminated");
    this.#cloud.clock.after(ms + terminatedMs, () => this.#instances.delete(id));
  }

  /** The instance's console output, which AWS keeps for an hour after its termination. */
  console({ id, launchedAt, impaired, tags }: Instance): {
    readonly lines: readonly string[];
    readonly at: Date;
  } {
    const host = (tags.get("Name") ?? id).replaceAll(/[^\w-]/g, "-");
    const seconds = (this.#cloud.clock.now().getTime() - launchedAt.getTime()) / 1000;
    const lines = [
      "[    0.000000] Linux version 6.1.112-124.190.amzn2023.x86_64",
      "[    3.412088] cloud-init[1180]: Cloud-init v. 22.2.2 running 'modules:final'",
      `${host} login: `,
      ...(impaired
        ? [`[${seconds.toFixed(6).padStart(12)}] Out of memory: Killed process 2214 (node) total-vm:3984232kB`]
        : []),
    ];
    return { lines, at: this.#cloud.clock.now() };
  }

  /** Calls `listener` after each change of an instance's state. */
  watch(listener: (instance: Instance) => void): void {
    this.#listeners.push(listener);
  }

  #add(id: string, state: InstanceState, launch: Launch): Instance {
    const { type, zone, group, tags, spot, rootDevice = "ebs" } = launch;
    const instance: Instance = {
      id,
      type,
      zone,
      subnet: subnetOf(zone),
      privateIp: addressIn(zone, this.#addresses++),
      tags: new Map(Object.entries({ ...tags, ...(group ? { "aws:autoscaling:groupName": group } : {}) })),
      group,
      spotRequest: spot && {
        id: `sir-${this.#cloud.ids.hex(8)}`,
        type: spot,
        createdAt: this.#cloud.clock.now(),
      },
      rootDevice,
      launchedAt: this.#cloud.clock.now(),
      state,
      transitionReason: "",
      stateReason: undefined,
      impaired: false,
    };
    this.#instances.set(id, instance);
    return instance;
  }

  /** Checks every instance before changing any, as EC2 does. */
  #change(ids: readonly string[], verb: string, from: readonly InstanceState[], run: (instance: Instance) => void) {
    const instances = this.getAll(ids);
    const wrong = instances.find((instance) => !from.includes(instance.state));
    if (wrong)
      throw new AwsError(
        "IncorrectInstanceState",
        `The instance '${wrong.id}' is not in a state from which it can be ${verb}.`,
      );
    return instances.map((instance) => {
      const previous = instance.state;
      run(instance);
      return { instance, previous };
    });
  }

  #explain(instance: Instance): void {
    const stamp = this.#cloud.clock.now().toISOString().slice(0, 19).replace("T", " ");
    instance.transitionReason = `User initiated (${stamp} GMT)`;
    instance.stateReason = {
      code: "Client.UserInitiatedShutdown",
      message: "Client.UserInitiatedShutdown: User initiated shutdown",
    };
  }

  #enter(instance: Instance, state: InstanceState): void {
    instance.state = state;
    this.#cloud.publish(
      "aws.ec2",
      "EC2 Instance State-change Notification",
      [instanceArn(instance.id, this.#cloud.world)],
      {
        "instance-id": instance.id,
        state,
      },
    );
    for (const listener of this.#listeners) listener(instance);
  }

  #later(instance: Instance, from: InstanceState, ms: number, to: InstanceState): void {
    this.#cloud.clock.after(ms, () => {
      if (instance.state === from) this.#enter(instance, to);
    });
  }
}

export function instanceArn(id: string, { account, region }: PlaceOfWorld): string {
  return `arn:aws:ec2:${region}:${account}:instance/${id}`;
}

/** The single subnet of each zone. */
export function subnetOf(zone: string): string {
  return `subnet-0b7e5${Buffer.from(zone.slice(-3)).toString("hex")}d41c3a`;
}

/** The address with that number in a zone's subnet: 4,096 of them, then those of the next block. */
function addressIn(zone: string, number: number): string {
  const third = (zone.endsWith("a") ? 0 : 16) + ((number >> 8) & 15);
  return `10.${number >> 12}.${third}.${number & 255}`;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html */
function checkStoppable({ id, spotRequest, rootDevice }: Instance): void {
  if (spotRequest?.type === "one-time")
    throw new AwsError(
      "UnsupportedOperation",
      `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
    );
  if (rootDevice === "instance-store")
    throw new AwsError(
      "UnsupportedOperation",
      `The instance '${id}' does not have an 'ebs' root device type and cannot be stopped.`,
    );
}

function notFound(ids: readonly string[]): AwsError {
  return ids.length > 1
    ? new AwsError("InvalidInstanceID.NotFound", `The instance IDs '${ids.join(", ")}' do not exist`)
    : new AwsError("InvalidInstanceID.NotFound", `The instance ID '${ids[0]}' does not exist`);
}
