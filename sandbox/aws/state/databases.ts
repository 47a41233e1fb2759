import type { DatabaseClusterOfWorld, DatabaseOfWorld, PlaceOfWorld } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

export type DatabaseStatus = "available" | "stopping" | "stopped" | "starting" | "rebooting";

interface Resource<Kind, Definition> {
  readonly kind: Kind;
  readonly definition: Definition;
  readonly arn: string;
  /** The immutable id: `db-…` or `cluster-…`. */
  readonly resourceId: string;
  readonly createdAt: Date;
  readonly tags: Map<string, string>;
  status: DatabaseStatus;
  /** While it is stopped: when AWS starts it again by itself. */
  restartsAt: Date | undefined;
  callOffRestart: () => void;
  /** How AWS starts it then. */
  restart: () => void;
}

export type Database = Resource<"instance", DatabaseOfWorld>;
export type Cluster = Resource<"cluster", DatabaseClusterOfWorld>;

/** How long transitions take, in milliseconds. */
const stoppingMs = 90_000;
const startingMs = 120_000;
const rebootingMs = 40_000;
/** AWS starts databases that were stopped for this long. */
const stoppedMs = 7 * 24 * 60 * 60_000;

type Happening = "stopped" | "started" | "restarted" | "overdue";

/**
 * RDS's numbers and wordings; DocumentDB's are the same.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
const events: Record<"instance" | "cluster", Record<Happening, readonly [string, string, string]>> = {
  instance: {
    stopped: ["RDS-EVENT-0087", "notification", "DB instance stopped"],
    started: ["RDS-EVENT-0088", "notification", "DB instance started"],
    restarted: ["RDS-EVENT-0006", "availability", "DB instance restarted"],
    overdue: [
      "RDS-EVENT-0154",
      "notification",
      "DB instance is being started due to it exceeding the maximum allowed time being stopped.",
    ],
  },
  cluster: {
    stopped: ["RDS-EVENT-0150", "notification", "DB cluster stopped"],
    started: ["RDS-EVENT-0151", "notification", "DB cluster started"],
    restarted: ["RDS-EVENT-0006", "availability", "DB cluster restarted"],
    overdue: [
      "RDS-EVENT-0153",
      "notification",
      "DB cluster is being started due to it exceeding the maximum allowed time being stopped.",
    ],
  },
};

/** The instances and clusters of RDS and DocumentDB, which share one API, and their states over time. */
export class Databases {
  readonly #cloud: Cloud;
  readonly #clusters: readonly Cluster[];
  readonly #instances: readonly Database[];

