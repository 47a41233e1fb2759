import { CloudTrailClient, type LookupAttributeKey, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { EC2Client, RebootInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { RDSClient, RebootDBInstanceCommand } from "@aws-sdk/client-rds";
import { describe, expect, it } from "vitest";
import { bind } from "../../../lib/aws/verbs.ts";
import { errorOf, openAws } from "./open.ts";

const instance = "i-0d1a2b3c4d5e6f701";

async function openHistory() {
  const opened = await openAws();
  const { config, advance } = opened;
  const trail = new CloudTrailClient(config());
  const lookUp = async (attributes: Partial<Record<LookupAttributeKey, string>> = {}, more: object = {}) => {
    const LookupAttributes = Object.entries(attributes).map(([AttributeKey, AttributeValue]) => ({
      AttributeKey: AttributeKey as LookupAttributeKey,
      AttributeValue,
    }));
    return trail.send(new LookupEventsCommand({ LookupAttributes, ...more }));
  };
  await advance(60.5);
  await new EC2Client(config("ticks-1")).send(new RebootInstancesCommand({ InstanceIds: [instance] }));
  await advance(60);
  const rds = new RDSClient(config());
  await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: "dev-db" }));
  // It is rebooting, and AWS refuses another.
  await errorOf(rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: "dev-db" })));
  return { ...opened, lookUp };
}

describe("cloudtrail", () => {
  it("knows of a call after five minutes: when it was made, by whom, and on what", async () => {
    const { lookUp, advance } = await openHistory();
    await advance(239);
    expect((await lookUp()).Events).toEqual([]);
    await advance(1);
    const { Events } = await lookUp({ ResourceName: instance });
    expect(Events).toMatchObject([
      {
        EventName: "RebootInstances",
        EventTime: new Date("2026-11-23T00:01:00Z"),
        EventSource: "ec2.amazonaws.com",
        Username: "ticks",
        ReadOnly: "false",
        Resources: [{ ResourceType: "AWS::EC2::Instance", ResourceName: instance }],
      },
    ]);
    expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? "")).toMatchObject({
      eventTime: "2026-11-23T00:01:00Z",
      requestParameters: { instancesSet: { items: [{ instanceId: instance }] } },
      userIdentity: { arn: "arn:aws:sts::123456789012:assumed-role/ticks/ticks" },
      recipientAccountId: "123456789012",
    });
  });

  it("finds by one attribute and by time, newest first, page by page", async () => {
    const { lookUp, advance, config } = await openHistory();
    await new EC2Client(config()).send(new StopInstancesCommand({ InstanceIds: [instance] }));
    await advance(600);
    const names = async (...args: Parameters<typeof lookUp>) =>
      (await lookUp(...args)).Events?.map(({ EventName }) => EventName);
    expect(await names()).toEqual(["StopInstances", "RebootDBInstance", "RebootDBInstance", "RebootInstances"]);
    expect(await names({ Username: "ticks" })).toEqual(["RebootInstances"]);
    expect(await names({ ResourceType: "AWS::RDS::DBInstance" }, { MaxResults: 1 })).toEqual(["RebootDBInstance"]);
    expect(await names({}, { StartTime: new Date("2026-11-23T00:01:01Z") })).toHaveLength(3);
    expect(await names({}, { EndTime: new Date("2026-11-23T00:01:00Z") })).toEqual(["RebootInstances"]);
    const { NextToken } = await lookUp({}, { MaxResults: 3 });
    expect(await names({}, { MaxResults: 3, NextToken })).toEqual(["RebootInstances"]);
    expect((await errorOf(lookUp({ Username: "a", EventName: "b" }))).name).toBe("InvalidLookupAttributesException");
    expect((await errorOf(lookUp({}, { MaxResults: 51 }))).name).toBe("InvalidMaxResultsException");
  });

  it("holds what was refused, which the bot's verb leaves out", async () => {
    const { lookUp, advance, config } = await openHistory();
    await advance(600);
    const { Events = [] } = await lookUp({ EventName: "RebootDBInstance" });
    expect(Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? "").errorCode)).toEqual([
      "InvalidDBInstanceState",
      undefined,
    ]);
    const { endpoint, ...settings } = config();
    const aws = bind(["cloudtrail.lookup"], { ...settings, endpoint, userAgentAppId: "test" });
    const since = "2026-11-23T00:02:00.499Z";
    expect(await aws["cloudtrail.lookup"]({ name: "RebootDBInstance", since })).toMatchObject({
      ok: true,
      value: [{ at: "2026-11-23T00:02:00.000Z", by: "commands", about: ["dev-db", "dev-db"] }],
    });
    expect(await aws["cloudtrail.lookup"]({ name: "RebootInstances", since })).toEqual({
      ok: true,
      value: [],
    });
  });
});
