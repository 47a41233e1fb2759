import {
  DescribeDBClustersCommand as DocClusters,
  DocDBClient,
  StartDBClusterCommand as DocStart,
  StopDBClusterCommand as DocStop,
} from "@aws-sdk/client-docdb";
import {
  AddTagsToResourceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  type DescribeDBInstancesCommandInput,
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
import { describe, expect, it } from "vitest";
import type { EventBridgeEvent } from "../../../sandbox/aws/local-aws.ts";
import { rds } from "../../../sandbox/aws/services/rds.ts";
import type { Cloud } from "../../../sandbox/aws/state/cloud.ts";
import { Databases } from "../../../sandbox/aws/state/databases.ts";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { home, start } from "../../../sandbox/world.ts";
import { errorOf, openAws } from "./open.ts";

const day = 24 * 60 * 60;
const arn = (kind: "db" | "cluster", id: string) => `arn:aws:rds:ap-northeast-2:123456789012:${kind}:${id}`;

async function openDatabases() {
  const opened = await openAws();
  const client = new RDSClient(opened.config());
  const find = async (input: DescribeDBInstancesCommandInput) =>
    (await client.send(new DescribeDBInstancesCommand(input))).DBInstances ?? [];
  const stateOf = async (id: string) => (await find({ DBInstanceIdentifier: id }))[0]?.DBInstanceStatus;
  const clusterOf = async (id: string) =>
    (await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }))).DBClusters?.[0];
  return { ...opened, client, find, stateOf, clusterOf };
}

/** `<seconds since the start> <id> <event>` of each event. */
function storyOf(events: readonly EventBridgeEvent[]): string[] {
  return events.map(({ time, detail }) => {
    const seconds = (Date.parse(time) - start.getTime()) / 1000;
    return `${seconds} ${detail.SourceIdentifier} ${detail.EventID}`;
  });
}

describe("an instance", () => {
  it("stops, starts and reboots over time, with an event at the end of each", async () => {
    const { client, events, stateOf, advance } = await openDatabases();
    const { DBInstance } = await client.send(new StopDBInstanceCommand({ DBInstanceIdentifier: "dev-db" }));
    expect(DBInstance).toMatchObject({ DBInstanceIdentifier: "dev-db", DBInstanceStatus: "stopping" });
    await advance(89);
    expect(await stateOf("dev-db")).toBe("stopping");
    await advance(1);
    expect(await stateOf("dev-db")).toBe("stopped");
    await client.send(new StartDBInstanceCommand({ DBInstanceIdentifier: "dev-db" }));
    expect(await stateOf("dev-db")).toBe("starting");
    await advance(120);
    expect(await stateOf("dev-db")).toBe("available");
    await client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: "dev-db" }));
    expect(await stateOf("dev-db")).toBe("rebooting");
    await advance(40);
    expect(await stateOf("dev-db")).toBe("available");
    expect(storyOf(events)).toEqual([
      "90 dev-db RDS-EVENT-0087",
      "210 dev-db RDS-EVENT-0088",
      "250 dev-db RDS-EVENT-0006",
    ]);
    expect(events[0]).toMatchObject({
      source: "aws.rds",
      "detail-type": "RDS DB Instance Event",
      resources: [arn("db", "dev-db")],
    });
    expect(events[0]?.detail).toEqual({
      EventCategories: ["notification"],
      SourceType: "DB_INSTANCE",
      SourceArn: arn("db", "dev-db"),
      Date: "2026-11-23T00:01:30.000Z",
      Message: "DB instance stopped",
      SourceIdentifier: "dev-db",
      EventID: "RDS-EVENT-0087",
      Tags: { env: "dev", nightshift: "office-hours" },
    });
  });

  it("is started by AWS after seven days, and the days count anew with each stop", async () => {
    const { client, events, find, stateOf, advance } = await openDatabases();
    const stop = () => client.send(new StopDBInstanceCommand({ DBInstanceIdentifier: "dev-db" }));
    await stop();
    await advance(90 + 3 * day);
    await client.send(new StartDBInstanceCommand({ DBInstanceIdentifier: "dev-db" }));
    await advance(120);
    await stop();
    await advance(90);
    events.length = 0;
    const [stopped] = await find({ DBInstanceIdentifier: "dev-db" });
    expect(stopped?.AutomaticRestartTime).toEqual(new Date("2026-12-03T00:05:00Z"));
    await advance(7 * day - 1);
    expect(await stateOf("dev-db")).toBe("stopped");
    await advance(1);
    expect(await stateOf("dev-db")).toBe("starting");
    await advance(120);
    expect(events.map(({ detail }) => detail.Message)).toEqual([
      "DB instance is being started due to it exceeding the maximum allowed time being stopped.",
      "DB instance started",
    ]);
    expect(events.map(({ detail }) => detail.EventID)).toEqual(["RDS-EVENT-0154", "RDS-EVENT-0088"]);
    const [running] = await find({ DBInstanceIdentifier: "dev-db" });
    expect(running).not.toHaveProperty("AutomaticRestartTime");
  });
});