  constructor(
    cloud: Cloud,
    instances: readonly DatabaseOfWorld[] = cloud.world.databases,
    clusters: readonly DatabaseClusterOfWorld[] = cloud.world.databaseClusters,
  ) {
    this.#cloud = cloud;
    const common = (tags: Readonly<Record<string, string>>) => ({
      createdAt: cloud.clock.now(),
      tags: new Map(Object.entries(tags)),
      status: "available" as const,
      restartsAt: undefined,
      callOffRestart: () => {},
      restart: () => {},
    });
    this.#clusters = clusters.map((definition) => ({
      kind: "cluster",
      definition,
      arn: databaseArn("cluster", definition.id, cloud.world),
      resourceId: `cluster-${cloud.ids.upper(26)}`,
      ...common(definition.tags),
    }));
    this.#instances = instances.map((definition) => ({
      kind: "instance",
      definition,
      arn: databaseArn("db", definition.id, cloud.world),
      resourceId: `db-${cloud.ids.upper(26)}`,
      ...common(definition.tags),
    }));
  }

  /** Their location. */
  get world(): PlaceOfWorld {
    return this.#cloud.world;
  }

  instances(): readonly Database[] {
    return this.#instances;
  }

  clusters(): readonly Cluster[] {
    return this.#clusters;
  }

  /** By identifier or ARN, in any case. */
  instance(id: string): Database {
    const found = this.#instances.find((one) => isNamed(one, id));
    if (!found) throw new AwsError("DBInstanceNotFound", `DBInstance ${id} not found.`);
    return found;
  }

  /** By identifier or ARN, in any case. */
  cluster(id: string): Cluster {
    const found = this.#clusters.find((one) => isNamed(one, id));
    if (!found) throw new AwsError("DBClusterNotFoundFault", `DBCluster ${id} not found.`);
    return found;
  }

  members({ definition }: Cluster): Database[] {
    return this.#instances.filter((one) => one.definition.cluster === definition.id);
  }

  replicas({ definition }: Database): Database[] {
    return this.#instances.filter((one) => one.definition.replicaOf === definition.id);
  }

  stop(id: string): Database {
    const database = this.instance(id);
    this.#checkStoppable(database);
    requireAvailable(database);
    this.#stop([database]);
    return database;
  }

  start(id: string): Database {
    const database = this.instance(id);
    this.#checkStoppable(database);
    if (database.status !== "stopped")
      throw new AwsError(
        "InvalidDBInstanceState",
        `Instance ${database.definition.id} cannot be started as it is not in one of the following statuses: 'stopped, inaccessible-encryption-credentials-recoverable, incompatible-network (only valid for non-SqlServer instances)'.`,
      );
    this.#start([database]);
    return database;
  }

  reboot(id: string): Database {
    const database = this.instance(id);
    requireAvailable(database);
    this.#pass([database], "rebooting", rebootingMs, "available", "restarted");
    return database;
  }

  stopCluster(id: string): Cluster {
    const cluster = this.cluster(id);
    checkClusterStoppable(cluster);
    requireStatus(cluster, ["available"]);
    for (const member of this.members(cluster)) requireAvailable(member);
    this.#stop([...this.members(cluster), cluster]);
    return cluster;
  }

  startCluster(id: string): Cluster {
    const cluster = this.cluster(id);
    checkClusterStoppable(cluster);
    requireStatus(cluster, ["stopped", "inaccessible-encryption-credentials-recoverable"]);
    this.#start([...this.members(cluster), cluster]);
    return cluster;
  }

  /** Only a Multi-AZ DB cluster is rebooted as a whole. */
  rebootCluster(id: string): Cluster {
    const cluster = this.cluster(id);
    if (!isMultiAz(cluster))
      throw new AwsError(
        "InvalidParameterCombination",
        `${cluster.definition.engine} DB clusters are not eligible for rebooting.`,
      );
    requireStatus(cluster, ["available"]);
    for (const member of this.members(cluster)) requireAvailable(member);
    this.#pass([...this.members(cluster), cluster], "rebooting", rebootingMs, "available", "restarted");
    return cluster;
  }

  /** AWS starts a stopped database as if seven days had passed. */
  exceed(id: string): void {
    const one = this.#clusters.find((cluster) => isNamed(cluster, id)) ?? this.instance(id);
    if (!one.restartsAt) throw new Error(`${id} is not stopped: it is ${one.status}.`);
    one.restart();
  }

  /** The database or cluster with this ARN. */
  tagged(arn: string): Database | Cluster {
    const [, kind, id = ""] = /^arn:[^:]*:rds:[^:]*:\d*:(db|cluster):(.+)$/.exec(arn) ?? [];
    if (!kind) throw new AwsError("InvalidParameterValue", `Invalid resource name: ${arn}`);
    return kind === "db" ? this.instance(id) : this.cluster(id);
  }

  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html#USER_StopInstance.Limitations */
  #checkStoppable(database: Database): void {
    const { engine, cluster, replicaOf, multiAz } = database.definition;
    if (cluster !== undefined || (multiAz && engine.startsWith("sqlserver")))
      throw new AwsError(
        "InvalidParameterCombination",
        `${engine} DB instances are not eligible for stopping and starting.`,
      );
    if (replicaOf !== undefined)
      throw new AwsError("InvalidDBInstanceState", "Cannot stop or start a Read-Replica instance");
    if (this.replicas(database).length > 0)
      throw new AwsError("InvalidDBInstanceState", "Cannot stop or start an instance that has Read-Replicas");
  }

  #stop(all: readonly (Database | Cluster)[]): void {
    this.#pass(all, "stopping", stoppingMs, "stopped", "stopped", () => {
      const restartsAt = new Date(this.#cloud.clock.now().getTime() + stoppedMs);
      const restart = (): void => {
        for (const one of all) this.#publish(one, "overdue");
        this.#start(all);
      };
      const callOffRestart = this.#cloud.clock.at(restartsAt, restart);
      for (const one of all) Object.assign(one, { restartsAt, callOffRestart, restart });
    });
  }

  #start(all: readonly (Database | Cluster)[]): void {
    for (const one of all) {
      one.callOffRestart();
      one.restartsAt = undefined;
    }
    this.#pass(all, "starting", startingMs, "available", "started");
  }

  #pass(
    all: readonly (Database | Cluster)[],
    through: DatabaseStatus,
    ms: number,
    to: DatabaseStatus,
    happening: Happening,
    then: () => void = () => {},
  ): void {
    for (const one of all) one.status = through;
    this.#cloud.clock.after(ms, () => {
      for (const one of all) {
        one.status = to;
        this.#publish(one, happening);
      }
      then();
    });
  }

  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloudwatch-events.sample.html */
  #publish({ kind, arn, definition, tags }: Database | Cluster, happening: Happening): void {
    const [id, category, message] = events[kind][happening];
    const isInstance = kind === "instance";
    this.#cloud.publish("aws.rds", isInstance ? "RDS DB Instance Event" : "RDS DB Cluster Event", [arn], {
      EventCategories: [category],
      SourceType: isInstance ? "DB_INSTANCE" : "CLUSTER",
      SourceArn: arn,
      Date: this.#cloud.clock.now().toISOString(),
      Message: message,
      SourceIdentifier: definition.id,
      EventID: id,
      Tags: Object.fromEntries(tags),
    });
  }
}

/** Whether it is a Multi-AZ DB cluster, rather than Aurora or DocumentDB. */
export function isMultiAz({ definition }: Cluster): boolean {
  return definition.type !== undefined;
}

export function databaseArn(kind: "db" | "cluster", id: string, { account, region }: PlaceOfWorld): string {
  return `arn:aws:rds:${region}:${account}:${kind}:${id}`;
}

function isNamed({ definition, arn }: Database | Cluster, id: string): boolean {
  return definition.id === id.toLowerCase() || arn === id;
}

function requireAvailable({ definition, status }: Database): void {
  if (status !== "available")
    throw new AwsError("InvalidDBInstanceState", `Instance ${definition.id} is not in available state.`);
}

function requireStatus({ definition, status }: Cluster, expected: readonly string[]): void {
  if (!expected.includes(status))
    throw new AwsError(
      "InvalidDBClusterStateFault",
      `DbCluster ${definition.id} is in ${status} state but expected it to be one of ${expected.join(",")}.`,
    );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.Limitations.html */
function checkClusterStoppable(cluster: Cluster): void {
  if (isMultiAz(cluster))
    throw new AwsError(
      "InvalidParameterCombination",
      `${cluster.definition.engine} DB clusters are not eligible for stopping and starting.`,
    );
}
