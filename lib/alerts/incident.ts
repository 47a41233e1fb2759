import * as v from "valibot";
import type { StateOf } from "../pure/schema.ts";

/** One time in which something was wrong, from the first that was heard of it until it was well again. */
const incidentSchema = v.object({
  /** ISO 8601; an event from before that may still be heard of later. */
  from: v.string(),
  to: v.exactOptional(v.string()),
});
export type Incident = StateOf<typeof incidentSchema>;

/** When something was wrong of late, and when it was last seen to be well. */
export const incidentHistorySchema = v.object({
  /** Oldest first. */
  list: v.array(incidentSchema),
  wellAt: v.exactOptional(v.string()),
});
export type IncidentHistory = StateOf<typeof incidentHistorySchema>;

/** What is newly heard: that something was wrong, or well, at that moment (ISO 8601). */
export interface HealthChange {
  readonly at: string;
  readonly isWell: boolean;
}

/** Events come at most two weeks late; nothing has so many ups and downs that matter still. */
const kept = 20;

/**
 * Enters what is heard, which may be late or heard again, and finds the episode that it belongs to: undefined when
 * something is well that was not known to be wrong.
 */
export function applyHealthChange(
  known: IncidentHistory,
  { at, isWell }: HealthChange,
): { readonly history: IncidentHistory; readonly incident?: Incident } {
  const { list } = known;
  const { wellAt } = known;
  if (isWell) {
    const newest = wellAt !== undefined && wellAt > at ? wellAt : at;
    const ended = list.find(({ to }) => to === at);
    if (ended) return { history: known, incident: ended };
    const index = list.findLastIndex(({ from, to }) => from <= at && (to === undefined || to > at));
    const found = list[index];
    const history = { ...known, wellAt: newest };
    if (!found) return { history };
    const incident = { ...found, to: at };
    return { history: { ...history, list: list.with(index, incident) }, incident };
  }
  const current = list.find(({ from, to }) => from <= at && (to === undefined || at <= to));
  if (current) return { history: known, incident: current };
  // What was heard of first is not always what came first.
  const next = list.findIndex(({ from }) => from > at);
  const isSame = next >= 0 && !(wellAt !== undefined && wellAt > at && wellAt < (list[next]?.from ?? ""));
  if (isSame && list[next]) return { history: known, incident: list[next] };
  const incident: Incident = { from: at, ...(wellAt !== undefined && wellAt > at && { to: wellAt }) };
  const all = [...list, incident].sort((a, b) => (a.from < b.from ? -1 : 1)).slice(-kept);
  return { history: { ...known, list: all }, incident };
}
