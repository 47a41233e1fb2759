import { connect } from "node:net";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { CloudFrontClient, ListCachePoliciesCommand, ListDistributionsCommand } from "@aws-sdk/client-cloudfront";
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelinesCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ListQueuesCommand, ListQueueTagsCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { errorOf, openAws } from "./open.ts";

describe("the record of calls", () => {
  it("holds who asked for what, and the error", async () => {
    const { config, calls } = await openAws();
    const client = new CodePipelineClient(config("commands"));
    await client.send(new ListPipelinesCommand({ maxResults: 2 }));
    await errorOf(client.send(new GetPipelineStateCommand({ name: "nope" })));
    const location = { account: "123456789012", region: "ap-northeast-2" };
    expect(calls).toEqual([
      {
        accessKeyId: "commands",
        place: location,
        service: "codepipeline",
        operation: "ListPipelines",
        input: { maxResults: 2 },
      },
      {
        accessKeyId: "commands",
        place: location,
        service: "codepipeline",
        operation: "GetPipelineState",
        input: { name: "nope" },
        error: "PipelineNotFoundException",
      },
    ]);
  });
});

/** One call in each protocol. */
const protocols = [
  ["JSON", (config: object) => new CodePipelineClient(config).send(new ListPipelinesCommand({}))],
  ["JSON, query-compatible", (config: object) => new SQSClient(config).send(new ListQueuesCommand({}))],
  ["query", (config: object) => new AutoScalingClient(config).send(new DescribeAutoScalingGroupsCommand({}))],
  ["EC2's query", (config: object) => new EC2Client(config).send(new DescribeInstancesCommand({}))],
  ["REST with XML", (config: object) => new CloudFrontClient(config).send(new ListDistributionsCommand({}))],
] as const;

describe.each(protocols)("in %s", (protocol, send) => {
  it("fails as often as it is told to", async () => {
    const { aws, config, calls } = await openAws();
    aws.fault({ error: "ThrottlingException", times: 2 });
    expect(await errorOf(send(config()))).toMatchObject({
      name: "ThrottlingException",
      message: "Rate exceeded",
    });
    expect(await errorOf(send(config()))).toMatchObject({ name: "ThrottlingException" });
    await send(config());
    expect(calls.map(({ error }) => error)).toEqual(["ThrottlingException", "ThrottlingException", undefined]);
  });

  it("fails with the status it is told", async () => {
    const { aws, config } = await openAws();
    aws.fault({ error: "ServiceUnavailable", times: 1, status: 503 });
    expect((await errorOf(send(config()))).$metadata?.httpStatusCode).toBe(503);
  });

  it("refuses who may not", async () => {
    const { config } = await openAws({
      authorize: ({ accessKeyId }) => (accessKeyId === "outbox" ? "outbox may not" : undefined),
    });
    const name = {
      "EC2's query": "UnauthorizedOperation",
      query: "AccessDenied",
      "REST with XML": "AccessDenied",
    };
    expect(await errorOf(send(config("outbox")))).toMatchObject({
      name: (name as Record<string, string>)[protocol] ?? "AccessDeniedException",
      message: "outbox may not",
      $metadata: { httpStatusCode: 403 },
    });
    await send(config("commands"));
  });
});

it("knows an error by its query code too", async () => {
  const { aws, config, calls } = await openAws();
  aws.fault({ error: "AWS.SimpleQueueService.NonExistentQueue", times: 1 });
  const error = await errorOf(new SQSClient(config()).send(new ListQueuesCommand({})));
  expect(error.name).toBe("QueueDoesNotExist");
  expect(calls).toMatchObject([{ error: "QueueDoesNotExist" }]);
});

