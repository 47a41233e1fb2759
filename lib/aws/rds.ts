import type { DBCluster, DBInstance, Tag } from "@aws-sdk/client-rds";
import type { LocalResource } from "../pure/resource.ts";
import type { ClientSettings } from "./client-settings.ts";
import { type EffectClass, oncePerSettings, ownArn, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-rds");
const client = oncePerSettings(async (settings) => new (await load()).RDSClient(settings));

// DocumentDB has its own client, with the signing name and IAM actions of RDS.
const loadDocumentDb = () => import("@aws-sdk/client-docdb");
const documentDb = oncePerSettings(async (settings) => new (await loadDocumentDb()).DocDBClient(settings));

const instanceArn = ownArn("rds", "db:*");
const clusterArn = ownArn("rds", "cluster:*");

/** All database instances, including members of clusters. */
export const instances = verb({
  operation: "rds:DescribeDBInstances",
  effect: "read",
  resources: [instanceArn],
  client,
  async run(rds, _: Record<string, never>): Promise<LocalResource[]> {
    const { paginateDescribeDBInstances } = await load();
    const found: LocalResource[] = [];
    for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client: rds }, {})) {
      found.push(...DBInstances.map(fromInstance));
    }
    return found;
  },
});

/** All clusters: RDS lists Aurora, Multi-AZ and DocumentDB ones. */
export const clusters = verb({
  operation: "rds:DescribeDBClusters",
  effect: "read",
  resources: [clusterArn],
  client,
  async run(rds, _: Record<string, never>): Promise<LocalResource[]> {
    const { paginateDescribeDBClusters } = await load();
    const found: LocalResource[] = [];
    for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client: rds }, {})) {
      found.push(...DBClusters.map(fromCluster));
    }
    return found;
  },
});

function tagsOf(list: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
}

function fromInstance(instance: DBInstance): LocalResource {
  const id = instance.DBInstanceIdentifier ?? "";
  const tags = tagsOf(instance.TagList);
  const isReplica = instance.ReadReplicaSourceDBInstanceIdentifier || instance.ReadReplicaSourceDBClusterIdentifier;
  return {
    service: "rds",
    kind: "database",
    id,
    name: tags.Name || id,
    state: instance.DBInstanceStatus ?? "",
    type: instance.DBInstanceClass ?? "",
    engine: instance.Engine ?? "",
    tags,
    ...(instance.DBClusterIdentifier && { cluster: instance.DBClusterIdentifier }),
    ...((isReplica || instance.ReadReplicaDBInstanceIdentifiers?.length) && { isReplicated: true }),
    ...(instance.Engine?.startsWith("sqlserver") && instance.MultiAZ && { isMultiAz: true }),
  };
}

function fromCluster(cluster: DBCluster): LocalResource {
  const id = cluster.DBClusterIdentifier ?? "";
  const tags = tagsOf(cluster.TagList);
  return {
    service: "rds",
    kind: "cluster",
    id,
    name: tags.Name || id,
    state: cluster.Status ?? "",
    type: cluster.DBClusterInstanceClass ?? "",
    engine: cluster.Engine ?? "",
    tags,
    // Only a Multi-AZ DB cluster has an instance class of its own; in Aurora the members have it.
    ...(cluster.DBClusterInstanceClass && { isMultiAz: true }),
  };
}

/** A change of a database or a cluster by its id. */
function change<Client>(
  [operation, effect, resource]: readonly [`rds:${string}`, EffectClass, string],
  connect: (settings: ClientSettings) => Promise<Client>,
  send: (client: Client, id: string) => Promise<unknown>,
) {
  return verb({
    operation,
    effect,
    resources: [resource],
    client: connect,
    run: async (made, { id }: { id: string }): Promise<void> => void (await send(made, id)),
  });
}

export const startInstance = change(["rds:StartDBInstance", "state", instanceArn], client, async (rds, id) =>
  rds.send(new (await load()).StartDBInstanceCommand({ DBInstanceIdentifier: id })),
);

export const stopInstance = change(["rds:StopDBInstance", "state", instanceArn], client, async (rds, id) =>
  rds.send(new (await load()).StopDBInstanceCommand({ DBInstanceIdentifier: id })),
);

/** Requests a reboot. It takes no token, and is over soon: an available database may or may not have been rebooted. */
export const rebootInstance = change(["rds:RebootDBInstance", "none", instanceArn], client, async (rds, id) =>
  rds.send(new (await load()).RebootDBInstanceCommand({ DBInstanceIdentifier: id })),
);

export const startCluster = change(["rds:StartDBCluster", "state", clusterArn], client, async (rds, id) =>
  rds.send(new (await load()).StartDBClusterCommand({ DBClusterIdentifier: id })),
);

export const stopCluster = change(["rds:StopDBCluster", "state", clusterArn], client, async (rds, id) =>
  rds.send(new (await load()).StopDBClusterCommand({ DBClusterIdentifier: id })),
);

export const startDocumentDb = change(["rds:StartDBCluster", "state", clusterArn], documentDb, async (docdb, id) =>
  docdb.send(new (await loadDocumentDb()).StartDBClusterCommand({ DBClusterIdentifier: id })),
);

export const stopDocumentDb = change(["rds:StopDBCluster", "state", clusterArn], documentDb, async (docdb, id) =>
  docdb.send(new (await loadDocumentDb()).StopDBClusterCommand({ DBClusterIdentifier: id })),
);
