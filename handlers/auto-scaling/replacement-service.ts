import * as v from "valibot";
import { addLine } from "../../lib/alerts/add-line.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { timeWindowSchema, windowAt } from "../../lib/alerts/time-window.ts";
import type { HandlerContext } from "../../lib/app/define.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { filled } from "../../lib/pure/json.ts";
import { type AwsSubject, locationKey, locationSchema } from "../../lib/pure/location.ts";
import { environmentOfResource } from "../../lib/pure/resource.ts";
import { defineShape, defineState, type StateOf } from "../../lib/pure/schema.ts";
import { say } from "../../lib/pure/text.ts";
import {
  type Evidence,
  type ReplacementAlertState,
  replacementAlertStateShape,
  replacementMessage,
} from "./replacement-message.ts";
import {
  applyCapacityEvent,
  beganAt,
  type CapacityEvent,
  flappingAround,
  isExpired,
  isIncomplete,
  type Replacement,
  type ReplacementHistory,
  replacementHistorySchema,
} from "./replacement-state.ts";
import { flappingMessage } from "./scaling-message.ts";
import { spotNear } from "./spot-near.ts";

/** The verbs that look up why an instance was replaced. */
export const replacementReads = [
  "autoscaling.targetGroups",
  "ec2.impairment",
  "ec2.remembered",
  "elb.targetHealth",
] as const;

type Context = HandlerContext<(typeof replacementReads)[number]>;

/** A group and its location. */
const groupAtSchema = v.object({
  ...locationSchema.entries,
  group: v.string(),
});
export type GroupAt = StateOf<typeof groupAtSchema>;

export const groupAtShape = defineShape({ name: "replacement-check", version: 1, schema: groupAtSchema });

/** The event that replacements are published under, whatever the source. */
export const replacementEvent = {
  source: "aws.autoscaling",
  type: "EC2 Instance Terminate Successful",
} as const;

/** The group as the subject of an alert. */
export function groupSubject({ group, account, region }: GroupAt): AwsSubject {
  return { account, region, names: [group] };
}

export function groupKey({ group, ...location }: GroupAt): string {
  return `${locationKey(location)}/${group}`;
}

/** By group. */
export const replacementsState = defineState({
  name: "replacements",
  version: 1,
  schema: replacementHistorySchema,
  prefix: "ledger#replacements/",
  keep: 14,
});

/** The hours in which a group was flapping, by group. */
export const flappingState = defineState({
  name: "flapping-hours",
  version: 1,
  schema: timeWindowSchema,
  prefix: "ledger#flapping/",
  keep: 14,
});

/** Applies capacity events of a group, and publishes every replacement that changed. */
export async function publishCapacityEvents(
  capacityEvents: readonly CapacityEvent[],
  at: GroupAt,
  event: Pick<AwsEvent, "source" | "type" | "account">,
  context: Context,
): Promise<ReplacementHistory> {
  const news = new Map<string, Replacement>();
  const history = await context.store.states.update(replacementsState, groupKey(at), context.now(), (known) => {
    news.clear();
    return capacityEvents.reduce<ReplacementHistory>((history, capacityEvent) => {
      const entered = applyCapacityEvent(history, capacityEvent);
      for (const one of [...entered.changed, ...(entered.replacement ? [entered.replacement] : [])])
        news.set(one.id, one);
      return entered.ledger;
    }, known ?? []);
  });
  for (const replacement of news.values()) {
    const evidence = replacement.left && (await evidenceOf(replacement.left, at, context));
    await publishReplacement({ replacement, evidence }, history, at, event, context);
  }
  return history;
}

/** Publishes a replacement: by itself, or, when the group is flapping, as part of that message. */
export async function publishReplacement(
  { replacement, evidence, isFinal }: ReplacementAlertState,
  history: ReplacementHistory,
  at: GroupAt,
  event: Pick<AwsEvent, "source" | "type" | "account">,
  context: Context,
): Promise<void> {
  const subject = `replacement/${groupKey(at)}/${replacement.id}`;
  const flapping = flappingAround(history, replacement);
  const listedIn = flapping && (await publishFlapping(flapping, replacement, at, event, context));
  await publishAlert(replacementAlertStateShape, { subject, family: "replacement" }, { ...context, event }, (known) => {
    const told: ReplacementAlertState = {
      replacement,
      evidence: { ...known?.evidence, ...evidence },
      ...((isFinal || known?.isFinal) && isIncomplete(replacement) && { isFinal: true }),
    };
    const environment = told.evidence?.environment;
    const isStuck = !replacement.came && (replacement.failure !== undefined || told.isFinal === true);
    return {
      severity: isStuck ? "high" : "medium",
      content: replacementMessage(told, at.group, at),
      state: told,
      isOver: !isIncomplete(replacement),
      about: groupSubject(at),
      ...filled({ environment, listedIn }),
    };
  });
}