describe("a cluster", () => {
  it("stops and starts with its members", async () => {
    const { client, events, stateOf, clusterOf, advance } = await openDatabases();
    const states = async () => [(await clusterOf("dev-aurora"))?.Status, await stateOf("dev-aurora-1")];
    await client.send(new StopDBClusterCommand({ DBClusterIdentifier: "dev-aurora" }));
    expect(await states()).toEqual(["stopping", "stopping"]);
    await advance(90);
    expect(await states()).toEqual(["stopped", "stopped"]);
    await client.send(new StartDBClusterCommand({ DBClusterIdentifier: "dev-aurora" }));
    await advance(120);
    expect(await states()).toEqual(["available", "available"]);
    expect(storyOf(events)).toEqual([
      "90 dev-aurora-1 RDS-EVENT-0087",
      "90 dev-aurora RDS-EVENT-0150",
      "210 dev-aurora-1 RDS-EVENT-0088",
      "210 dev-aurora RDS-EVENT-0151",
    ]);
    expect(events[1]).toMatchObject({
      "detail-type": "RDS DB Cluster Event",
      resources: [arn("cluster", "dev-aurora")],
      detail: { SourceType: "CLUSTER", Message: "DB cluster stopped", Tags: { env: "dev" } },
    });
  });

  it("is started by AWS after seven days", async () => {
    const { client, events, clusterOf, advance } = await openDatabases();
    await client.send(new StopDBClusterCommand({ DBClusterIdentifier: "dev-aurora" }));
    await advance(90 + 7 * day);
    expect((await clusterOf("dev-aurora"))?.Status).toBe("starting");
    await advance(120);
    expect(events.slice(2).map(({ detail }) => detail.EventID)).toEqual([
      "RDS-EVENT-0154",
      "RDS-EVENT-0153",
      "RDS-EVENT-0088",
      "RDS-EVENT-0151",
    ]);
  });

  it("of the Multi-AZ kind reboots as a whole", async () => {
    const { client, clusterOf, advance } = await openDatabases();
    await client.send(new RebootDBClusterCommand({ DBClusterIdentifier: "staging-multi" }));
    expect((await clusterOf("staging-multi"))?.Status).toBe("rebooting");
    await advance(40);
    expect((await clusterOf("staging-multi"))?.Status).toBe("available");
  });

  it("lets a member reboot alone", async () => {
    const { client, events, advance } = await openDatabases();
    await client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: "dev-aurora-1" }));
    const error = await errorOf(client.send(new StopDBClusterCommand({ DBClusterIdentifier: "dev-aurora" })));
    expect(error.message).toBe("Instance dev-aurora-1 is not in available state.");
    await advance(40);
    expect(storyOf(events)).toEqual(["40 dev-aurora-1 RDS-EVENT-0006"]);
  });
});

type Send = (client: RDSClient) => Promise<unknown>;
const stop =
  (id: string): Send =>
  (client) =>
    client.send(new StopDBInstanceCommand({ DBInstanceIdentifier: id }));
const startOne =
  (id: string): Send =>
  (client) =>
    client.send(new StartDBInstanceCommand({ DBInstanceIdentifier: id }));
const reboot =
  (id: string): Send =>
  (client) =>
    client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: id }));
