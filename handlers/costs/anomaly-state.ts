/** What AWS Cost Anomaly Detection says of a cost that is out of the ordinary. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { figureAt, isObject, listAt, momentAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** Something that AWS takes to be part of the cause. */
const rootCauseSchema = v.object({
  service: v.exactOptional(v.string()),
  /** An account's name, or its number. */
  account: v.exactOptional(v.string()),
  region: v.exactOptional(v.string()),
  usageType: v.exactOptional(v.string()),
  /** What it adds to what was expected, in US dollars. */
  dollars: v.exactOptional(v.number()),
});
export type RootCause = StateOf<typeof rootCauseSchema>;

const costAnomalySchema = v.object({
  id: v.string(),
  /** What the monitor looks at, such as a service. */
  what: v.exactOptional(v.string()),
  monitor: v.exactOptional(v.string()),
  /** The id of the monitor, as its console page needs it. */
  monitorId: v.exactOptional(v.string()),
  /** The account that pays. */
  account: v.exactOptional(v.string()),
  /** The first and the last day on which it was seen, `2026-11-23`. */
  first: v.exactOptional(v.string()),
  last: v.exactOptional(v.string()),
  /** In US dollars: what was spent, what was expected, and the difference. */
  actual: v.exactOptional(v.number()),
  expected: v.exactOptional(v.number()),
  total: v.exactOptional(v.number()),
  /** The difference on the day on which it was largest. */
  most: v.exactOptional(v.number()),
  causes: v.array(rootCauseSchema),
  /** What somebody answered to AWS: YES (an anomaly), NO, PLANNED_ACTIVITY. */
  feedback: v.exactOptional(v.string()),
});
export type CostAnomaly = StateOf<typeof costAnomalySchema>;

/** What is known of an anomaly, of which AWS tells again while it grows. */
const knownAnomalySchema = v.object({
  anomaly: costAnomalySchema,
  /** When AWS told it, ISO 8601. */
  at: v.string(),
  /** How much it was when it was first told, and when that was. */
  first: v.object({ at: v.string(), total: v.number() }),
});
export type KnownAnomaly = StateOf<typeof knownAnomalySchema>;

export const knownAnomalyShape = defineShape({
  name: "cost-anomaly",
  version: 1,
  schema: knownAnomalySchema,
});

/** Names longer than that are cut: nothing that people have named is. */
const longestName = 200;

/**
 * The anomaly of an event, or of the notification that an alert subscription sends through SNS, which writes the same
 * and calls the dimension otherwise. Undefined when it names none.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/cad-eventbridge.html
 * https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html
 */
export function costAnomalyOf({ detail }: Pick<AwsEvent, "detail">): CostAnomaly | undefined {
  const id = textAt(detail, "anomalyId");
  if (!id) return undefined;
  const what = textAt(detail, "dimensionValue") ?? textAt(detail, "dimensionalValue");
  const monitor = textAt(detail, "monitorName");
  const [, monitorId] = /:anomalymonitor\/([\w-]{1,100})$/.exec(textAt(detail, "monitorArn") ?? "") ?? [];
  const account = rootAccountIn(detail, "accountName", "accountId");
  const [first, last] = [dayAt(detail, "anomalyStartDate"), dayAt(detail, "anomalyEndDate")];
  const impact = objectAt(detail, "impact");
  const [actual, expected] = [figureAt(impact, "totalActualSpend"), figureAt(impact, "totalExpectedSpend")];
  const most = figureAt(impact, "maxImpact");
  const total = figureAt(impact, "totalImpact") ?? differenceOf(actual, expected) ?? most;
  const feedback = textAt(detail, "feedback");
  return {
    id: truncate(id, longestName),
    ...(what && { what: truncate(what, longestName) }),
    ...(monitor && { monitor: truncate(monitor, longestName) }),
    ...(monitorId && { monitorId }),
    ...(account && { account }),
    ...(first && { first }),
    ...(last && { last: first && last < first ? first : last }),
    ...(actual !== undefined && { actual }),
    ...(expected !== undefined && { expected }),
    ...(total !== undefined && { total }),
    ...(most !== undefined && { most }),
    causes: listAt(detail, "rootCauses").filter(isObject).map(rootCauseOf).sort(byDollars),
    ...(feedback && { feedback: truncate(feedback, longestName) }),
  };
}

/** Whether a notification of SNS is one of these. */
export function isCostAnomaly(detail: Readonly<Record<string, unknown>>): boolean {
  return textAt(detail, "anomalyId") !== undefined && objectAt(detail, "impact") !== undefined;
}

function rootCauseOf(cause: Readonly<Record<string, unknown>>): RootCause {
  const short = (name: string): string | undefined => {
    const text = textAt(cause, name);
    return text && truncate(text, longestName);
  };
  const [service, region, usageType] = [short("service"), short("region"), short("usageType")];
  const account = rootAccountIn(cause, "linkedAccountName", "linkedAccount");
  const dollars = figureAt(objectAt(cause, "impact"), "contribution");
  return {
    ...(service && { service }),
    ...(account && { account }),
    ...(region && { region }),
    ...(usageType && { usageType }),
    ...(dollars !== undefined && { dollars }),
  };
}

function byDollars({ dollars: one = 0 }: RootCause, { dollars: other = 0 }: RootCause): number {
  return other - one;
}

/** Its name, and its number behind it. */
function rootAccountIn(value: unknown, nameAt: string, numberAt: string): string | undefined {
  const [name, number] = [textAt(value, nameAt), textAt(value, numberAt)];
  if (!name || name === number) return number && truncate(number, longestName);
  return number ? `${truncate(name, longestName)} (${truncate(number, 30)})` : truncate(name, longestName);
}

function dayAt(value: unknown, name: string): string | undefined {
  const day = momentAt(value, name)?.slice(0, 10);
  // Years of more than four digits are nobody's bill.
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

function differenceOf(actual: number | undefined, expected: number | undefined): number | undefined {
  return actual === undefined || expected === undefined ? undefined : actual - expected;
}

/** What is known once `told` is heard, too: what was told last holds, in whatever order it comes. */
export function withAnomaly(known: KnownAnomaly | undefined, anomaly: CostAnomaly, at: string): KnownAnomaly {
  const first = { at, total: anomaly.total ?? 0 };
  const news: KnownAnomaly = { anomaly, at, first };
  if (!known) return news;
  return {
    ...(isLaterAnomaly(news, known) ? news : known),
    first:
      at < known.first.at || (at === known.first.at && first.total < known.first.total) ? first : known.first,
  };
}

/** Of two that were told at one time the one with the higher total. */
export function isLaterAnomaly(one: KnownAnomaly, other: KnownAnomaly): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return (one.anomaly.total ?? 0) > (other.anomaly.total ?? 0);
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whether it still goes on when it is told: costs are a day or two late, so a last day before that is no end. */
export function isGoingOn({ anomaly: { last }, at }: KnownAnomaly): boolean {
  return last === undefined || Date.parse(at) - Date.parse(last) <= 3 * dayMs;
}

/**
 * How much it matters, by what it costs beyond what was expected:
 * - high from 1,000 dollars, and from 100 when it runs away: it goes on, and is twice what it was when it was first
 *   told, or what is spent is at least five times what was expected;
 * - low below 10 dollars, and when somebody has told AWS that it was planned, or is none;
 * - medium otherwise, and when AWS does not say how much it is.
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

/** Whether somebody has told AWS that it was planned, or is none. */
export function isAnomalyDismissed({ feedback }: CostAnomaly): boolean {
  return feedback === "NO" || feedback === "PLANNED_ACTIVITY";
}
