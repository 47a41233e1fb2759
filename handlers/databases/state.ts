/** The events of RDS, Aurora and DocumentDB, and their meanings. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { momentAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** The kind of resource. */
const databaseSourceSchema = v.picklist([
  "database",
  "cluster",
  "snapshot",
  "parameter-group",
  "security-group",
  "proxy",
  "blue-green",
  "engine-version",
  "other",
]);
export type DatabaseSource = StateOf<typeof databaseSourceSchema>;

/**
 * By detail-type. DocumentDB has no events of its own: it sends RDS's, under the same source.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-rds.html,
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/event-subscriptions.categories-messages.html
 */
export const databaseEvents = {
  "RDS DB Instance Event": "database",
  "RDS DB Cluster Event": "cluster",
  "RDS DB Snapshot Event": "snapshot",
  "RDS DB Cluster Snapshot Event": "snapshot",
  "RDS DB Parameter Group Event": "parameter-group",
  "RDS DB Security Group Event": "security-group",
  "RDS DB Proxy Event": "proxy",
  "RDS Blue Green Deployment Event": "blue-green",
  "RDS Custom Engine Version Event": "engine-version",
  "RDS DB Shard Group Event": "other",
  "RDS Zero ETL Event": "other",
} as const satisfies Readonly<Record<string, DatabaseSource>>;

export type DatabaseEventType = keyof typeof databaseEvents;

/** One RDS event. */
const databaseNewsSchema = v.object({
  source: databaseSourceSchema,
  id: v.string(),
  /** The number at the end of `RDS-EVENT-0049`; absent when there is none. */
  number: v.exactOptional(v.number()),
  /** RDS's own words. */
  message: v.exactOptional(v.string()),
  categories: v.array(v.string()),
  /** ISO 8601. */
  at: v.string(),
  tags: v.record(v.string(), v.string()),
});
export type DatabaseNews = StateOf<typeof databaseNewsSchema>;

export const databaseNewsShape = defineShape({ name: "database-trouble", version: 1, schema: databaseNewsSchema });

/** Longer than any RDS name, and short enough for a key. */
const longestId = 300;

