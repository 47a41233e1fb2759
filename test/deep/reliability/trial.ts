import { bind, type VerbName, verbs } from "../../../lib/aws/verbs.ts";
import { deathErrors } from "../../../sandbox/deaths.ts";
import { perform, type Step } from "../../../sandbox/play.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import type { Block } from "../../../sandbox/slack/model.ts";
import { region, slack } from "../../../sandbox/world.ts";
import type { Scenario } from "./scenarios.ts";

/** A call that a function made to AWS or to Slack. */
export interface Made {
  readonly function: string;
  /** Which of all invocations made it. */
  readonly invocation: number;
  /** The operation, the method, or response_url. */
  readonly call: string;
  /** The signing name; undefined for Slack. */
  readonly service?: string;
  readonly input?: unknown;
  readonly error?: string;
  /** The sandbox's time. */
  readonly at: number;
}

/** What is left when a scenario has come to rest. */
export interface End {
  /** What each channel and each person can read from the bot, without times and ids. */
  readonly messages: readonly string[];
  /** States of resources, and the executions there are. */
  readonly state: readonly string[];
  /** Calls that changed something in AWS for good, one for each token. */
  readonly effects: readonly string[];
  readonly deadLetters: number;
  /** Those of which nobody was told. */
  readonly untold: number;
  /** Messages in a channel that are a second one for the same subject. */
  readonly doublePosts: number;
  /** Private answers that stand there twice, or may: Slack took them from a function that did not live to hear of it. */
  readonly doubleAnswers: number;
  /** Steps that nobody could take, since the button never came. */
  readonly impossible: readonly string[];
  /** Messages which say that nobody knows whether something was done. */
  readonly unknown: number;
  /** Messages which say that something was not done. */
  readonly undone: number;
}

export interface Trial {
  readonly calls: readonly Made[];
  readonly logs: readonly object[];
  readonly end: End;
}

const minute = 60_000;

/** So long everything that was broken off has to come back. */
const patience = 40;

/** So long what is not as expected at first has to become so. */
const respite = 20 * minute;

/**
 * Carries out a scenario as people would: who gets no answer, or sees no button yet, tries again. Then lets time pass
 * until everything that was broken off has come back. `spoil` lets things go wrong; what is
 * not as `expected` then is given time to become so.
 */
export async function tryOut(
  scenario: Scenario,
  spoil: (sandbox: Sandbox) => void = () => {},
  expected?: End,
): Promise<Trial> {
  const calls: Made[] = [];
  const logs: object[] = [];
  const sandbox = await startSandbox({
    // The places to die at are counted over all calls, and those of a quiet run must be those of a spoilt one.
    ticks: "dense",
    ...(scenario.start && { start: new Date(scenario.start) }),
    ...(scenario.config && { config: scenario.config }),
    onCall: ({ function: fn, invocation, service, operation, input, error }) =>
      calls.push({
        function: fn,
        invocation,
        service,
        call: operation,
        input,
        at: sandbox.now().getTime(),
        ...(error !== undefined && { error }),
      }),
    onSlackCall: ({ function: fn, invocation, method, error }) =>
      calls.push({
        function: fn,
        invocation,
        call: method,
        at: sandbox.now().getTime(),
        ...(error !== undefined && { error }),
      }),
    onLog: (fn, line) => logs.push({ function: fn, ...line }),
  });
  try {
    spoil(sandbox);
    const impossible: string[] = [];
    for (const step of scenario.steps) {
      if (!(await insist(step, sandbox, calls))) impossible.push(JSON.stringify(step));
      await rest(sandbox);
    }
    await pass(5 * minute, sandbox);
    await rest(sandbox);
    const end = { ...(await endOf(sandbox, calls)), impossible };
    if (!expected || !differences(expected, end).length) return { calls, logs, end };
    // What was held by the dead is looked after when their lease is over, and may take its time from there.
    await pass(respite, sandbox);
    await rest(sandbox);
    return { calls, logs, end: { ...(await endOf(sandbox, calls)), impossible } };
  } finally {
    await sandbox.close();
  }
}

/** Whether the call did what it says, whoever heard of it. */
export function tookEffect({ error }: Made): boolean {
  return error === undefined || error === "CrashedAfter";
}

async function pass(ms: number, sandbox: Sandbox): Promise<void> {
  await sandbox.advanceTo(new Date(sandbox.now().getTime() + ms));
  await sandbox.drain();
}

