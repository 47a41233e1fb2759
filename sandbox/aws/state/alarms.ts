import type { PlaceOfWorld } from "../../world.ts";
import type { Cloud } from "./cloud.ts";

/** A metric as in an alarm. */
export interface MetricOfAlarm {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly period: number;
  readonly statistic: string;
}

export type AlarmValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  /** Of a metric alarm. */
  readonly metric?: MetricOfAlarm;
  readonly threshold: number;
  /** Of a composite alarm. */
  readonly rule?: string;
  value: AlarmValue;
  reason: string;
  changedAt: Date;
  /** When it last went into ALARM, and when that ended. */
  firedAt: Date | undefined;
  endedAt: Date | undefined;
}

/** CloudWatch's alarms, and their metrics. */
export class Alarms {
  readonly #cloud: Cloud;
  readonly #alarms = new Map<string, Alarm>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  all(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  /**
   * Changes an alarm's state; an unknown alarm is created.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
   */
  change(
    name: string,
    value: AlarmValue,
    given: { readonly metric: MetricOfAlarm; readonly threshold: number } | { readonly rule: string },
  ): void {
    const now = this.#cloud.clock.now();
    const known = this.#alarms.get(name);
    const alarm: Alarm = known ?? {
      name,
      arn: alarmArn(name, this.#cloud.world),
      threshold: 0,
      ...given,
      value: "OK",
      reason: "Unchecked: Initial alarm creation",
      changedAt: now,
      firedAt: undefined,
      endedAt: undefined,
    };
    const previousState = stateOf(alarm);
    if (value === "ALARM") [alarm.firedAt, alarm.endedAt] = [now, undefined];
    else if (alarm.value === "ALARM") alarm.endedAt = now;
    alarm.value = value;
    alarm.changedAt = now;
    alarm.reason = reasonOf(alarm, now);
    this.#alarms.set(name, alarm);
    const { metric, rule } = alarm;
    this.#cloud.publish("aws.cloudwatch", "CloudWatch Alarm State Change", [alarm.arn], {
      alarmName: name,
      state: stateOf(alarm),
      previousState,
      configuration: metric
        ? {
            metrics: [
              {
                id: "30b6c6b2-a864-43a2-4877-c09a1afc3b87",
                metricStat: {
                  metric: { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions },
                  period: metric.period,
                  stat: metric.statistic,
                },
                returnData: true,
              },
            ],
          }
        : { alarmRule: rule },
    });
  }

  /** A metric between two times, oldest first: empty unless an alarm uses it. */
  series(metric: Omit<MetricOfAlarm, "statistic">, from: Date, to: Date): { at: Date; value: number }[] {
    const alarm = this.all().find((one) => one.metric && isSame(one.metric, metric));
    if (!alarm) return [];
    const step = metric.period * 1000;
    const points: { at: Date; value: number }[] = [];
    const end = Math.min(to.getTime(), this.#cloud.clock.now().getTime());
    for (let at = Math.ceil(from.getTime() / step) * step; at < end; at += step) {
      points.push({ at: new Date(at), value: valueAt(alarm, at, step) });
    }
    return points;
  }
}

/** Around half of the threshold, and one and a quarter of it during ALARM. */
function valueAt({ threshold, firedAt, endedAt }: Alarm, at: number, step: number): number {
  const isHigh =
    firedAt !== undefined && at > firedAt.getTime() - 3 * step && (!endedAt || at < endedAt.getTime() - step);
  const ripple = 1 + 0.06 * Math.sin(at / 420_000);
  return threshold * (isHigh ? 1.25 : 0.5) * ripple;
}

function isSame(a: Omit<MetricOfAlarm, "statistic" | "period">, b: typeof a): boolean {
  const sorted = ({ dimensions }: typeof a) => JSON.stringify(Object.entries(dimensions).sort());
  return a.namespace === b.namespace && a.name === b.name && sorted(a) === sorted(b);
}

function stateOf({ value, reason, changedAt, threshold, metric }: Alarm) {
  return {
    value,
    reason,
    ...(metric && {
      reasonData: JSON.stringify({
        version: "1.0",
        statistic: metric.statistic,
        period: metric.period,
        threshold,
      }),
    }),
    timestamp: changedAt.toISOString().replace("Z", "+0000"),
  };
}

function reasonOf({ name, value, threshold, rule, metric }: Alarm, now: Date): string {
  if (rule) return `${name} transitioned to ${value} at ${now.toUTCString()}`;
  if (value === "INSUFFICIENT_DATA") return "Insufficient Data: 1 datapoint was unknown.";
  const at = new Date(now.getTime() - (metric?.period ?? 60) * 1000).toISOString();
  const stamp = `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(2, 4)} ${at.slice(11, 19)}`;
  const isOver = value === "ALARM";
  const point = threshold * (isOver ? 1.25 : 0.5);
  return `Threshold Crossed: 1 out of the last 1 datapoints [${point} (${stamp})] was ${isOver ? "" : "not "}greater than the threshold (${threshold.toFixed(1)}) (minimum 1 datapoint for ${isOver ? "OK -> ALARM" : "ALARM -> OK"} transition).`;
}

export function alarmArn(name: string, { account, region }: PlaceOfWorld): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
}
