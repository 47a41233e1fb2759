/** An AWS Health event: a service issue, maintenance of a resource, a notification, an abuse report. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { figureAt, filled, isObject, listAt, momentAt, textAt } from "../../lib/pure/json.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

const healthCategories = ["issue", "investigation", "scheduledChange", "accountNotification"] as const;

const entityStatuses = ["IMPAIRED", "PENDING", "UNKNOWN", "UNIMPAIRED", "RESOLVED"] as const;

/** An affected resource. */
const entitySchema = v.object({
  /** An id, a name, or an ARN. */
  id: v.string(),
  status: v.exactOptional(v.picklist(entityStatuses)),
});
type Entity = StateOf<typeof entitySchema>;

/** One page of the affected resources: the number of each status, and the first few. */
const pageSchema = v.object({
  count: v.number(),
  byStatus: v.record(v.picklist(entityStatuses), v.number()),
  first: v.array(entitySchema),
});
type Page = StateOf<typeof pageSchema>;

/** The last communication about an event. */
export const healthEventSchema = v.object({
  arn: v.string(),
  /** The communication's id: the same for its pages, and for its copy in another region. */
  communication: v.string(),
  /** The time of the communication, ISO 8601. */
  at: v.string(),
  service: v.string(),
  /** `AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED`; empty when the event has none. */
  code: v.string(),
  category: v.picklist(healthCategories),
  isAbuse: v.boolean(),
  isPublic: v.boolean(),
  isClosed: v.boolean(),
  /** The affected region, which may differ from the event's; `global` for global services. */
  region: v.string(),
  /** The affected account. */
  account: v.string(),
  start: v.exactOptional(v.string()),
  end: v.exactOptional(v.string()),
  description: v.exactOptional(v.string()),
  /** Whether AWS says that action is required, or may be. */
  action: v.exactOptional(v.picklist(["must", "may", "none"])),
  /** By page number. */
  pages: v.record(v.string(), pageSchema),
});
export type HealthEvent = StateOf<typeof healthEventSchema>;

/** Number of resources kept for each page, and shown in all. */
export const mostEntities = 10;

/** What fits into a message's state; AWS sends far fewer. */
const mostPages = 50;

/**
 * The event, with its description in that language if AWS has it. Undefined when it has no identity.
 * https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 */
export function healthEventOf(event: AwsEvent, language: string): HealthEvent | undefined {
  const { detail, time } = event;
  const arn = textAt(detail, "eventArn");
  const code = textAt(detail, "eventTypeCode");
  const service = textAt(detail, "service") ?? serviceIn(code);
  if (!arn || !service) return undefined;
  const said = textAt(detail, "eventTypeCategory");
  const isAbuse = /abuse/i.test(event.type) || service === "ABUSE" || /^AWS_ABUSE_/.test(code ?? "");
  const [start, end] = [momentAt(detail, "startTime"), momentAt(detail, "endTime")];
  const asked = textAt(detail, "actionability") ?? "";
  const action = Object.hasOwn(actionabilities, asked) ? actionabilities[asked] : undefined;
  const entities = listAt(detail, "affectedEntities").filter(isObject).flatMap(entityOf);
  // Older events name the resources in the envelope only.
  const all = entities.length ? entities : event.resources.map((id): Entity => ({ id: truncate(id, longestId) }));
  const page = figureAt(detail, "page") ?? 1;
  const category = healthCategories.find((one) => one === said) ?? "accountNotification";
  const isClosed = textAt(detail, "statusCode")?.toLowerCase() === "closed";
  return {
    arn: truncate(arn, 500),
    communication: truncate(textAt(detail, "communicationId") ?? "", 200),
    at: momentAt(detail, "lastUpdatedTime") ?? time,
    service: truncate(service, 60),
    code: truncate(code ?? "", 120),
    category,
    isAbuse,
    // An event that names resources is about the account that they are in.
    isPublic: textAt(detail, "eventScopeCode") === "PUBLIC" && !all.length,
    // A notification has nothing to end: AWS closes it as soon as it is sent.
    isClosed: isClosed && (isAbuse || category !== "accountNotification"),
    region: truncate(textAt(detail, "eventRegion") ?? regionIn(arn) ?? event.region, 60),
    account: truncate(textAt(detail, "affectedAccount") ?? event.account, 60),
    ...filled({ start, end, description: descriptionIn(detail, language), action }),
    pages: all.length && isPage(page) ? { [page]: pageOf(all) } : {},
  };
}

function isPage(page: number): boolean {
  return Number.isInteger(page) && page >= 1 && page <= mostPages;
}

const longestId = 150;

const actionabilities: Readonly<Record<string, HealthEvent["action"]>> = {
  ACTION_REQUIRED: "must",
  ACTION_MAY_BE_REQUIRED: "may",
  INFORMATIONAL: "none",
};

/** `EC2` of `AWS_EC2_…`. */
function serviceIn(code: string | undefined): string | undefined {
  return /^AWS_([A-Z0-9]+)_/.exec(code ?? "")?.[1];
}

/** arn:aws:health:ap-northeast-2::event/… */
function regionIn(arn: string): string | undefined {
  return (arn.startsWith("arn:") && arn.split(":")[3]) || undefined;
}

