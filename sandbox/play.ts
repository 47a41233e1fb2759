import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Ajv } from "ajv";
import { parseDocument } from "yaml";
import { closestMatch } from "../lib/pure/closest-match.ts";
import { isObject } from "../lib/pure/json.ts";
import type { Fault as AwsFault } from "./aws/faults.ts";
import { configOf, ownConfig } from "./configuration.ts";
import { playSchema, stepNames } from "./play-schema.ts";
import { type RawRequest, type Sandbox, type SandboxOptions, startSandbox } from "./sandbox.ts";
import type { Where } from "./slack/local-slack.ts";
import type { SlackMessage } from "./slack/model.ts";
import * as world from "./world.ts";

/** The file is invalid, or a step failed; the message is for its author. */
export class PlayError extends Error {
  override readonly name = "PlayError";
}

export type Step = Readonly<Record<string, unknown>>;

/** The result of a play: the JSON that `sandbox play` prints. */
export interface Report {
  readonly messages: readonly ReportedMessage[];
  readonly calls: readonly ReportedCall[];
  readonly slack: readonly { step: number; function: string; method: string; error?: string }[];
  readonly responses: readonly { step: number; status: number; body: string }[];
  readonly deadLetters: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly logs: readonly unknown[];
}

export interface ReportedMessage extends Omit<SlackMessage, "channel" | "threadTs" | "ephemeralTo"> {
  /** With its #. */
  readonly channel: string;
  readonly threadTs: string | null;
  readonly ephemeralTo: string | null;
}

export interface ReportedCall {
  /** The step during which it was made, counted from 0. */
  readonly step: number;
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly error?: string;
}

/** The validated steps of a play. @throws {PlayError} with the step and its problem */
export function readPlay(text: string): Step[] {
  const document = parseDocument(text, { merge: true });
  const [problem] = document.errors;
  if (problem) throw new PlayError(problem.message);
  const steps: unknown = document.toJS({ maxAliasCount: -1 });
  if (!Array.isArray(steps)) throw new PlayError("A play is a list of steps: lines that begin with “- ”.");
  for (const [index, step] of steps.entries()) check(step, `step ${index}`, index === 0);
  return steps as Step[];
}

const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false }).compile(playSchema);

function check(step: unknown, where: string, isFirst = false): void {
  if (!isObject(step)) throw new PlayError(`${where}: expected a step such as “say: /deploy staging”.`);
  const names = Object.keys(step).filter((name) => stepNames.includes(name));
  if (names.length !== 1) {
    const [first = ""] = Object.keys(step);
    const meant = closestMatch(first, stepNames);
    throw new PlayError(
      names.length
        ? `${where}: ${names.join(" and ")} are two steps; write them one below the other.`
        : `${where}: “${first}” is no step. There are ${stepNames.join(", ")}.${meant ? ` Did you mean ${meant}?` : ""}`,
    );
  }
  if ("config" in step && !isFirst) {
    throw new PlayError(`${where}: config can only be the first step, since the world begins with it.`);
  }
  if (Array.isArray(step.parallel)) {
    for (const [at, inner] of step.parallel.entries()) check(inner, `${where}, ${at} of parallel`);
  } else if (!validate([step])) {
    const [name = ""] = names;
    const errors = (validate.errors ?? []).filter(({ schemaPath, keyword }) => {
      return keyword !== "oneOf" && keyword !== "required" && belongsTo(schemaPath, name);
    });
    const said = errors.map(({ instancePath, message, params }) => {
      const at = instancePath.replace(/^\/0\/?/, "").replaceAll("/", ".");
      const extra = "additionalProperty" in params ? ` (${String(params.additionalProperty)})` : "";
      const allowed = "allowedValues" in params ? `: ${(params.allowedValues as unknown[]).join(", ")}` : "";
      return `${at ? `${at} ` : ""}${message ?? "is wrong"}${extra}${allowed}`;
    });
    throw new PlayError(
      `${where} (${name}): ${[...new Set(said)].join("; ") || "is not as docs/play.schema.json says"}.`,
    );
  }
}

