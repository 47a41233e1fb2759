/** The chart of what an alarm looks at, against its threshold. */

import type { Chart } from "../../lib/pure/content.ts";
import { say } from "../../lib/pure/text.ts";
import { metricText } from "./message.ts";
import { type Alarm, mainQuery } from "./state.ts";

/** Slack draws at most so many points. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const mostPoints = 20;

const hourMs = 60 * 60 * 1000;

export interface Window {
  /** ISO 8601; the beginning of a period, as the end is. */
  readonly from: string;
  readonly to: string;
}

/** The longest period that an alarm can have. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const longestPeriod = 7 * 24 * 60 * 60;

/** The latest moment that a date can hold. */
const lastMs = 8.64e15;

/** The hour before the alarm; of metrics with long periods as many as tell something. Undefined when there is no such time. */
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

/** The chart of these points (ISO 8601, oldest first); undefined when there are too few to show anything. */
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
    // Of several points the one that comes nearest to the alarm, so that what set it off is seen.
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
    series: [
      { name: mainQuery(alarm)?.metric?.name ?? what, values: drawn.map(([, value]) => rounded(value)) },
      ...(threshold === undefined
        ? []
        : [{ name: say("alarm.threshold"), values: drawn.map(() => rounded(threshold)) }]),
    ],
    unit: "",
  };
}

/** Four digits tell as much as anybody reads. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