/** Lets time pass until nothing waits in a queue any more. */
async function rest(sandbox: Sandbox): Promise<void> {
  const { queues } = sandbox.aws;
  const isBusy = () => queues.names().some((name) => !name.includes("DeadLetters") && queues.peek(name).length > 0);
  for (let minutes = 0; minutes < patience && isBusy(); minutes++) await pass(minute, sandbox);
}

/**
 * What people do until the bot has it; says whether they got there. A request that was queued is not repeated, whatever
 * Slack said about it.
 */
async function insist(step: Step, sandbox: Sandbox, calls: readonly Made[]): Promise<boolean> {
  if (typeof step.clock === "string" && Date.parse(step.clock) <= sandbox.now().getTime()) return true;
  if (Array.isArray(step.parallel)) {
    const repeat = await Promise.all(step.parallel.map((inner: Step) => isToBeRepeated(inner, sandbox, calls)));
    await sandbox.drain();
    const again = (step.parallel as Step[]).filter((_, at) => repeat[at]);
    for (const inner of again) if (!(await insist(inner, sandbox, calls))) return false;
    return true;
  }
  for (let tries = 0; tries < patience; tries++) {
    const isRefused = await isToBeRepeated(step, sandbox, calls);
    await sandbox.drain();
    if (!isRefused) return true;
    await pass(minute, sandbox);
  }
  return false;
}

async function isToBeRepeated(step: Step, sandbox: Sandbox, calls: readonly Made[]): Promise<boolean> {
  const queued = () =>
    calls.filter((one) => one.function === "slack" && one.call === "SendMessage" && tookEffect(one)).length;
  const before = queued();
  let status = 200;
  const respond = (answered: number): void => {
    status = answered;
  };
  try {
    await perform(step, { sandbox, folder: ".", respond });
  } catch (error) {
    // The button is not there yet.
    if ("press" in step) return true;
    throw error;
  }
  return status !== 200 && queued() === before;
}

async function endOf(sandbox: Sandbox, calls: readonly Made[]): Promise<Omit<End, "impossible">> {
  const said = sandbox.slack.messages.filter(({ user }) => user === slack.bot.userId);
  const channels = new Map(sandbox.slack.channels.map(({ id, name }) => [id, `#${name}`]));
  const letters = await sandbox.deadLetters();
  const subjects = said.flatMap(({ metadata }) => metadata?.event_payload.key ?? []);
  const answers = said.filter(({ ephemeralTo }) => ephemeralTo).map((one) => `${one.ephemeralTo} ${one.text}`);
  const unheard = calls.filter(({ call, error }) => call === "response_url" && error === deathErrors.after);
  const isUnknown = ({ blocks }: { readonly blocks: unknown }) => JSON.stringify(blocks).includes(checkButton);
  return {
    messages: said
      .map((message) => {
        const where = `${channels.get(message.channel)}${message.ephemeralTo ? `, ${message.ephemeralTo}` : ""}`;
        const buttons = labelsIn(message.blocks);
        return `${where}: ${timeless(message.text)}${buttons.length ? ` [${buttons.join("] [")}]` : ""}`;
      })
      .sort(),
    state: await stateOf(sandbox),
    effects: effectsOf(calls),
    deadLetters: letters.length,
    untold: letters.filter(({ isTold }) => !isTold).length,
    doublePosts: subjects.length - new Set(subjects).size,
    doubleAnswers: Math.max(unheard.length, answers.length - new Set(answers).size),
    unknown: said.filter(isUnknown).length,
    undone: said.filter(({ text }) => text.includes("Nothing was done")).length,
  };
}

function labelsIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap(({ type, elements }) =>
    type === "actions" ? (elements as { text?: { text: string } }[]).flatMap(({ text }) => text?.text ?? []) : [],
  );
}

/** Without what differs when the same happens at another time. */
function timeless(text: string): string {
  return text
    .replaceAll(/<!date\^[^>]*>/g, "<time>")
    .replaceAll(/\/p\d{16}/g, "/p<ts>")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>")
    .replaceAll(/(\d+ ?(h|m|s|시간|분|초) ?)+(?![a-z])/g, "<time> ")
    .replaceAll(/ · took <time> ?/g, "")
    .replaceAll(/(?<=[ `])[0-9a-f]{8}(?=[>`\n]|$)/g, "<id>")
    .replaceAll(/[▁-█]{8,}[^\n]*/g, "<chart>")
    .replaceAll(/US\$[\d,.]+/g, "<money>")
    .replaceAll(/\bI[A-Z0-9]{9,30}\b/g, "<id>")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replaceAll(/\b[0-9a-f]{7}([0-9a-f]{33})?\b/g, "<commit>")
    .replaceAll(/i-[0-9a-f]{17}/g, "<instance>");
}