/** What AWS still knows of a replaced instance; what it does not is left out. */
async function evidenceOf(
  { instanceId: id, startedAt }: CapacityEvent,
  { group, ...location }: GroupAt,
  context: Context,
): Promise<Evidence> {
  const { aws } = context.at(location);
  // Sequentially, so that plays are repeatable.
  const found = await aws["ec2.remembered"]({ ids: [id] });
  const groups = await aws["autoscaling.targetGroups"]({ group });
  const checks = await aws["ec2.impairment"]({ id });
  const [instance] = found.ok ? found.value : [];
  const environment = instance && environmentOfResource({ ...instance, ...location }, context.config, context.home);
  const spot = await spotNear(id, startedAt, location, context);
  let health: string | undefined;
  for (const arn of groups.ok ? groups.value : []) {
    const targets = await aws["elb.targetHealth"]({ arn, targets: [id] });
    // A draining target says nothing about the cause.
    const ill = targets.ok
      ? targets.value.find(({ id: one, state }) => one === id && state === "unhealthy")
      : undefined;
    health ??= ill && (ill.description ?? ill.reason);
  }
  return {
    ...(instance && instance.name !== id && { name: instance.name }),
    ...(instance?.startedAt && { launchedAt: instance.startedAt }),
    ...(health && { health }),
    ...(spot?.warned && { warned: spot.warned }),
    ...(checks.ok && checks.value.length && { failedChecks: checks.value }),
    ...(environment !== undefined && { environment }),
  };
}

/** After this long without a replacement the group is stable. */
const flappingQuietMs = 60 * 60_000;

const flappingSchema = v.object({ replacements: replacementHistorySchema, at: groupAtSchema });
type Flapping = StateOf<typeof flappingSchema>;

export const flappingShape = defineShape({ name: "flapping", version: 1, schema: flappingSchema });

/** Updates the one message of a flapping group; returns its key. */
async function publishFlapping(
  replacements: ReplacementHistory,
  newest: Replacement,
  at: GroupAt,
  event: Pick<AwsEvent, "source" | "type" | "account">,
  context: Context,
): Promise<string> {
  const name = `flapping/${groupKey(at)}`;
  const began = replacements[0] ? beganAt(replacements[0]) : beganAt(newest);
  const last = beganAt(replacements.at(-1) ?? newest);
  const window = await context.store.states.update(flappingState, groupKey(at), context.now(), (known) => {
    const found = windowAt(known, began, flappingQuietMs);
    return { ...found, last: last > found.last ? last : found.last };
  });
  const subject = `${name}/${window.named}`;
  const before = (await context.store.messages.find(subject)) !== undefined;
  await publishFlappingAlert({ replacements, at }, subject, event, context, false);
  // Each further replacement notifies in the thread.
  if (before) {
    const [left, came] = [newest.left?.instanceId ?? "?", newest.came?.instanceId ?? "?"];
    if (!isIncomplete(newest)) await addLine(subject, say("flapping.more", { left, came }), context);
  }
  return subject;
}

async function publishFlappingAlert(
  { replacements, at }: Flapping,
  subject: string,
  event: Pick<AwsEvent, "source" | "type" | "account">,
  context: Pick<Context, "config" | "home" | "store" | "publish" | "now">,
  isOver: boolean,
): Promise<void> {
  await publishAlert(flappingShape, { subject, family: "flapping" }, { ...context, event }, () => ({
    severity: "high",
    content: flappingMessage(replacements, isOver, at.group, at.region),
    state: { replacements, at },
    isOver,
    about: groupSubject(at),
  }));
}

/** Closes a group's flapping after an hour without replacements; returns when to check again, if at all. */
export async function endFlapping(
  history: ReplacementHistory,
  at: GroupAt,
  context: Context,
): Promise<number | undefined> {
  const name = `flapping/${groupKey(at)}`;
  const window = await context.store.states.read(flappingState, groupKey(at));
  if (!window || window.over !== undefined) return undefined;
  const ends = Date.parse(window.last) + flappingQuietMs;
  if (context.now().getTime() < ends) return ends;
  const last = history.findLast((one) => beganAt(one) <= window.last);
  const replacements = last && flappingAround(history, last);
  const event = { ...replacementEvent, account: at.account };
  if (replacements) await publishFlappingAlert({ replacements, at }, `${name}/${window.named}`, event, context, true);
  await context.store.states.update(flappingState, groupKey(at), context.now(), (known) => ({
    ...(known ?? window),
    over: new Date(ends).toISOString(),
  }));
  return undefined;
}

/** How often a group's scaling activities are read while half of a replacement is missing. */
export const replacementCheckMs = 10 * 60_000;

/** Schedules a check of the group at the next full ten minutes that are at least that far away. */
export async function scheduleReplacementCheck(at: GroupAt, from: number, due: Context["store"]["due"]): Promise<void> {
  const time = new Date(Math.ceil(from / replacementCheckMs) * replacementCheckMs).toISOString();
  const subject = `replacements/${groupKey(at)}`;
  await due.set({ job: "replacement-check", subject, at: time, data: at }, groupAtShape);
}

/** Replacements that AWS may still complete. */
export function incompleteIn(history: ReplacementHistory, now: Date): ReplacementHistory {
  return history.filter((one) => isIncomplete(one) && !isExpired(one, now));
}
