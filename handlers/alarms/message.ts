/** The message of a CloudWatch alarm. */

import * as v from "valibot";
import { alarmUrl, autoScalingGroupUrl, healthCheckUrl, instanceUrl } from "../../lib/pure/console.ts";
import { type Content, chartSchema, type Fact, present } from "../../lib/pure/content.ts";
import type { Location } from "../../lib/pure/location.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { join, say, type Text, textSchema } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type Firing, firingSchema } from "./history-state.ts";
import { rebootableSubject } from "./reboot-message.ts";
import { type Alarm, alarmSchema, dimension, mainQuery, metricsOf } from "./state.ts";

/** What was looked up about the alarm's subject. */
const alarmSightSchema = v.object({
  /** Names of instances, by id. */
  names: v.exactOptional(v.record(v.string(), v.string())),
  /** The unhealthy targets, and why. */
  targets: v.exactOptional(v.array(v.object({ id: v.string(), why: v.exactOptional(v.string()) }))),
  chart: v.exactOptional(chartSchema),
});
export type AlarmSight = StateOf<typeof alarmSightSchema>;

/** The state of an alarm's message. */
const alarmAlertStateSchema = v.object({
  /** As it was when it fired, or in its latest event. */
  alarm: alarmSchema,
  firing: firingSchema,
  sight: alarmSightSchema,
  /** Further sentences for the message. */
  notes: v.exactOptional(v.array(textSchema)),
});
export type AlarmAlertState = StateOf<typeof alarmAlertStateSchema>;

export const alarmAlertStateShape = defineShape({ name: "alarm", version: 1, schema: alarmAlertStateSchema });

const mostTargets = 8;

export function alarmMessage(
  { alarm, firing, sight, notes = [] }: AlarmAlertState,
  { account, region }: Location,
): Content {
  const { name, description, rule, children, reason, latest } = alarm;
  const { since, until, isDeleted } = firing;
  const condition = conditionText(alarm);
  const rebootable = rebootableSubject(alarm, { account, region });
  const targets = sight.targets ?? [];
  const isSaid = (condition !== undefined && latest !== undefined) || children !== undefined;
  const facts: (Fact | false | undefined | "")[] = [
    condition && { label: "alarm.condition", value: condition },
    !until && latest !== undefined && { label: "alarm.latest", value: shown(latest) },
    rule && { label: "alarm.rule", value: { code: truncate(rule, 500) } },
    !until &&
      children && {
        label: "alarm.children",
        value: join(
          children.slice(0, mostTargets).map((one) => linked(region, one)),
          ", ",
        ),
      },
    ...subjects(alarm, sight, region),
    !until &&
      targets.length > 0 && {
        label: "alarm.unhealthy",
        value: join(
          targets.slice(0, mostTargets).map((one) => targetText(one, sight, region)),
          "\n",
        ),
      },
    { label: "alarm.since", value: { time: since } },
    until && !isDeleted
      ? { label: "alarm.duration", value: { duration: Date.parse(until) - Date.parse(since) } }
      : until && { label: "alarm.deleted-at", value: { time: until } },
    { label: "alarm.region", value: region },
    { label: "alarm.account", value: account },
    description && { label: "alarm.description", value: truncate(description, 300) },
    // AWS's own reason, where ours does not cover it.
    !until && reason && !isSaid && { label: "alarm.reason", value: truncate(reason, 500) },
  ];
  const lines: Text[] = present([
    isDeleted && say("alarm.deleted-hint"),
    alarm.suppressedBy && !until && say("alarm.suppressed"),
    ...notes,
  ]);
  return {
    tone: isDeleted ? "quiet" : until ? "success" : alarm.suppressedBy ? "warning" : "failure",
    title: isDeleted ? say("alarm.deleted", { name }) : titleOf(alarm, until !== undefined),
    ...(lines.length && { lines }),
    facts: facts.filter((fact) => typeof fact === "object"),
    ...(sight.chart && { chart: sight.chart }),
    buttons: present([
      !until && rebootable && { action: "reboot", label: "button.reboot", value: rebootable },
      { action: "open", label: "button.open", url: alarmUrl(region, name) },
    ]),
  };
}

function linked(region: string, name: string): Text {
  return { link: alarmUrl(region, name), text: name };
}

/** The text of an alarm that is listed in another message. */
export function ownAlarmLine(
  { name }: Pick<Alarm, "name">,
  { since }: Firing,
  region: string,
  isDeployment: boolean,
): Text {
  const key = isDeployment ? "alarm.own-deployment" : "alarm.own";
  return say(key, { name: linked(region, name), time: { time: since } });
}

/** The text at the end of an alarm that is listed in another message. */
export function endedAlarmLine({ name }: Pick<Alarm, "name">, { until = "", isDeleted }: Firing, region: string): Text {
  const key = isDeleted ? "alarm.own-deleted" : "alarm.own-ended";
  return say(key, { name: linked(region, name), time: { time: until } });
}

