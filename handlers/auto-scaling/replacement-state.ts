import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import type { StateOf } from "../../lib/pure/schema.ts";

/**
 * Finds replacements of unhealthy instances in an Auto Scaling group's events. A replacement is a termination and a
 * launch that belong together, but AWS sends two events, in either order, more than once, or not at all. The group's
 * record keeps the recent events, and all pairs are matched anew with each one: as many pairs as possible, preferring
 * those that began closest to each other.
 */
/** Why an instance was taken out of service, as far as AWS's wording distinguishes. */
const unhealthyCauseSchema = v.picklist(["user", "elb", "ec2-gone", "ec2-status", "ec2-maintenance", "ebs", "other"]);
export type UnhealthyCause = StateOf<typeof unhealthyCauseSchema>;

/** The longest gap between the halves, from the end of one to the beginning of the other: termination hooks and deregistration delay can hold one back for long. */
const pairingWindowMs = 2 * 60 * 60 * 1000;

/** How long the record keeps events, to recognise late and repeated ones. */
const memoryMs = 24 * 60 * 60 * 1000;

/** One half of a replacement, from an event. */
const capacityEventSchema = v.object({
  kind: v.picklist(["left", "came", "failed-launch"]),
  /** The group's scaling activity. */
  activityId: v.exactOptional(v.string()),
  instanceId: v.string(),
  zone: v.exactOptional(v.string()),
  /** When the activity began and ended, ISO 8601. */
  startedAt: v.string(),
  endedAt: v.string(),
  /** For `left`: the cause. `other` carries AWS's own words. */
  cause: v.exactOptional(unhealthyCauseSchema),
  causeText: v.exactOptional(v.string()),
  /** For `failed-launch`: AWS's message. */
  message: v.exactOptional(v.string()),
});
export type CapacityEvent = StateOf<typeof capacityEventSchema>;

export const replacementSchema = v.object({
  /** Named for the half that arrived first, so that it never changes. */
  id: v.string(),
  left: v.exactOptional(capacityEventSchema),
  came: v.exactOptional(capacityEventSchema),
  /** The last launch that failed before the replacement was there. */
  failure: v.exactOptional(capacityEventSchema),
  /** All failed launches, oldest first. */
  failures: v.exactOptional(v.array(capacityEventSchema)),
});
export type Replacement = StateOf<typeof replacementSchema>;

/** Oldest first. */
export const replacementHistorySchema = v.array(replacementSchema);
export type ReplacementHistory = StateOf<typeof replacementHistorySchema>;

export interface AutoScalingDetail {
  readonly type: string;
  readonly cause: string;
  readonly instanceId: string;
  readonly activityId: string;
  readonly zone?: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly statusMessage?: string;
}

const causes: readonly (readonly [RegExp, UnhealthyCause])[] = [
  [/user health-?\s?check/i, "user"],
  [/ELB system health check/i, "elb"],
  [/EC2 health check indicating it has been terminated or stopped/i, "ec2-gone"],
  [/EC2 instance status checks? failure/i, "ec2-status"],
  [/EC2 scheduled (reboot|maintenance|event|retirement)/i, "ec2-maintenance"],
  [/EBS volume health check/i, "ebs"],
];

/**
 * The capacity event, or undefined for scaling or a refresh, where no instance was unhealthy.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 */
export function capacityEventOf(detail: AutoScalingDetail): CapacityEvent | undefined {
  const base = {
    ...(detail.activityId && { activityId: detail.activityId }),
    instanceId: detail.instanceId,
    startedAt: detail.startedAt,
    endedAt: detail.endedAt,
    ...(detail.zone && { zone: detail.zone }),
  };
  if (/^EC2 Instance Terminate/.test(detail.type)) {
    if (!detail.instanceId || !/\btaken out of service in response to/i.test(detail.cause)) return undefined;
    // The group retries a failed termination; the instance is still there.
    if (/Unsuccessful/.test(detail.type)) return undefined;
    // The first sentence only: the rest is about something else.
    const reason = /taken out of service in response to (?:an? )?(.+?)\s*(?:\.\s|\.?$)/is.exec(detail.cause)?.[1] ?? "";
    const cause = causes.find(([pattern]) => pattern.test(reason))?.[1] ?? otherCause(reason);
    if (!cause) return undefined;
    return { kind: "left", ...base, cause, ...(cause === "other" && { causeText: reason }) };
  }
  if (/^EC2 Instance Launch/.test(detail.type)) {
    if (!/in response to (an? )?unhealthy instances? needing to be replaced/i.test(detail.cause)) return undefined;
    if (/Unsuccessful/.test(detail.type)) {
      const message = detail.statusMessage || "";
      return { kind: "failed-launch", ...base, ...(message && { message }) };
    }
    return detail.instanceId ? { kind: "came", ...base } : undefined;
  }
  return undefined;
}

/** Wordings that AWS may add: unhealthy if they say so; otherwise scaling, a refresh or a user's request. */
function otherCause(reason: string): "other" | undefined {
  return /health|fail|impair|unreachable/i.test(reason) ? "other" : undefined;
}

