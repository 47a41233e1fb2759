import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import { createHandler as createCommands } from "../functions/commands.ts";
import { createHandler as createEvents } from "../functions/events.ts";
import { createHandler as createOutbox } from "../functions/outbox.ts";
import { createHandler as createSlackDoor } from "../functions/slack.ts";
import { createHandler as createTicks } from "../functions/ticks.ts";
import type { CreateHandler } from "../sandbox/lambda.ts";
import {
  durationOf,
  perform,
  play,
  type Report,
  type ReportedCall,
  type ReportedMessage,
  type Step,
} from "../sandbox/play.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/sandbox.ts";
import { textLength } from "../sandbox/slack/blocks/length.ts";
import { validateBlocks } from "../sandbox/slack/blocks/validate.ts";
import { account, region, slack, start } from "../sandbox/world.ts";

/** The functions as they are deployed, for tests that put something around one of them. */
export const functions = {
  slack: createSlackDoor as CreateHandler,
  commands: createCommands as CreateHandler,
  events: createEvents as CreateHandler,
  ticks: createTicks as CreateHandler,
  outbox: createOutbox as CreateHandler,
} as const;

type Message = Pick<
  ReportedMessage,
  "text" | "blocks" | "user" | "ephemeralTo" | "channel" | "edits" | "ts" | "threadTs"
>;

interface Expectations {
  /** Log lines of the level `error` are part of the story. */
  readonly errors?: boolean;
  /** So are dead letters. */
  readonly deadLetters?: boolean;
}

/** Plays the steps in a fresh world, and checks what must hold after every play. */
export async function playOut(
  steps: readonly Step[],
  options: Pick<SandboxOptions, "functions" | "config" | "ticks"> & Expectations = {},
): Promise<Report> {
  const { errors, deadLetters, ...rest } = options;
  const { report, error } = await play(steps, import.meta.dirname, rest);
  if (error) throw error;
  checkMessages(report.messages);
  checkLogs(report.logs);
  if (!deadLetters) expect(report.deadLetters).toEqual([]);
  if (!errors) expect(report.logs.filter(isError)).toEqual([]);
  return report;
}

/** A sandbox that a test holds in its hands, for what a play cannot do: faults, lost events, other people's requests. */
export interface OpenStage {
  readonly sandbox: Sandbox;
  readonly calls: (Omit<ReportedCall, "step"> & { readonly at: string })[];
  readonly slackCalls: {
    readonly function: string;
    readonly method: string;
    readonly error?: string;
    readonly at: string;
  }[];
  readonly logs: object[];
  /** Carries out steps of a play, each until the queues are at rest. */
  run(...steps: Step[]): Promise<void>;
  /** The messages as they stand, checked. */
  messages(): Message[];
}

/** Opens a sandbox that ends with the test. */
export async function openStage(options: SandboxOptions = {}): Promise<OpenStage> {
  const calls: OpenStage["calls"] = [];
  const slackCalls: OpenStage["slackCalls"] = [];
  const logs: object[] = [];
  const sandbox: Sandbox = await startSandbox({
    ...options,
    onCall: (call) => {
      const { function: fn, service, operation, input, error } = call;
      const at = sandbox.now().toISOString();
      calls.push({ function: fn, service, operation, input, at, ...(error !== undefined && { error }) });
      options.onCall?.(call);
    },
    onSlackCall: (call) => {
      const { function: fn, method, error } = call;
      const at = sandbox.now().toISOString();
      slackCalls.push({ function: fn, method, at, ...(error !== undefined && { error }) });
      options.onSlackCall?.(call);
    },
    onLog: (fn, line) => {
      logs.push({ function: fn, ...line });
      options.onLog?.(fn, line);
    },
  });
  onTestFinished(() => sandbox.close());
  const stage = { sandbox, folder: import.meta.dirname, respond: () => {} };
  return {
    sandbox,
    calls,
    slackCalls,
    logs,
    async run(...steps) {
      for (const step of steps) {
        await perform(step, stage);
        await sandbox.drain();
      }
    },
    messages() {
      const names = new Map(sandbox.slack.channels.map(({ id, name }) => [id, `#${name}`]));
      const messages = sandbox.slack.messages.map(
        (message): Message => ({
          ...message,
          channel: names.get(message.channel) ?? message.channel,
          ephemeralTo: message.ephemeralTo ?? null,
          threadTs: message.threadTs ?? null,
        }),
      );
      checkMessages(messages);
      checkLogs(logs);
      return messages;
    },
  };
}

