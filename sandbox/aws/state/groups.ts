import type { GroupOfWorld } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import { type Cloud, isoSeconds } from "./cloud.ts";
import { type Instances, instanceArn, subnetOf } from "./instances.ts";

export interface Member {
  readonly instanceId: string;
  readonly zone: string;
  readonly type: string;
  lifecycle: "Pending" | "Pending:Wait" | "InService" | "Terminating";
  healthy: boolean;
}

export interface Activity {
  readonly id: string;
  readonly group: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: Date;
  readonly details: { readonly "Subnet ID": string; readonly "Availability Zone": string };
  status: "InProgress" | "Successful" | "Failed";
  statusMessage: string | undefined;
  endedAt: Date | undefined;
  progress: number;
}

export interface Refresh {
  readonly id: string;
  readonly startedAt: Date;
  readonly total: number;
  status: "InProgress" | "Successful";
  endedAt: Date | undefined;
  remaining: string[];
}

export interface Group {
  readonly definition: GroupOfWorld;
  readonly arn: string;
  readonly createdAt: Date;
  desired: number;
  members: Member[];
  /** Newest first. */
  readonly activities: Activity[];
  /** Newest first. */
  readonly refreshes: Refresh[];
  /** The error of the next launch. */
  launchFailure: string | undefined;
  /** Launches that are scheduled and not yet begun. */
  appointed: number;
}

/**
 * The health checks a member can fail, in Auto Scaling's words.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
 */
export const healthReasons = {
  elb: "an ELB system health check failure.",
  ec2: "an EC2 health check indicating it has been terminated or stopped.",
  status: "an EC2 instance status checks failure.",
  maintenance: "an EC2 scheduled reboot.",
  user: "a user health-check.",
  ebs: "EBS volume health check failure.",
} as const;

export type HealthReason = keyof typeof healthReasons;

/** How long transitions take, in milliseconds; a replacement's launch begins during the termination. */
const terminateMs = 40_000;
const launchDelayMs = 15_000;
const launchMs = 60_000;
const failedLaunchMs = 5_000;
const relaunchMs = 60_000;

const replaced = "an unhealthy instance needing to be replaced.";

/** Auto Scaling groups: they keep the desired number of healthy members. */
export class Groups {
  readonly #cloud: Cloud;
  readonly #instances: Instances;
  readonly #groups: readonly Group[];

  constructor(cloud: Cloud, instances: Instances) {
    this.#cloud = cloud;
    this.#instances = instances;
    const { account, region } = cloud.world;
    this.#groups = cloud.world.groups.map((definition) => ({
      definition,
      arn: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:${cloud.ids.uuid()}:autoScalingGroupName/${definition.name}`,
      createdAt: cloud.clock.now(),
      desired: definition.desired,
      members: instances
        .all()
        .filter((instance) => instance.group === definition.name)
        .map(({ id, zone, type }) => ({ instanceId: id, zone, type, lifecycle: "InService", healthy: true })),
      activities: [],
      refreshes: [],
      launchFailure: undefined,
      appointed: 0,
    }));
    instances.watch((instance) => {
      if (instance.state === "stopped" && instance.group) this.#failMember(instance.group, instance.id, "ec2");
    });
  }

  all(): readonly Group[] {
    return this.#groups;
  }

  get(name: string): Group {
    const group = this.#groups.find((candidate) => candidate.definition.name === name);
    if (!group)
      throw new AwsError("ValidationError", `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
    return group;
  }

  /** The group and member of an instance. */
  memberOf(instanceId: string): { group: Group; member: Member } {
    for (const group of this.#groups) {
      const member = group.members.find((candidate) => candidate.instanceId === instanceId);
      if (member) return { group, member };
    }
    throw new AwsError(
      "ValidationError",
      `Instance Id not found - No managed instance found for instance ID: ${instanceId}`,
    );
  }

  /** A member fails a health check, and is replaced. */
  failHealth(name: string, instanceId: string | undefined, reason: HealthReason): void {
    const group = this.get(name);
    const id = instanceId ?? group.members.find(({ lifecycle }) => lifecycle === "InService")?.instanceId;
    if (!id) throw new Error(`${name} has no instance in service.`);
    if (!group.members.some((member) => member.instanceId === id))
      throw new Error(
        `${id} is no member of ${name}; it has: ${group.members.map((member) => member.instanceId).join(", ")}.`,
      );
    if (reason === "status") this.#instances.get(id).impaired = true;
    this.#failMember(name, id, reason);
  }