describe("what is missing", () => {
  it.each([
    [
      "JSON",
      (config: object) => new SQSClient(config).send(new ListQueueTagsCommand({ QueueUrl: "x" })),
      /ListQueueTags.*ListQueues/,
    ],
    [
      "EC2's query",
      (config: object) => new EC2Client(config).send(new DescribeVpcsCommand({})),
      /DescribeVpcs.*DescribeTags/,
    ],
    [
      "REST",
      (config: object) => new CloudFrontClient(config).send(new ListCachePoliciesCommand({})),
      /cache-policy.*ListDistributions/,
    ],
  ])("is named, in %s", async (_protocol, send, message) => {
    const { config } = await openAws();
    expect((await errorOf(send(config()))).message).toMatch(message);
  });

  it.each([
    ["JSON", { "x-amz-target": "Logs_20140328.DescribeLogGroups" }, "logs", /"__type":"UnknownOperationException"/],
    ["query", { "content-type": "application/x-www-form-urlencoded" }, "redshift", /<Code>InvalidAction<\/Code>/],
    ["REST with JSON", {}, "lambda", /"message":"The sandbox's AWS has no service \\"lambda\\"/],
    ["REST with XML", {}, "s3", /<Code>InvalidAction<\/Code><Message>The sandbox.{1,6}s AWS has no service/],
  ])("is a whole service, in %s", async (_protocol, headers, service, expected) => {
    const { aws } = await openAws();
    const response = await fetch(`${aws.url}/`, {
      method: "POST",
      headers: {
        ...headers,
        authorization: `AWS4-HMAC-SHA256 Credential=k/20261123/r/${service}/aws4_request`,
      },
      body: "Action=DescribeDBInstances",
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(expected);
  });

  it("is a signature", async () => {
    const { aws } = await openAws();
    const response = await fetch(aws.url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("MissingAuthenticationToken");
  });

  it("is sense", async () => {
    const { aws } = await openAws();
    const response = await fetch(aws.url, {
      method: "POST",
      headers: {
        "x-amz-target": "CodePipeline_20150709.ListPipelines",
        authorization: "AWS4-HMAC-SHA256 Credential=k/20261123/r/codepipeline/aws4_request",
      },
      body: "{",
    });
    expect(await response.text()).toContain("SerializationException");
  });
});

describe("turns", () => {
  it("awaits its turn before a request, and gives it back when the answer is written", async () => {
    const log: string[] = [];
    const { config } = await openAws({
      turn: async (key) => {
        log.push(`turn ${key}`);
        return () => log.push(`back ${key}`);
      },
      onCall: ({ operation }) => log.push(operation),
    });
    await new CodePipelineClient(config("a")).send(new ListPipelinesCommand({}));
    await expect.poll(() => log).toEqual(["turn a", "ListPipelines", "back a"]);
  });

  it("lets others go first while one waits", async () => {
    let go = () => {};
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { config, calls } = await openAws({
      turn: async (key) => {
        if (key === "slow") await wait;
        return () => {};
      },
    });
    const slow = new CodePipelineClient(config("slow")).send(new ListPipelinesCommand({}));
    await new CodePipelineClient(config("quick")).send(new ListPipelinesCommand({}));
    go();
    await slow;
    expect(calls.map(({ accessKeyId }) => accessKeyId)).toEqual(["quick", "slow"]);
  });
});

it("survives a client that hangs up", async () => {
  const { aws, config } = await openAws();
  const socket = connect(Number(new URL(aws.url).port), "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  await new Promise((resolve) => setTimeout(resolve, 10));
  socket.destroy();
  await new CodePipelineClient(config()).send(new ListPipelinesCommand({}));
});

it("does the same twice", async () => {
  const run = async () => {
    const { aws, config, events, advance } = await openAws();
    const client = new CodePipelineClient(config());
    await client.send(new StartPipelineExecutionCommand({ name: "web-staging" }));
    aws.make("failHealthCheck", "web-staging-asg");
    aws.queues.create("q", {});
    aws.queues.send("q", "x");
    await advance(500);
    return { events, received: aws.queues.receive("q", 1), summary: aws.summary() };
  };
  expect(await run()).toEqual(await run());
});

it("leaves the ids of one service as they were when another is called more often", async () => {
  const instanceAfter = async (pushes: number) => {
    const { aws, events, advance } = await openAws();
    for (let i = 0; i < pushes; i++) aws.make("push", "web-dev");
    aws.make("scale", { group: "web-staging-asg", desired: 3 });
    await advance(60);
    return events.find(({ source }) => source === "aws.autoscaling")?.detail.EC2InstanceId;
  };
  expect(await instanceAfter(0)).toBe(await instanceAfter(3));
});

describe("make", () => {
  it.each([
    ["pusj", "web-staging", /no thing.*"pusj".*failStage.*Did you mean push\?/],
    [
      "push",
      "web-stagin",
      /no pipeline "web-stagin"; there are: web-dev, web-staging, web-production\. Did you mean web-staging\?/,
    ],
    ["failStage", "web-staging/Biuld", /no stage of web-staging "Biuld".*Did you mean Build\?/],
    ["failHealthCheck", "web-asg", /Did you mean web-staging-asg\?/],
    ["failHealthCheck", { group: "web-staging-asg", reason: "eb2" }, /there are: elb, ec2/],
    ["failHealthCheck", { group: "web-staging-asg", instance: "i-1" }, /no member of web-staging-asg; it has: i-0a51/],
    ["push", { pipeline: "web-dev", mesage: "x" }, /no argument "mesage".*Did you mean message\?/],
    ["push", 3, /Expected the pipeline/],
    ["scale", "web-staging-asg", /needs a number/],
    ["stopDatabase", "dev-dbs", /no database "dev-dbs"; there are: dev-db, .*Did you mean dev-db\?/],
    ["stopDatabase", "staging-multi", /postgres DB clusters are not eligible for stopping/],
    ["startDatabase", "dev-db", /Instance dev-db cannot be started/],
    ["spend", { service: "RDX", amount: 1 }, /no service with costs "RDX"; .*Did you mean RDS\?/],
    ["spend", "RDS", /Expected a number as `amount`, got undefined/],
    ["budget", { name: "Monthly", amount: 100 }, /either `actual` or `forecast`/],
    ["budget", { name: "Monthly", amount: 100, actual: 1, forecast: 2 }, /either `actual` or `forecast`/],
    ["runInstance", { tags: {} }, /needs a name/],
    ["runInstance", { name: "x", tags: { a: 1 } }, /Expected an object of strings/],
    ["runInstance", { name: "x", lifecycle: "sport" }, /Did you mean spot\?/],
    ["finishStage", "web-dev", /Nothing is in progress in web-dev/],
    ["stopExecution", "web-dev", /Nothing is in progress in web-dev/],
  ])("says what there is instead: %s %j", async (thing, argument, message) => {
    const { aws } = await openAws();
    expect(() => aws.make(thing, argument)).toThrow(message);
  });

  it("accepts exactly what its schemas accept", async () => {
    const { aws } = await openAws();
    const ajv = new Ajv({ strict: false });
    const accepts = (thing: string, argument: unknown) => ajv.validate(aws.things[thing]?.argument ?? false, argument);
    expect(accepts("push", "web-dev")).toBe(true);
    expect(accepts("failStage", "web-dev/Build")).toBe(true);
    expect(accepts("failStage", { pipeline: "web-dev", stage: "Build", message: "x" })).toBe(true);
    expect(accepts("push", "nope")).toBe(false);
    expect(accepts("push", { pipeline: "web-dev", more: 1 })).toBe(false);
    expect(accepts("scale", { group: "web-staging-asg", desired: 3 })).toBe(true);
    expect(accepts("stopDatabase", "dev-aurora")).toBe(true);
    expect(accepts("startDatabase", { database: "dev-db" })).toBe(true);
    expect(accepts("spend", { service: "EC2", amount: 12.5 })).toBe(true);
    expect(accepts("spend", { service: "Amazon CloudFront", amount: 12.5 })).toBe(true);
    expect(accepts("spend", { service: "EC2" })).toBe(false);
    expect(accepts("budget", { name: "Monthly", amount: 100, threshold: 80, actual: 85 })).toBe(true);
    expect(accepts("budget", { name: "Monthly", amount: 100 })).toBe(false);
    expect(accepts("budget", { name: "Monthly", amount: 100, actual: 1, forecast: 2 })).toBe(false);
    expect(accepts("runInstance", "one-off")).toBe(true);
    expect(accepts("runInstance", { name: "one-off", lifecycle: "spot", tags: { env: "dev" } })).toBe(true);
    expect(accepts("runInstance", { lifecycle: "spot" })).toBe(false);
    expect(Object.values(aws.things).every(({ summary }) => summary.endsWith("."))).toBe(true);
  });
});

it("sums up the account for the page", async () => {
  const { aws, advance } = await openAws();
  aws.make("push", "web-staging");
  aws.make("stopInstance", "dev-api");
  await advance(10);
  expect(aws.summary()).toMatchObject({
    pipelines: [
      { name: "web-dev", stages: [{ state: "idle" }, { state: "idle" }, { state: "idle" }] },
      {
        name: "web-staging",
        stages: [{ state: "succeeded" }, { name: "Build", state: "running" }, { state: "idle" }],
      },
      { name: "web-production" },
    ],
    groups: [{ name: "web-staging-asg", instances: [{ state: "InService", healthy: true }, {}] }],
    instances: [{ name: "dev-api", state: "stopping" }, { state: "running" }, {}, {}, {}],
  });
});