/** Lets that much time pass, in one stretch. */
export async function pass(stage: OpenStage, time: string): Promise<void> {
  await stage.sandbox.advanceTo(new Date(stage.sandbox.now().getTime() + durationOf(time)));
  await stage.sandbox.drain();
}

// What holds for every message: Slack would take it, it has words for those who see no blocks, and it pings nobody.

/** What `<…>` may be in mrkdwn: a link, a person who is mentioned, a date. */
const allowedControl = /^<(https?:\/\/[^|<>\s]+\|[^<>]+|@[UW][A-Z0-9]+|!date\^\d+\^[^<>]+\|[^<>]+)>$/;

export function checkMessages(messages: readonly Message[]): void {
  for (const message of messages.filter(({ user }) => user === slack.bot.userId)) {
    expect(validateBlocks(message.blocks, "message"), message.text).toEqual([]);
    expect(textLength(message.blocks)).toBeLessThan(13_200);
    expect(message.text.trim()).not.toBe("");
    // One message calls everybody who is there: that of an alert that nobody has acknowledged.
    const isCall = message.text.includes("Still nobody has acknowledged this");
    const texts = [message.text, ...mrkdwnIn(message.blocks)];
    for (const text of texts) {
      const controls = unescapedIn(text).filter((one) => !(isCall && one === "<!here>"));
      expect(controls, text).toEqual([]);
      expect(text).not.toMatch(/undefined|NaN|\[object Object\]|Invalid Date/);
    }
    if (!isCall) expect(JSON.stringify(message.blocks)).not.toContain('"broadcast"');
  }
}

/** The control sequences and lone special characters of a text that should have been escaped. */
function unescapedIn(text: string): string[] {
  const controls = text.match(/<[^<>]*>/g) ?? [];
  const rest = text.replace(/<[^<>]*>/g, "").match(/[<>]|&(?!(amp|lt|gt);)/g) ?? [];
  return [...controls.filter((control) => !allowedControl.test(control)), ...rest];
}

function mrkdwnIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(mrkdwnIn);
  const { type, text } = node as { type?: unknown; text?: unknown };
  const own = type === "mrkdwn" && typeof text === "string" ? [text] : [];
  return [...own, ...Object.values(node).flatMap(mrkdwnIn)];
}

/** Logs are read by more people than messages are: no bodies, tokens, signatures or addresses that answer. */
function checkLogs(logs: readonly unknown[]): void {
  const text = JSON.stringify(logs);
  expect(text).not.toContain(slack.botToken);
  expect(text).not.toContain(slack.signingSecret);
  expect(text).not.toMatch(/v0=[0-9a-f]{20}|\/hooks\/|\b(trigger_id|response_url)\b/);
}

function isError(line: unknown): boolean {
  return (line as { level?: unknown }).level === "error";
}

type Source = { readonly messages: readonly Message[] } | readonly Message[];

function listOf(source: Source): readonly Message[] {
  return "messages" in source ? source.messages : source;
}

/** What everybody in a channel can read from the bot outside of threads, oldest first, without the marks that make words bold. */
export function postedIn(source: Source, channel: string): Message[] {
  return listOf(source)
    .filter((one) => one.channel === channel && one.user === slack.bot.userId && !one.ephemeralTo)
    .filter(({ threadTs }) => !threadTs)
    .map(unmarked);
}

