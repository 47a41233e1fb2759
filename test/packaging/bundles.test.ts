import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { invoke, project, readZip, sign, startAws } from "./packaged.ts";

/** The most that the bundle may be, in KB, with a little room above what it is. A library that slips in shows here. */
const budgets = [
  ["slack", 30, []],
  ["commands", 950, ["nightshift.yaml"]],
  ["events", 800, ["nightshift.yaml"]],
  ["ticks", 800, ["nightshift.yaml"]],
  ["outbox", 800, ["nightshift.yaml"]],
] as const;

describe.each(budgets)("The package of %s", (name, kilobytes, files) => {
  it("holds the bundle and what it reads, and nothing else", async () => {
    expect(Object.keys(await readZip(name)).sort()).toEqual([`functions/${name}.cjs`, ...files].sort());
  });

  it(`is at most ${kilobytes} KB of code`, async () => {
    const bundle = (await readZip(name))[`functions/${name}.cjs`];
    expect(bundle?.length).toBeLessThanOrEqual(kilobytes * 1024);
  });
});

describe("What is in the bundles", () => {
  const inputsOf = async (name: string): Promise<string[]> => {
    const { custom } = parse(await readFile(`${project}serverless.yml`, "utf8"), { logLevel: "silent" });
    const { exclude: _, outputFileExtension: __, ...options } = custom.esbuild;
    const { metafile } = await build({
      ...options,
      absWorkingDir: project,
      entryPoints: [`functions/${name}.ts`],
      metafile: true,
      write: false,
    });
    return Object.entries(Object.values(metafile?.outputs ?? {})[0]?.inputs ?? {}).flatMap(
      ([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : []),
    );
  };

  it("The front door has neither the AWS SDK nor a library of Slack in it", async () => {
    expect((await inputsOf("slack")).filter((path) => /node_modules\/@(aws-sdk|slack)\//.test(path))).toEqual(
      [],
    );
    const bundle = Buffer.from((await readZip("slack"))["functions/slack.cjs"] ?? []).toString("utf8");
    expect(bundle).not.toMatch(/@aws-sdk|aws-sdk-js|@slack\/|slack:bolt/i);
  });

  it("Only the worker behind commands has Bolt in it, without its web server", async () => {
    const { commands, events, ticks, outbox } = Object.fromEntries(
      await Promise.all(budgets.map(async ([name]) => [name, await inputsOf(name)] as const)),
    );
    const unwanted = /node_modules\/(@slack\/(bolt|oauth|socket-mode)|express|raw-body|path-to-regexp)\//;
    expect(
      [events, ticks, outbox].flatMap((inputs = []) => inputs.filter((path) => unwanted.test(path))),
    ).toEqual([]);
    expect(
      commands?.filter((path) => unwanted.test(path)).every((path) => path.includes("@slack/bolt/")),
    ).toBe(true);
  });
});

describe("Each packaged function does its work under plain Node", () => {
  let aws: Awaited<ReturnType<typeof startAws>>;
  let environment: Record<string, string>;

  beforeAll(async () => {
    aws = await startAws();
    environment = {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: "ap-northeast-2",
      AWS_ACCESS_KEY_ID: "packaged",
      AWS_SECRET_ACCESS_KEY: "packaged",
      TABLE_NAME: "table",
      ACCOUNT_ID: "123456789012",
      COMMANDS_QUEUE_URL: `${aws.url}/123456789012/commands`,
      OUTBOX_QUEUE_URL: `${aws.url}/123456789012/outbox.fifo`,
      SIGNING_SECRET_PARAMETER: "/nightshift/test/slack/signing-secret",
      BOT_TOKEN_PARAMETER: "/nightshift/test/slack/bot-token",
    };
  });
  afterAll(() => aws.close());

  const record = (body: string, queue: string) => ({
    messageId: "m-1",
    receiptHandle: "r-1",
    body,
    attributes: { ApproximateReceiveCount: "1" },
    eventSourceARN: `arn:aws:sqs:ap-northeast-2:123456789012:${queue}`,
  });
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  /** The calls that a run adds. */
  const during = async (run: () => Promise<unknown>) => {
    const before = aws.calls.length;
    const answer = await run();
    return { answer, calls: aws.calls.slice(before) };
  };

  it("slack: refuses what nobody signed, and asks AWS for nothing", async () => {
    const event = { headers: {}, body: "command=%2Fdeploy", isBase64Encoded: false };
    const { answer, calls } = await during(() => invoke("slack", event, environment));
    expect(answer).toMatchObject({ statusCode: 401 });
    expect(calls).toEqual([]);
  });

  it("slack: queues a signed command, Korean and base64 encoded, and acknowledges it", async () => {
    const body = form({ command: "/deploy", text: "스테이징" });
    const event = {
      headers: { "content-type": "application/x-www-form-urlencoded", ...sign(body, new Date()) },
      body: Buffer.from(body).toString("base64"),
      isBase64Encoded: true,
    };
    const { answer, calls } = await during(() => invoke("slack", event, environment));
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(calls.map(({ target }) => target)).toEqual(["AmazonSSM.GetParameter", "AmazonSQS.SendMessage"]);
    expect(calls[1]?.input).toMatchObject({ QueueUrl: environment.COMMANDS_QUEUE_URL });
    expect(String(calls[1]?.input.MessageBody)).toContain(encodeURIComponent("스테이징"));
  });

  it("commands: refuses, through Bolt, a command of another workspace, and writes that down", async () => {
    const body = form({
      command: "/deploy",
      text: "staging",
      team_id: "T0OTHER",
      api_app_id: "A0OTHER",
      user_id: "U0OTHER",
      channel_id: "C0OTHER",
      channel_name: "other",
      trigger_id: "1.2.3",
      response_url: "https://hooks.slack.com/commands/1",
    });
    const queued = JSON.stringify({ at: new Date().toISOString(), contentType: "form", body });
    const { answer, calls } = await during(() =>
      invoke("commands", { Records: [record(queued, "commands")] }, environment),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(calls.map(({ target }) => target)).toContain("DynamoDB_20120810.PutItem");
    expect(calls.filter(({ target }) => target.startsWith("CodePipeline"))).toEqual([]);
  });

  it("events: tells an event that nobody knows", async () => {
    const event = {
      id: "e-1",
      source: "aws.unheard-of",
      "detail-type": "Something Happened",
      account: "123456789012",
      region: "ap-northeast-2",
      time: new Date().toISOString(),
      resources: [],
      detail: { what: "something" },
    };
    const { answer, calls } = await during(() =>
      invoke("events", { Records: [record(JSON.stringify(event), "events")] }, environment),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(calls.map(({ target }) => target)).toContain("DynamoDB_20120810.PutItem");
    expect(calls.at(-1)).toMatchObject({
      target: "AmazonSQS.SendMessage",
      input: { QueueUrl: environment.OUTBOX_QUEUE_URL },
    });
  });

  it("ticks: looks for what is due", async () => {
    const { calls } = await during(() => invoke("ticks", {}, environment));
    expect(calls).toMatchObject([{ target: "DynamoDB_20120810.Query", input: { TableName: "table" } }]);
  });

  it("outbox: reads its token and takes an empty batch", async () => {
    const { answer, calls } = await during(() => invoke("outbox", { Records: [] }, environment));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(calls).toMatchObject([
      { target: "AmazonSSM.GetParameter", input: { Name: environment.BOT_TOKEN_PARAMETER } },
    ]);
  });
});
