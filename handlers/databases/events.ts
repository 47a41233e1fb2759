import * as v from "valibot";
import { type Alert, noState } from "../../lib/alerts/alert.ts";
import { isMuted } from "../../lib/alerts/mutes.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { defineEvent, type EventContext, type EventOutcome } from "../../lib/app/define.ts";
import { filled } from "../../lib/pure/json.ts";
import { locationKey } from "../../lib/pure/location.ts";
import { environmentOfResource, type Resource } from "../../lib/pure/resource.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { checkOperation, findDatabases, resourceReads, targetKey } from "../operations/index.ts";
import { operationUnderWay } from "../own-actions/index.ts";
import { onRestartEvent, powerState, recordPowerChange, refreshRestart } from "../restarts/index.ts";
import {
  type DatabaseAlertFacts,
  type DatabaseSubject,
  databaseLine,
  databaseMessage,
  singleEventFacts,
} from "./message.ts";
import { databaseFromSns } from "./sns-state.ts";
import {
  type DatabaseEventType,
  type DatabaseNews,
  type DatabaseTransition,
  databaseEvents,
  databaseNewsOf,
  databaseNewsShape,
  type Meaning,
  meaningOf,
  severityOfCategories,
  powerChangeOf as turnOf,
} from "./state.ts";
import {
  applyDatabaseNews,
  isNewTo,
  isReportableTransition,
  mergeObserved,
  type ObservedTransition,
  observedShape,
  observedTransitionSchema,
  transitionStatusOf,
} from "./transition-state.ts";

type Context = EventContext<(typeof resourceReads)[number]>;

/** Events of RDS, Aurora and DocumentDB: of databases, clusters, and what belongs to them. */
export const database = defineEvent({
  name: "database",
  source: "aws.rds",
  types: Object.keys(databaseEvents) as DatabaseEventType[],
  fromSns: databaseFromSns,
  uses: resourceReads,
  async run(context) {
    const news = databaseNewsOf(context.event);
    if (!news) return "unreadable";
    const meaning = meaningOf(news);
    const { source, id, tags } = news;
    if (source === "database" || source === "cluster") return publishDatabase(news, source, meaning, context);
    const { account, region } = context;
    return publishDatabaseNews(
      news,
      meaning,
      { source, id, name: nameOfDatabase(news), account, region },
      { tags },
      context,
    );
  },
});

function nameOfDatabase({ id, tags }: Pick<DatabaseNews, "id" | "tags">): string {
  return (Object.hasOwn(tags, "Name") && tags.Name) || id;
}

