import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import { tellEpisode } from "../../lib/alerts/tell-episode.ts";
import type { Alert } from "../../lib/core/alert.ts";
import {
  apartMs,
  type DatabaseEventType,
  type DatabaseNews,
  databaseEvents,
  databaseNewsOf,
  type Heard,
  hear,
  type Meaning,
  meaningOf,
  type Passage,
  powering,
  poweringMs,
  severityOfCategories,
  standingOf,
  powerOf as turnOf,
} from "../../lib/core/database.ts";
import {
  type DatabaseSubject,
  type DatabaseTold,
  databaseLine,
  databaseMessage,
  toldAlone,
} from "../../lib/core/database-message.ts";
import { targetKey } from "../../lib/core/operation.ts";
import { placeKey } from "../../lib/core/place.ts";
import { environmentOfResource, type Resource } from "../../lib/core/resource.ts";
import { joinPower, type Power } from "../../lib/core/restart.ts";
import { type Episode, episodeAt } from "../../lib/core/scaling.ts";
import { defineEvent, type EventContext, type EventOutcome } from "../../lib/define.ts";
import { findDatabases, follow, lookAt } from "../operate.ts";
import { watchedNow } from "../own-doing.ts";
import { hearRestart, powerOf, stirRestart } from "../restart.ts";

type Context = EventContext<(typeof lookAt)[number]>;

/** What RDS, Aurora and DocumentDB report: of databases and clusters, and of what belongs to them. */
export const database = defineEvent({
  name: "database",
  source: "aws.rds",
  types: Object.keys(databaseEvents) as DatabaseEventType[],
  uses: lookAt,
  async run(context) {
    const news = databaseNewsOf(context.event);
    if (!news) return "unreadable";
    const meaning = meaningOf(news);
    const { source, id, tags } = news;
    if (source === "database" || source === "cluster") return tellDatabase(news, source, meaning, context);
    const { account, region } = context;
    return tellNews(news, meaning, { source, id, name: nameIn(news), account, region }, { tags }, context);
  },
});

function nameIn({ id, tags }: DatabaseNews): string {
  return (Object.hasOwn(tags, "Name") && tags.Name) || id;
}

async function tellDatabase(
  news: DatabaseNews,
  kind: "database" | "cluster",
  meaning: Meaning | undefined,
  context: Context,
): Promise<EventOutcome> {
  const { event, store, now } = context;
  const { id, at } = news;
  const { account, region } = event;
  const target = { kind, id, account, region };
  const key = targetKey({ service: "rds", ...target });
  const turn = turnOf(news);
  if (turn) await store.ledgers.change<Power>(powerOf(key), now(), (known) => joinPower(known, turn, at));
  if (meaning?.kind === "restart") return hearRestart(target, at, context);
  const watched = await watchedNow(key, context);
  if (watched) await follow(watched, context);
  // What comes of starting and stopping is told by whoever began it.
  const isPower = meaning?.kind === "quiet" || (meaning?.kind === "passage" && meaning.passage === "power");
  if (watched && isPower) {
    await stirRestart(target, undefined, context);
    return "told";
  }
  if (meaning?.kind === "quiet") return "quiet";
  const found = await findDatabases(context);
  const resource = found.ok ? found.value.find((one) => one.kind === kind && one.id === id) : undefined;
  if (isPower && (await isOfWatchedCluster(resource, context))) return "quiet";
  if (isPower && (await stirRestart(target, resource?.cluster, context))) return "told";
  const name = resource?.name ?? nameIn(news);
  const { engine, cluster } = resource ?? {};
  const subject: DatabaseSubject = {
    source: kind,
    id,
    name,
    account,
    region,
    ...(engine && { engine }),
    ...(cluster && { cluster }),
  };
  const known: Resource = resource ?? {
    service: "rds",
    kind,
    id,
    name,
    state: "",
    type: "",
    tags: news.tags,
    account,
    region,
  };
  const environment = environmentOfResource(known, context.config, context.home);
  const more = { tags: known.tags, ...(environment !== undefined && { environment }) };
  return tellNews(news, meaning, subject, more, context);
}