  /**
   * A lifecycle hook holds a member at its launch, or lets it continue.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html
   */
  hold(instanceId: string, isHeld: boolean): void {
    const { group, member } = this.memberOf(instanceId);
    member.lifecycle = isHeld ? "Pending:Wait" : "InService";
    if (!isHeld) return;
    this.#cloud.publish("aws.autoscaling", "EC2 Instance-launch Lifecycle Action", [group.arn], {
      LifecycleActionToken: this.#cloud.ids.uuid(),
      AutoScalingGroupName: group.definition.name,
      LifecycleHookName: "warm-up",
      EC2InstanceId: instanceId,
      LifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      Origin: "EC2",
      Destination: "AutoScalingGroup",
    });
  }

  setHealth(instanceId: string, healthy: boolean): void {
    const { group, member } = this.memberOf(instanceId);
    member.healthy = healthy;
    if (!healthy) this.#failMember(group.definition.name, instanceId, "user");
  }

  setDesired(name: string, desired: number): void {
    const group = this.get(name);
    const { min, max } = group.definition;
    if (desired > max)
      throw new AwsError(
        "ValidationError",
        `New SetDesiredCapacity value ${desired} is above max value ${max} for the AutoScalingGroup.`,
      );
    if (desired < min)
      throw new AwsError(
        "ValidationError",
        `New SetDesiredCapacity value ${desired} is below min value ${min} for the AutoScalingGroup.`,
      );
    if (desired === group.desired) return;
    const asked = `At ${this.#stamp()} a user request explicitly set group desired capacity changing the desired capacity from ${group.desired} to ${desired}.`;
    group.desired = desired;
    this.#settle(group, asked);
  }

  /** Terminates a member, at a person's request. */
  terminate(instanceId: string, decrement: boolean): Activity {
    const { group, member } = this.memberOf(instanceId);
    const { min } = group.definition;
    if (decrement && group.desired - 1 < min)
      throw new AwsError(
        "ValidationError",
        `Currently, desiredSize equals minSize (${min}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
      );
    const capacity = decrement
      ? `shrinking the capacity from ${group.desired} to ${group.desired - 1}.`
      : `keeping the capacity at the current ${group.desired}.`;
    if (decrement) group.desired -= 1;
    const cause = `At ${this.#stamp()} instance ${instanceId} was taken out of service in response to a user request, ${capacity}`;
    return this.#terminate(group, member, cause, () => this.#settle(group));
  }

  startRefresh(name: string): Refresh {
    const group = this.get(name);
    if (group.refreshes[0]?.status === "InProgress")
      throw new AwsError(
        "InstanceRefreshInProgress",
        "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
      );
    const remaining = group.members
      .filter(({ lifecycle }) => lifecycle === "InService")
      .map(({ instanceId }) => instanceId);
    const refresh: Refresh = {
      id: this.#cloud.ids.uuid(),
      startedAt: this.#cloud.clock.now(),
      total: remaining.length,
      status: "InProgress",
      endedAt: undefined,
      remaining,
    };
    group.refreshes.unshift(refresh);
    this.#publishRefresh(group, refresh, "Started");
    this.#refreshNext(group, refresh);
    return refresh;
  }

  /** The next launch of the group fails with `message`. */
  failLaunch(name: string, message: string | undefined): void {
    const group = this.get(name);
    const { type, zones } = group.definition;
    group.launchFailure =
      message ??
      `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zones[0]}). Our system will be working on provisioning additional capacity. Launching EC2 instance failed.`;
  }

  #failMember(name: string, instanceId: string, reason: HealthReason): void {
    const group = this.get(name);
    const member = group.members.find((candidate) => candidate.instanceId === instanceId);
    if (!member || member.lifecycle === "Terminating") return;
    member.healthy = false;
    const cause = `At ${this.#stamp()} an instance was taken out of service in response to ${healthReasons[reason]}`;
    this.#terminate(group, member, cause);
    group.appointed += 1;
    this.#cloud.clock.after(launchDelayMs, () => {
      group.appointed -= 1;
      if (capacity(group) < group.desired)
        this.#launch(group, `At ${this.#stamp()} an instance was launched in response to ${replaced}`);
    });
  }

  /** Launches or terminates members until the desired capacity is reached. */
  #settle(group: Group, asked?: string): void {
    const difference = group.desired - capacity(group);
    const before = asked ? `${asked}  ` : "";
    const words = (verb: string, way: string) =>
      `${before}At ${this.#stamp()} an instance was ${verb} in response to a difference between desired and actual capacity, ${way} the capacity from ${group.desired - difference} to ${group.desired}.`;
    for (let i = 0; i < difference; i++) this.#launch(group, words("started", "increasing"));
    for (let i = 0; i < -difference; i++) {
      const member = group.members.find(({ lifecycle }) => lifecycle === "InService");
      if (!member) return;
      const chosen = `  At ${this.#stamp()} instance ${member.instanceId} was selected for termination.`;
      this.#terminate(group, member, `${words("taken out of service", "shrinking")}${chosen}`);
    }
  }

  #refreshNext(group: Group, refresh: Refresh): void {
    const next = refresh.remaining[0];
    const member = group.members.find((candidate) => candidate.instanceId === next);
    if (!next) {
      refresh.status = "Successful";
      refresh.endedAt = this.#cloud.clock.now();
      this.#publishRefresh(group, refresh, "Succeeded");
      return;
    }
    const advance = () => {
      refresh.remaining = refresh.remaining.slice(1);
      this.#refreshNext(group, refresh);
    };
    if (member?.lifecycle !== "InService") {
      advance();
      return;
    }
    group.appointed += 1;
    this.#terminate(
      group,
      member,
      `At ${this.#stamp()} an instance was taken out of service in response to an instance refresh.`,
      () => {
        group.appointed -= 1;
        this.#launch(
          group,
          `At ${this.#stamp()} an instance was launched in response to an instance refresh.`,
          advance,
        );
      },
    );
  }

  #terminate(group: Group, member: Member, cause: string, then: () => void = () => {}): Activity {
    member.lifecycle = "Terminating";
    const activity = this.#activity(group, `Terminating EC2 instance: ${member.instanceId}`, cause, member.zone);
    this.#instances.terminate(member.instanceId, terminateMs);
    this.#cloud.clock.after(terminateMs, () => {
      group.members = group.members.filter((candidate) => candidate !== member);
      this.#end(activity, "Successful");
      this.#publish(group, activity, "EC2 Instance Terminate Successful", member.instanceId);
      then();
    });
    return activity;
  }

  #launch(group: Group, cause: string, then: () => void = () => {}): void {
    const zone = this.#emptiestZone(group);
    const failure = group.launchFailure;
    if (failure !== undefined) {
      group.launchFailure = undefined;
      group.appointed += 1;
      const activity = this.#activity(group, "Launching a new EC2 instance", cause, zone);
      this.#cloud.clock.after(failedLaunchMs, () => {
        activity.statusMessage = failure;
        this.#end(activity, "Failed");
        this.#publish(group, activity, "EC2 Instance Launch Unsuccessful", "");
      });
      this.#cloud.clock.after(failedLaunchMs + relaunchMs, () => {
        group.appointed -= 1;
        if (capacity(group) < group.desired) this.#launch(group, cause, then);
      });
      return;
    }
    const { name, type, tags } = group.definition;
    const instance = this.#instances.launch({ type, zone, group: name, tags });
    const member: Member = { instanceId: instance.id, zone, type, lifecycle: "Pending", healthy: true };
    group.members.push(member);
    const activity = this.#activity(group, `Launching a new EC2 instance: ${instance.id}`, cause, zone);
    this.#cloud.clock.after(launchMs, () => {
      if (member.lifecycle === "Pending") member.lifecycle = "InService";
      this.#end(activity, "Successful");
      this.#publish(group, activity, "EC2 Instance Launch Successful", instance.id);
      then();
    });
  }

  #emptiestZone(group: Group): string {
    const count = (zone: string) =>
      group.members.filter((member) => member.zone === zone && member.lifecycle !== "Terminating").length;
    const zones = [...group.definition.zones].sort((a, b) => count(a) - count(b));
    return zones[0] ?? `${this.#cloud.world.region}a`;
  }

  #activity(group: Group, description: string, cause: string, zone: string): Activity {
    const activity: Activity = {
      id: this.#cloud.ids.uuid(),
      group: group.definition.name,
      description,
      cause,
      startedAt: this.#cloud.clock.now(),
      details: { "Subnet ID": subnetOf(zone), "Availability Zone": zone },
      status: "InProgress",
      statusMessage: undefined,
      endedAt: undefined,
      progress: 50,
    };
    group.activities.unshift(activity);
    return activity;
  }

  #end(activity: Activity, status: "Successful" | "Failed"): void {
    activity.status = status;
    activity.progress = 100;
    activity.endedAt = this.#cloud.clock.now();
  }

  /** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html */
  #publish(group: Group, activity: Activity, detailType: string, instanceId: string): void {
    const launch = detailType.startsWith("EC2 Instance Launch");
    const failed = activity.status === "Failed";
    this.#cloud.publish(
      "aws.autoscaling",
      detailType,
      instanceId ? [group.arn, instanceArn(instanceId, this.#cloud.world)] : [group.arn],
      {
        // AWS's own samples of successful launches and terminations say InProgress.
        StatusCode: failed ? "Failed" : "InProgress",
        AutoScalingGroupName: activity.group,
        ActivityId: activity.id,
        Details: activity.details,
        RequestId: activity.id,
        StatusMessage: activity.statusMessage ?? "",
        EndTime: isoSeconds(activity.endedAt ?? this.#cloud.clock.now()),
        EC2InstanceId: instanceId,
        StartTime: isoSeconds(activity.startedAt),
        Description: failed
          ? `${activity.description}.  Status Reason: ${activity.statusMessage}`
          : activity.description,
        Cause: activity.cause,
        Origin: launch ? "EC2" : "AutoScalingGroup",
        Destination: launch ? "AutoScalingGroup" : "EC2",
      },
    );
  }

  #publishRefresh(group: Group, refresh: Refresh, what: "Started" | "Succeeded"): void {
    this.#cloud.publish("aws.autoscaling", `EC2 Auto Scaling Instance Refresh ${what}`, [group.arn], {
      InstanceRefreshId: refresh.id,
      AutoScalingGroupName: group.definition.name,
    });
  }

  #stamp(): string {
    return isoSeconds(this.#cloud.clock.now());
  }
}

/** The members that stay or are being launched. */
function capacity(group: Group): number {
  return group.members.filter(({ lifecycle }) => lifecycle !== "Terminating").length + group.appointed;
}
