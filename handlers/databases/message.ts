import type { Severity } from "../../lib/alerts/routing.ts";
import { databaseUrl, serviceUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import type { Location } from "../../lib/pure/location.ts";
import { type PlainKey, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import type { DatabaseKey, DatabaseNews, DatabaseSource } from "./state.ts";

/** What the event is about. */
export interface DatabaseSubject extends Location {
  readonly source: DatabaseSource;
  readonly id: string;
  /** The Name tag, otherwise the id. */
  readonly name: string;
  readonly engine?: string;
  /** The cluster, if it is a member of one. */
  readonly cluster?: string;
}

/** What its message says: the words of its key, or RDS's own message if there is none. */
export interface DatabaseAlertFacts {
  readonly key?: DatabaseKey;
  readonly severity: Severity;
  readonly isOver: boolean;
  readonly message?: string;
  /** All changes, oldest first, when there are several. */
  readonly changes?: readonly string[];
  /** The event's number, `RDS-EVENT-0049`. */
  readonly event?: string;
  readonly since: string;
  readonly at: string;
  readonly isFailure?: boolean;
}

const labels: Readonly<Record<DatabaseSource, PlainKey>> = {
  database: "database.database",
  cluster: "database.cluster",
  snapshot: "database.snapshot",
  "parameter-group": "database.parameter-group",
  "security-group": "database.security-group-label",
  proxy: "database.proxy",
  "blue-green": "database.blue-green",
  "engine-version": "database.engine-version",
  other: "database.other",
};

/** Keys that mean that all is well, or whose severity is that of what they follow. */
const good: ReadonlySet<DatabaseKey> = new Set<DatabaseKey>([
  "failover-ends",
  "global-ends",
  "recovery-ends",
  "standby-ends",
  "maintenance-ends",
  "switchover-ends",
  "storage-well",
  "replication-well",
  "key-well",
  "deployment-ready",
  "power-started",
  "restored",
]);

const quiet: ReadonlySet<DatabaseKey> = new Set<DatabaseKey>(["power-stopped", "failover-abandoned"]);

function toneOf({ key, severity }: DatabaseAlertFacts): Content["tone"] {
  if (key && good.has(key)) return "success";
  if (key && quiet.has(key)) return "quiet";
  if (severity === "high") return "failure";
  if (severity === "medium") return "warning";
  return "info";
}

/** The message of a database (or something that belongs to one), as it should read now. */
export function databaseMessage(told: DatabaseAlertFacts, subject: DatabaseSubject): Content {
  const { key, message, event, since, at, isOver, changes } = told;
  const { source, id, name, engine, cluster, region } = subject;
  const isPowered = source === "database" || source === "cluster";
  const url = isPowered ? databaseUrl({ region, kind: source, id }, engine) : serviceUrl(region, "aws.rds");
  const shown: Text = isPowered ? { link: url, text: id } : { code: truncate(id, 250) };
  const facts = present<Fact>([
    { label: labels[source], value: name === id ? shown : [`${name} (`, shown, ")"] },
    cluster && {
      label: "database.of-cluster",
      value: { link: databaseUrl({ region, kind: "cluster", id: cluster }, engine), text: cluster },
    },
    engine && { label: "database.engine", value: engine },
    key && message && !changes && { label: "launch.aws", value: truncate(message, 1_000) },
    since < at && !isOver && { label: "alarm.since", value: { time: since } },
    { label: "event.time", value: { time: at } },
    since < at &&
      isOver &&
      !changes && { label: "replacement.took", value: { duration: Date.parse(at) - Date.parse(since) } },
    event && { label: "database.event-id", value: event },
  ]);
  return {
    tone: toneOf(told),
    title: databaseTitle(told, name),
    lines: key
      ? [say(`database.${key}.hint`), ...(changes ?? []).map((change) => truncate(change, 200))]
      : message
        ? [truncate(message, 2_000)]
        : [],
    facts,
    buttons: [{ action: "open", label: "button.open", url }],
  };
}

function databaseTitle({ key, isFailure }: Pick<DatabaseAlertFacts, "key" | "isFailure">, name: string): Text {
  const shown = truncate(name, 200);
  if (key) return say(`database.${key}`, { name: shown });
  return say(isFailure ? "database.failure" : "database.event", { name: shown });
}

/** The news in one line, for the thread. */
export function databaseLine(key: DatabaseKey, name: string, at: string): Text {
  return [databaseTitle({ key }, name), "  ", { time: at }];
}

/** The message of one event by itself. */
export function singleEventFacts(
  { number, message, at, categories }: DatabaseNews,
  said: { readonly key?: DatabaseKey; readonly severity: Severity },
): DatabaseAlertFacts {
  return {
    ...said,
    isOver: said.severity === "low",
    since: at,
    at,
    isFailure: categories.includes("failure") || said.severity === "high",
    ...(message && { message }),
    ...(number !== undefined && { event: `RDS-EVENT-${String(number).padStart(4, "0")}` }),
  };
}
