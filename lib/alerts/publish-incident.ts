import type { Alert, AlertRecord } from "./alert.ts";
import type { AlertContext } from "./context.ts";
import { applyHealthChange, type HealthChange, type IncidentHistory } from "./incident.ts";
import { type AlertKey, publishAlert } from "./publish-alert.ts";

/** As long as the message of an episode can be brought up to date: what is well after a month still ends it. */
const keptDays = 90;

/** That something is wrong, or well, and what is said of that; `news` is kept as JSON. */
export interface HealthChangeNews<News> extends HealthChange {
  readonly news: News;
}

interface KnownIncidents<News> extends IncidentHistory {
  /** The newest good news: what they end may be heard of later. */
  readonly well?: { readonly at: string; readonly news: News };
}

/**
 * Says what is known of something that goes wrong and gets well again: each time it goes wrong has a message of its
 * own, so that it is heard, and keeps it until it is well. Undefined when it is well and nothing was wrong.
 *
 * What was over before it was heard of is told, too, as over: nobody would know of it otherwise.
 */
export async function publishIncident<News, State>(
  { subject, family }: AlertKey,
  context: AlertContext,
  change: HealthChangeNews<News>,
  /** Joins the news to what is known. `wellAt`: when it was well again, ISO 8601. */
  say: (news: News, known: State | undefined, wellAt: string | undefined) => Alert<State>,
): Promise<AlertRecord<State> | undefined> {
  const { store, now } = context;
  const { at, isWell, news } = change;
  const name = `episodes/${subject}`;
  const known = await store.records.update<KnownIncidents<News>>(
    name,
    now(),
    (before) => {
      const entered: KnownIncidents<News> = applyHealthChange(before ?? { list: [] }, { at, isWell }).history;
      const isNewest = isWell && !(before?.well && before.well.at >= at);
      const well = isNewest ? { at, news } : before?.well;
      return { ...entered, ...(well && { well }) };
    },
    keptDays,
  );
  const { incident } = applyHealthChange(known, change);
  if (!incident) return undefined;
  const { from, to } = incident;
  const end = !isWell && known.well?.at === to ? known.well : undefined;
  return await publishAlert<State>({ subject: `${subject}/${from}`, family }, context, (before) => {
    const said = say(news, before, to);
    // As if its end had been heard of after it.
    const alert = before === undefined && end ? say(end.news, said.state, to) : said;
    return { ...alert, isOver: to !== undefined };
  });
}