/** The contents of an event; undefined when it names no resource. */
export function databaseNewsOf({
  type,
  detail,
  time,
}: Pick<AwsEvent, "type" | "detail" | "time">): DatabaseNews | undefined {
  const arn = textAt(detail, "SourceArn");
  // arn:aws:rds:ap-northeast-2:123456789012:db:name; a snapshot's name may contain colons.
  const named = textAt(detail, "SourceIdentifier") ?? arn?.split(":").slice(6).join(":");
  if (!named) return undefined;
  const id = truncate(named, longestId);
  const { EventCategories: categories } = detail;
  const number = /RDS-EVENT-(\d{4,})/.exec(textAt(detail, "EventID") ?? "")?.[1];
  const message = textAt(detail, "Message")?.trim();
  const tags = Object.keys(objectAt(detail, "Tags") ?? {}).flatMap((name): [string, string][] => {
    const value = textAt(detail.Tags, name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    source: Object.hasOwn(databaseEvents, type) ? databaseEvents[type as DatabaseEventType] : "other",
    id,
    categories: (Array.isArray(categories) ? (categories as unknown[]) : []).filter((one) => typeof one === "string"),
    at: momentAt(detail, "Date") ?? time,
    tags: Object.fromEntries(tags),
    ...(number && { number: Number(number) }),
    ...(message && { message }),
  };
}

/** What lasts for a while and ends by itself: one message from its first event to its last. */
export const databaseTransitionSchema = v.picklist([
  "failover",
  "global",
  "recovery",
  "standby",
  "maintenance",
  "switchover",
  "power",
  "setup",
]);
export type DatabaseTransition = StateOf<typeof databaseTransitionSchema>;

/** A condition that lasts until it is fixed. */
type DatabaseTrouble = "storage" | "replication" | "key";

/** The meaning of an event's number. `key` names its words: a title and an explanation. */
export type Meaning =
  /** AWS starts databases that were stopped for seven days. */
  | { readonly kind: "restart" }
  /** What people and schedules do themselves, and what RDS does every day. */
  | { readonly kind: "quiet" }
  | ({ readonly kind: "single" } & DatabaseSaid)
  | ({
      readonly kind: "passage";
      readonly passage: DatabaseTransition;
      readonly isOver: boolean;
    } & DatabaseSaid)
  | ({
      readonly kind: "trouble";
      readonly trouble: DatabaseTrouble;
      readonly isWell: boolean;
    } & DatabaseSaid);

/** The words of its message, and its severity. */
export interface DatabaseSaid {
  readonly key: DatabaseKey;
  readonly severity: Severity;
}

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html, also in the AuroraUserGuide.
 * `over` ends the transition, `well` ends the trouble. Numbers that are not here are shown with RDS's own message and
 * by category.
 */
const meanings = {
  "failover-begins": { passage: "failover", severity: "high", numbers: [13, 50, 70, 72, 73] },
  "failover-ends": { passage: "failover", severity: "medium", over: true, numbers: [15, 49, 51, 65, 71] },
  "failover-fails": { passage: "failover", severity: "high", numbers: [69] },
  "failover-abandoned": { severity: "low", numbers: [34] },
  "global-begins": { passage: "global", severity: "high", numbers: [181, 182, 183, 184, 240, 390, 423] },
  "global-ends": { passage: "global", severity: "medium", over: true, numbers: [185, 238, 241, 397] },
  "global-cancelled": { passage: "global", severity: "medium", over: true, numbers: [186] },
  "global-fails": { passage: "global", severity: "high", numbers: [187, 239, 391] },
  "recovery-begins": { passage: "recovery", severity: "high", numbers: [20, 52] },
  "recovery-ends": { passage: "recovery", severity: "medium", over: true, numbers: [21, 53] },
  "standby-begins": { passage: "standby", severity: "medium", numbers: [66, 361] },
  "standby-ends": { passage: "standby", severity: "low", over: true, numbers: [362] },
  "maintenance-begins": {
    passage: "maintenance",
    severity: "medium",
    numbers: [26, 177, 178, 192, 264, 265, 266, 267, 269, 286, 288, 363, 388, 398, 399, 410, 411, 413, 414, 417],
  },
  "maintenance-ends": {
    passage: "maintenance",
    severity: "low",
    over: true,
    numbers: [27, 47, 173, 176, 194, 268, 289, 290],
  },
  "maintenance-fails": {
    passage: "maintenance",
    severity: "medium",
    over: true,
    numbers: [85, 158, 174, 188, 195, 270, 280, 281, 387, 389, 412, 425, 429],
  },
  "switchover-begins": {
    passage: "switchover",
    severity: "medium",
    numbers: [247, 250, 259, 307, 308, 311, 312],
  },
  "switchover-ends": { passage: "switchover", severity: "low", over: true, numbers: [248, 251, 260] },
  "switchover-fails": {
    passage: "switchover",
    severity: "high",
    over: true,
    numbers: [249, 252, 261, 310, 314],
  },
  "power-down": { passage: "power", severity: "medium", numbers: [4] },
  "power-restarted": { passage: "power", severity: "medium", over: true, numbers: [6] },
  "power-fails": { passage: "power", severity: "high", numbers: [22] },
  parameters: { passage: "setup", severity: "low", over: true, numbers: [37] },
  "security-group": { passage: "setup", severity: "low", over: true, numbers: [38] },
  "storage-full": { trouble: "storage", severity: "high", numbers: [7] },
  "storage-shut": { trouble: "storage", severity: "high", numbers: [221] },
  "storage-ending": { trouble: "storage", severity: "high", numbers: [222, 227] },
  "storage-log": { trouble: "storage", severity: "high", numbers: [330, 331] },
  "storage-low": { trouble: "storage", severity: "medium", numbers: [89] },
  "storage-stuck": { trouble: "storage", severity: "medium", numbers: [223, 224] },
  "storage-quota": { trouble: "storage", severity: "high", numbers: [254] },
  "storage-well": { trouble: "storage", severity: "low", well: true, numbers: [17, 218, 332] },
  "storage-ceiling": { severity: "low", numbers: [225] },
  "replication-broken": { trouble: "replication", severity: "high", numbers: [45, 358] },
  "replication-ended": { trouble: "replication", severity: "medium", numbers: [57] },
  "replication-well": { trouble: "replication", severity: "low", well: true, numbers: [46, 357, 415] },
  "replica-failed": { severity: "medium", numbers: [202] },
  "key-unreachable": { trouble: "key", severity: "high", numbers: [418] },
  "key-lost": { trouble: "key", severity: "high", numbers: [419] },
  "key-well": { trouble: "key", severity: "low", well: true, numbers: [420] },
  failed: { severity: "high", numbers: [31] },
  "bad-parameters": { severity: "high", numbers: [35] },
  "bad-network": { severity: "high", numbers: [36, 315] },
  memory: { severity: "high", numbers: [403, 404] },
  credits: { severity: "medium", numbers: [189] },
  secret: { severity: "high", numbers: [327] },
  password: { severity: "medium", numbers: [16] },
  "password-failed": { severity: "medium", numbers: [33, 67] },
  certificate: { severity: "medium", numbers: [501, 502] },
  "restart-planned": { severity: "medium", numbers: [396, 422] },
  update: { severity: "low", numbers: [48, 155, 156, 191, 230, 287, 365, 424] },
  deleted: { severity: "medium", numbers: [3, 171] },
  "not-created": { severity: "medium", numbers: [278, 353, 354, 355] },
  "backups-off": { severity: "medium", numbers: [28] },
  "export-failed": { severity: "medium", numbers: [159, 162, 234, 484, 489] },
  monitoring: { severity: "low", numbers: [79, 80] },
  role: { severity: "medium", numbers: [81, 82, 83] },
  unsupported: { severity: "medium", numbers: [165] },
  "stop-failed": { severity: "medium", numbers: [152] },
  "scaling-failed": { severity: "medium", numbers: [143] },
  "proxy-addresses": { severity: "high", numbers: [243] },
  "proxy-throttled": { severity: "high", numbers: [275] },
  "proxy-deleted": { severity: "medium", numbers: [205] },
  "deployment-ready": { severity: "low", numbers: [244] },
  "deployment-failed": { severity: "medium", numbers: [245] },
  operator: { severity: "medium", numbers: [44] },
  restored: { severity: "low", numbers: [19, 43] },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly severity: Severity;
      readonly numbers: readonly number[];
      readonly passage?: DatabaseTransition;
      readonly over?: true;
      readonly trouble?: DatabaseTrouble;
      readonly well?: true;
    }
  >
>;

export type DatabaseKey = keyof typeof meanings | "power-stopped" | "power-started";

/** AWS starts what was stopped for seven days: an instance, a cluster. */
const restarts = [154, 153];

/** Published only as the end of something: by themselves they were requested. */
const stopped = [87, 150];
const started = [88, 151];

/**
 * Successful backups, snapshots, exports and creations, requested changes, pauses of Aurora Serverless, and events
 * that RDS says need no action. A channel that shows all of them is not read when something fails.
 */
const routine = [
  1, 2, 5, 11, 12, 14, 18, 24, 25, 29, 30, 32, 40, 41, 42, 59, 60, 61, 62, 63, 64, 68, 74, 75, 78, 90, 91, 92, 132, 141,
  142, 144, 145, 146, 147, 148, 149, 160, 161, 163, 164, 166, 167, 168, 169, 170, 190, 193, 196, 197, 203, 204, 206,
  207, 208, 213, 214, 215, 217, 219, 220, 235, 236, 237, 246, 295, 296, 303, 304, 316, 317, 318, 319, 321, 322, 323,
  325, 326, 333, 334, 335, 359, 360, 366, 367, 368, 370, 371, 372, 373, 374, 383, 385, 386, 394, 395, 405, 406, 416,
  486, 487, 488, 491, 492, 493, 512, 513,
];

const byNumber: ReadonlyMap<number, Meaning> = new Map([
  ...routine.map((number): [number, Meaning] => [number, { kind: "quiet" }]),
  ...restarts.map((number): [number, Meaning] => [number, { kind: "restart" }]),
  ...Object.entries(meanings).flatMap(([name, meaning]): [number, Meaning][] => {
    const said: DatabaseSaid = { key: name as DatabaseKey, severity: meaning.severity };
    const whole: Meaning =
      "passage" in meaning
        ? { kind: "passage", passage: meaning.passage, isOver: "over" in meaning, ...said }
        : "trouble" in meaning
          ? { kind: "trouble", trouble: meaning.trouble, isWell: "well" in meaning, ...said }
          : { kind: "single", ...said };
    return meaning.numbers.map((number): [number, Meaning] => [number, whole]);
  }),
  ...[
    ...stopped.map((number) => [number, "power-stopped"] as const),
    ...started.map((number) => [number, "power-started"] as const),
  ].map(([number, key]): [number, Meaning] => [
    number,
    { kind: "passage", passage: "power", isOver: true, key, severity: "low" },
  ]),
]);

/** The meaning of a number; undefined for unknown ones. */
export function meaningOf({ number }: Pick<DatabaseNews, "number">): Meaning | undefined {
  return number === undefined ? undefined : byNumber.get(number);
}

/** Whether a database was started or stopped, by anyone. */
export function powerChangeOf({ number = -1 }: Pick<DatabaseNews, "number">): "started" | "stopped" | undefined {
  return started.includes(number) ? "started" : stopped.includes(number) ? "stopped" : undefined;
}

/** For events known by category alone. SNS notifications have no category. */
const byCategory: Readonly<Record<string, Severity>> = {
  failure: "high",
  failover: "high",
  "global failover": "high",
  "low storage": "high",
  availability: "medium",
  recovery: "medium",
  deletion: "medium",
  "read replica": "medium",
  security: "medium",
  backup: "low",
  backtrack: "low",
  "configuration change": "low",
  creation: "low",
  maintenance: "low",
  notification: "low",
  restoration: "low",
  "security patching": "low",
  serverless: "low",
};

/** The severity of an event of which only the categories are known. */
export function severityOfCategories(categories: readonly string[]): Severity {
  const severities = categories.flatMap((category) => {
    const name = category.toLowerCase();
    return Object.hasOwn(byCategory, name) ? (byCategory[name] ?? []) : [];
  });
  if (severities.includes("high")) return "high";
  return severities.includes("medium") || !severities.length ? "medium" : "low";
}
