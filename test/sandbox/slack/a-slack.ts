import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from "../../../sandbox/slack/local-slack.ts";
import type { SlackCall } from "../../../sandbox/slack/server.ts";
import { slack, start } from "../../../sandbox/world.ts";

export const everyScope = [
  "commands",
  "chat:write",
  "channels:read",
  "channels:history",
  "channels:join",
  "im:write",
  "users:read",
  "users:read.email",
  "usergroups:read",
  "reactions:write",
  "pins:write",
  "team:read",
];

/** A request as the bot at the other end got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: string;
  /** The form's fields. */
  readonly form: Readonly<Record<string, string>>;
  /** The parsed `payload` of an interaction. */
  // biome-ignore lint/suspicious/noExplicitAny: a payload is whatever Slack sends, and the tests look into it
  readonly payload: any;
}

export interface Reply {
  readonly status?: number;
  readonly body?: string | object;
  /** Milliseconds before it is sent. */
  readonly after?: number;
}

export interface ASlack {
  readonly slack: LocalSlack;
  readonly clock: VirtualClock;
  readonly received: readonly Received[];
  readonly calls: readonly SlackCall[];
  readonly web: WebClient;
  client(token?: string): WebClient;
  passes(milliseconds: number): Promise<void>;
}

/** A local Slack with a bot at the other end that answers as it is told, both over HTTP; they end with the test. */
export async function aSlack(
  reply: (request: Received) => Reply | Promise<Reply> = () => ({}),
  options: Partial<LocalSlackOptions> = {},
): Promise<ASlack> {
  const clock = new VirtualClock(start);
  const received: Received[] = [];
  const calls: SlackCall[] = [];
  const bot = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString("utf8");
    const form = Object.fromEntries(new URLSearchParams(raw));
    const request = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: incoming.headers,
      raw,
      form,
      payload: form.payload === undefined ? undefined : JSON.parse(form.payload),
    };
    received.push(request);
    const { status = 200, body = "", after = 0 } = await reply(request);
    setTimeout(() => {
      outgoing.statusCode = status;
      outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
    }, after);
  });
  await new Promise<void>((resolve) => bot.listen(0, "127.0.0.1", resolve));
  const botUrl = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
  const local = await startLocalSlack({
    clock,
    ids: new Ids(),
    scopes: everyScope,
    onCall: (call) => calls.push(call),
    async deliver(delivery) {
      const answer = await fetch(botUrl + delivery.path, {
        method: "POST",
        headers: { ...delivery.headers },
        body: delivery.body,
      });
      return { status: answer.status, body: await answer.text() };
    },
    ...options,
  });
  onTestFinished(async () => {
    await local.close();
    bot.closeAllConnections();
    await new Promise((resolve) => bot.close(resolve));
  });
  const client = (token: string = slack.botToken) =>
    new WebClient(token, {
      slackApiUrl: local.apiUrl("commands"),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent,
    });
  return {
    slack: local,
    clock,
    received,
    calls,
    web: client(),
    client,
    passes: (milliseconds) => clock.moveTo(new Date(clock.now().getTime() + milliseconds), () => Promise.resolve()),
  };
}

/** The error of a call that Slack refuses: its code and whatever else it answered. */
export async function refusal(call: Promise<unknown>): Promise<{
  error: string;
  response_metadata?: { messages?: string[]; retryAfter?: number };
  [more: string]: unknown;
}> {
  try {
    await call;
  } catch (error) {
    return (error as { data?: { error: string } }).data ?? { error: String(error), ...(error as object) };
  }
  throw new Error("Slack took the call");
}

const nothing = () => {};
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => "error" as never,
};

export const button = (text: string, action_id: string, more: object = {}) => ({
  type: "button",
  text: { type: "plain_text", text },
  action_id,
  ...more,
});

export const actions = (...elements: object[]) => ({ type: "actions", elements });
