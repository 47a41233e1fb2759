import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateTopicCommand, ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import type { Notification } from "../../../sandbox/aws/local-aws.ts";
import { errorOf, openAws } from "./open.ts";

describe("ssm", () => {
  it("gives a secret's value only with decryption", async () => {
    const { aws, config } = await openAws();
    aws.putParameter("/nightshift/secret", "hush");
    const client = new SSMClient(config());
    const value = async (WithDecryption: boolean) =>
      (await client.send(new GetParameterCommand({ Name: "/nightshift/secret", WithDecryption }))).Parameter?.Value;
    expect(await value(true)).toBe("hush");
    expect(await value(false)).not.toContain("hush");
  });

  it("says which of several names it does not have", async () => {
    const { aws, config } = await openAws();
    aws.putParameter("/a", "1");
    const client = new SSMClient(config());
    const answer = await client.send(new GetParametersCommand({ Names: ["/a", "/b"], WithDecryption: true }));
    expect(answer.Parameters).toMatchObject([{ Name: "/a", Value: "1", Type: "SecureString" }]);
    expect(answer.InvalidParameters).toEqual(["/b"]);
    expect((await errorOf(client.send(new GetParameterCommand({ Name: "/b" })))).name).toBe("ParameterNotFound");
  });

  it("overwrites only when asked, as a new version", async () => {
    const { config } = await openAws();
    const client = new SSMClient(config());
    const put = (Overwrite: boolean) =>
      client.send(new PutParameterCommand({ Name: "/a", Value: "1", Type: "String", Overwrite }));
    await put(false);
    expect((await errorOf(put(false))).name).toBe("ParameterAlreadyExists");
    expect((await put(true)).Version).toBe(2);
    const { Parameters } = await client.send(
      new DescribeParametersCommand({
        ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/"] }],
      }),
    );
    expect(Parameters).toMatchObject([{ Name: "/a", Version: 2 }]);
  });
});

describe("sts", () => {
  it("knows the caller by the access key", async () => {
    const { config } = await openAws();
    const client = new STSClient(config("ticks-2"));
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: "123456789012",
      Arn: "arn:aws:sts::123456789012:assumed-role/ticks/ticks",
    });
    const assumed = await client.send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::123456789012:role/reader", RoleSessionName: "me" }),
    );
    expect(assumed.AssumedRoleUser?.Arn).toBe("arn:aws:sts::123456789012:assumed-role/reader/me");
    expect(assumed.Credentials?.Expiration).toEqual(new Date("2026-11-23T01:00:00Z"));
  });
});

describe("sns", () => {
  it("publishes to a topic that is there", async () => {
    const { config } = await openAws();
    const client = new SNSClient(config());
    const { TopicArn } = await client.send(new CreateTopicCommand({ Name: "alerts" }));
    expect((await client.send(new PublishCommand({ TopicArn, Message: "hi" }))).MessageId).toBeDefined();
    expect((await client.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
    const error = await errorOf(client.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: "hi" })));
    expect(error).toMatchObject({ name: "NotFoundException", $metadata: { httpStatusCode: 404 } });
  });

  it("hands on what is published, as subscribers are sent it", async () => {
    const published: unknown[] = [];
    const { config } = await openAws({ publish: (...sent) => published.push(sent) });
    const client = new SNSClient(config());
    const { TopicArn } = await client.send(new CreateTopicCommand({ Name: "alerts" }));
    const first = await client.send(new PublishCommand({ TopicArn, Subject: "Hello", Message: "hi" }));
    const second = await client.send(new PublishCommand({ TopicArn, Message: "again" }));
    const Timestamp = "2026-11-23T00:00:00.000Z";
    expect(published).toStrictEqual([
      ["alerts", { Subject: "Hello", Message: "hi", MessageId: first.MessageId, Timestamp, TopicArn }],
      ["alerts", { Message: "again", MessageId: second.MessageId, Timestamp, TopicArn }],
    ]);
  });
});

describe("budgets", () => {
  it("says in AWS's prose what was spent", async () => {
    const published: [string, Notification][] = [];
    const { aws } = await openAws({ publish: (...sent) => published.push(sent) });
    aws.make("budget", { name: "Monthly", amount: 1500, threshold: 80, actual: 1234.5 });
    expect(published).toMatchObject([
      [
        "nightshift-sandbox-alerts",
        {
          Subject: "AWS Budgets: Monthly has exceeded your alert threshold",
          TopicArn: "arn:aws:sns:ap-northeast-2:123456789012:nightshift-sandbox-alerts",
        },
      ],
    ]);
    expect(published[0]?.[1].Message).toBe(
      `AWS Budget Notification November 23, 2026
AWS Account 123456789012

Dear AWS Customer,

You requested that we alert you when the ACTUAL Cost associated with your Monthly budget is greater than $1,200.00 for the current month. The ACTUAL Cost associated with this budget is $1,234.50. You can find additional details below and by accessing the AWS Budgets dashboard [1].

Budget Name: Monthly
Budget Type: Cost
Budgeted Amount: $1,500.00
Alert Type: ACTUAL
Alert Threshold: > $1,200.00
ACTUAL Amount: $1,234.50

[1] https://console.aws.amazon.com/billing/home#/budgets
`,
    );
  });

  it("says what will be spent, to the topic that is named", async () => {
    const published: [string, Notification][] = [];
    const { aws, advance } = await openAws({ publish: (...sent) => published.push(sent) });
    await advance(10 * 24 * 60 * 60);
    aws.make("budget", { name: "Dev", amount: 10, forecast: 15, topic: "money" });
    const [topic, { Message }] = published[0] ?? expect.fail();
    expect(topic).toBe("money");
    expect(Message.split("\n")).toEqual(
      expect.arrayContaining([
        "AWS Budget Notification December 03, 2026",
        "Alert Type: FORECASTED",
        "Alert Threshold: > $10.00",
        "FORECASTED Amount: $15.00",
      ]),
    );
  });
});

describe("events", () => {
  it("puts well-formed events on the bus and reports the others", async () => {
    const { config, events } = await openAws();
    const client = new EventBridgeClient(config());
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          { Source: "acme.web", DetailType: "Order", Detail: '{"n":1}', Resources: ["r"] },
          { Source: "acme.web", DetailType: "Order", Detail: "not json" },
          { DetailType: "Order", Detail: "{}" },
        ],
      }),
    );
    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      "MalformedDetail",
      "InvalidArgument",
    ]);
    expect(events).toMatchObject([
      {
        id: answer.Entries?.[0]?.EventId,
        source: "acme.web",
        "detail-type": "Order",
        detail: { n: 1 },
        resources: ["r"],
      },
    ]);
  });
});