interface AppliedCapacityEvent {
  readonly ledger: ReplacementHistory;
  /** The replacement that the event belongs to. */
  readonly replacement?: Replacement;
  /** All replacements that changed: one event may change which others are paired. */
  readonly changed: readonly Replacement[];
}

/** Applies a capacity event to the history. Applying it again changes nothing and finds the same replacement. */
export function applyCapacityEvent(history: ReplacementHistory, capacityEvent: CapacityEvent): AppliedCapacityEvent {
  const known = history.find((entry) => capacityEventsOf(entry).some((one) => isSame(one, capacityEvent)));
  if (known) return { ledger: history, replacement: known, changed: [] };
  const groups = groupedByReplacement([...history.flatMap(capacityEventsOf), capacityEvent]);
  const all = withStableIds(groups, history, capacityEvent).sort(
    (a, b) => momentOf(a) - momentOf(b) || (a.id < b.id ? -1 : 1),
  );
  const newest = Math.max(...all.map(momentOf));
  const before = new Set(history.map((entry) => JSON.stringify(entry)));
  const replacement = all.find((entry) => capacityEventsOf(entry).includes(capacityEvent));
  return {
    ledger: all.filter((entry) => newest - momentOf(entry) <= memoryMs),
    ...(replacement && { replacement }),
    changed: all.filter((entry) => !before.has(JSON.stringify(entry))),
  };
}

function capacityEventsOf({ left, came, failures = [] }: Omit<Replacement, "id">): CapacityEvent[] {
  return [...(left ? [left] : []), ...(came ? [came] : []), ...failures];
}

/** An instance is launched or terminated once; failed launches may name none, and some sources give whole seconds. */
function isSame(known: CapacityEvent, capacityEvent: CapacityEvent): boolean {
  if (known.kind !== capacityEvent.kind) return false;
  if (known.activityId && known.activityId === capacityEvent.activityId) return true;
  if (known.instanceId !== capacityEvent.instanceId) return false;
  return capacityEvent.kind !== "failed-launch" || second(known) === second(capacityEvent);
}

function second({ startedAt }: CapacityEvent): string {
  return startedAt.slice(0, 19);
}

type ReplacementParts = Omit<Replacement, "id">;

/** All events, grouped into replacements. */
function groupedByReplacement(capacityEvents: readonly CapacityEvent[]): ReplacementParts[] {
  const sorted = [...capacityEvents].sort(
    (a, b) => compare(a.startedAt, b.startedAt) || compare(a.instanceId, b.instanceId),
  );
  const lefts = sorted.filter(({ kind }) => kind === "left");
  const cames = sorted.filter(({ kind }) => kind === "came");
  const pairs = matchPairs(lefts, cames);
  const taken = new Set(pairs.flat());
  const groups: { left?: CapacityEvent; came?: CapacityEvent; failures: CapacityEvent[] }[] = [
    ...pairs.map(([left, came]) => ({ left, came, failures: [] })),
    ...lefts.filter((one) => !taken.has(one)).map((left) => ({ left, failures: [] })),
    ...cames.filter((one) => !taken.has(one)).map((came) => ({ came, failures: [] })),
  ];
  for (const failure of sorted.filter(({ kind }) => kind === "failed-launch")) {
    const [nearest] = groups
      .filter((group) => fits(group, failure))
      .sort((a, b) => distance(leadingEvent(a), failure) - distance(leadingEvent(b), failure));
    if (nearest) nearest.failures.push(failure);
    else groups.push({ failures: [failure] });
  }
  return groups.map(({ failures, ...halves }) => {
    const failure = failures.at(-1);
    return { ...halves, ...(failure && { failure, failures }) };
  });
}

function leadingEvent({ left, came, failures = [] }: ReplacementParts): CapacityEvent {
  return (left ?? came ?? failures[0]) as CapacityEvent;
}

/** Whether a failed launch may have been a try at this replacement: near it in time, and before the successful one. */
function fits(group: ReplacementParts, failure: CapacityEvent): boolean {
  if (group.came && group.came.startedAt < failure.startedAt) return false;
  return gapBetween(leadingEvent(group), failure) <= pairingWindowMs;
}

/** As many non-crossing pairs as possible, with the shortest distances between their starts. */
function matchPairs(
  lefts: readonly CapacityEvent[],
  cames: readonly CapacityEvent[],
): [CapacityEvent, CapacityEvent][] {
  interface Best {
    readonly count: number;
    readonly cost: number;
    readonly step: "left" | "came" | "pair" | "end";
  }
  const end: Best = { count: 0, cost: 0, step: "end" };
  const best: Best[][] = Array.from({ length: lefts.length + 1 }, () => Array(cames.length + 1).fill(end));
  const at = (i: number, j: number): Best => best[i]?.[j] ?? end;
  for (let i = lefts.length - 1; i >= 0; i--) {
    for (let j = cames.length - 1; j >= 0; j--) {
      const [left, came] = [lefts[i] as CapacityEvent, cames[j] as CapacityEvent];
      const ways: Best[] = [
        { ...at(i + 1, j), step: "left" },
        { ...at(i, j + 1), step: "came" },
      ];
      if (gapBetween(left, came) <= pairingWindowMs) {
        const rest = at(i + 1, j + 1);
        ways.push({ count: rest.count + 1, cost: rest.cost + distance(left, came), step: "pair" });
      }
      const row = best[i] as Best[];
      row[j] = ways.reduce((a, b) => (b.count > a.count || (b.count === a.count && b.cost < a.cost) ? b : a));
    }
  }
  const pairs: [CapacityEvent, CapacityEvent][] = [];
  for (let [i, j] = [0, 0]; i < lefts.length && j < cames.length; ) {
    const { step } = at(i, j);
    if (step === "pair") pairs.push([lefts[i] as CapacityEvent, cames[j] as CapacityEvent]);
    if (step !== "came") i++;
    if (step !== "left") j++;
  }
  return pairs;
}

