import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHandler } from "../../../functions/slack.ts";
import type { LogLine } from "../../../lib/host.ts";
import type { QueuedRequest } from "../../../lib/requests/queued-request.ts";
import { slack, start } from "../../../sandbox/world.ts";
import { commandForm, pressForm } from "../../stage.ts";
import { count, fuzz } from "./fuzz.ts";
import { hostileJson, hostileText, hostileValue } from "./hostile.ts";
import { checkMessage } from "./world.ts";

/** What the queue was given by the request that is dealt with now. */
let queued: string[] = [];
const logs: LogLine[] = [];

/** Just the two calls that the front door makes. */
const aws = createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const input = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { MessageBody?: string };
  if (String(incoming.headers["x-amz-target"]).endsWith("SendMessage")) queued.push(input.MessageBody ?? "");
  outgoing.end(JSON.stringify({ Parameter: { Value: slack.signingSecret }, MessageId: "1" }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
});

afterAll(() => {
  aws.closeAllConnections();
  aws.close();
});

const env: Record<string, string> = {
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "key",
  AWS_SECRET_ACCESS_KEY: "secret",
  SIGNING_SECRET_PARAMETER: "/secret",
  COMMANDS_QUEUE_URL: "https://sqs.example/commands",
};

/** One container, as in Lambda: what one request does to it, the next one finds. */
const handle = createHandler({
  env,
  now: () => start,
  log: (line) => logs.push(line),
  readFile: async () => "",
});

const knockWith = (event: unknown) => handle(event as APIGatewayProxyEventV2);

const now = Math.floor(start.getTime() / 1000);

/** What a request was made of; the model of the contract sees the bytes and the headers, and nothing of this. */
interface Parcel {
  readonly bytes: Buffer;
  readonly sent: Buffer;
  readonly contentType: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly isBase64: boolean;
  readonly spell: (name: string) => string;
  readonly more: Readonly<Record<string, string>>;
}

function sign(bytes: Buffer, timestamp: string, secret: string): string {
  return `v0=${createHmac("sha256", secret)
    .update(Buffer.concat([Buffer.from(`v0:${timestamp}:`), bytes]))
    .digest("hex")}`;
}

