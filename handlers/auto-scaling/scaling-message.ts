import * as v from "valibot";
import { alarmUrl, autoScalingGroupUrl, instanceUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { launchFailureReason, launchFailureText } from "./launch-failure-state.ts";
import { causeText } from "./replacement-message.ts";
import { beganAt, type ReplacementHistory } from "./replacement-state.ts";
import { type Scaling, type ScalingCause, sumOf } from "./scaling-state.ts";

function open(region: string, group: string): Content["buttons"] {
  return [{ action: "open", label: "button.open", url: autoScalingGroupUrl(region, group) }];
}

function groupFact(region: string, group: string): Fact {
  return { label: "replacement.group", value: { link: autoScalingGroupUrl(region, group), text: group } };
}

/** A change of a group's capacity. */
export function scalingMessage(scaling: Scaling, group: string, region: string): Content {
  const { from, to, launched, terminated, since, cause } = sumOf(scaling);
  return {
    tone: "info",
    title: from === to ? say("scaling.back", { group, to }) : say("scaling.title", { group, from, to }),
    facts: present([
      groupFact(region, group),
      cause && { label: "replacement.why", value: scalingCause(cause, region) },
      launched && { label: "scaling.launched", value: String(launched) },
      terminated && { label: "scaling.terminated", value: String(terminated) },
      { label: "alarm.since", value: { time: since } },
    ]),
    buttons: open(region, group) ?? [],
  };
}

function scalingCause(cause: ScalingCause, region: string): Text {
  if (cause.kind !== "alarm") return say(`scaling.by-${cause.kind}`);
  const alarm: Text = { link: alarmUrl(region, cause.alarm), text: cause.alarm };
  return say("scaling.by-alarm", { alarm, policy: cause.policy });
}

/** Consecutive failed launches of a group. */
const launchFailuresSchema = v.object({
  /** By activity: when, ISO 8601, and AWS's message. */
  failures: v.record(v.string(), v.object({ at: v.string(), message: v.string() })),
  /** When a launch succeeded after them, ISO 8601. */
  until: v.exactOptional(v.string()),
});
export type LaunchFailures = StateOf<typeof launchFailuresSchema>;

export const launchFailuresShape = defineShape({ name: "launch-failures", version: 1, schema: launchFailuresSchema });

export function launchFailuresMessage(known: LaunchFailures, group: string, region: string): Content {
  const all = Object.values(known.failures).sort((a, b) => (a.at < b.at ? -1 : 1));
  const [first, last] = [all[0], all.at(-1)];
  const message = last?.message ?? "";
  const { until } = known;
  return {
    tone: until ? "success" : "failure",
    title: say(until ? "launch.over" : "launch.title", { group }),
    facts: present([
      groupFact(region, group),
      { label: "replacement.why", value: message ? launchFailureText(message) : say("launch.unknown") },
      launchFailureReason(message) && { label: "launch.aws", value: truncate(message, 500) },
      { label: "launch.count", value: String(all.length) },
      { label: "alarm.since", value: { time: first?.at ?? "" } },
      until && { label: "launch.until", value: { time: until } },
    ]),
    buttons: open(region, group) ?? [],
  };
}

const mostShown = 10;

/** A flapping group. */
export function flappingMessage(
  replacements: ReplacementHistory,
  isOver: boolean,
  group: string,
  region: string,
): Content {
  const [first] = replacements;
  const last = replacements.at(-1);
  const since = first ? beganAt(first) : "";
  const link = (id: string): Text => ({ link: instanceUrl(region, id), text: id });
  return {
    tone: isOver ? "warning" : "failure",
    title: say(isOver ? "flapping.over" : "flapping.title", { group, count: replacements.length }),
    lines: replacements.slice(-mostShown).map((one) =>
      say("flapping.line", {
        time: { time: beganAt(one) },
        left: one.left ? link(one.left.instanceId) : "?",
        came: one.came ? link(one.came.instanceId) : "?",
        why: one.left ? causeText(one.left) : say("replacement.why-unknown"),
      }),
    ),
    facts: present([
      groupFact(region, group),
      { label: "alarm.since", value: { time: since } },
      first &&
        last && {
          label: "flapping.within",
          value: { duration: Date.parse(beganAt(last)) - Date.parse(since) },
        },
      !isOver && { label: "flapping.hint-label", value: say("flapping.hint") },
    ]),
    buttons: open(region, group) ?? [],
  };
}

/** The states of an instance refresh. */
export const refreshStates = {
  Started: { tone: "progress", isOver: false },
  "Checkpoint Reached": { tone: "waiting", isOver: false },
  "Started Baking": { tone: "progress", isOver: false },
  "Rollback Started": { tone: "warning", isOver: false },
  Succeeded: { tone: "success", isOver: true },
  Failed: { tone: "failure", isOver: true },
  Cancelled: { tone: "quiet", isOver: true },
  "Rollback Succeeded": { tone: "warning", isOver: true },
  "Rollback Failed": { tone: "failure", isOver: true },
} as const satisfies Readonly<Record<string, { readonly tone: Content["tone"]; readonly isOver: boolean }>>;

export type RefreshState = keyof typeof refreshStates;

const refreshSchema = v.object({
  state: v.custom<RefreshState>((value) => typeof value === "string"),
  /** ISO 8601. */
  at: v.string(),
  startedAt: v.string(),
  percent: v.exactOptional(v.number()),
  left: v.exactOptional(v.number()),
  /** AWS's status reason. */
  reason: v.exactOptional(v.string()),
  /** The wait at its checkpoint, in milliseconds. */
  waits: v.exactOptional(v.number()),
});
export type Refresh = StateOf<typeof refreshSchema>;

export const refreshShape = defineShape({ name: "instance-refresh", version: 1, schema: refreshSchema });

/** The newer of two; a finished refresh stays finished. */
export function mergeRefresh(known: Refresh | undefined, news: Refresh): Refresh {
  if (!known) return news;
  const [a, b] = [refreshStates[known.state].isOver, refreshStates[news.state].isOver];
  const isNewer = a === b ? news.at > known.at : b;
  const newer = isNewer ? news : known;
  const startedAt = known.startedAt < news.startedAt ? known.startedAt : news.startedAt;
  return { ...newer, startedAt };
}

export function refreshMessage(refresh: Refresh, group: string, region: string): Content {
  const { state, at, startedAt, percent, left, reason, waits } = refresh;
  const { tone, isOver } = refreshStates[state];
  return {
    tone,
    title: say(`refresh.${state}`, { group }),
    facts: present([
      groupFact(region, group),
      percent !== undefined && { label: "refresh.progress", value: say("refresh.percent", { percent }) },
      left !== undefined && !isOver && { label: "refresh.left", value: String(left) },
      waits !== undefined && !isOver && { label: "refresh.waits", value: { duration: waits } },
      reason && { label: "alarm.reason", value: truncate(reason, 500) },
      isOver && startedAt < at
        ? { label: "replacement.took", value: { duration: Date.parse(at) - Date.parse(startedAt) } }
        : { label: "alarm.since", value: { time: startedAt } },
    ]),
    buttons: open(region, group) ?? [],
  };
}

/** An instance that waits in a lifecycle hook. */
export const heldInstanceSchema = v.object({
  group: v.string(),
  hook: v.string(),
  id: v.string(),
  isLaunch: v.boolean(),
  /** ISO 8601. */
  since: v.string(),
  until: v.exactOptional(v.string()),
});
export type HeldInstance = StateOf<typeof heldInstanceSchema>;

export const heldInstanceShape = defineShape({ name: "held-instance", version: 1, schema: heldInstanceSchema });

export function heldInstanceMessage(held: HeldInstance, region: string): Content {
  const { group, hook, id, isLaunch, since, until } = held;
  return {
    tone: until ? "success" : "warning",
    title: say(until ? "hook.over" : isLaunch ? "hook.launch" : "hook.terminate", { group }),
    facts: present([
      groupFact(region, group),
      { label: "alarm.instance", value: { link: instanceUrl(region, id), text: id } },
      { label: "hook.hook", value: { code: hook } },
      { label: "alarm.since", value: { time: since } },
      until && { label: "alarm.duration", value: { duration: Date.parse(until) - Date.parse(since) } },
    ]),
    buttons: open(region, group) ?? [],
  };
}
