import { isIP } from "node:net";
import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  DescribeSpotInstanceRequestsCommand,
  DescribeTagsCommand,
  EC2Client,
  paginateDescribeInstances,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import { globMatches } from "../../../sandbox/aws/services/ec2.ts";
import { errorOf, openAws, storyOf } from "./open.ts";

const api = "i-0d1a2b3c4d5e6f701";
const batch = "i-0d1a2b3c4d5e6f703";

async function openInstances() {
  const opened = await openAws();
  const client = new EC2Client(opened.config());
  const find = async (input: DescribeInstancesCommandInput) =>
    ((await client.send(new DescribeInstancesCommand(input))).Reservations ?? []).flatMap(
      ({ Instances = [] }) => Instances,
    );
  const stateOf = async (id: string) => (await find({ InstanceIds: [id] }))[0]?.State?.Name;
  return { ...opened, client, find, stateOf };
}

describe("states", () => {
  it("stops and starts an instance over time, with an event for each state", async () => {
    const { client, events, stateOf, advance } = await openInstances();
    const stopped = await client.send(new StopInstancesCommand({ InstanceIds: [api] }));
    expect(stopped.StoppingInstances).toEqual([
      {
        InstanceId: api,
        CurrentState: { Code: 64, Name: "stopping" },
        PreviousState: { Code: 16, Name: "running" },
      },
    ]);
    await advance(30);
    expect(await stateOf(api)).toBe("stopped");
    await client.send(new StartInstancesCommand({ InstanceIds: [api] }));
    expect(await stateOf(api)).toBe("pending");
    await advance(20);
    expect(await stateOf(api)).toBe("running");
    expect(storyOf(events)).toEqual([
      "0 EC2 Instance State-change Notification stopping",
      "30 EC2 Instance State-change Notification stopped",
      "30 EC2 Instance State-change Notification pending",
      "50 EC2 Instance State-change Notification running",
    ]);
    expect(events[0]).toMatchObject({
      source: "aws.ec2",
      resources: [`arn:aws:ec2:ap-northeast-2:123456789012:instance/${api}`],
      detail: { "instance-id": api, state: "stopping" },
    });
  });

  it("leaves an instance alone that is where it should be", async () => {
    const { client, events } = await openInstances();
    const { StoppingInstances } = await client.send(new StopInstancesCommand({ InstanceIds: [batch] }));
    expect(StoppingInstances?.[0]).toMatchObject({
      CurrentState: { Name: "stopped" },
      PreviousState: { Name: "stopped" },
    });
    expect(events).toEqual([]);
  });

  it("reboots a running instance without a change of state", async () => {
    const { client, events, stateOf } = await openInstances();
    await client.send(new RebootInstancesCommand({ InstanceIds: [api] }));
    expect(await stateOf(api)).toBe("running");
    expect(events).toEqual([]);
  });

  it("is moved by others too, by name", async () => {
    const { aws, stateOf, advance } = await openInstances();
    aws.make("startInstance", "staging-batch");
    aws.make("stopInstance", { instance: "dev-api" });
    await advance(30);
    expect([await stateOf(batch), await stateOf(api)]).toEqual(["running", "stopped"]);
    expect(() => aws.make("stopInstance", "web-staging")).toThrow(/2 instances are named "web-staging"/);
    expect(() => aws.make("stopInstance", "dev-apis")).toThrow(/Did you mean dev-api\?/);
  });
});

describe("errors", () => {
  it.each([
    [
      "an id that is not there",
      "i-0000000000000000f",
      "InvalidInstanceID.NotFound",
      "The instance ID 'i-0000000000000000f' does not exist",
    ],
    ["an id of another form", "dev-api", "InvalidInstanceID.Malformed", 'Invalid id: "dev-api"'],
  ])("refuses %s", async (_reason, id, name, message) => {
    const { client } = await openInstances();
    const error = await errorOf(client.send(new StartInstancesCommand({ InstanceIds: [id] })));
    expect(error).toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
  });

  it("changes nothing when one of several instances is in the wrong state", async () => {
    const { client, stateOf } = await openInstances();
    await client.send(new StopInstancesCommand({ InstanceIds: [api] }));
    const error = await errorOf(client.send(new StartInstancesCommand({ InstanceIds: [batch, api] })));
    expect(error).toMatchObject({
      name: "IncorrectInstanceState",
      message: `The instance '${api}' is not in a state from which it can be started.`,
    });
    expect(await stateOf(batch)).toBe("stopped");
  });

  it("refuses a dry run with its own code", async () => {
    const { client, events } = await openInstances();
    const error = await errorOf(client.send(new StopInstancesCommand({ InstanceIds: [api], DryRun: true })));
    expect(error).toMatchObject({ name: "DryRunOperation", $metadata: { httpStatusCode: 412 } });
    expect(events).toEqual([]);
  });

  it("requires what the API requires", async () => {
    const { client } = await openInstances();
    const error = await errorOf(client.send(new StopInstancesCommand({ InstanceIds: undefined })));
    expect(error).toMatchObject({
      name: "MissingParameter",
      message: "The request must contain the parameter InstanceIds",
    });
  });
});

