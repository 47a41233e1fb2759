import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Report, Step } from "../../sandbox/play.ts";
import { slack, start } from "../../sandbox/world.ts";
import { callsOf, commandForm, functions, openStage, pass, playOut, type Signing, signed } from "../stage.ts";

const help = commandForm({ text: "help" });
const korean = commandForm({ text: "스테이징 “배포” 해줘" });
const json = (value: unknown) => JSON.stringify(value);
const asJson: Signing = { contentType: "application/json" };
const challenge = json({ type: "url_verification", challenge: "3eZbrw1aB10FEMAGAZd4FyFQ", token: "t" });
const mention = json({ type: "event_callback", team_id: slack.team.id, event: { type: "app_mention" } });

/** A request with what Slack answers it, and whether it goes on to the worker. */
type Row = readonly [why: string, step: Step, status: number, isQueued: boolean];

const rows: readonly Row[] = [
  ["signed", signed(help), 200, true],
  ["signed, in the first second that counts as fresh", signed(help, { off: -300 }), 200, true],
  ["signed, by a clock that is five minutes ahead", signed(help, { off: 300 }), 200, true],
  ["5:01 old: somebody may have recorded it", signed(help, { off: -301 }), 401, false],
  ["5:01 ahead: somebody may keep it for later", signed(help, { off: 301 }), 401, false],
  ["a year ahead", signed(help, { off: 31_536_000 }), 401, false],
  ["signed with another secret", signed(help, { secret: "another" }), 401, false],
  ["the body changed after it was signed", signed(help, { send: help.replace("help", "staging") }), 401, false],
  ["one more byte than was signed", signed(help, { send: `${help} ` }), 401, false],
  ["unsigned", { http: { headers: { "content-type": "application/x-www-form-urlencoded" }, body: help } }, 401, false],
  ["a signature without a time", signed(help, { headers: { "x-slack-request-timestamp": "" } }), 401, false],
  ["a time that is no number", signed(help, { headers: { "x-slack-request-timestamp": "soon" } }), 401, false],
  ["a signature of another version", signed(help, { headers: { "x-slack-signature": "v1=00" } }), 401, false],
  ["half a signature", signed(help, { headers: { "x-slack-signature": "v0=0123456789abcdef" } }), 401, false],
  ["headers in other letters", upperCased(signed(help)), 200, true],
  ["the body as text", signed(help, { base64: false }), 200, true],
  ["the body base64 encoded", signed(help, { base64: true }), 200, true],
  ["Korean, percent-encoded as Slack sends it", signed(korean, { base64: true }), 200, true],
  ["Korean in raw UTF-8, base64 encoded", signed(decodeURIComponent(korean), { base64: true }), 200, true],
  ["Korean in raw UTF-8, as text", signed(decodeURIComponent(korean), { base64: false }), 200, true],
  [
    "JSON in Korean, base64 encoded",
    signed(json({ type: "event_callback", text: "배포" }), { ...asJson, base64: true }),
    200,
    true,
  ],
  ["an event", signed(mention, asJson), 200, true],
  ["a content type with a charset", signed(mention, { contentType: "Application/JSON; charset=utf-8" }), 200, true],
  ["Slack verifying the address", signed(challenge, asJson), 200, false],
  [
    "anybody verifying the address",
    { http: { headers: { "content-type": "application/json" }, body: challenge } },
    401,
    false,
  ],
  [
    "Slack checking the certificate, unsigned as it is",
    {
      http: { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "ssl_check=1&token=t" },
    },
    200,
    false,
  ],
  [
    "a command that calls itself a check of the certificate",
    {
      http: { headers: { "content-type": "application/x-www-form-urlencoded" }, body: `${help}&ssl_check=1` },
    },
    401,
    false,
  ],
  ["nothing at all", { http: {} }, 401, false],
  ["nothing at all, signed", signed(""), 200, true],
  ["another path", { http: { path: "/slack/other", body: help } }, 404, false],
  ["another method", { http: { method: "GET" } }, 404, false],
  ["more than a queue takes", signed(commandForm({ text: "x".repeat(1_100_000) })), 413, false],
];

function upperCased(step: Step): Step {
  const { http } = step as { http: { headers: Record<string, string> } };
  const headers = Object.fromEntries(Object.entries(http.headers).map(([name, value]) => [name.toUpperCase(), value]));
  return { http: { ...http, headers } };
}