const stopCluster =
  (id: string): Send =>
  (client) =>
    client.send(new StopDBClusterCommand({ DBClusterIdentifier: id }));
const startCluster =
  (id: string): Send =>
  (client) =>
    client.send(new StartDBClusterCommand({ DBClusterIdentifier: id }));
const rebootCluster =
  (id: string): Send =>
  (client) =>
    client.send(new RebootDBClusterCommand({ DBClusterIdentifier: id }));

describe("errors", () => {
  it.each([
    ["an instance that is not there", stop("nope"), "DBInstanceNotFoundFault", "DBInstance nope not found.", 404],
    ["a cluster that is not there", stopCluster("nope"), "DBClusterNotFoundFault", "DBCluster nope not found.", 404],
    [
      "to stop a read replica",
      stop("dev-replica"),
      "InvalidDBInstanceStateFault",
      "Cannot stop or start a Read-Replica instance",
      400,
    ],
    [
      "to stop the source of one",
      stop("staging-db"),
      "InvalidDBInstanceStateFault",
      "Cannot stop or start an instance that has Read-Replicas",
      400,
    ],
    [
      "to stop a member of an Aurora cluster",
      stop("dev-aurora-1"),
      "InvalidParameterCombination",
      "aurora-mysql DB instances are not eligible for stopping and starting.",
      400,
    ],
    [
      "to start a member of a DocumentDB cluster",
      startOne("dev-docs-1"),
      "InvalidParameterCombination",
      "docdb DB instances are not eligible for stopping and starting.",
      400,
    ],
    [
      "to stop a member of a Multi-AZ DB cluster",
      stop("staging-multi-instance-1"),
      "InvalidParameterCombination",
      "postgres DB instances are not eligible for stopping and starting.",
      400,
    ],
    [
      "to stop a Multi-AZ DB cluster",
      stopCluster("staging-multi"),
      "InvalidParameterCombination",
      "postgres DB clusters are not eligible for stopping and starting.",
      400,
    ],
    [
      "to reboot an Aurora cluster as a whole",
      rebootCluster("dev-aurora"),
      "InvalidParameterCombination",
      "aurora-mysql DB clusters are not eligible for rebooting.",
      400,
    ],
    [
      "to start what runs",
      startOne("dev-db"),
      "InvalidDBInstanceStateFault",
      "Instance dev-db cannot be started as it is not in one of the following statuses: 'stopped, inaccessible-encryption-credentials-recoverable, incompatible-network (only valid for non-SqlServer instances)'.",
      400,
    ],
    [
      "to start a cluster that runs",
      startCluster("dev-aurora"),
      "InvalidDBClusterStateFault",
      "DbCluster dev-aurora is in available state but expected it to be one of stopped,inaccessible-encryption-credentials-recoverable.",
      400,
    ],
  ])("refuses %s", async (_what, send, name, message, status) => {
    const { client, events, advance } = await openDatabases();
    expect(await errorOf(send(client))).toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: status },
    });
    await advance(day);
    expect(events).toEqual([]);
  });

  it.each([
    ["stop an instance", stop("dev-db"), stop("dev-db"), "Instance dev-db is not in available state."],
    ["reboot an instance", stop("dev-db"), reboot("dev-db"), "Instance dev-db is not in available state."],
    [
      "stop a cluster",
      stopCluster("dev-aurora"),
      stopCluster("dev-aurora"),
      "DbCluster dev-aurora is in stopping state but expected it to be one of available.",
    ],
  ])("refuses to %s that is being stopped", async (_what, first, second, message) => {
    const { client } = await openDatabases();
    await first(client);
    expect((await errorOf(second(client))).message).toBe(message);
  });

  it("has the query protocol's own codes", async () => {
    const { aws, calls, client } = await openDatabases();
    const response = await fetch(aws.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization: "AWS4-HMAC-SHA256 Credential=k/20261123/ap-northeast-2/rds/aws4_request",
      },
      body: "Action=DescribeDBInstances&Version=2014-10-31&DBInstanceIdentifier=nope",
    });
    expect(await response.text()).toContain("<Code>DBInstanceNotFound</Code>");
    await errorOf(reboot("nope")(client));
    expect(calls.map(({ error }) => error)).toEqual(["DBInstanceNotFoundFault", "DBInstanceNotFoundFault"]);
  });

  it("refuses to stop SQL Server in two zones", () => {
    const databases = new Databases(stillCloud(), [
      {
        id: "erp",
        engine: "sqlserver-se",
        version: "15.00",
        type: "db.m5.large",
        zone: "ap-northeast-2a",
        multiAz: true,
        tags: {},
      },
    ]);
    expect(() => databases.stop("erp")).toThrow("sqlserver-se DB instances are not eligible");
  });
});