async function publishDatabase(
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
  if (turn) await store.states.update(powerState, key, now(), (known) => recordPowerChange(known, turn, at));
  if (meaning?.kind === "restart") return onRestartEvent(target, at, context);
  const watched = await operationUnderWay(key, context);
  if (watched) await checkOperation(watched, context);
  // Events of starting and stopping belong to the operation that began it.
  const isPower = meaning?.kind === "quiet" || (meaning?.kind === "passage" && meaning.passage === "power");
  if (watched && isPower) {
    await refreshRestart(target, undefined, context);
    return "told";
  }
  if (meaning?.kind === "quiet") return "quiet";
  const found = await findDatabases(context);
  const resource = found.ok ? found.value.find((one) => one.kind === kind && one.id === id) : undefined;
  if (isPower && (await isOfWatchedCluster(resource, context))) return "quiet";
  if (isPower && (await refreshRestart(target, resource?.cluster, context))) return "told";
  const name = resource?.name ?? nameOfDatabase(news);
  const { engine, cluster } = resource ?? {};
  const subject: DatabaseSubject = {
    source: kind,
    id,
    name,
    account,
    region,
    ...filled({ engine, cluster }),
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
  return publishDatabaseNews(news, meaning, subject, more, context);
}

/** A cluster's members send events of their own for an operation on the cluster. */
async function isOfWatchedCluster(resource: Resource | undefined, context: Context): Promise<boolean> {
  if (resource?.cluster === undefined) return false;
  const key = targetKey({ ...context.event, service: "rds", kind: "cluster", id: resource.cluster });
  return (await operationUnderWay(key, context)) !== undefined;
}

type Routing = Pick<Alert<unknown>, "tags" | "environment">;

async function publishDatabaseNews(
  news: DatabaseNews,
  meaning: Meaning | undefined,
  subject: DatabaseSubject,
  routing: Routing,
  context: Context,
): Promise<EventOutcome> {
  const { account, region, source, id, name } = subject;
  const key = `${locationKey({ account, region })}/${source}/${id}`;
  const about = { account, region, names: [id] };
  // Its current name in AWS, otherwise the event's, which may lack its tags.
  const nameBy = (tags: DatabaseNews["tags"]): string =>
    name === nameOfDatabase(news) ? nameOfDatabase({ id, tags }) : name;
  const alert = (told: DatabaseAlertFacts, tags = news.tags) => ({
    severity: told.severity,
    content: databaseMessage(told, { ...subject, name: nameBy(tags) }),
    isOver: told.isOver,
    about,
    ...routing,
  });
  switch (meaning?.kind) {
    case "quiet":
    case "restart":
      return "quiet";
    case "passage": {
      const own = await passageOf(meaning.passage, key, news, context);
      if (!isReportableTransition(own)) return "quiet";
      const subject = `database-${own.toldAs}/${key}/${own.named}`;
      await publishAlert(observedShape, { subject, family: `database-${own.passage}` }, context, (before) => {
        const heard = mergeObserved(before, own.heard);
        const isNews = before !== undefined && isNewTo(before, news);
        return {
          ...alert(transitionStatusOf(heard) ?? singleEventFacts(news, meaning), own.tags),
          state: heard,
          ...(isNews && { line: databaseLine(meaning.key, nameBy(own.tags), news.at) }),
        };
      });
      return "told";
    }
    case "trouble": {
      const { trouble, isWell } = meaning;
      const told = await publishIncident(
        { news: databaseNewsShape, state: databaseNewsShape },
        { subject: `database-${trouble}/${key}`, family: `database-${trouble}` },
        context,
        { at: news.at, isWell, news },
        (heard, before, wellAt) => {
          const tags = { ...before?.tags, ...heard.tags };
          const newest = { ...(before && isLaterNews(before, heard) ? before : heard), tags };
          const said = meaningOf(newest);
          const isOver = wellAt !== undefined;
          const bad = said?.kind === "trouble" ? said : meaning;
          const { key: is, severity } = isOver ? ({ key: `${trouble}-well`, severity: "low" } as const) : bad;
          const isNews = before !== undefined && isLaterNews(heard, before);
          const { key: line } = meaningOf(heard) as Extract<Meaning, { readonly kind: "trouble" }>;
          return {
            ...alert({ ...singleEventFacts(newest, { key: is, severity }), isOver }, tags),
            state: newest,
            ...(isNews && { line: databaseLine(line, nameBy(tags), heard.at) }),
          };
        },
      );
      return told ? "told" : "quiet";
    }
    default: {
      const severity = meaning?.severity ?? severityOfCategories(news.categories);
      const subjectKey = `database/${key}/${news.number ?? "event"}/${news.at}`;
      const said = meaning ? { key: meaning.key, severity } : { severity };
      await publishAlert(noState, { subject: subjectKey, family: "database" }, context, () => ({
        ...alert(singleEventFacts(news, said)),
        state: null,
      }));
      return "told";
    }
  }
}

function isLaterNews(one: DatabaseNews, other: DatabaseNews): boolean {
  return one.at === other.at ? (one.number ?? 0) > (other.number ?? 0) : one.at > other.at;
}

/** A database's current and recent transitions. */
export const transitionsState = defineState({
  name: "database-transitions",
  version: 1,
  schema: v.array(observedTransitionSchema),
  prefix: "ledger#database-passages/",
  keep: 14,
});

/** The transition that an event belongs to, with the event applied. */
async function passageOf(
  passage: DatabaseTransition,
  key: string,
  news: DatabaseNews,
  { store, now }: Context,
): Promise<ObservedTransition> {
  // Muting a restart must not mute a failover that it is part of.
  const mayTakeOver = !(await isMuted(`database-power/${key}`, now(), store.states));
  const enter = (known: readonly ObservedTransition[] = []) => applyDatabaseNews(known, news, passage, mayTakeOver);
  let own = enter().own;
  await store.states.update(transitionsState, key, now(), (known) => {
    const entered = enter(known);
    own = entered.own;
    return entered.passages;
  });
  return own;
}
