import * as v from "valibot";
import { defineState, type Versioned } from "../pure/schema.ts";
import type { Alert, AlertRecord } from "./alert.ts";
import type { AlertContext } from "./context.ts";
import { applyHealthChange, type HealthChange, incidentHistorySchema } from "./incident.ts";
import { type AlertKey, publishAlert } from "./publish-alert.ts";

/** That something is wrong, or well, and what is said of that. */
export interface HealthChangeNews<News> extends HealthChange {
  readonly news: News;
}

/** By subject: the times in which something was wrong. */
export const incidentsState = defineState({
  name: "incidents",
  version: 1,
  schema: v.object({
    ...incidentHistorySchema.entries,
    /** The newest good news: what they end may be heard of later. */
    well: v.exactOptional(
      v.object({ at: v.string(), news: v.unknown(), version: v.exactOptional(v.number()) }),
    ),
  }),
  prefix: "ledger#episodes/",
  // As long as the message of one can be brought up to date: what is well after a month still ends it.
  keep: 90,
});

/** What a subject's incidents are kept as: what is told of one, and what is newly heard. */
export interface IncidentShapes<News, State> {
  readonly state: Versioned<State>;
  readonly news: Versioned<News>;
}

/**
 * Says what is known of something that goes wrong and gets well again: each time it goes wrong has a message of its
 * own, so that it is heard, and keeps it until it is well. Undefined when it is well and nothing was wrong.
 *
 * What was over before it was heard of is told, too, as over: nobody would know of it otherwise.
 */
export async function publishIncident<News, State>(
  shapes: IncidentShapes<News, State>,
  { subject, family }: AlertKey,
  context: AlertContext,
  change: HealthChangeNews<News>,
  /** Joins the news to what is known. `wellAt`: when it was well again, ISO 8601. */
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
  const end =
    !isWell && known.well?.at === to ? shapes.news.parse(known.well?.news, known.well?.version) : undefined;
  return await publishAlert(shapes.state, { subject: `${subject}/${from}`, family }, context, (before) => {
    const said = say(news, before, to);
    // As if its end had been heard of after it.
    const alert = before === undefined && end ? say(end.value, said.state, to) : said;
    return { ...alert, isOver: to !== undefined };
  });
}