describe("finding", () => {
  it.each([
    [
      "everything, DocumentDB's too",
      {},
      [
        "dev-db",
        "dev-replica",
        "staging-db",
        "dev-aurora-1",
        "dev-docs-1",
        "staging-multi-instance-1",
        "staging-multi-instance-2",
        "staging-multi-instance-3",
      ],
    ],
    ["an identifier in any case", { DBInstanceIdentifier: "Dev-DB" }, ["dev-db"]],
    ["an ARN", { DBInstanceIdentifier: arn("db", "dev-db") }, ["dev-db"]],
    [
      "several identifiers",
      { Filters: [{ Name: "db-instance-id", Values: ["dev-db", "staging-db", "nope"] }] },
      ["dev-db", "staging-db"],
    ],
    ["a cluster", { Filters: [{ Name: "db-cluster-id", Values: ["dev-docs"] }] }, ["dev-docs-1"]],
    [
      "a cluster's ARN",
      { Filters: [{ Name: "db-cluster-id", Values: [arn("cluster", "dev-aurora")] }] },
      ["dev-aurora-1"],
    ],
    ["an engine", { Filters: [{ Name: "engine", Values: ["mysql", "docdb"] }] }, ["dev-db", "dev-docs-1"]],
  ])("finds by %s", async (_what, input, ids) => {
    const { find } = await openDatabases();
    expect((await find(input)).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual(ids);
  });

  it("refuses a filter or a page size that is none", async () => {
    const { find } = await openDatabases();
    expect(await errorOf(find({ Filters: [{ Name: "tag:env", Values: ["dev"] }] }))).toMatchObject({
      name: "InvalidParameterValue",
      message: "Unrecognized filter name: tag:env",
    });
    expect(await errorOf(find({ MaxRecords: 5 }))).toMatchObject({ name: "InvalidParameterValue" });
  });

  it("gives pages", async () => {
    const many = Array.from({ length: 45 }, (_, index) => ({
      id: `db-${index}`,
      engine: "mysql",
      version: "8.0.40",
      type: "db.t3.micro",
      zone: "ap-northeast-2a",
      tags: {},
    }));
    const { operations } = rds(new Databases(stillCloud(), many));
    const describeAll = operations.get("DescribeDBInstances") ?? expect.fail();
    const sizes: number[] = [];
    let Marker: string | undefined;
    do {
      const answer = describeAll.run({ MaxRecords: 20, Marker }, { accessKeyId: "k", caller: "arn:k", requestId: "r" });
      const page = answer as { DBInstances: unknown[]; Marker?: string };
      sizes.push(page.DBInstances.length);
      Marker = page.Marker;
    } while (Marker);
    expect(sizes).toEqual([20, 20, 5]);
  });

  it("tells replicas from their sources, and members from their clusters", async () => {
    const { find, clusterOf } = await openDatabases();
    const byId = Object.fromEntries((await find({})).map((one) => [one.DBInstanceIdentifier, one]));
    expect(byId).toMatchObject({
      "dev-db": {
        Engine: "mysql",
        DBInstanceClass: "db.t3.medium",
        DBInstanceArn: arn("db", "dev-db"),
        ReadReplicaDBInstanceIdentifiers: [],
        TagList: [
          { Key: "env", Value: "dev" },
          { Key: "nightshift", Value: "office-hours" },
        ],
      },
      "dev-replica": { ReadReplicaSourceDBInstanceIdentifier: "staging-db" },
      "staging-db": { ReadReplicaDBInstanceIdentifiers: ["dev-replica"] },
      "dev-aurora-1": { DBClusterIdentifier: "dev-aurora" },
    });
    expect(byId["dev-db"]).not.toHaveProperty("DBClusterIdentifier");
    expect(await clusterOf("staging-multi")).toMatchObject({
      Engine: "postgres",
      DBClusterInstanceClass: "db.m6gd.large",
      MultiAZ: true,
      DBClusterMembers: [{ IsClusterWriter: true }, { IsClusterWriter: false }, { IsClusterWriter: false }],
    });
    const aurora = await clusterOf("dev-aurora");
    expect(aurora).toMatchObject({ Engine: "aurora-mysql", DBClusterArn: arn("cluster", "dev-aurora") });
    expect(aurora).not.toHaveProperty("DBClusterInstanceClass");
  });
});

it("keeps tags, in the characters that RDS allows", async () => {
  const { client, events, advance } = await openDatabases();
  const ResourceName = arn("cluster", "dev-docs");
  const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceName }))).TagList;
  await client.send(new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: "nightshift", Value: "late +1:00" }] }));
  await client.send(new RemoveTagsFromResourceCommand({ ResourceName, TagKeys: ["env"] }));
  expect(await tags()).toEqual([{ Key: "nightshift", Value: "late +1:00" }]);
  for (const Tag of [
    { Key: "a", Value: "mon,tue" },
    { Key: "a", Value: "*" },
    { Key: "aws:a", Value: "" },
  ]) {
    const error = await errorOf(client.send(new AddTagsToResourceCommand({ ResourceName, Tags: [Tag] })));
    expect(error.name).toBe("InvalidParameterValue");
  }
  const unknown = new ListTagsForResourceCommand({ ResourceName: arn("db", "nope") });
  expect((await errorOf(client.send(unknown))).name).toBe("DBInstanceNotFoundFault");
  const malformed = new ListTagsForResourceCommand({ ResourceName: "dev-db" });
  expect((await errorOf(client.send(malformed))).name).toBe("InvalidParameterValue");
  await client.send(new StopDBClusterCommand({ DBClusterIdentifier: "dev-docs" }));
  await advance(90);
  expect(events.at(-1)?.detail.Tags).toEqual({ nightshift: "late +1:00" });
});