/** Whether an error comes from the schema of that kind of step. */
function belongsTo(schemaPath: string, name: string): boolean {
  const place = name === "config" ? "/definitions/config/" : `/oneOf/${stepNames.indexOf(name)}/`;
  return schemaPath.includes(place);
}

/** Milliseconds in `1h30m`. */
export function durationOf(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    total += Number(amount) * (units[unit ?? ""] ?? 0);
  }
  return total;
}

function momentOf(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new PlayError(`“${text}” is no moment such as 2026-11-23T22:00:00+09:00.`);
  return at;
}

/** What carrying out a step needs. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** The base folder of event files. */
  readonly folder: string;
  respond(status: number, body: string): void;
}

/** Carries out one step; the caller drains the queues. @throws {Error} when it cannot be carried out */
export async function perform(step: Step, stage: Stage): Promise<void> {
  const { sandbox, respond } = stage;
  const { slack, aws } = sandbox;
  const person = typeof step.as === "string" ? step.as : "operator";
  const answered = ({ status, body }: { status: number; body: string }): void => respond(status, body);
  if (typeof step.say === "string") {
    if (step.locale === "en" || step.locale === "ko") await sandbox.setLocale(person, step.locale);
    const channel = typeof step.in === "string" ? step.in : "#deploys";
    answered(await sandbox.say(person, channel, step.say));
  } else if (typeof step.press === "string") {
    answered(await sandbox.press(person, step.press, step.on as Where | undefined));
  } else if (typeof step.choose === "string") {
    answered(await slack.choose(person, step.choose, step.value, step.on as Where | undefined));
  } else if (isObject(step.submit)) {
    answered(await slack.submit(person, step.submit));
  } else if ("dismiss" in step) {
    await slack.dismiss(person);
  } else if ("event" in step) {
    sandbox.event(typeof step.event === "string" ? readJson(resolve(stage.folder, step.event)) : step.event);
  } else if (isObject(step.aws)) {
    for (const [thing, argument] of Object.entries(step.aws)) aws.make(thing, argument);
  } else if (typeof step.advance === "string") {
    await sandbox.advanceTo(new Date(sandbox.now().getTime() + durationOf(step.advance)));
  } else if (typeof step.clock === "string") {
    const when = momentOf(step.clock);
    if (when < sandbox.now()) throw new PlayError(`${step.clock} is past: time does not go back.`);
    await sandbox.advanceTo(when);
  } else if (isObject(step.fault)) {
    letFail(step.fault as unknown as FaultOfPlay, sandbox);
  } else if (isObject(step.crash)) {
    const { before, after, function: fn, times = 1 } = step.crash as unknown as CrashOfPlay;
    const [when, call] = before === undefined ? (["after", after] as const) : (["before", before] as const);
    sandbox.mishaps.crash({ when, times, ...(call && { call }), ...(fn && { function: fn }) });
  } else if (typeof step.redeliver === "number") {
    sandbox.mishaps.redeliver(step.redeliver);
  } else if (typeof step.drop === "string") {
    sandbox.mishaps.drop(step.drop);
  } else if (isObject(step.http)) {
    answered(await sandbox.request(requestOf(step.http)));
  } else if (Array.isArray(step.parallel)) {
    await Promise.all((step.parallel as Step[]).map((inner) => perform(inner, stage)));
  }
}

/** A step's fields, as in docs/play.schema.json. */
interface FaultOfPlay extends Omit<AwsFault, "error" | "times" | "isFor"> {
  readonly slack?: number | string;
  readonly aws?: string;
  readonly method?: string;
  readonly retryAfter?: number;
  readonly times?: number;
}

interface CrashOfPlay {
  readonly before?: string;
  readonly after?: string;
  readonly function?: string;
  readonly times?: number;
}