describe("instances of other kinds", () => {
  async function openWith(argument: object) {
    const opened = await openInstances();
    opened.aws.make("runInstance", { name: "one-off", tags: { env: "dev" }, ...argument });
    await opened.advance(20);
    const [instance] = await opened.find({ Filters: [{ Name: "tag:Name", Values: ["one-off"] }] });
    const InstanceId = instance?.InstanceId ?? expect.fail();
    const stop = () => opened.client.send(new StopInstancesCommand({ InstanceIds: [InstanceId, api] }));
    const requests = async () =>
      (await opened.client.send(new DescribeSpotInstanceRequestsCommand({}))).SpotInstanceRequests;
    return { ...opened, instance, InstanceId, stop, requests };
  }

  it.each([
    [
      "a one-time Spot request's",
      { lifecycle: "spot" },
      (id: string) =>
        `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
    ],
    [
      "one without a volume to keep",
      { rootDevice: "instance-store" },
      (id: string) => `The instance '${id}' does not have an 'ebs' root device type and cannot be stopped.`,
    ],
  ])("refuses to stop %s, and any other with it", async (_what, argument, message) => {
    const { InstanceId, stop, stateOf } = await openWith(argument);
    expect(await errorOf(stop())).toMatchObject({
      name: "UnsupportedOperation",
      message: message(InstanceId),
      $metadata: { httpStatusCode: 400 },
    });
    expect([await stateOf(InstanceId), await stateOf(api)]).toEqual(["running", "running"]);
  });

  it("stops and starts a persistent Spot request's", async () => {
    const { client, instance, InstanceId, stop, stateOf, requests, advance } = await openWith({
      lifecycle: "spot",
      request: "persistent",
    });
    const SpotInstanceRequestId = instance?.SpotInstanceRequestId;
    expect(await requests()).toMatchObject([
      {
        SpotInstanceRequestId,
        InstanceId,
        Type: "persistent",
        State: "active",
        Status: { Code: "fulfilled" },
      },
    ]);
    await stop();
    await advance(30);
    expect(await stateOf(InstanceId)).toBe("stopped");
    expect(await requests()).toMatchObject([{ State: "disabled", Status: { Code: "instance-stopped-by-user" } }]);
    await client.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }));
    expect(await requests()).toMatchObject([{ State: "active" }]);
  });

  it("shows what kind an instance is", async () => {
    const { client, instance, find } = await openWith({ lifecycle: "spot" });
    expect(instance).toMatchObject({
      InstanceLifecycle: "spot",
      RootDeviceType: "ebs",
      LaunchTime: new Date("2026-11-23T00:00:00Z"),
      PrivateIpAddress: expect.stringMatching(/^10\.0\./),
      Tags: [
        { Key: "Name", Value: "one-off" },
        { Key: "env", Value: "dev" },
      ],
    });
    const [plain] = await find({ InstanceIds: [api] });
    expect(plain).toMatchObject({ RootDeviceType: "ebs" });
    expect(plain).not.toHaveProperty("InstanceLifecycle");
    expect(await find({ Filters: [{ Name: "instance-lifecycle", Values: ["spot"] }] })).toHaveLength(1);
    const requests = new DescribeSpotInstanceRequestsCommand({
      Filters: [
        { Name: "instance-id", Values: [instance?.InstanceId ?? ""] },
        { Name: "type", Values: ["one-time"] },
        { Name: "state", Values: ["active"] },
      ],
    });
    expect((await client.send(requests)).SpotInstanceRequests).toHaveLength(1);
    const unknown = new DescribeSpotInstanceRequestsCommand({ SpotInstanceRequestIds: ["sir-00000000"] });
    expect((await errorOf(client.send(unknown))).name).toBe("InvalidSpotInstanceRequestID.NotFound");
  });
});

describe("finding", () => {
  it.each([
    ["a tag's value", [{ Name: "tag:env", Values: ["dev"] }], ["dev-api", "dev-worker"]],
    [
      "a pattern",
      [{ Name: "tag:Name", Values: ["dev-*", "staging-?atch"] }],
      ["dev-api", "dev-worker", "staging-batch"],
    ],
    ["a tag's key", [{ Name: "tag-key", Values: ["nightshift"] }], ["dev-api", "dev-worker"]],
    ["a state", [{ Name: "instance-state-name", Values: ["stopped"] }], ["staging-batch"]],
    [
      "all of several filters",
      [
        { Name: "tag:env", Values: ["dev", "staging"] },
        { Name: "instance-type", Values: ["t3.small"] },
        { Name: "availability-zone", Values: ["ap-northeast-2c"] },
      ],
      ["dev-worker"],
    ],
    [
      "a group's members",
      [{ Name: "tag:aws:autoscaling:groupName", Values: ["web-staging-asg"] }],
      ["web-staging", "web-staging"],
    ],
  ])("finds by %s", async (_what, Filters, names) => {
    const { find } = await openInstances();
    const found = await find({ Filters });
    expect(found.map(({ Tags }) => Tags?.find(({ Key }) => Key === "Name")?.Value)).toEqual(names);
  });

  it("gives pages", async () => {
    const { client } = await openInstances();
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeInstancesCommand({ MaxResults: 2, NextToken }));
      sizes.push(page.Reservations?.length ?? 0);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it("takes no more values in a filter and gives no more on a page than EC2 does", async () => {
    const { client, find } = await openInstances();
    const ids = (count: number) => [{ Name: "instance-id", Values: [api, ...Array<string>(count - 1).fill(batch)] }];
    expect(await find({ Filters: ids(200) })).toHaveLength(2);
    expect(await errorOf(find({ Filters: ids(201) }))).toMatchObject({ name: "FilterLimitExceeded" });
    const large = client.send(new DescribeInstancesCommand({ MaxResults: 1_001 }));
    expect(await errorOf(large)).toMatchObject({ name: "InvalidParameterValue" });
  });

  it("finds those of ten thousand that were launched at once, a thousand on a page", async () => {
    const { aws, client, events, advance } = await openInstances();
    const tags = { nightshift: "office-hours" };
    aws.make("runInstances", { count: 10_000, name: "fleet", tags, lifecycle: "spot" });
    await advance(20);
    expect(events).toHaveLength(20_000);
    const Filters = [
      { Name: "tag:Name", Values: ["fleet-*"] },
      { Name: "instance-state-name", Values: ["running"] },
    ];
    const found = [];
    for await (const { Reservations = [] } of paginateDescribeInstances({ client, pageSize: 1_000 }, { Filters })) {
      expect(Reservations).toHaveLength(1_000);
      found.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
    }
    expect(found[0]).toMatchObject({
      InstanceLifecycle: "spot",
      Tags: [
        { Key: "Name", Value: "fleet-00001" },
        { Key: "nightshift", Value: "office-hours" },
      ],
    });
    expect(new Set(found.map(({ InstanceId }) => InstanceId)).size).toBe(10_000);
    const addresses = found.map(({ PrivateIpAddress = "" }) => PrivateIpAddress);
    expect(new Set(addresses).size).toBe(10_000);
    expect(addresses.filter((address) => isIP(address) !== 4)).toEqual([]);
  });

  it.each([0, 1.5, 50_001, "2"])("launches no %j instances", async (count) => {
    const { aws } = await openInstances();
    expect(() => aws.make("runInstances", { count, name: "fleet" })).toThrow(/a whole number from 1 to 50000/);
  });

  it("lists tags", async () => {
    const { client } = await openInstances();
    const { Tags } = await client.send(
      new DescribeTagsCommand({
        Filters: [
          { Name: "resource-id", Values: [api] },
          { Name: "key", Values: ["env"] },
        ],
      }),
    );
    expect(Tags).toEqual([{ ResourceId: api, ResourceType: "instance", Key: "env", Value: "dev" }]);
  });

  it("tells the status of running instances, and of the others when asked", async () => {
    const { aws, client } = await openInstances();
    aws.make("failHealthCheck", { group: "web-staging-asg", reason: "status" });
    const status = async (input: object) =>
      (await client.send(new DescribeInstanceStatusCommand(input))).InstanceStatuses ?? [];
    expect(await status({ InstanceIds: [api] })).toMatchObject([{ InstanceStatus: { Status: "ok" } }]);
    expect(await status({ InstanceIds: [batch] })).toEqual([]);
    expect(await status({ InstanceIds: [batch], IncludeAllInstances: true })).toMatchObject([
      { InstanceState: { Name: "stopped" }, InstanceStatus: { Status: "not-applicable" } },
    ]);
  });
});

describe("globMatches", () => {
  it.each([
    ["*", "", true],
    ["dev-*", "dev-api", true],
    ["dev-?", "dev-ab", false],
    ["a.c", "abc", false],
    ["a\\*c", "a*c", true],
    ["a\\*c", "abc", false],
    ["a\\b", "a\\b", true],
    ["(x)[y]{z}^$|+", "(x)[y]{z}^$|+", true],
  ])("%s against %s: %s", (glob, text, expected) => {
    expect(globMatches(glob, text)).toBe(expected);
  });
});