it("is DocumentDB too, on the same wire", async () => {
  const { config, calls, clusterOf, advance } = await openDatabases();
  const client = new DocDBClient(config());
  const ids = async (input: object) =>
    (await client.send(new DocClusters(input))).DBClusters?.map((one) => one.DBClusterIdentifier);
  expect(await ids({})).toEqual(["dev-aurora", "dev-docs", "staging-multi"]);
  expect(await ids({ Filters: [{ Name: "engine", Values: ["docdb"] }] })).toEqual(["dev-docs"]);
  await client.send(new DocStop({ DBClusterIdentifier: "dev-docs" }));
  await advance(90);
  expect((await clusterOf("dev-docs"))?.Status).toBe("stopped");
  expect(await errorOf(client.send(new DocStop({ DBClusterIdentifier: "dev-docs" })))).toMatchObject({
    name: "InvalidDBClusterStateFault",
  });
  await client.send(new DocStart({ DBClusterIdentifier: "dev-docs" }));
  await advance(120);
  expect((await clusterOf("dev-docs"))?.Status).toBe("available");
  expect(new Set(calls.map(({ service }) => service))).toEqual(new Set(["rds"]));
});

it("is moved by others too", async () => {
  const { aws, stateOf, clusterOf, advance } = await openDatabases();
  aws.make("stopDatabase", "dev-db");
  aws.make("stopDatabase", { database: "dev-docs" });
  await advance(90);
  expect([await stateOf("dev-db"), (await clusterOf("dev-docs"))?.Status]).toEqual(["stopped", "stopped"]);
  aws.make("startDatabase", "dev-db");
  aws.make("startDatabase", "dev-docs");
  await advance(120);
  expect([await stateOf("dev-db"), (await clusterOf("dev-docs"))?.Status]).toEqual(["available", "available"]);
});

function stillCloud(): Cloud {
  return { world: home, clock: new VirtualClock(start), ids: new Ids(), publish: () => "" };
}