/** What the bot has said in a message's thread, oldest first. */
export function threadOf(source: Source, message: Message | undefined): Message[] {
  return listOf(source)
    .filter(({ threadTs }) => threadTs && threadTs === message?.ts)
    .map(unmarked);
}

/** What only that person can read, oldest first, likewise. */
export function answersTo(source: Source, persona: string): Message[] {
  const id = slack.people.find((person) => person.persona === persona)?.id;
  return listOf(source)
    .filter(({ ephemeralTo }) => ephemeralTo === id)
    .map(unmarked);
}

function unmarked(message: Message): Message {
  return { ...message, text: message.text.replace(/[*\u200b]/g, "") };
}

/** The labels of a message's buttons. */
export function buttonsOf(message: Message | undefined): string[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.type === "actions"
      ? (block.elements as { text?: { text: string } }[]).flatMap(({ text }) => text?.text ?? [])
      : [],
  );
}

/** A button's value, as the message holds it. */
export function buttonValue(message: Message | undefined, action: string): string {
  for (const block of message?.blocks ?? []) {
    if (block.type !== "actions") continue;
    const found = (block.elements as { action_id: string; value?: string }[]).find(
      ({ action_id }) => action_id === action,
    );
    if (found?.value) return found.value;
  }
  throw new Error(`The message has no button ${action}`);
}

/** The stages of a deployment's message with their states, as its plan shows them. */
export function stagesOf(message: Message | undefined): Record<string, string> {
  const plan = message?.blocks.find(({ type }) => type === "plan");
  const tasks = (plan?.tasks ?? []) as { title: string; status: string }[];
  return Object.fromEntries(tasks.map(({ title, status }) => [title, status]));
}

/** The calls of one operation. */
export function callsOf<Call extends { readonly operation: string }>(
  source: { readonly calls: readonly Call[] },
  operation: string,
): Call[] {
  return source.calls.filter((call) => call.operation === operation);
}

type Pattern = string | RegExp;

interface DoorMatchers<R> {
  /** These and no other messages stand in the channel, each with its pattern in its text. */
  toHavePosted(channel: string, patterns: readonly Pattern[]): R;
  /** These and no other answers went to that person alone. */
  toHaveAnswered(persona: string, patterns: readonly Pattern[]): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the shape that vitest documents for its own interface
  interface Matchers<T = any> extends DoorMatchers<T> {}
}

function compare(found: readonly Message[], patterns: readonly Pattern[], where: string) {
  const texts = found.map(({ text }) => text);
  const fits = (text: string | undefined, pattern: Pattern) =>
    text !== undefined && (typeof pattern === "string" ? text.includes(pattern) : pattern.test(text));
  return {
    pass: texts.length === patterns.length && patterns.every((pattern, at) => fits(texts[at], pattern)),
    message: () =>
      `${where}, expected ${patterns.length}:\n${patterns.join("\n")}\n\nfound ${texts.length}:\n${texts.join("\n---\n")}`,
    actual: texts,
    expected: patterns,
  };
}

expect.extend({
  toHavePosted: (source: Source, channel: string, patterns: readonly Pattern[]) =>
    compare(postedIn(source, channel), patterns, `In ${channel}`),
  toHaveAnswered: (source: Source, persona: string, patterns: readonly Pattern[]) =>
    compare(answersTo(source, persona), patterns, `To the ${persona}`),
});

// Requests that Slack itself would not send.

export interface Signing {
  /** Seconds that its timestamp is off; negative for the past. */
  readonly off?: number;
  readonly secret?: string;
  readonly contentType?: string;
  readonly at?: Date;
  readonly headers?: Readonly<Record<string, string>>;
  readonly base64?: boolean;
  /** What is sent instead of what was signed. */
  readonly send?: string;
}

