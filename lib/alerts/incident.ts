import * as v from "valibot";
import type { StateOf } from "../pure/schema.ts";

/** One period in which something was wrong, from the first event until recovery. */
const incidentSchema = v.object({
  /** ISO 8601; an earlier event may still arrive. */
  from: v.string(),
  to: v.exactOptional(v.string()),
});
export type Incident = StateOf<typeof incidentSchema>;

/** The recent incidents, and when it was last healthy. */
export const incidentHistorySchema = v.object({
  /** Oldest first. */
  list: v.array(incidentSchema),
  wellAt: v.exactOptional(v.string()),
});
export type IncidentHistory = StateOf<typeof incidentHistorySchema>;

/** One event: unhealthy or healthy at that time (ISO 8601). */
export interface HealthChange {
  readonly at: string;
  readonly isWell: boolean;
}

/** Events arrive at most two weeks late; older incidents do not matter. */
const kept = 20;

/**
 * Applies an event, which may be late or repeated, and finds its incident: undefined for a recovery without a known
 * incident.
 */
export function applyHealthChange(
  known: IncidentHistory,
  { at, isWell }: HealthChange,
): { readonly history: IncidentHistory; readonly incident?: Incident } {
  const { list, wellAt } = known;
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
  // Events do not arrive in order.
  const next = list.findIndex(({ from }) => from > at);
  const isSame = next >= 0 && !(wellAt !== undefined && wellAt > at && wellAt < (list[next]?.from ?? ""));
  if (isSame && list[next]) return { history: known, incident: list[next] };
  const incident: Incident = { from: at, ...(wellAt !== undefined && wellAt > at && { to: wellAt }) };
  const all = [...list, incident].sort((a, b) => (a.from < b.from ? -1 : 1)).slice(-kept);
  return { history: { ...known, list: all }, incident };
}
