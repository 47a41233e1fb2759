/**
 * When a schedule wants its resources to run. Pure: the time is an argument, every answer has a reason. Times of day
 * are read in the schedule's time zone; one in the gap of a clock change means the moment after the gap.
 */
import { Temporal } from "temporal-polyfill";
import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import { defineState, type StateOf } from "../../lib/pure/schema.ts";
import { type Weekday, weekdays } from "../../lib/pure/weekdays.ts";

export interface ScheduleTimes {
  readonly days: readonly Weekday[];
  /** `09:00`; without it nothing is ever started. */
  readonly start?: string | undefined;
  readonly stop?: string | undefined;
  readonly timeZone: string;
  /** Dates, `2026-12-25`, on which it does not start. */
  readonly holidays: readonly string[];
}

/** A person's override of one stop. It needs no end, since it names that very stop. */
const overrideSchema = v.object({
  /** The planned stop, ISO 8601. */
  stop: v.string(),
  by: v.string(),
  /** Snoozed until then; skipped when absent. */
  until: v.exactOptional(v.string()),
});
export type Override = StateOf<typeof overrideSchema>;

/** The record of a schedule, by its name. */
const scheduleRecordSchema = v.object({
  /** The transition that was acted on last, by its effective time, ISO 8601. */
  handled: v.exactOptional(v.string()),
  override: v.exactOptional(overrideSchema),
  /** The stop that a notice was posted for, by its planned time. */
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

/** A time at which the desired state changes. */
export interface Transition {
  readonly kind: "start" | "stop";
  /** When it takes effect, ISO 8601. */
  readonly at: string;
  /** The planned time, ISO 8601: its name, whatever the overrides. */
  readonly planned: string;
  readonly override?: Override;
}

/** How many days around now are searched: a week is nearly always enough; consecutive holidays may need more. */
const horizons = [8, 45] as const;

/** The transitions of the days around `now`, by effective time, without skipped stops. */
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
      // A stop that is not after the start is on the next day.
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

/** The last transition that has taken effect: it says what is desired now. */
export function lastTransition(
  times: ScheduleTimes,
  override: Override | undefined,
  now: Date,
): Transition | undefined {
  return search((horizon) =>
    transitionsAround(times, override, now, horizon).findLast(({ at }) => Date.parse(at) <= now.getTime()),
  );
}

/** The next transition, of that kind if given. */
export function nextTransition(
  times: ScheduleTimes,
  override: Override | undefined,
  now: Date,
  kind?: Transition["kind"],
): Transition | undefined {
  return search((horizon) =>
    transitionsAround(times, override, now, horizon).find(
      (transition) => Date.parse(transition.at) > now.getTime() && (kind === undefined || transition.kind === kind),
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
type ScheduleDecision =
  /** A transition has taken effect and was not acted on yet: act, however late. */
  | { readonly kind: "act"; readonly transition: Transition }
  /** The schedule is new: it does not start what it has never stopped, and goes on from this transition. */
  | { readonly kind: "baseline"; readonly transition: Transition }
  /** A stop is near: post a notice. */
  | { readonly kind: "notice"; readonly transition: Transition }
  /** No transition since the last one acted on; changes by people are respected. */
  | { readonly kind: "rest"; readonly transition?: Transition };

/**
 * What a tick has to do. `handled` is the transition that was acted on last (its `at`): the next tick makes up for a
 * missed one, and a resource that a person started at night is left alone until the next transition.
 */
export function decide(
  times: ScheduleTimes,
  override: Override | undefined,
  lastAppliedAt: string | undefined,
  noticeMinutes: number,
  now: Date,
): ScheduleDecision {
  const transition = lastTransition(times, override, now);
  if (transition && lastAppliedAt === undefined && transition.kind === "start") return { kind: "baseline", transition };
  if (transition && (lastAppliedAt === undefined || lastAppliedAt < transition.at)) return { kind: "act", transition };
  const stop = nextTransition(times, override, now, "stop");
  if (stop && Date.parse(stop.at) - now.getTime() <= noticeMinutes * 60_000)
    return { kind: "notice", transition: stop };
  return { kind: "rest", ...(transition && { transition }) };
}

const snoozeMs = 60 * 60 * 1000;

/** The stop, snoozed by an hour from its current effective time. */
export function snoozed(stop: Transition, by: string, now: Date): Override {
  const from = Math.max(Date.parse(stop.at), now.getTime());
  return { stop: stop.planned, by, until: new Date(from + snoozeMs).toISOString() };
}