/** A cluster's members report for themselves what was done with the cluster. */
async function isOfWatchedCluster(resource: Resource | undefined, context: Context): Promise<boolean> {
  if (resource?.cluster === undefined) return false;
  const key = targetKey({ ...context.event, service: "rds", kind: "cluster", id: resource.cluster });
  return (await watchedNow(key, context)) !== undefined;
}

type Routing = Pick<Alert<unknown>, "tags" | "environment">;

async function tellNews(
  news: DatabaseNews,
  meaning: Meaning | undefined,
  subject: DatabaseSubject,
  routing: Routing,
  context: Context,
): Promise<EventOutcome> {
  const { account, region, source, id, name } = subject;
  const key = `${placeKey({ account, region })}/${source}/${id}`;
  const about = { account, region, names: [id] };
  const alert = (told: DatabaseTold) => ({
    severity: told.severity,
    content: databaseMessage(told, subject),
    isOver: told.isOver,
    about,
    ...routing,
  });
  switch (meaning?.kind) {
    case "quiet":
    case "restart":
      return "quiet";
    case "passage": {
      const passage = await passageOf(meaning.passage, key, news, context);
      // Being started or stopped is news only of something that was heard to be down.
      if (turnOf(news) && !(await isOpen(passage, key, news, context))) return "quiet";
      const episode = await context.store.ledgers.change<Episode>(
        ledgerOf(passage, key),
        context.now(),
        (known) => episodeAt(known, news.at, apartMs[passage]),
      );
      await tellAlert<Heard>(
        { subject: `${ledgerOf(passage, key)}/${episode.named}`, family: `database-${passage}` },
        context,
        (before) => {
          const heard = hear(before, news, passage);
          const standing = standingOf(heard, passage);
          const told = standing ?? toldAlone(news, meaning);
          const isNews = before !== undefined && heard !== before;
          return {
            ...alert(told),
            state: heard,
            ...(isNews && { line: databaseLine(meaning.key, name, news.at) }),
          };
        },
      );
      return "told";
    }
    case "trouble": {
      const { trouble, isWell } = meaning;
      const told = await tellEpisode<DatabaseNews>(
        { subject: `database-${trouble}/${key}`, family: `database-${trouble}` },
        context,
        { at: news.at, isWell },
        (before, wellAt) => {
          const newest = before && before.at > news.at ? before : news;
          const said = meaningOf(newest);
          const isOver = wellAt !== undefined;
          const bad = said?.kind === "trouble" ? said : meaning;
          const { key: is, severity } = isOver ? ({ key: `${trouble}-well`, severity: "low" } as const) : bad;
          const isNews = before !== undefined && before.at !== news.at;
          return {
            ...alert({ ...toldAlone(newest, { key: is, severity }), isOver }),
            state: newest,
            ...(isNews && { line: databaseLine(meaning.key, name, news.at) }),
          };
        },
      );
      return told ? "told" : "quiet";
    }
    default: {
      const severity = meaning?.severity ?? severityOfCategories(news.categories);
      const subjectKey = `database/${key}/${news.number ?? "event"}/${news.at}`;
      const said = meaning ? { key: meaning.key, severity } : { severity };
      await tellAlert<null>({ subject: subjectKey, family: "database" }, context, () => ({
        ...alert(toldAlone(news, said)),
        state: null,
      }));
      return "told";
    }
  }
}

function ledgerOf(passage: Passage, key: string): string {
  return `database-${passage}/${key}`;
}

/** A shutdown or a restart in the midst of a failover, of a recovery or of maintenance is part of that. */
async function passageOf(
  passage: Passage,
  key: string,
  { at }: DatabaseNews,
  { store }: Context,
): Promise<Passage> {
  if (passage !== "power") return passage;
  for (const other of powering) {
    const known = await store.ledgers.read<Episode>(ledgerOf(other, key));
    const from = Date.parse(known?.first ?? "") - poweringMs;
    const to = Date.parse(known?.last ?? "") + poweringMs;
    if (from <= Date.parse(at) && Date.parse(at) <= to) return other;
  }
  return passage;
}

/** Whether the passage has a message of that time, which may be waiting for its end. */
async function isOpen(
  passage: Passage,
  key: string,
  { at }: DatabaseNews,
  { store }: Context,
): Promise<boolean> {
  const known = await store.ledgers.read<Episode>(ledgerOf(passage, key));
  return known !== undefined && episodeAt(known, at, apartMs[passage]).named === known.named;
}
