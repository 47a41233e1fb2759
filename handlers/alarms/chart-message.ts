/** The chart of an alarm's metric, against its threshold. */

import { type Chart, present } from "../../lib/pure/content.ts";
import { say } from "../../lib/pure/text.ts";
import { metricText } from "./message.ts";
import { type Alarm, mainQuery } from "./state.ts";

/** Slack draws at most this many points. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const mostPoints = 20;

const hourMs = 60 * 60 * 1000;

interface Window {
  /** ISO 8601; both are starts of periods. */
  readonly from: string;
  readonly to: string;
}

/** The longest period that an alarm can have. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const longestPeriod = 7 * 24 * 60 * 60;

/** The latest time that a Date can hold. */
const lastMs = 8.64e15;

/** The hour before the alarm; longer for metrics with long periods. Undefined when the time is out of range. */
export function chartWindow(alarm: Alarm): Window | undefined {
  const periods = alarm.queries.map(({ metric }) => metric?.period ?? 0);
  const periodMs = 1000 * Math.min(Math.max(60, ...periods), longestPeriod);
  const to = Math.ceil((Date.parse(alarm.at) + 1) / periodMs) * periodMs;
  const from = to - Math.max(hourMs, 10 * periodMs);
  if (!(Math.abs(from) <= lastMs && to <= lastMs)) return undefined;
  return {
    from: new Date(Math.floor(from / periodMs) * periodMs).toISOString(),
    to: new Date(to).toISOString(),
  };
}

/** The chart of these points (ISO 8601, oldest first); undefined when there are too few to be useful. */
export function alarmChart(
  alarm: Alarm,
  points: readonly { readonly at: string; readonly value: number }[],
  { from, to }: Window,
): Chart | undefined {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const slotMs = Math.ceil((end - start) / mostPoints / 60_000) * 60_000;
  const isLow =
    alarm.comparison === "less" || alarm.comparison === "less-or-equal" || alarm.comparison === "below-band";
  const slots = new Map<number, number>();
  for (const { at, value } of points) {
    if (!Number.isFinite(value)) continue;
    const slot = start + Math.floor((Date.parse(at) - start) / slotMs) * slotMs;
    if (slot < start || slot >= end) continue;
    const known = slots.get(slot);
    // Of several points in a slot, keep the worst, so that the one that set the alarm off is seen.
    slots.set(slot, known === undefined ? value : isLow ? Math.min(known, value) : Math.max(known, value));
  }
  if (slots.size < 2) return undefined;
  const drawn = [...slots].sort(([a], [b]) => a - b).slice(-mostPoints);
  const { threshold } = alarm;
  const what = metricText(alarm);
  return {
    kind: "line",
    title: say("alarm.chart", { metric: mainQuery(alarm)?.metric?.name ?? alarm.name }),
    categories: drawn.map(([slot]) => say("alarm.before", { duration: { duration: end - slot } })),
    series: present([
      { name: mainQuery(alarm)?.metric?.name ?? what, values: drawn.map(([, value]) => rounded(value)) },
      threshold !== undefined && { name: say("alarm.threshold"), values: drawn.map(() => rounded(threshold)) },
    ]),
    unit: "",
  };
}

/** Four significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