function letFail({ slack, aws, times = 1, ...rest }: FaultOfPlay, { mishaps }: Sandbox): void {
  if (slack === undefined) mishaps.faultInAws({ ...rest, error: String(aws), times });
  else
    mishaps.faultInSlack({
      ...rest,
      ...(typeof slack === "number" ? { status: slack } : { error: slack }),
      times,
    });
}

function requestOf(http: Readonly<Record<string, unknown>>): RawRequest {
  const { method = "POST", path = "/slack/events", headers = {}, body, base64 } = http;
  return {
    method: String(method),
    path: String(path),
    headers: Object.fromEntries(
      Object.entries(headers as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
    ),
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(typeof base64 === "boolean" && { base64 }),
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch (error) {
    throw new PlayError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export interface Played {
  readonly report: Report;
  /** Why the play ended before its last step. */
  readonly error?: Error;
}

/**
 * Plays all steps in a new sandbox and returns the report. A given configuration replaces the play's.
 * @throws {ConfigError} when the play's own configuration is invalid
 */
export async function play(
  steps: readonly Step[],
  folder = ".",
  options: Pick<SandboxOptions, "functions" | "config" | "ticks"> = {},
): Promise<Played> {
  let at = 0;
  const calls: ReportedCall[] = [];
  const slackCalls: Report["slack"][number][] = [];
  const responses: Report["responses"][number][] = [];
  const logs: unknown[] = [];
  const own = steps[0]?.config as string | object | undefined;
  const config = options.config ?? (own === undefined ? ownConfig : configOf(own, folder));
  const first = steps[own === undefined ? 0 : 1];
  const start = typeof first?.clock === "string" ? momentOf(first.clock) : world.start;
  const sandbox = await startSandbox({
    ...options,
    config,
    start,
    endpoint: process.env.AWS_ENDPOINT_URL,
    onCall: ({ function: fn, service, operation, input, error }) =>
      calls.push({
        step: at,
        function: fn,
        service,
        operation,
        input,
        ...(error !== undefined && { error }),
      }),
    onSlackCall: ({ function: fn, method, error }) =>
      slackCalls.push({ step: at, function: fn, method, ...(error !== undefined && { error }) }),
    onLog: (fn, line) => logs.push({ step: at, function: fn, ...line }),
  });
  const stage: Stage = {
    sandbox,
    folder,
    respond: (status, body) => responses.push({ step: at, status, body }),
  };
  let error: Error | undefined;
  try {
    for (const [index, step] of steps.entries()) {
      at = index;
      await perform(step, stage);
      await sandbox.drain();
    }
  } catch (caught) {
    if (!(caught instanceof Error)) throw caught;
    error = caught;
    error.message = error.name === "NotAtRest" ? error.message : `step ${at}: ${error.message}`;
  }
  const report: Report = {
    messages: sandbox.slack.messages.map((message) => reported(message, sandbox)),
    calls,
    slack: slackCalls,
    responses,
    deadLetters: await sandbox.deadLetters(),
    audit: await sandbox.audit(),
    logs,
  };
  await sandbox.close();
  return { report: withoutPorts(report, sandbox), ...(error && { error }) };
}

/** Replaces the servers' ports, which the machine chooses, by names, so that every run is the same. */
function withoutPorts(report: Report, { aws, slack, url }: Sandbox): Report {
  const names = [
    [aws.url, "http://aws.sandbox"],
    [slack.url, "http://slack.sandbox"],
    [url, "http://bot.sandbox"],
  ] as const;
  const text = names.reduce(
    (json, [real, name]) => json.replaceAll(real, name).replaceAll(encodeURIComponent(real), encodeURIComponent(name)),
    JSON.stringify(report),
  );
  return JSON.parse(text) as Report;
}

function reported(message: SlackMessage, { slack }: Sandbox): ReportedMessage {
  const channel = slack.channels.find(({ id }) => id === message.channel);
  return {
    ...message,
    channel: channel ? `#${channel.name}` : message.channel,
    threadTs: message.threadTs ?? null,
    ephemeralTo: message.ephemeralTo ?? null,
  };
}

export function folderOf(file: string): string {
  return file === "-" ? "." : dirname(file);
}
