import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { filled, momentIn, numberAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** An event of an Elastic Beanstalk environment. */
const beanstalkNewsSchema = v.object({
  environment: v.string(),
  application: v.exactOptional(v.string()),
  /** `Environment update failed`. */
  status: v.exactOptional(v.string()),
  message: v.exactOptional(v.string()),
  /** TRACE, DEBUG, INFO, WARN, ERROR or FATAL. */
  level: v.string(),
  /** ISO 8601. */
  at: v.string(),
  /** For a change of health. */
  health: v.exactOptional(v.object({ from: v.exactOptional(v.string()), to: v.string() })),
});
export type BeanstalkNews = StateOf<typeof beanstalkNewsSchema>;

export const beanstalkNewsShape = defineShape({ name: "beanstalk", version: 1, schema: beanstalkNewsSchema });

/**
 * Reads an event of any of its types; undefined when it names no environment.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.eventbridge.html
 */
export function beanstalkNewsOf({ detail, time, resources }: AwsEvent): BeanstalkNews | undefined {
  // arn:aws:elasticbeanstalk:ap-northeast-2:123456789012:environment/shop/shop-production
  const path = resources
    .find((arn) => arn.includes(":environment/"))
    ?.split(":environment/")[1]
    ?.split("/");
  const environment = textAt(detail, "EnvironmentName") ?? path?.[1];
  if (!environment) return undefined;
  const [status, message] = [textAt(detail, "Status"), textAt(detail, "Message")];
  const health = message && healthIn(message);
  return {
    environment,
    level: textAt(detail, "Severity")?.toUpperCase() ?? "INFO",
    at: momentIn(numberAt(detail, "EventDate") ?? time) ?? time,
    ...filled({ application: textAt(detail, "ApplicationName") ?? path?.[0], status, message, health }),
  };
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-status.html */
function healthIn(message: string): BeanstalkNews["health"] {
  const found = /health has transitioned from (No Data|\w+) to (No Data|\w+)/i.exec(message);
  return found?.[1] && found[2] ? { from: found[1], to: found[2] } : undefined;
}

const healths: Readonly<Record<string, Severity | "well">> = {
  Ok: "well",
  Info: "well",
  Warning: "medium",
  "No Data": "medium",
  Unknown: "medium",
  Degraded: "high",
  Severe: "high",
};

/** The health: `well`, or the severity; undefined when the event does not say, as with Pending. */
export function judgeHealth({ health, level }: BeanstalkNews): Severity | "well" | undefined {
  if (health) return healths[health.to];
  return level === "INFO" ? "well" : severityOfLevel(level);
}

function severityOfLevel(level: string): Severity {
  if (level === "ERROR" || level === "FATAL") return "high";
  return level === "WARN" ? "medium" : "low";
}

/** AWS sends some failures as INFO, such as a failed termination. */
export function severityOfStatus({ level, status = "" }: BeanstalkNews): Severity {
  const severity = severityOfLevel(level);
  return severity === "low" && /\bfail(ed|ure)\b/i.test(status) ? "medium" : severity;
}