/** A step that sends a body signed as Slack signs it; the play must still be at its start. */
export function signed(body: string, signing: Signing = {}): Step {
  const { off = 0, secret = slack.signingSecret, at = start, headers, base64, send = body } = signing;
  const { contentType = "application/x-www-form-urlencoded" } = signing;
  const timestamp = String(Math.floor(at.getTime() / 1000) + off);
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`, "utf8").digest("hex");
  return {
    http: {
      headers: {
        "content-type": contentType,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${digest}`,
        ...headers,
      },
      body: send,
      ...(base64 !== undefined && { base64 }),
    },
  };
}

/** The form of a slash command, with what the test wants otherwise. */
export function commandForm(fields: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({
    team_id: slack.team.id,
    channel_id: "C0DEPLOYS",
    channel_name: "deploys",
    user_id: "U0OPERATOR",
    user_name: "min-jun",
    command: "/deploy",
    text: "help",
    api_app_id: slack.appId,
    response_url: "http://127.0.0.1:9/hooks/nowhere",
    trigger_id: "1.2.raw",
    ...fields,
  }).toString();
}

/** The form of a press of a button on a message, by somebody who need not see it. */
export function pressForm(press: {
  readonly action: string;
  readonly value: string;
  readonly user?: string;
  readonly ts?: string;
  readonly responseUrl?: string;
}): string {
  const { action, value, user = "U0OWNER", ts = "1.000001", responseUrl } = press;
  const payload = {
    type: "block_actions",
    team: { id: slack.team.id, domain: slack.team.domain },
    user: { id: user, username: user, name: user, team_id: slack.team.id },
    api_app_id: slack.appId,
    container: { type: "message", message_ts: ts, channel_id: "C0DEPLOYS", is_ephemeral: false },
    channel: { id: "C0DEPLOYS", name: "deploys" },
    trigger_id: "1.2.press",
    response_url: responseUrl ?? "http://127.0.0.1:9/hooks/nowhere",
    actions: [{ action_id: action, block_id: "b", type: "button", value, action_ts: ts }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A response URL for requests that the test makes itself, with what was said to it. It ends with the test. */
export async function listen(): Promise<{ readonly url: string; readonly heard: readonly string[] }> {
  const heard: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const { text } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { text: string };
    heard.push(text.replaceAll("*", ""));
    outgoing.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard };
}

// Events as AWS documents them.

let eventNumber = 0;

/** The envelope of EventBridge. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export function awsEvent(
  source: string,
  detailType: string,
  detail: object,
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  eventNumber++;
  return {
    version: "0",
    id: `00000000-0000-4000-a000-${String(eventNumber).padStart(12, "0")}`,
    "detail-type": detailType,
    source,
    account,
    time: "2026-11-23T00:00:00Z",
    region,
    resources: [],
    detail,
    ...fields,
  };
}

export interface Activity {
  readonly group?: string;
  readonly instance?: string;
  /** Seconds after the play's start. */
  readonly from?: number;
  readonly to?: number;
  readonly cause: string;
  readonly message?: string;
  readonly zone?: string;
}

const isoAt = (seconds: number) => new Date(start.getTime() + seconds * 1000).toISOString().replace(".000", "");

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html */
export function autoScalingEvent(
  what: "Launch Successful" | "Launch Unsuccessful" | "Terminate Successful" | "Terminate Unsuccessful",
  activity: Activity,
): Record<string, unknown> {
  const { group = "web-asg", instance = "", from = 0, to = from + 40, cause, message = "" } = activity;
  const { zone = "ap-northeast-2a" } = activity;
  const id = `${group}-${instance}-${from}`;
  return awsEvent(
    "aws.autoscaling",
    `EC2 Instance ${what}`,
    {
      StatusCode: "InProgress",
      AutoScalingGroupName: group,
      ActivityId: id,
      Details: { "Availability Zone": zone, "Subnet ID": "subnet-12345678" },
      RequestId: id,
      StatusMessage: message,
      StartTime: isoAt(from),
      EndTime: isoAt(to),
      EC2InstanceId: instance,
      Description: `${what.startsWith("Launch") ? "Launching a new EC2 instance" : "Terminating EC2 instance"}: ${instance}`,
      Cause: `At ${isoAt(from)} an instance was ${cause}`,
      Origin: what.startsWith("Launch") ? "EC2" : "AutoScalingGroup",
      Destination: what.startsWith("Launch") ? "AutoScalingGroup" : "EC2",
    },
    {
      time: isoAt(to),
      resources: [`arn:aws:autoscaling:${region}:${account}:autoScalingGroup:x:autoScalingGroupName/${group}`],
    },
  );
}

export const causes = {
  elb: "taken out of service in response to an ELB system health check failure.",
  replacement: "launched in response to an unhealthy instance needing to be replaced.",
  scaleOut:
    "started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.",
  scaleIn:
    "taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 3 to 2.",
} as const;

/** The two halves of a replacement: who left, and who came. */
export function replacement(
  group: string,
  left: string,
  came: string,
  from = 0,
): [Record<string, unknown>, Record<string, unknown>] {
  return [
    autoScalingEvent("Terminate Successful", {
      group,
      instance: left,
      from,
      to: from + 40,
      cause: causes.elb,
    }),
    autoScalingEvent("Launch Successful", {
      group,
      instance: came,
      from: from + 15,
      to: from + 75,
      cause: causes.replacement,
      zone: "ap-northeast-2c",
    }),
  ];
}

export interface PipelineNews {
  readonly pipeline?: string;
  readonly execution: string;
  readonly state: string;
  readonly stage?: string;
  readonly action?: string;
  readonly category?: string;
  readonly attempt?: number;
  /** Seconds after the play's start. */
  readonly at?: number;
  readonly result?: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
export function pipelineEvent(news: PipelineNews): Record<string, unknown> {
  const { pipeline = "web-staging", execution, state, stage, action, category = "Build" } = news;
  const { attempt = 1, at = 0, result } = news;
  const level = action ? "Action" : stage ? "Stage" : "Pipeline";
  return awsEvent(
    "aws.codepipeline",
    `CodePipeline ${level} Execution State Change`,
    {
      pipeline,
      "execution-id": execution,
      "start-time": isoAt(0),
      state,
      version: 1,
      "pipeline-execution-attempt": attempt,
      ...(stage && { stage }),
      ...(action && { action, type: { owner: "AWS", provider: "CodeBuild", category, version: "1" } }),
      ...(result && { "execution-result": result }),
    },
    { time: isoAt(at), resources: [`arn:aws:codepipeline:${region}:${account}:${pipeline}`] },
  );
}

/** What SNS hands a Lambda function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function snsEvent(subject: string | null, message: string): Record<string, unknown> {
  eventNumber++;
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: `arn:aws:sns:${region}:${account}:alerts:1`,
        Sns: {
          Type: "Notification",
          MessageId: `10000000-0000-4000-a000-${String(eventNumber).padStart(12, "0")}`,
          TopicArn: `arn:aws:sns:${region}:${account}:alerts`,
          Subject: subject,
          Message: message,
          Timestamp: "2026-11-23T00:00:00.000Z",
          SignatureVersion: "1",
          Signature: "EXAMPLE",
          SigningCertUrl: "EXAMPLE",
          UnsubscribeUrl: "EXAMPLE",
          MessageAttributes: {},
        },
      },
    ],
  };
}

/** The events function, with each record shown to `see` first: kept, or lost when it says false. */
export function eventsThrough(see: (event: Record<string, unknown>) => boolean): Record<string, CreateHandler> {
  return {
    ...functions,
    events: (host) => {
      const handle = functions.events(host);
      return async (batch: never) => {
        const { Records } = batch as { Records: { body: string }[] };
        const kept = Records.filter(({ body }) => see(JSON.parse(body) as Record<string, unknown>));
        return kept.length ? handle({ Records: kept } as never) : undefined;
      };
    },
  };
}
