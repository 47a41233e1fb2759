/**
 * When a schedule wants its resources to run. Pure: the time is an argument, every answer has a reason. Times of day
 * are read in the schedule's time zone; where the clock is set forward over one, it is the moment after the gap.
 */
import { Temporal } from "temporal-polyfill";
import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import { defineState, type StateOf } from "../../lib/pure/schema.ts";
import { type Weekday, weekdays } from "../../lib/pure/weekdays.ts";

export interface ScheduleTimes {
  readonly days: readonly Weekday[];
  /** `09:00`; when left out, it never starts anything. */
  readonly start?: string | undefined;
  readonly stop?: string | undefined;
  readonly timeZone: string;
  /** Dates, `2026-12-25`, on which it does not start. */
  readonly holidays: readonly string[];
}

/** A person's wish for one stop. It ends by itself: it names that very stop. */
const overrideSchema = v.object({
  /** The stop as the schedule has it, ISO 8601. */
  stop: v.string(),
  by: v.string(),
  /** Put off until then, or, when absent, skipped. */
  until: v.exactOptional(v.string()),
});
export type Override = StateOf<typeof overrideSchema>;

/** What is remembered of a schedule, by its name. */
const scheduleRecordSchema = v.object({
  /** The edge that was acted on last, by when it took effect, ISO 8601. */
  handled: v.exactOptional(v.string()),
  override: v.exactOptional(overrideSchema),
  /** The stop of which a notice was posted, by when it was planned. */
  noticed: v.exactOptional(v.string()),
});
export type ScheduleRecord = StateOf<typeof scheduleRecordSchema>;

export const scheduleState = defineState({
  name: "schedule",
  version: 1,
  schema: scheduleRecordSchema,
  prefix: "schedule#",
  keep: { says: "for good" },
});

/** A moment at which what is wanted changes. */
export interface Transition {
  readonly kind: "start" | "stop";
  /** When it takes effect, ISO 8601. */
  readonly at: string;
  /** When the schedule has it, ISO 8601: its name, whatever anybody wishes. */
  readonly planned: string;
  readonly override?: Override;
}

/** How many days around now are looked at: a week nearly always tells; holidays in a row may need more. */
const horizons = [8, 45] as const;

/** The edges of the days around `now`, in order of taking effect. A skipped stop is none. */
function transitionsAround(
  times: ScheduleTimes,
  override: Override | undefined,
  now: Date,
  horizonDays: number,
): Transition[] {
  const today = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(times.timeZone).toPlainDate();
  const transitions: Transition[] = [];
  for (let offset = -horizonDays; offset <= horizonDays; offset++) {
    const date = today.add({ days: offset });
    const weekday = weekdays[date.dayOfWeek - 1];
    if (weekday === undefined || !times.days.includes(weekday)) continue;
    const isHoliday = times.holidays.includes(date.toString());
    if (times.start !== undefined && !isHoliday) {
      const at = momentOn(date, times.start, times.timeZone);
      transitions.push({ kind: "start", at, planned: at });
    }
    if (times.stop !== undefined) {
      // A stop that is not after the start belongs to the night after.
      const isNextDay = times.start !== undefined && times.stop <= times.start;
      const planned = momentOn(isNextDay ? date.add({ days: 1 }) : date, times.stop, times.timeZone);
      if (override?.stop !== planned) transitions.push({ kind: "stop", at: planned, planned });
      else if (override.until) transitions.push({ kind: "stop", at: override.until, planned, override });
    }
  }
  return transitions.sort((a, b) => compare(a.at, b.at));
}

function momentOn(date: Temporal.PlainDate, time: string, timeZone: string): string {
  const moment = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(moment.epochMilliseconds).toISOString();
}

/** The last edge that has taken effect: it says what is wanted now. */
export function lastTransition(
  times: ScheduleTimes,
  override: Override | undefined,
  now: Date,
): Transition | undefined {
  return search((horizon) =>
    transitionsAround(times, override, now, horizon).findLast(({ at }) => Date.parse(at) <= now.getTime()),
  );
}

/** The next edge, of that kind when one is named. */
export function nextTransition(
  times: ScheduleTimes,
  override: Override | undefined,
  now: Date,
  kind?: Transition["kind"],
): Transition | undefined {
  return search((horizon) =>
    transitionsAround(times, override, now, horizon).find(
      (transition) =>
        Date.parse(transition.at) > now.getTime() && (kind === undefined || transition.kind === kind),
    ),
  );
}

function search(within: (horizonDays: number) => Transition | undefined): Transition | undefined {
  for (const horizon of horizons) {
    const found = within(horizon);
    if (found) return found;
  }
  return undefined;
}

/** What to do now, and why. */
export type ScheduleDecision =
  /** An edge has taken effect and nothing was done about it yet: do it, however late. */
  | { readonly kind: "act"; readonly transition: Transition }
  /** The schedule is new: it does not start what it has never stopped, and goes on from this edge. */
  | { readonly kind: "baseline"; readonly transition: Transition }
  /** A stop is near: say so. */
  | { readonly kind: "notice"; readonly transition: Transition }
  /** Nothing has changed since the last time something was done; what people did meanwhile is respected. */
  | { readonly kind: "rest"; readonly transition?: Transition };

/**
 * What a tick has to do. `handled` is the edge that was acted on last (its `at`): a tick that was missed is made up for
 * by the next, and a resource that a person started in the night is left alone until the next edge.
 */
export function decide(
  times: ScheduleTimes,
  override: Override | undefined,
  lastAppliedAt: string | undefined,
  noticeMinutes: number,
  now: Date,
): ScheduleDecision {
  const transition = lastTransition(times, override, now);
  if (transition && lastAppliedAt === undefined && transition.kind === "start")
    return { kind: "baseline", transition };
  if (transition && (lastAppliedAt === undefined || lastAppliedAt < transition.at))
    return { kind: "act", transition };
  const stop = nextTransition(times, override, now, "stop");
  if (stop && Date.parse(stop.at) - now.getTime() <= noticeMinutes * 60_000)
    return { kind: "notice", transition: stop };
  return { kind: "rest", ...(transition && { transition }) };
}

const snoozeMs = 60 * 60 * 1000;

/** The stop, put off by an hour from when it would take effect now. */
export function snoozed(stop: Transition, by: string, now: Date): Override {
  const from = Math.max(Date.parse(stop.at), now.getTime());
  return { stop: stop.planned, by, until: new Date(from + snoozeMs).toISOString() };
}
