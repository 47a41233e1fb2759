import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import { defineState, type StateOf } from "../../lib/pure/schema.ts";

/**
 * The firings of one alarm, derived from its changes of state. Changes arrive late, twice and out of order, so the
 * changes are stored and the firings computed from them.
 */
const changeSchema = v.object({
  /** ISO 8601, with milliseconds. */
  at: v.string(),
  /** `DELETED`: the alarm no longer exists. */
  value: v.picklist(["ALARM", "OK", "DELETED"]),
  /** Whether the firing's message is named for it. */
  isNamed: v.exactOptional(v.literal(true)),
});
export type Change = StateOf<typeof changeSchema>;

/** From ALARM until OK or the alarm's deletion. */
export const firingSchema = v.object({
  /** The time that its message is named for, ISO 8601: it never changes. */
  named: v.string(),
  since: v.string(),
  /** When it was OK again; absent while it is firing. */
  until: v.exactOptional(v.string()),
  /** Whether it ended by the alarm's deletion, so that its trouble may not be over. */
  isDeleted: v.exactOptional(v.literal(true)),
});
export type Firing = StateOf<typeof firingSchema>;

/** Oldest first. */
const alarmHistorySchema = v.array(changeSchema);
export type AlarmHistory = StateOf<typeof alarmHistorySchema>;

export const alarmHistoryState = defineState({
  name: "alarm-history",
  version: 2,
  schema: alarmHistorySchema,
  // The first version had items of another form, too; they have no more than the newest change.
  migrate: (known) => (Array.isArray(known) ? known : []),
  prefix: "ledger#alarm/",
  keep: 14,
});

const mostKept = 60;

/** Applies a change; returns the firings that are new or different, and the one that the change belongs to. */
export function applyAlarmChange(
  history: AlarmHistory,
  { at, value }: Change,
): { readonly history: AlarmHistory; readonly firings: readonly Firing[] } {
  const isKnown = history.some((one) => one.at === at && one.value === value);
  const all = isKnown
    ? [...history]
    : [...history, { at, value }].sort((a, b) => compare(a.at, b.at) || compare(a.value, b.value));
  const named = all.map((change, index): Change => {
    const run = runOf(all, index);
    const isFirst = run[0] === change && !run.some(({ isNamed }) => isNamed);
    return isFirst ? { ...change, isNamed: true } : change;
  });
  const before = new Set(firingsOf(history).map((one) => JSON.stringify(one)));
  const firings = firingsOf(named).filter(
    (one) => !before.has(JSON.stringify(one)) || (one.since <= at && (one.until === undefined || at <= one.until)),
  );
  return { history: shortenedHistory(named), firings };
}

/** The firings, oldest first. */
export function firingsOf(history: AlarmHistory): Firing[] {
  return history.flatMap((change, index): Firing[] => {
    const run = runOf(history, index);
    if (run[0] !== change) return [];
    const end = history[index + run.length];
    const named = run.find(({ isNamed }) => isNamed) ?? change;
    return [
      {
        named: named.at,
        since: change.at,
        ...(end && { until: end.at }),
        ...(end?.value === "DELETED" && { isDeleted: true }),
      },
    ];
  });
}

/** The changes to ALARM around it that nothing else separates; none when it is not one itself. */
function runOf(history: AlarmHistory, index: number): readonly Change[] {
  if (history[index]?.value !== "ALARM") return [];
  const start = history.findLastIndex(({ value }, at) => at < index && value !== "ALARM") + 1;
  const end = history.findIndex(({ value }, at) => at > index && value !== "ALARM");
  return history.slice(start, end < 0 ? history.length : end);
}

/** Drops whole firings only, so that each keeps its name. */
function shortenedHistory(history: AlarmHistory): AlarmHistory {
  let kept = history;
  while (kept.length > mostKept) {
    const end = kept.findIndex(({ value }) => value !== "ALARM");
    if (end < 0) return kept;
    kept = kept.slice(end + 1);
  }
  return kept;
}