/** The button under a message that does not know what came of its effect. */
const checkButton = '"action_id":"check"';

type AnyVerb = (input: unknown) => Promise<{ readonly ok: boolean; readonly value?: unknown }>;

/** How AWS stands, as the bot's own reading verbs see it. */
async function stateOf(sandbox: Sandbox): Promise<string[]> {
  const aws = bind(Object.keys(verbs) as VerbName[], {
    region,
    endpoint: sandbox.aws.url,
    credentials: { accessKeyId: "observer", secretAccessKey: "observer" },
    userAgentAppId: "observer",
    maxAttempts: 1,
  }) as unknown as Readonly<Record<string, AnyVerb>>;
  const read = async (verb: string, input: unknown) => {
    const found = await aws[verb]?.(input);
    if (!found?.ok) throw new Error(`${verb} failed`);
    return found.value as { name: string; state: string; status: string }[];
  };
  const state: string[] = [];
  for (const [verb, input] of [
    ["ec2.find", "all"],
    ["rds.instances", {}],
    ["rds.clusters", {}],
  ] as const) {
    for (const { name, state: now } of await read(verb, input)) state.push(`${name} is ${now}`);
  }
  for (const { name } of sandbox.aws.summary().pipelines) {
    for (const { status } of await read("codepipeline.executions", { pipeline: name, most: 50 })) {
      state.push(`${name} ${status}`);
    }
  }
  return state.sort();
}

/** The verbs that AWS operations belong to. */
export const classes = new Map(
  Object.values(verbs).map(({ operation, effect }) => [operation.split(":")[1] ?? operation, effect]),
);

/** What AWS was made to do: with a token once for each token, else each time that the class does not allow twice. */
function effectsOf(calls: readonly Made[]): string[] {
  const effects = calls.filter(tookEffect).flatMap(({ call, input }) => {
    const effect = classes.get(call);
    if (effect === "none") return `${call} ${JSON.stringify(input)}`;
    return effect === "token" ? `${call} ${tokenIn(input)}` : [];
  });
  const tokens = new Set<string>();
  return effects
    .filter((one) => !/ token:/.test(one) || (!tokens.has(one) && tokens.add(one)))
    .map((one) => one.replace(/ token:.*/, ""))
    .sort();
}

function tokenIn(input: unknown): string {
  const found = /"(?:clientRequestToken|CallerReference|ClientToken)":"([^"]+)"/.exec(JSON.stringify(input));
  return `token:${found?.[1] ?? JSON.stringify(input)}`;
}

/**
 * What must be as if nothing had happened, and is not. What is done at most once may be left undone, when that is said;
 * second messages for one subject are counted apart.
 */
export function differences(quiet: End, end: End): string[] {
  const missing = without(quiet.messages, end.messages);
  const surplus = without(end.messages, quiet.messages);
  const notDone = without(quiet.effects, end.effects);
  const reported = end.unknown + end.undone - quiet.undone;
  const isExcused = (one: string) => reported > 0 && classes.get(one.split(" ")[0] ?? "") === "none";
  const areMessagesRight =
    missing.length <= reported &&
    surplus.length - missing.length <= end.doublePosts + end.doubleAnswers &&
    surplus.length <= reported + end.doublePosts + end.doubleAnswers;
  return [
    ...(areMessagesRight ? [] : missing.map((one) => `missing: ${one}`)),
    ...(areMessagesRight ? [] : surplus.map((one) => `instead or besides: ${one}`)),
    ...without(end.effects, quiet.effects).map((one) => `done once too often: ${one}`),
    ...notDone.filter((one) => !isExcused(one)).map((one) => `not done: ${one}`),
    ...without(end.state, quiet.state).map((one) => `state: ${one}`),
    ...end.impossible.map((step) => `impossible: ${step}`),
    ...(end.deadLetters > quiet.deadLetters ? [`dead letters: ${end.deadLetters}`] : []),
  ];
}

/** The first line of each message, which says what happened. */
export function headlines({ messages }: End): string[] {
  return messages.map((one) => one.split("\n")[0] ?? "");
}

/** The elements of `all` that are left when each of `others` has taken one that equals it. */
export function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
