import * as v from "valibot";
import type { StateOf } from "./schema.ts";
import { say, type Text } from "./text.ts";

/** The durations of the last successful runs, in milliseconds, by run id; the oldest first. */
export const durationsSchema = v.array(v.object({ id: v.string(), took: v.number() }));
export type Durations = StateOf<typeof durationsSchema>;

const kept = 10;

/** Adds one, unless it is known. */
export function withDuration(known: Durations, id: string, took: number): Durations {
  return known.some((one) => one.id === id) ? known : [...known, { id, took }].slice(-kept);
}

/** The median, in milliseconds. */
export function medianDuration(durations: Durations): number | undefined {
  const sorted = durations.map(({ took }) => took).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2);
}

/** How long something took, compared with the median if known. */
export function tookText(took: number, usually: number | undefined): Text {
  if (usually === undefined) return { duration: took };
  return say("build.took-usually", { took: { duration: took }, usually: { duration: usually } });
}