/** The contract, once more and by itself: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function isSlacks(bytes: Buffer, timestamp: string | undefined, signature: string | undefined): boolean {
  if (timestamp === undefined || signature === undefined) return false;
  if (!/^[0-9]+$/.test(timestamp) || Math.abs(Number(timestamp) - now) > 300) return false;
  return signature === sign(bytes, timestamp, slack.signingSecret);
}

const body: fc.Arbitrary<Buffer> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(hostileText, hostileText)
      .map(([text, name]) => Buffer.from(commandForm({ text, user_name: name }))),
  },
  { weight: 2, arbitrary: hostileText.map((value) => Buffer.from(pressForm({ action: "approve", value }))) },
  { weight: 3, arbitrary: hostileValue.map((value) => Buffer.from(hostileJson(value))) },
  { weight: 2, arbitrary: hostileText.map((text) => Buffer.from(text)) },
  { weight: 2, arbitrary: hostileValue.map((payload) => Buffer.from(`payload=${hostileJson(payload)}`)) },
  {
    weight: 2,
    arbitrary: hostileValue.map((challenge) => Buffer.from(hostileJson({ type: "url_verification", challenge }))),
  },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: hostileText.map((text) => Buffer.from(`ssl_check=1&token=${text}`)) },
  { weight: 1, arbitrary: hostileText.map((text) => Buffer.from(`${commandForm({ text })}&ssl_check=1`)) },
);

const timestamp = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -300, max: 300 }).map((off) => String(now + off)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(-301, 301, -302, 302, -86_400, 31_536_000).map((off) => String(now + off)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "",
      "NaN",
      "soon",
      "0",
      "-1",
      "1e9",
      `${now}.0`,
      `+${now}`,
      ` ${now}`,
      `${now} `,
      `0${now}`,
      `0x${now.toString(16)}`,
      `${now},${now}`,
      "Infinity",
      `${now}000`,
      "9".repeat(400),
      `${now}\n`,
      "１７",
      `${now}\u0000`,
    ),
  },
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: hostileText },
);

type Forge = (bytes: Buffer, timestamp: string) => string | undefined;

const signature: fc.Arbitrary<Forge> = fc.oneof(
  { weight: 10, arbitrary: fc.constant((bytes: Buffer, at: string) => sign(bytes, at, slack.signingSecret)) },
  {
    weight: 12,
    arbitrary: fc.constantFrom<Forge>(
      () => undefined,
      () => "",
      () => "v0=",
      (bytes, at) => sign(bytes, at, "another secret"),
      (bytes, at) => sign(bytes, at, ""),
      (bytes, at) => sign(bytes, `${Number(at) + 1}`, slack.signingSecret),
      (bytes, at) => sign(Buffer.concat([bytes, Buffer.from("x")]), at, slack.signingSecret),
      (bytes, at) => sign(bytes, at, slack.signingSecret).replace("v0=", "v1="),
      (bytes, at) => sign(bytes, at, slack.signingSecret).replace("v0=", ""),
      (bytes, at) => sign(bytes, at, slack.signingSecret).toUpperCase(),
      (bytes, at) => sign(bytes, at, slack.signingSecret).slice(0, -1),
      (bytes, at) => `${sign(bytes, at, slack.signingSecret)}0`,
      (bytes, at) => ` ${sign(bytes, at, slack.signingSecret)}`,
      (bytes, at) => `${sign(bytes, at, slack.signingSecret)},${sign(bytes, at, slack.signingSecret)}`,
      (bytes, at) => `v0=00,${sign(bytes, at, slack.signingSecret)}`,
      (bytes, at) => `v0=${createHash("sha256").update(`v0:${at}:`).update(bytes).digest("hex")}`,
      // As long as a right one, in characters though not in bytes.
      () => `v0=${"é".repeat(64)}`,
      () => `v0=${"0".repeat(64)}`,
      () => "null",
      () => "true",
    ),
  },
  { weight: 1, arbitrary: hostileText.map((text) => () => text) },
  { weight: 1, arbitrary: hostileText.map((text) => () => `v0=${text}`) },
);

const spelling = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase()),
);

const parcel: fc.Arbitrary<Parcel> = fc
  .record({
    bytes: body,
    contentType: fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(
          "application/x-www-form-urlencoded",
          "application/json",
          "APPLICATION/JSON; charset=utf-8",
        ),
      },
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: hostileText },
    ),
    at: timestamp,
    forge: signature,
    isBase64: fc.boolean(),
    spell: spelling,
    more: fc.constantFrom<Readonly<Record<string, string>>>(
      {},
      {},
      { "x-slack-retry-num": "1" },
      { "content-length": "-1" },
      { host: "evil.example" },
    ),
    // What arrives may be other than what was signed.
    change: fc.oneof(
      { weight: 8, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("x", " ", "\n", "\u0000", "&a=b") },
    ),
  })
  .map(({ at, forge, change, bytes, ...rest }) => ({
    ...rest,
    bytes,
    sent: Buffer.concat([bytes, Buffer.from(change)]),
    timestamp: at,
    signature: forge(bytes, at ?? ""),
  }));

/** The event of the HTTP API. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function eventOf({ sent, contentType, timestamp: at, signature: signed, isBase64, spell, more }: Parcel): unknown {
  const headers: Record<string, string> = { ...more };
  if (contentType !== undefined) headers[spell("content-type")] = contentType;
  if (at !== undefined) headers[spell("x-slack-request-timestamp")] = at;
  if (signed !== undefined) headers[spell("x-slack-signature")] = signed;
  return {
    version: "2.0",
    routeKey: "POST /slack/events",
    rawPath: "/slack/events",
    rawQueryString: "",
    headers,
    body: isBase64 ? sent.toString("base64") : sent.toString("utf8"),
    isBase64Encoded: isBase64,
  };
}

async function knock(one: Parcel): Promise<void> {
  queued = [];
  logs.length = 0;
  const answer = await knockWith(eventOf(one));
  // A body that is no text is given as base64; as text it has lost what made it another.
  const received = one.isBase64 ? one.sent : Buffer.from(one.sent.toString("utf8"));
  const isReal = isSlacks(received, one.timestamp, one.signature);
  if (!isReal) count("forged or stale requests that were refused", queued.length === 0);
  expect([200, 400, 401, 413]).toContain(answer.statusCode);
  if (queued.length) expect(isReal, "a forged or stale request got in").toBe(true);
  if (answer.statusCode === 401) expect(isReal, "a request of Slack's was refused").toBe(false);
  if (isReal) expect(answer.statusCode).not.toBe(401);
  expect(queued.length).toBeLessThanOrEqual(1);
  for (const message of queued) {
    checkMessage(message);
    const { at, body: kept } = JSON.parse(message) as QueuedRequest;
    expect(at).toBe(start.toISOString());
    expect(Buffer.from(kept).equals(received), "exactly the bytes that were received").toBe(true);
  }
  expect(logs.filter(({ level }) => level === "error")).toEqual([]);
  const told = JSON.stringify([logs, answer]);
  for (const secret of [slack.signingSecret, one.signature ?? ""]) {
    if (secret.length > 10) expect(told).not.toContain(secret);
  }
}

it("The front door lets in what Slack signed lately, byte for byte, and nothing else", async () => {
  await fuzz("signed requests", { quick: 3_000, full: 80_000 }, parcel, knock);
});

it("A body of up to 6 MB is taken or refused, and never falls over", async () => {
  const large = fc
    .tuple(
      parcel,
      fc.constantFrom(200_000, 700_000, 1_048_400, 1_048_576, 2_000_000, 6_291_456),
      fc.constantFrom("x", "\u0000", "배", '"', "\\", "&", "=", "%", "[", "\ud83d", "ssl_check=1&"),
    )
    .map(([one, size, filler]) => {
      const bytes = Buffer.from(filler.repeat(Math.ceil(size / Buffer.byteLength(filler)))).subarray(0, size);
      const at = String(now);
      return {
        ...one,
        bytes,
        sent: bytes,
        timestamp: at,
        signature: sign(bytes, at, size % 3 ? slack.signingSecret : "another"),
      };
    });
  await fuzz("large bodies", { quick: 12, full: 200 }, large, knock);
});

it("An event of another shape than API Gateway's is refused, and never falls over", async () => {
  const shapes = fc.oneof(
    hostileValue,
    fc.record({ headers: hostileValue, body: hostileValue, isBase64Encoded: hostileValue }, { requiredKeys: [] }),
    fc.tuple(parcel, hostileValue, fc.constantFrom("headers", "body", "isBase64Encoded")).map(([one, value, name]) => ({
      ...(eventOf(one) as object),
      [name]: value,
    })),
    fc
      .tuple(
        parcel,
        hostileValue,
        fc.constantFrom("x-slack-signature", "x-slack-request-timestamp", "content-type", "__proto__"),
      )
      .map(([one, value, name]) => {
        const event = eventOf(one) as { headers: Record<string, unknown> };
        return { ...event, headers: { ...event.headers, [name]: value } };
      }),
  );
  await fuzz("shapes of requests", { quick: 400, full: 20_000 }, shapes, async (event) => {
    queued = [];
    const answer = await knockWith(event);
    expect([200, 400, 401, 413, 503]).toContain(answer.statusCode);
    for (const message of queued) checkMessage(message);
  });
});
