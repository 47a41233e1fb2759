import { Temporal } from "temporal-polyfill";

/** How urgent an alert is: high wakes people, low can wait until morning. */
export const severities = ["low", "medium", "high"] as const;

export type Severity = (typeof severities)[number];

/** What routing depends on. */
export interface AlertFacts {
  /** EventBridge's, such as `aws.cloudwatch`. */
  readonly source: string;
  /** The detail-type, or an SNS message's subject. */
  readonly type: string;
  readonly severity: Severity;
  readonly account: string;
  readonly environment?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** One rule of `alerts.routes`: all of its conditions must hold. A `*` at the end of source or type matches any rest. */
export interface RouteCondition {
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly environment?: string | undefined;
  readonly account?: string | undefined;
  /** `name=value` */
  readonly tag?: string | undefined;
  /** This severity or higher. */
  readonly severity?: Severity | undefined;
}

export interface QuietHours {
  /** `22:00` */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export interface RoutingSettings {
  readonly channel: string;
  readonly routes: readonly { readonly when: RouteCondition; readonly channel: string }[];
  /** The lowest severity for each channel. */
  readonly floors: Readonly<Record<string, Severity>>;
  readonly quietHours?: QuietHours | undefined;
}

export interface Route {
  readonly channel: string;
  /** Why it is suppressed there: below the channel's severity, or in quiet hours. */
  readonly held?: "floor" | "quiet";
}

/** The destination of an alert: the first matching rule, else the default channel. */
export function routeOf(alert: AlertFacts, settings: RoutingSettings, now: Date): Route {
  const rule = settings.routes.find(({ when }) => fits(alert, when));
  const channel = rule?.channel ?? settings.channel;
  const minSeverity = Object.hasOwn(settings.floors, channel) ? settings.floors[channel] : undefined;
  if (minSeverity !== undefined && isLower(alert.severity, minSeverity)) return { channel, held: "floor" };
  const { quietHours } = settings;
  if (alert.severity === "low" && quietHours && quietUntil(quietHours, now)) return { channel, held: "quiet" };
  return { channel };
}

export function isLower(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) < severities.indexOf(b);
}

function fits(alert: AlertFacts, when: RouteCondition): boolean {
  const { source, type, environment, account, tag, severity } = when;
  if (source !== undefined && !isLike(alert.source, source)) return false;
  if (type !== undefined && !isLike(alert.type, type)) return false;
  if (environment !== undefined && alert.environment !== environment) return false;
  if (account !== undefined && alert.account !== account) return false;
  if (severity !== undefined && isLower(alert.severity, severity)) return false;
  if (tag === undefined) return true;
  const at = tag.indexOf("=");
  const name = tag.slice(0, at);
  return alert.tags !== undefined && Object.hasOwn(alert.tags, name) && alert.tags[name] === tag.slice(at + 1);
}

function isLike(text: string, pattern: string): boolean {
  return pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}

/** The end of the quiet hours that contain `now`, ISO 8601; undefined outside of them. */
export function quietUntil({ from, to, timeZone }: QuietHours, now: Date): string | undefined {
  const local = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime();
  const [start, end] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to)];
  const isAfterStart = Temporal.PlainTime.compare(time, start) >= 0;
  const isBeforeEnd = Temporal.PlainTime.compare(time, end) < 0;
  const isOvernight = Temporal.PlainTime.compare(start, end) > 0;
  if (isOvernight ? !isAfterStart && !isBeforeEnd : !isAfterStart || !isBeforeEnd) return undefined;
  const day = isOvernight && isAfterStart ? local.add({ days: 1 }) : local;
  const until = day.toPlainDate().toZonedDateTime({ timeZone, plainTime: end });
  return new Date(until.epochMilliseconds).toISOString();
}