describe("the front door", () => {
  let report: Report;

  beforeAll(async () => {
    report = await playOut(rows.map(([, step]) => step));
  });

  it.each(rows.map((row, index) => [...row, index] as const))("%s", (_why, _step, status, isQueued, index) => {
    const response = report.responses[index];
    expect(response?.step).toBe(index);
    expect(response?.status).toBe(status);
    const queued = callsOf(report, "SendMessage").filter((call) => call.step === index && call.function === "slack");
    expect(queued).toHaveLength(isQueued ? 1 : 0);
  });

  it("answers the challenge, and says nothing to those it refuses", () => {
    for (const [index, [why, , status]] of rows.entries()) {
      const { body } = report.responses[index] ?? {};
      if (status === 404) continue;
      expect(body, why).toBe(
        why === "Slack verifying the address" ? json({ challenge: "3eZbrw1aB10FEMAGAZd4FyFQ" }) : "",
      );
    }
  });

  it("hands the worker exactly what Slack sent, whatever its bytes", () => {
    const bodies = callsOf(report, "SendMessage")
      .filter((call) => call.function === "slack")
      .map((call) => JSON.parse((call.input as { MessageBody: string }).MessageBody) as Record<string, string>);
    const texts = bodies.map(({ body = "" }) => new URLSearchParams(body).get("text"));
    expect(texts.filter((text) => text === "스테이징 “배포” 해줘")).toHaveLength(3);
    expect(bodies.map(({ body }) => body)).toContain(json({ type: "event_callback", text: "배포" }));
  });

  it("fetches the secret once, however many signatures do not fit within a minute", () => {
    const fetched = callsOf(report, "GetParameter").filter((call) => call.function === "slack");
    expect(fetched).toHaveLength(1);
    expect(fetched[0]?.input).toMatchObject({ WithDecryption: true });
  });

  it("leaves what nobody can answer at that: one warning, no dead letter", () => {
    const at = rows.findIndex(([why]) => why === "an event");
    expect(report.logs).toContainEqual(
      expect.objectContaining({
        step: at,
        function: "commands",
        level: "warn",
        event: "request of no known kind",
      }),
    );
  });
});

describe("the signing secret", () => {
  it("is read again when a signature stops fitting, at most once a minute", async () => {
    const stage = await openStage();
    const { sandbox } = stage;
    const ask = async (secret: string) => {
      const { http } = signed(commandForm({ trigger_id: `${stage.calls.length}` }), {
        secret,
        at: sandbox.now(),
      });
      return (await sandbox.request({ method: "POST", path: "/slack/events", ...(http as object) })).status;
    };
    expect(await ask(slack.signingSecret)).toBe(200);
    sandbox.aws.putParameter("/nightshift/sandbox/slack/signing-secret", "rotated");
    await pass(stage, "61s");
    expect(await ask("rotated")).toBe(200);
    expect(await ask(slack.signingSecret)).toBe(401);
    for (let i = 0; i < 5; i++) expect(await ask("guess")).toBe(401);
    expect(callsOf(stage, "GetParameter").filter((call) => call.function === "slack")).toHaveLength(2);
    await pass(stage, "61s");
    expect(await ask("guess")).toBe(401);
    expect(callsOf(stage, "GetParameter").filter((call) => call.function === "slack")).toHaveLength(3);
  });

  it.each([
    ["Parameter Store is down", { service: "ssm", operation: "GetParameter" }],
    ["the queue is down", { service: "sqs", operation: "SendMessage" }],
  ])("%s: the person sees that it failed, nothing happens, and the next try works", async (_why, at) => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ ...at, error: "InternalFailure", status: 500, times: 1 });
    const answer = await stage.sandbox.say("operator", "#deploys", "/deploy staging");
    await stage.sandbox.drain();
    expect(answer.status).toBe(503);
    expect(answer.body).toBe("");
    expect(stage.messages()).toHaveAnswered("operator", ["/deploy failed with the error"]);
    expect(callsOf(stage, "StartPipelineExecution")).toEqual([]);
    await stage.run({ say: "/deploy staging" });
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
  });
});

it("opens a new connection when AWS has closed the kept one while the container slept", async () => {
  const requests = new WeakMap<object, number>();
  const answered: string[] = [];
  const aws = createServer((incoming, outgoing) => {
    const { socket } = incoming;
    requests.set(socket, (requests.get(socket) ?? 0) + 1);
    // The second request on a connection finds it closed.
    if (requests.get(socket) === 2) {
      socket.resetAndDestroy();
      return;
    }
    answered.push(String(incoming.headers["x-amz-target"]));
    outgoing.end(JSON.stringify({ Parameter: { Value: slack.signingSecret } }));
  });
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    aws.closeAllConnections();
    aws.close();
  });
  const handle = functions.slack({
    env: {
      AWS_REGION: "ap-northeast-2",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
      SIGNING_SECRET_PARAMETER: "/secret",
      COMMANDS_QUEUE_URL: "https://sqs.example/commands",
    },
    now: () => start,
    log: () => {},
    readFile: async () => "",
  });
  const { http } = signed(help) as { http: { headers: object; body: string } };
  const event = { headers: http.headers, body: http.body, isBase64Encoded: false };
  expect(await handle(event as never)).toEqual({ statusCode: 200 });
  expect(answered).toEqual(["AmazonSSM.GetParameter", "AmazonSQS.SendMessage"]);
});

it("loads neither an SDK client nor a Slack library at the front door", async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, "../../functions/slack.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    metafile: true,
    write: false,
    outfile: "slack.mjs",
    logLevel: "silent",
  });
  const loaded = Object.keys(metafile.inputs);
  expect(loaded.filter((file) => /@aws-sdk|@slack|node_modules\/(valibot|yaml)/.test(file))).toEqual([]);
  expect(loaded).toContain("lib/slack/signature.ts");
});