/** Milliseconds between the starts. */
function distance(a: CapacityEvent, b: CapacityEvent): number {
  return Math.abs(Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

/** Milliseconds from the end of the earlier event to the start of the later; 0 when they overlap. */
function gapBetween(a: CapacityEvent, b: CapacityEvent): number {
  const [earlier, later] = a.startedAt <= b.startedAt ? [a, b] : [b, a];
  return Math.max(0, Date.parse(later.startedAt) - Date.parse(earlier.endedAt));
}

/** The groups with their previous ids: each keeps the id of the event that it was named for, if possible. */
function withStableIds(
  groups: readonly ReplacementParts[],
  history: ReplacementHistory,
  newest: CapacityEvent,
): Replacement[] {
  const ids = new Map<ReplacementParts, string>();
  const left = history.filter(({ id }) => {
    const own = groups.find((group) => capacityEventsOf(group).some((one) => nameOf(one) === id));
    if (!own || ids.has(own)) return true;
    ids.set(own, id);
    return false;
  });
  for (const { id, ...before } of left) {
    const had = capacityEventsOf(before);
    const free = groups.filter((group) => !ids.has(group));
    const heir =
      free.find((group) => capacityEventsOf(group).some((one) => had.some((other) => isSame(one, other)))) ?? free[0];
    if (heir) ids.set(heir, id);
  }
  const used = new Set(ids.values());
  return groups.map((group) => {
    const capacityEvents = capacityEventsOf(group);
    const first = capacityEvents.includes(newest) ? newest : leadingEvent(group);
    const id = ids.get(group) ?? (used.has(nameOf(first)) ? `${nameOf(first)}-again` : nameOf(first));
    used.add(id);
    return { id, ...group };
  });
}

function nameOf({ kind, instanceId, startedAt }: CapacityEvent): string {
  return `${kind}-${kind === "failed-launch" ? startedAt : instanceId}`;
}

function momentOf(entry: Replacement): number {
  return Date.parse((entry.left ?? entry.came ?? entry.failure)?.startedAt ?? "");
}

/** Milliseconds from the start of the termination until the new instance is in service; undefined while half is missing. */
export function durationOf(replacement: Replacement): number | undefined {
  const { left, came } = replacement;
  if (!left || !came) return undefined;
  const begun = Math.min(Date.parse(left.startedAt), Date.parse(came.startedAt));
  const done = Math.max(Date.parse(left.endedAt), Date.parse(came.endedAt));
  return done - begun;
}

/** Three replacements of a group within an hour are reported as flapping. */
const [flappingCount, flappingMs] = [3, 60 * 60 * 1000];

/** The run of closely following replacements around this one, oldest first; undefined when there is no flapping. */
export function flappingAround(history: ReplacementHistory, { id }: Replacement): ReplacementHistory | undefined {
  const real = history.filter(({ left, came }) => left || came);
  const isClose = (index: number): boolean => {
    const [first, last] = [real[index], real[index + flappingCount - 1]];
    return first !== undefined && last !== undefined && momentOf(last) - momentOf(first) <= flappingMs;
  };
  const own = real.findIndex((entry) => entry.id === id);
  const inEpisode = (index: number): boolean =>
    Array.from({ length: flappingCount }, (_, back) => index - back).some((from) => from >= 0 && isClose(from));
  if (own < 0 || !inEpisode(own)) return undefined;
  let [from, to] = [own, own];
  while (from > 0 && inEpisode(from - 1) && isNear(real[from - 1], real[from])) from--;
  while (to < real.length - 1 && inEpisode(to + 1) && isNear(real[to], real[to + 1])) to++;
  return real.slice(from, to + 1);
}

function isNear(a: Replacement | undefined, b: Replacement | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(momentOf(b) - momentOf(a)) <= flappingMs;
}

/** When a replacement began, ISO 8601. */
export function beganAt(replacement: Replacement): string {
  return new Date(momentOf(replacement)).toISOString();
}

/** Whether one half is still missing. */
export function isIncomplete({ left, came }: Replacement): boolean {
  return !left || !came;
}

/** Whether nothing more is expected of it. */
export function isExpired(replacement: Replacement, now: Date): boolean {
  return now.getTime() - momentOf(replacement) > pairingWindowMs;
}