/** In that language, else in English, else in any. Its line breaks are those of AWS's e-mail. */
function descriptionIn(detail: unknown, language: string): string | undefined {
  const all = listAt(detail, "eventDescription");
  const isIn = (wanted: string) => (one: unknown) => (textAt(one, "language") ?? "").toLowerCase().startsWith(wanted);
  const found = all.find(isIn(language)) ?? all.find(isIn("en")) ?? all[0];
  const text = textAt(found, "latestDescription");
  return text && truncate(text.replaceAll("\\n", " ").replace(/\s+/g, " ").trim(), 1_000);
}

function entityOf(entity: Readonly<Record<string, unknown>>): Entity[] {
  const id = textAt(entity, "entityValue");
  const said = textAt(entity, "status")?.toUpperCase();
  const status = entityStatuses.find((one) => one === said);
  return id ? [{ id: truncate(id, longestId), ...(status && { status }) }] : [];
}

function pageOf(entities: readonly Entity[]): Page {
  const byStatus: Partial<Record<(typeof entityStatuses)[number], number>> = {};
  for (const { status } of entities) if (status) byStatus[status] = (byStatus[status] ?? 0) + 1;
  // Resources that need attention come first.
  const rank = ({ status }: Entity): number => (status ? entityStatuses.indexOf(status) : 0);
  const first = [...entities].sort((one, other) => rank(one) - rank(other)).slice(0, mostEntities);
  return { count: entities.length, byStatus, first };
}

/** The key of an event's message: each affected account has one, and a public event has one for all. */
export function healthSubject({ arn, account, isPublic }: HealthEvent): string {
  return isPublic ? arn : `${account}/${arn}`;
}

/**
 * Merges `news`, in any order of arrival: the last communication wins, with all of its pages; repeated ones change
 * nothing.
 */
export function withHealthEvent(known: HealthEvent | undefined, news: HealthEvent): HealthEvent {
  if (!known) return news;
  const isSame = known.communication !== "" && known.communication === news.communication;
  const newest = isNewer(news, known) ? news : known;
  if (!isSame) return newest;
  const older = newest === news ? known : news;
  return { ...newest, pages: { ...older.pages, ...newest.pages } };
}

/** A communication's id ends in its number; without an id and a time, the one that arrived last wins. */
function isNewer(one: HealthEvent, other: HealthEvent): boolean {
  return one.at === other.at ? one.communication >= other.communication : one.at > other.at;
}

/** All named resources: how many, how many of each status, and the first few. */
export function entitiesOf({ pages }: HealthEvent): Page {
  const all = Object.keys(pages)
    .sort((one, other) => Number(one) - Number(other))
    .flatMap((number) => pages[number] ?? []);
  const byStatus = Object.fromEntries(
    entityStatuses.flatMap((status) => {
      const count = all.reduce((sum, page) => sum + (page.byStatus[status] ?? 0), 0);
      return count ? [[status, count] as const] : [];
    }),
  );
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    first: pageOf(all.flatMap(({ first }) => first)).first,
  };
}

/** The EC2 instances among the shown resources, by region. */
export function instancesIn(event: HealthEvent): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { id: entity } of entitiesOf(event).first) {
    const id = instanceIdIn(entity);
    // Global events, such as abuse, give the instance's region only in its ARN.
    const region = regionIn(entity) ?? event.region;
    if (id) all.set(region, [...(all.get(region) ?? []), id]);
  }
  return all;
}

export function instanceIdIn(entity: string): string | undefined {
  return /(?:^|\/)(i-[0-9a-f]{8,17})$/.exec(entity)?.[1];
}

/** What EC2 maintenance does to an instance. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instances-status-check_sched.html */
export type Maintenance = "retirement" | "reboot" | "system-reboot" | "interruption" | "lifecycle";

/** Undefined for other events and unknown kinds. */
export function maintenanceOf({ category, code }: HealthEvent): Maintenance | undefined {
  if (category !== "scheduledChange") return undefined;
  if (code.endsWith("_PLANNED_LIFECYCLE_EVENT")) return "lifecycle";
  if (!/^AWS_EC2_.*(INSTANCE|SYSTEM_REBOOT)/.test(code)) return undefined;
  if (/RETIREMENT|_STOP_|TERMINATION/.test(code)) return "retirement";
  if (/SYSTEM_REBOOT/.test(code)) return "system-reboot";
  if (/REBOOT/.test(code)) return "reboot";
  return /(NETWORK|POWER)_MAINTENANCE/.test(code) ? "interruption" : undefined;
}

const soonMs = 48 * 60 * 60 * 1000;

/**
 * The severity: high for abuse, for an issue that affects resources of this account, and for maintenance with
 * required action within two days of the communication; low for notices without action, and for closed events; medium
 * otherwise.
 */
export function severityOfHealth(event: HealthEvent): Severity {
  const { category, isAbuse, isPublic, isClosed, action, start, at } = event;
  if (isClosed) return "low";
  if (isAbuse) return "high";
  if (category === "issue") return !isPublic && entitiesOf(event).count > 0 ? "high" : "medium";
  if (category === "accountNotification") return action === "must" ? "medium" : "low";
  if (category === "investigation") return "medium";
  const maintenance = maintenanceOf(event);
  const mustAct = action === "must" || (maintenance !== undefined && maintenance !== "interruption");
  const isSoon = start !== undefined && Date.parse(start) - Date.parse(at) <= soonMs;
  if (mustAct) return isSoon ? "high" : "medium";
  return action === "none" ? "low" : "medium";
}
