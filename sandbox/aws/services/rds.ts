import {
  AddTagsToResourceCommand,
  type DBCluster,
  type DBInstance,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  type Filter,
  ListTagsForResourceCommand,
  RDSClient,
  RebootDBClusterCommand,
  RebootDBInstanceCommand,
  RemoveTagsFromResourceCommand,
  StartDBClusterCommand,
  StartDBInstanceCommand,
  StopDBClusterCommand,
  StopDBInstanceCommand,
} from "@aws-sdk/client-rds";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import { type Cluster, type Database, type Databases, databaseArn, isMultiAz } from "../state/databases.ts";
import { Service } from "../wire/service.ts";

const ports: readonly [RegExp, number][] = [
  [/postgres/, 5432],
  [/docdb/, 27017],
  [/^sqlserver/, 1433],
  [/./, 3306],
];

/**
 * Amazon RDS and Amazon DocumentDB, which share the endpoint, the signing name and the protocol: each client sees the
 * databases of both, unless it filters by engine.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/
 */
export function rds(databases: Databases) {
  return new Service(new RDSClient({ region: "local" }))
    .on(DescribeDBInstancesCommand, (input) => {
      const named = input.DBInstanceIdentifier
        ? [databases.instance(input.DBInstanceIdentifier)]
        : databases.instances();
      const found = named.filter((one) => matches(one, input.Filters, instanceFilters(databases)));
      const { items, nextToken } = page(found, input.Marker, pageSize(input.MaxRecords));
      return { DBInstances: items.map((one) => describeInstance(databases, one)), Marker: nextToken };
    })
    .on(DescribeDBClustersCommand, (input) => {
      const named = input.DBClusterIdentifier ? [databases.cluster(input.DBClusterIdentifier)] : databases.clusters();
      const found = named.filter((one) => matches(one, input.Filters, clusterFilters));
      const { items, nextToken } = page(found, input.Marker, pageSize(input.MaxRecords));
      return { DBClusters: items.map((one) => describeCluster(databases, one)), Marker: nextToken };
    })
    .on(StartDBInstanceCommand, (input) => ({
      DBInstance: describeInstance(databases, databases.start(input.DBInstanceIdentifier)),
    }))
    .on(StopDBInstanceCommand, (input) => ({
      DBInstance: describeInstance(databases, databases.stop(input.DBInstanceIdentifier)),
    }))
    .on(RebootDBInstanceCommand, (input) => ({
      DBInstance: describeInstance(databases, databases.reboot(input.DBInstanceIdentifier)),
    }))
    .on(StartDBClusterCommand, (input) => ({
      DBCluster: describeCluster(databases, databases.startCluster(input.DBClusterIdentifier)),
    }))
    .on(StopDBClusterCommand, (input) => ({
      DBCluster: describeCluster(databases, databases.stopCluster(input.DBClusterIdentifier)),
    }))
    .on(RebootDBClusterCommand, (input) => ({
      DBCluster: describeCluster(databases, databases.rebootCluster(input.DBClusterIdentifier)),
    }))
    .on(ListTagsForResourceCommand, (input) => ({
      TagList: tagList(databases.tagged(input.ResourceName).tags),
    }))
    .on(AddTagsToResourceCommand, (input) => {
      const { tags } = databases.tagged(input.ResourceName);
      for (const { Key = "", Value = "" } of input.Tags) checkTag(Key, Value);
      for (const { Key = "", Value = "" } of input.Tags) tags.set(Key, Value);
      return {};
    })
    .on(RemoveTagsFromResourceCommand, (input) => {
      const { tags } = databases.tagged(input.ResourceName);
      for (const key of input.TagKeys) tags.delete(key);
      return {};
    });
}

function pageSize(max: number | undefined): number {
  if (max !== undefined && (max < 20 || max > 100))
    throw new AwsError("InvalidParameterValue", `Invalid value ${max} for MaxRecords. Must be between 20 and 100`);
  return max ?? 100;
}

type Texts<T> = Readonly<Record<string, (one: T) => readonly (string | undefined)[]>>;

const instanceFilters = ({ world }: Databases): Texts<Database> => ({
  "db-instance-id": ({ definition, arn }) => [definition.id, arn],
  "db-cluster-id": ({ definition: { cluster } }) => [cluster, cluster && databaseArn("cluster", cluster, world)],
  "dbi-resource-id": ({ resourceId }) => [resourceId],
  engine: ({ definition }) => [definition.engine],
  domain: () => [],
});

