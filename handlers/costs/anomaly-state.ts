/** Anomalies found by AWS Cost Anomaly Detection. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { figureAt, filled, isObject, listAt, momentAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** A root cause, according to AWS. */
const rootCauseSchema = v.object({
  service: v.exactOptional(v.string()),
  /** An account's name, or its number. */
  account: v.exactOptional(v.string()),
  region: v.exactOptional(v.string()),
  usageType: v.exactOptional(v.string()),
  /** Its share of the excess, in US dollars. */
  dollars: v.exactOptional(v.number()),
});
export type RootCause = StateOf<typeof rootCauseSchema>;

const costAnomalySchema = v.object({
  id: v.string(),
  /** What the monitor evaluates, such as a service. */
  what: v.exactOptional(v.string()),
  monitor: v.exactOptional(v.string()),
  /** The monitor's id, for its console page. */
  monitorId: v.exactOptional(v.string()),
  /** The account that pays. */
  account: v.exactOptional(v.string()),
  /** The first and the last day of the anomaly, `2026-11-23`. */
  first: v.exactOptional(v.string()),
  last: v.exactOptional(v.string()),
  /** In US dollars: actual, expected, and the difference. */
  actual: v.exactOptional(v.number()),
  expected: v.exactOptional(v.number()),
  total: v.exactOptional(v.number()),
  /** The largest difference of one day. */
  most: v.exactOptional(v.number()),
  causes: v.array(rootCauseSchema),
  /** The feedback given to AWS: YES (an anomaly), NO, PLANNED_ACTIVITY. */
  feedback: v.exactOptional(v.string()),
});
export type CostAnomaly = StateOf<typeof costAnomalySchema>;

/** An anomaly, which AWS sends again while it grows. */
const knownAnomalySchema = v.object({
  anomaly: costAnomalySchema,
  /** When AWS sent it, ISO 8601. */
  at: v.string(),
  /** The amount and time of its first event. */
  first: v.object({ at: v.string(), total: v.number() }),
});
export type KnownAnomaly = StateOf<typeof knownAnomalySchema>;

export const knownAnomalyShape = defineShape({ name: "cost-anomaly", version: 1, schema: knownAnomalySchema });

/** Longer names are truncated; real ones are shorter. */
const longestName = 200;

/**
 * The anomaly of an event, or of an SNS notification of an alert subscription, which has the same fields but another
 * name for the dimension. Undefined when it names none.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/cad-eventbridge.html
 * https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html
 */
export function costAnomalyOf({ detail }: Pick<AwsEvent, "detail">): CostAnomaly | undefined {
  const id = textAt(detail, "anomalyId");
  if (!id) return undefined;
  const what = textAt(detail, "dimensionValue") ?? textAt(detail, "dimensionalValue");
  const monitor = textAt(detail, "monitorName");
  const [, monitorId] = /:anomalymonitor\/([\w-]{1,100})$/.exec(textAt(detail, "monitorArn") ?? "") ?? [];
  const [first, last] = [dayAt(detail, "anomalyStartDate"), dayAt(detail, "anomalyEndDate")];
  const impact = objectAt(detail, "impact");
  const [actual, expected] = [figureAt(impact, "totalActualSpend"), figureAt(impact, "totalExpectedSpend")];
  const most = figureAt(impact, "maxImpact");
  const feedback = textAt(detail, "feedback");
  return {
    id: truncate(id, longestName),
    ...(what && { what: truncate(what, longestName) }),
    ...(monitor && { monitor: truncate(monitor, longestName) }),
    ...filled({ monitorId, account: rootAccountIn(detail, "accountName", "accountId"), first }),
    ...(last && { last: first && last < first ? first : last }),
    ...filled({
      actual,
      expected,
      total: figureAt(impact, "totalImpact") ?? differenceOf(actual, expected) ?? most,
      most,
    }),
    causes: listAt(detail, "rootCauses").filter(isObject).map(rootCauseOf).sort(byDollars),
    ...(feedback && { feedback: truncate(feedback, longestName) }),
  };
}

