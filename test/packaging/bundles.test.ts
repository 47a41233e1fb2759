import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, inputsOf, invoke, loadedFiles, project, readZip, sign, startAws } from "./packaged.ts";

/**
 * The most that may be loaded at a cold start, and the most that may be in the package, in KB with a little room above
 * what it is. A library that slips in shows here.
 */
const budgets = [
  ["slack", 30, 30, []],
  ["commands", 900, 1_800, ["nightshift.yaml"]],
  ["events", 750, 1_650, ["nightshift.yaml"]],
  ["ticks", 750, 1_650, ["nightshift.yaml"]],
  ["outbox", 560, 800, ["nightshift.yaml"]],
] as const;

const isCode = (path: string) => path.endsWith(".cjs");
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");
/** How the SDK's clients name their service to AWS. */
const anyClient = /com\.amazonaws\.\w+/;

describe.each(budgets)("The package of %s", (name, kilobytes, total, files) => {
  it("holds the function's own code and what it reads, and nothing else", async () => {
    const paths = Object.keys(await readZip(name));
    expect(paths.filter((path) => !isCode(path)).sort()).toEqual([
      `functions/${name}.third-party-notices.txt`,
      ...files,
    ]);
    expect(paths).toContain(`functions/${name}.cjs`);
    expect(paths.filter((path) => isCode(path) && !path.startsWith(`functions/${name}.`))).toEqual([]);
  });

  it(`loads at most ${kilobytes} KB of code at a cold start, and no client of the SDK`, async () => {
    const zip = await readZip(name);
    const loaded = await loadedFiles(name);
    expect(loaded.reduce((sum, path) => sum + (zip[path]?.length ?? Number.NaN), 0)).toBeLessThanOrEqual(
      kilobytes * 1024,
    );
    expect(loaded.filter((path) => anyClient.test(textOf(zip[path])))).toEqual([]);
  });

  it(`has at most ${total} KB of code in all, which is there wherever it is asked for`, async () => {
    const code = Object.entries(await readZip(name)).filter(([path]) => isCode(path));
    expect(code.reduce((sum, [, { length }]) => sum + length, 0)).toBeLessThanOrEqual(total * 1024);
    for (const [path, bytes] of code) {
      const asked = [...textOf(bytes).matchAll(/\b(?:require|import)\("\.\/([^"]+)"\)/g)];
      for (const [, file] of asked)
        expect(
          code.map(([one]) => one),
          path,
        ).toContain(`functions/${file}`);
    }
  });
});

describe("What is in the bundles", () => {
  it("Each client is a file of its own, with no more of it than is used", async () => {
    const zip = await readZip("commands");
    const clients = Object.entries(zip).filter(([path]) => path.includes(".client-"));
    expect(clients.map(([path]) => path.split(".client-")[1]?.split("-").slice(0, -1).join("-"))).toEqual(
      expect.arrayContaining(["dynamodb", "ec2", "rds", "sqs"]),
    );
    for (const [path, bytes] of clients) expect(bytes.length, path).toBeLessThan(150 * 1024);
  });

  it("All that the modules take from a client is in its file", async () => {
    for (const [name] of budgets) {
      for (const { path, client, names } of await takenFromClients()) {
        const chunk = Object.entries(await readZip(name)).find(([file]) => file.includes(`.${client}-`));
        if (!chunk) continue;
        const code = textOf(chunk[1]);
        for (const taken of names) expect(code, `${name}, ${path}: ${taken}`).toContain(`${taken}:()=>`);
      }
    }
  });

  it("The front door has neither the AWS SDK nor a library of Slack in it", async () => {
    expect((await inputsOf("slack")).filter((path) => /node_modules\/@(aws-sdk|slack)\//.test(path))).toEqual([]);
    const bundle = Buffer.from((await readZip("slack"))["functions/slack.cjs"] ?? []).toString("utf8");
    expect(bundle).not.toMatch(/@aws-sdk|aws-sdk-js|@slack\/|slack:bolt/i);
  });

  it("Only the worker behind commands has Bolt in it, without its web server", async () => {
    const { commands, events, ticks, outbox } = Object.fromEntries(
      await Promise.all(budgets.map(async ([name]) => [name, await inputsOf(name)] as const)),
    );
    const unwanted = /node_modules\/(@slack\/(bolt|oauth|socket-mode)|express|raw-body|path-to-regexp)\//;
    expect([events, ticks, outbox].flatMap((inputs = []) => inputs.filter((path) => unwanted.test(path)))).toEqual([]);
    expect(commands?.filter((path) => unwanted.test(path)).every((path) => path.includes("@slack/bolt/"))).toBe(true);
  });
});

/** Which names each module of lib takes from a client that it imports lazily. */
async function takenFromClients() {
  const paths = (await readdir(`${project}lib`, { recursive: true })).filter((path) => path.endsWith(".ts"));
  const all = await Promise.all(
    paths.map(async (path) => {
      const code = await readFile(`${project}lib/${path}`, "utf8");
      const [client, another] = [...code.matchAll(/=> import\("@aws-sdk\/(client-[\w-]+)"\)/g)].map(([, name]) => name);
      const names = [...code.matchAll(/const \{([^}]+)\} = await load\w*\(\)/g)].flatMap(
        ([, list = ""]) => list.match(/\w+/g) ?? [],
      );
      // A module with two clients does not tell which name is of which.
      return client && !another ? [{ path, client, names }] : [];
    }),
  );
  return all.flat();
}

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
      COMMANDS_DEAD_LETTERS_URL: `${aws.url}/123456789012/commands-dead-letters`,
      EVENTS_DEAD_LETTERS_URL: `${aws.url}/123456789012/events-dead-letters`,
      OUTBOX_DEAD_LETTERS_URL: `${aws.url}/123456789012/outbox-dead-letters`,
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
    expect(calls).toContainEqual(
      expect.objectContaining({
        target: "AmazonSQS.SendMessage",
        input: expect.objectContaining({ QueueUrl: environment.OUTBOX_QUEUE_URL }),
      }),
    );
  });

  it("ticks: looks for what is due", async () => {
    const { calls } = await during(() => invoke("ticks", {}, environment));
    // Whether a schedule is at work depends on the time of day.
    expect(calls.map(({ target }) => target)).toEqual(
      expect.arrayContaining(["DynamoDB_20120810.Query", "AmazonSQS.ReceiveMessage"]),
    );
  });

  it.each(["commands", "events", "ticks"])("%s: calls EC2 with what is left of its client", async (name) => {
    const expression = `async ({ EC2Client, paginateDescribeInstances, StopInstancesCommand }) => {
      const client = new EC2Client({});
      const Filters = [{ Name: "instance-state-name", Values: ["running"] }];
      const found = [];
      for await (const page of paginateDescribeInstances({ client }, { Filters })) found.push(page.Reservations);
      await client.send(new StopInstancesCommand({ InstanceIds: ["i-1"] }));
      return found;
    }`;
    const { answer, calls } = await during(() => ask(name, "client-ec2", expression, environment));
    expect(answer).toEqual([[{ Instances: [{ InstanceId: "i-1" }] }]]);
    expect(calls).toMatchObject([
      { target: "DescribeInstances", input: { "Filter.1.Name": "instance-state-name" } },
      { target: "StopInstances", input: { "InstanceId.1": "i-1" } },
    ]);
  });

  it("outbox: reads its token and takes an empty batch", async () => {
    const { answer, calls } = await during(() => invoke("outbox", { Records: [] }, environment));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(calls).toMatchObject([
      { target: "AmazonSSM.GetParameter", input: { Name: environment.BOT_TOKEN_PARAMETER } },
    ]);
  });
});