const clusterFilters: Texts<Cluster> = {
  "db-cluster-id": ({ definition, arn }) => [definition.id, arn],
  "db-cluster-resource-id": ({ resourceId }) => [resourceId],
  engine: ({ definition }) => [definition.engine],
  "clone-group-id": () => [],
  domain: () => [],
};

function matches<T>(one: T, filters: readonly Filter[] = [], texts: Texts<T>): boolean {
  return filters.every(({ Name = "", Values = [] }) => {
    const read = Object.hasOwn(texts, Name) ? texts[Name] : undefined;
    if (!read) throw new AwsError("InvalidParameterValue", `Unrecognized filter name: ${Name}`);
    return read(one).some((text) => text !== undefined && Values.includes(text));
  });
}

/** RDS allows fewer characters than EC2. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Tag.html */
function checkTag(key: string, value: string): void {
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  if (key === "" || key.length > 128 || !allowed.test(key) || /^(aws|rds):/i.test(key))
    throw new AwsError("InvalidParameterValue", `Invalid tag key: ${key}`);
  if (value.length > 256 || !allowed.test(value) || /^(aws|rds):/i.test(value))
    throw new AwsError("InvalidParameterValue", `Invalid tag value: ${value}`);
}

function tagList(tags: ReadonlyMap<string, string>) {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function portOf(engine: string): number {
  return ports.find(([pattern]) => pattern.test(engine))?.[1] ?? 3306;
}

function describeInstance(databases: Databases, database: Database): DBInstance {
  const { definition, status, arn, resourceId, createdAt, tags, restartsAt } = database;
  const { id, engine, version, type, zone, storage, multiAz, replicaOf, cluster } = definition;
  const engineType = engine === "docdb" ? "docdb" : "rds";
  return {
    DBInstanceIdentifier: id,
    DBInstanceClass: type,
    Engine: engine,
    EngineVersion: version,
    DBInstanceStatus: status,
    MasterUsername: "admin",
    Endpoint: {
      Address: `${id}.c8sandbox0x1.${databases.world.region}.${engineType}.amazonaws.com`,
      Port: portOf(engine),
      HostedZoneId: "ZLA2NUCOLGUUR",
    },
    AllocatedStorage: storage ?? 1,
    StorageType: storage === undefined ? "aurora" : "gp3",
    InstanceCreateTime: createdAt,
    AvailabilityZone: zone,
    MultiAZ: multiAz ?? false,
    PubliclyAccessible: false,
    StorageEncrypted: true,
    DeletionProtection: false,
    BackupRetentionPeriod: 7,
    ReadReplicaDBInstanceIdentifiers: databases.replicas(database).map((one) => one.definition.id),
    ReadReplicaSourceDBInstanceIdentifier: replicaOf,
    DBClusterIdentifier: cluster,
    DbiResourceId: resourceId,
    DBInstanceArn: arn,
    AutomaticRestartTime: restartsAt,
    TagList: tagList(tags),
  };
}

function describeCluster(databases: Databases, cluster: Cluster): DBCluster {
  const { definition, status, arn, resourceId, createdAt, tags, restartsAt } = cluster;
  const { id, engine, version, type } = definition;
  const members = databases.members(cluster);
  const host = (kind: string) =>
    `${id}.${kind}-c8sandbox0x1.${databases.world.region}.${engine === "docdb" ? "docdb" : "rds"}.amazonaws.com`;
  return {
    DBClusterIdentifier: id,
    Engine: engine,
    EngineVersion: version,
    EngineMode: "provisioned",
    Status: status,
    DBClusterInstanceClass: type,
    AllocatedStorage: isMultiAz(cluster) ? 100 : 1,
    StorageType: isMultiAz(cluster) ? "gp3" : "aurora",
    MasterUsername: "admin",
    Endpoint: host("cluster"),
    ReaderEndpoint: host("cluster-ro"),
    Port: portOf(engine),
    MultiAZ: members.length > 1,
    AvailabilityZones: members.map((member) => member.definition.zone),
    ClusterCreateTime: createdAt,
    StorageEncrypted: true,
    DeletionProtection: false,
    BackupRetentionPeriod: 7,
    ReadReplicaIdentifiers: [],
    DBClusterMembers: members.map((member, index) => ({
      DBInstanceIdentifier: member.definition.id,
      IsClusterWriter: index === 0,
      DBClusterParameterGroupStatus: "in-sync",
      PromotionTier: 1,
    })),
    DbClusterResourceId: resourceId,
    DBClusterArn: arn,
    AutomaticRestartTime: restartsAt,
    TagList: tagList(tags),
  };
}
