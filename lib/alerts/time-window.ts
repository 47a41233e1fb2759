import * as v from "valibot";
import type { StateOf } from "../pure/schema.ts";
/** A run of things of one group that one message tells. */
export const timeWindowSchema = v.object({
  /** When it began, ISO 8601: what its message is named for. */
  named: v.string(),
  first: v.string(),
  last: v.string(),
  /** When it was over, ISO 8601; what is older and heard later belongs to it still. */
  over: v.exactOptional(v.string()),
});
export type TimeWindow = StateOf<typeof timeWindowSchema>;

/** The episode of something that happened then: the known one, when it is near enough. */
export function windowAt(known: TimeWindow | undefined, at: string, apartMs: number): TimeWindow {
  const gap = (one: string, other: string): number => Math.abs(Date.parse(one) - Date.parse(other));
  const isNear =
    known &&
    (gap(known.first, at) <= apartMs ||
      gap(known.last, at) <= apartMs ||
      (known.first <= at && at <= known.last));
  if (known && (known.over === undefined ? isNear : isNear && at <= known.over)) {
    return { ...known, first: at < known.first ? at : known.first, last: at > known.last ? at : known.last };
  }
  // What is older than the one that is known is not the newest: that one goes on.
  return { named: at, first: at, last: at };
}
