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
import { errorOf, openAws } from "./open.ts";

describe("ssm", () => {
  it("gives a secret's value only with decryption", async () => {
    const { aws, config } = await openAws();
    aws.putParameter("/nightshift/secret", "hush");
    const client = new SSMClient(config());
    const value = async (WithDecryption: boolean) =>
      (await client.send(new GetParameterCommand({ Name: "/nightshift/secret", WithDecryption }))).Parameter
        ?.Value;
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
    expect((await errorOf(client.send(new GetParameterCommand({ Name: "/b" })))).name).toBe(
      "ParameterNotFound",
    );
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
