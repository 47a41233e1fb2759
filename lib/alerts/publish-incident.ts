import * as v from "valibot";
import { defineState, type Versioned } from "../pure/schema.ts";
import type { Alert, AlertRecord } from "./alert.ts";
import type { AlertContext } from "./context.ts";
import { applyHealthChange, type HealthChange, incidentHistorySchema } from "./incident.ts";
import { type AlertKey, publishAlert } from "./publish-alert.ts";

/** A change of health and its news. */
export interface HealthChangeNews<News> extends HealthChange {
  readonly news: News;
}

/** By subject: its incidents. */
export const incidentsState = defineState({
  name: "incidents",
  version: 1,
  schema: v.object({
    ...incidentHistorySchema.entries,
    /** The newest good news: the incident that they end may arrive later. */
    well: v.exactOptional(v.object({ at: v.string(), news: v.unknown(), version: v.exactOptional(v.number()) })),
  }),
  prefix: "ledger#episodes/",
  // As long as an incident's message can be updated: a recovery after a month still ends it.
  keep: 90,
});

/** The shapes of a subject's incidents: their message's state, and their news. */
export interface IncidentShapes<News, State> {
  readonly state: Versioned<State>;
  readonly news: Versioned<News>;
}

/**
 * Publishes something that fails and recovers: each incident has a message of its own, so that it notifies, and keeps
 * it until recovery. Undefined for a recovery without an incident.
 *
 * An incident that was over before it was known is published as over: it would go unnoticed otherwise.
 */
export async function publishIncident<News, State>(
  shapes: IncidentShapes<News, State>,
  { subject, family }: AlertKey,
  context: AlertContext,
  change: HealthChangeNews<News>,
  /** Merges the news into the state. `wellAt`: the time of recovery, ISO 8601. */
  say: (news: News, known: State | undefined, wellAt: string | undefined) => Alert<State>,
): Promise<AlertRecord<State> | undefined> {
  const { store, now } = context;
  const { at, isWell, news } = change;
  const { version } = shapes.news;
  const known = await store.states.update(incidentsState, subject, now(), (before) => {
    const entered = applyHealthChange(before ?? { list: [] }, { at, isWell }).history;
    const isNewest = isWell && !(before?.well && before.well.at >= at);
    const well = isNewest ? { at, news, ...(version > 1 && { version }) } : before?.well;
    return { ...entered, ...(well && { well }) };
  });
  const { incident } = applyHealthChange(known, change);
  if (!incident) return undefined;
  const { from, to } = incident;
  const end = !isWell && known.well?.at === to ? shapes.news.parse(known.well?.news, known.well?.version) : undefined;
  return await publishAlert(shapes.state, { subject: `${subject}/${from}`, family }, context, (before) => {
    const said = say(news, before, to);
    // Apply the later recovery to the state that was just created.
    const alert = before === undefined && end ? say(end.value, said.state, to) : said;
    return { ...alert, isOver: to !== undefined };
  });
}
