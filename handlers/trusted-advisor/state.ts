/** Trusted Advisor's result for one resource of a check. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { figureAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { truncate } from "../../lib/pure/truncate.ts";

const adviceStatuses = ["ERROR", "WARN", "INFO", "OK"] as const;

export const adviceSchema = v.object({
  /** The check's name, in English. */
  check: v.string(),
  status: v.picklist(adviceStatuses),
  /** ISO 8601. */
  at: v.string(),
  /** An ARN or an id; not every check has one. */
  resource: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  /** The resource's region; Trusted Advisor's own events are all in us-east-1. */
  region: v.exactOptional(v.string()),
  /** Other details, by the check's own names, few and short. */
  details: v.array(v.tuple([v.string(), v.string()])),
  /** Set for a service limit, with whether it is reached. */
  limit: v.exactOptional(v.object({ isReached: v.boolean() })),
});
export type Advice = StateOf<typeof adviceSchema>;

export const adviceShape = defineShape({ name: "advice-news", version: 1, schema: adviceSchema });

/** The result, and its identity by check and resource. */
interface FoundAdvice {
  readonly advice: Advice;
  readonly subject: string;
}

const mostDetails = 6;

/** Details of a resource's current state rather than its identity: figures, and fields with such names. */
function isChanging([name, value]: readonly [string, string]): boolean {
  return (
    /^[-\d.,$% ]+$/.test(value) ||
    /status|usage|days|date|time|last|reason|alert|cost|saving|percent|utili[sz]ation|count/i.test(name)
  );
}

/**
 * The result of an event; undefined without a check, or with an unknown status.
 * https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html
 */
export function adviceOf({ detail, time }: Pick<AwsEvent, "detail" | "time">): FoundAdvice | undefined {
  const check = textAt(detail, "check-name");
  const said = textAt(detail, "status")?.toUpperCase();
  const status = adviceStatuses.find((one) => one === said || (one === "WARN" && said === "WARNING"));
  if (!check || !status) return undefined;
  const item = objectAt(detail, "check-item-detail") ?? {};
  const all = Object.keys(item).flatMap((name): [string, string][] => {
    const value = textAt(item, name) ?? figureAt(item, name)?.toString();
    return value && name.trim() ? [[truncate(name, 60), truncate(value, 200)]] : [];
  });
  const resource = textAt(detail, "resource_id");
  const name = all.find(([field]) => /(^|\s)name$/i.test(field) && !/^limit/i.test(field))?.[1];
  const region = all.find(([field]) => isRegionField(field))?.[1];
  const isLimit = all.some(([field]) => /^limit (name|amount)$/i.test(field));
  const [limit, usage] = [figureAt(item, "Limit Amount"), figureAt(item, "Current Usage")];
  const lasting = all.filter((field) => !isChanging(field)).sort(byName);
  const identity = resource ?? (lasting.length ? JSON.stringify(lasting) : (textAt(detail, "uuid") ?? ""));
  return {
    subject: `${check}\n${identity}`,
    advice: {
      check: truncate(check, 200),
      status,
      at: time,
      ...(resource && { resource: truncate(resource, 300) }),
      ...(name && name !== resource && { name }),
      ...(region && { region }),
      details: all.filter(([field]) => field.toLowerCase() !== "status" && !isRegionField(field)).slice(0, mostDetails),
      ...(isLimit && { limit: { isReached: limit !== undefined && usage !== undefined && usage >= limit } }),
    },
  };
}

function isRegionField(field: string): boolean {
  return /^region(\/az)?$/i.test(field);
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}

/**
 * The severity. Checks run repeatedly and find long-standing conditions, so they are low, except for public keys and
 * reached limits, which are urgent.
 */
export function severityOfAdvice({ check, status, limit }: Advice): Severity {
  if (status === "OK" || status === "INFO") return "low";
  if (/exposed access keys/i.test(check)) return "high";
  if (limit) return status === "ERROR" || limit.isReached ? "high" : "medium";
  return status === "ERROR" ? "medium" : "low";
}