/** Whether an SNS notification is an anomaly. */
export function isCostAnomaly(detail: Readonly<Record<string, unknown>>): boolean {
  return textAt(detail, "anomalyId") !== undefined && objectAt(detail, "impact") !== undefined;
}

function rootCauseOf(cause: Readonly<Record<string, unknown>>): RootCause {
  const short = (name: string): string | undefined => {
    const text = textAt(cause, name);
    return text && truncate(text, longestName);
  };
  const [service, region, usageType] = [short("service"), short("region"), short("usageType")];
  return filled({
    service,
    account: rootAccountIn(cause, "linkedAccountName", "linkedAccount"),
    region,
    usageType,
    dollars: figureAt(objectAt(cause, "impact"), "contribution"),
  });
}

function byDollars({ dollars: one = 0 }: RootCause, { dollars: other = 0 }: RootCause): number {
  return other - one;
}

/** The account's name, followed by its number. */
function rootAccountIn(value: unknown, nameAt: string, numberAt: string): string | undefined {
  const [name, number] = [textAt(value, nameAt), textAt(value, numberAt)];
  if (!name || name === number) return number && truncate(number, longestName);
  return number ? `${truncate(name, longestName)} (${truncate(number, 30)})` : truncate(name, longestName);
}

function dayAt(value: unknown, name: string): string | undefined {
  const day = momentAt(value, name)?.slice(0, 10);
  // A real date has a year of four digits.
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

function differenceOf(actual: number | undefined, expected: number | undefined): number | undefined {
  return actual === undefined || expected === undefined ? undefined : actual - expected;
}

/** Merges one more event: the latest one wins, whatever the order of arrival. */
export function withAnomaly(known: KnownAnomaly | undefined, anomaly: CostAnomaly, at: string): KnownAnomaly {
  const first = { at, total: anomaly.total ?? 0 };
  const news: KnownAnomaly = { anomaly, at, first };
  if (!known) return news;
  return {
    ...(isLaterAnomaly(news, known) ? news : known),
    first: at < known.first.at || (at === known.first.at && first.total < known.first.total) ? first : known.first,
  };
}

/** Of two at the same time, the one with the higher total is later. */
export function isLaterAnomaly(one: KnownAnomaly, other: KnownAnomaly): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return (one.anomaly.total ?? 0) > (other.anomaly.total ?? 0);
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whether it is still going on: cost data is a day or two late, so a last day just before the event is not an end. */
export function isGoingOn({ anomaly: { last }, at }: KnownAnomaly): boolean {
  return last === undefined || Date.parse(at) - Date.parse(last) <= 3 * dayMs;
}

/**
 * The severity, by the excess over the expected amount:
 * - high from 1,000 dollars, and from 100 when it grows fast: it is still going on at twice its first amount,
 *   or the actual amount is at least five times the expected one;
 * - low below 10 dollars, and when feedback says that it was planned, or no anomaly;
 * - medium otherwise, and when AWS gives no amount.
 */
export function severityOfAnomaly(known: KnownAnomaly): Severity {
  const { anomaly, first } = known;
  const { total, actual, expected } = anomaly;
  if (isAnomalyDismissed(anomaly)) return "low";
  if (total === undefined) return "medium";
  const hasDoubled = first.total > 0 && total >= 2 * first.total;
  const isManifold = actual !== undefined && expected !== undefined && actual >= 5 * expected;
  const runsAway = isGoingOn(known) && (hasDoubled || isManifold);
  if (total >= 1_000 || (total >= 100 && runsAway)) return "high";
  return total < 10 ? "low" : "medium";
}

/** Whether feedback says that it was planned, or no anomaly. */
export function isAnomalyDismissed({ feedback }: CostAnomaly): boolean {
  return feedback === "NO" || feedback === "PLANNED_ACTIVITY";
}