function titleOf(alarm: Alarm, isOver: boolean): Text {
  const { name } = alarm;
  const [metric] = metricsOf(alarm);
  if (metric?.namespace === "AWS/Route53" && metric.name === "HealthCheckStatus") {
    return say(isOver ? "alarm.health-check-ok" : "alarm.health-check", { name });
  }
  const [group] = targetGroupsOf(alarm);
  if (group !== undefined && isAboutTargets(alarm)) {
    return say(isOver ? "alarm.targets-ok" : "alarm.targets", { group: lastPathSegment(group), name });
  }
  return say(isOver ? "alarm.ok" : "alarm.alarm", { name });
}

/** Whether it is about the number of healthy targets. */
export function isAboutTargets(alarm: Alarm): boolean {
  return metricsOf(alarm).some(({ name }) => name === "UnHealthyHostCount" || name === "HealthyHostCount");
}

/** `targetgroup/web/0123456789abcdef`, as in the dimension. */
export function targetGroupsOf(alarm: Alarm): string[] {
  return dimension(alarm, "TargetGroup").filter((value) => value.startsWith("targetgroup/"));
}

/** `app/web/0123456789abcdef` and `targetgroup/web/0123456789abcdef` hold a name; a classic load balancer's is the name. */
export function lastPathSegment(value: string): string {
  return value.split("/")[1] ?? value;
}

/** Statistic, metric and threshold in words; undefined when the alarm has no metric. */
function conditionText(alarm: Alarm): Text | undefined {
  const { threshold, comparison } = alarm;
  const query = mainQuery(alarm);
  if (!query) return undefined;
  const { metric } = query;
  const what = metricText(alarm);
  const over: readonly Text[] = metric
    ? [", ", say("alarm.over", { duration: { duration: metric.period * 1000 } })]
    : [];
  if (comparison === "above-band" || comparison === "below-band" || comparison === "outside-band") {
    return [say(`alarm.${comparison}`, { what }), ...over];
  }
  if (threshold === undefined) return [what, ...over];
  return [say(`alarm.${comparison ?? "crossed"}`, { what, threshold: shown(threshold) }), ...over];
}

/** `CPUUtilization (average)`, or the expression. */
export function metricText(alarm: Alarm): Text {
  const query = mainQuery(alarm);
  const { metric, label, expression } = query ?? {};
  if (metric) return say("alarm.metric", { metric: metric.name, statistic: statisticText(metric.statistic) });
  if (!expression) return alarm.name;
  return label ? [label, " ", { code: truncate(expression, 200) }] : { code: truncate(expression, 200) };
}

const statistics = ["Average", "Sum", "Maximum", "Minimum", "SampleCount"] as const;

function statisticText(statistic: string): Text {
  const known = statistics.find((one) => one === statistic);
  return known ? say(`alarm.statistic.${known}`) : statistic;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** What the alarm is about, by name. */
function subjects(alarm: Alarm, sight: AlarmSight, region: string): Fact[] {
  const list = (label: Fact["label"], values: readonly string[], text: (value: string) => Text): Fact[] =>
    values.length ? [{ label, value: join(values.slice(0, mostTargets).map(text), ", ") }] : [];
  const known = new Set([
    ...databaseDimensions,
    "InstanceId",
    "LoadBalancer",
    "LoadBalancerName",
    "TargetGroup",
    "AutoScalingGroupName",
    "HealthCheckId",
  ]);
  const others = metricsOf(alarm).flatMap(({ dimensions }) =>
    Object.entries(dimensions).flatMap(([name, value]) => (known.has(name) ? [] : [`${name}=${value}`])),
  );
  return [
    ...list("alarm.instance", dimension(alarm, "InstanceId"), (id) => instanceText(id, sight, region)),
    ...list(
      "alarm.database",
      databaseDimensions.flatMap((name) => dimension(alarm, name)),
      (id) => id,
    ),
    ...list("alarm.target-group", dimension(alarm, "TargetGroup"), lastPathSegment),
    ...list(
      "alarm.load-balancer",
      [...dimension(alarm, "LoadBalancer"), ...dimension(alarm, "LoadBalancerName")],
      (one) => (one.includes("/") ? lastPathSegment(one) : one),
    ),
    ...list("alarm.scaling-group", dimension(alarm, "AutoScalingGroupName"), (group) => ({
      link: autoScalingGroupUrl(region, group),
      text: group,
    })),
    ...list("alarm.health-check-id", dimension(alarm, "HealthCheckId"), (id) => ({
      link: healthCheckUrl(id),
      text: id,
    })),
    ...list("alarm.dimensions", [...new Set(others)], (one) => ({ code: truncate(one, 150) })),
  ];
}

const databaseDimensions = ["DBInstanceIdentifier", "DBClusterIdentifier"];

function instanceText(id: string, { names }: AlarmSight, region: string): Text {
  const link: Text = { link: instanceUrl(region, id), text: id };
  const name = names && Object.hasOwn(names, id) ? names[id] : undefined;
  return name === undefined || name === id ? link : say("alarm.named", { name, id: link });
}

function targetText(
  { id, why }: { readonly id: string; readonly why?: string },
  sight: AlarmSight,
  region: string,
): Text {
  const target = id.startsWith("i-") ? instanceText(id, sight, region) : id;
  return why ? say("alarm.target", { target, reason: why }) : target;
}
