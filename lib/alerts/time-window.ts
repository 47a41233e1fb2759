import * as v from "valibot";
import type { StateOf } from "../pure/schema.ts";
/** A time window: events of one group that share a message. */
export const timeWindowSchema = v.object({
  /** Its start, ISO 8601, which its message is named for. */
  named: v.string(),
  first: v.string(),
  last: v.string(),
  /** Its end, ISO 8601; earlier events that arrive later still belong to it. */
  over: v.exactOptional(v.string()),
});
export type TimeWindow = StateOf<typeof timeWindowSchema>;

/** The time window of an event: the known one, when it is near enough. */
export function windowAt(known: TimeWindow | undefined, at: string, apartMs: number): TimeWindow {
  const gap = (one: string, other: string): number => Math.abs(Date.parse(one) - Date.parse(other));
  const isNear =
    known &&
    (gap(known.first, at) <= apartMs || gap(known.last, at) <= apartMs || (known.first <= at && at <= known.last));
  if (known && (known.over === undefined ? isNear : isNear && at <= known.over)) {
    return { ...known, first: at < known.first ? at : known.first, last: at > known.last ? at : known.last };
  }
  // An event before the known window does not replace it.
  return { named: at, first: at, last: at };
}
