/** A CloudWatch alarm's state, as its events describe it. */
import * as v from "valibot";
import { type Metric, metricSchema } from "../../lib/aws/answers.ts";
import { placeOfArn } from "../../lib/pure/arn.ts";
import type { AwsEvent, SnsEvent } from "../../lib/pure/event.ts";
import { filled, isObject, jsonIn, listAt, momentAt, numberAt, objectAt, textAt } from "../../lib/pure/json.ts";
import type { StateOf } from "../../lib/pure/schema.ts";

const comparisonSchema = v.picklist([
  "greater",
  "greater-or-equal",
  "less",
  "less-or-equal",
  "above-band",
  "below-band",
  "outside-band",
]);
export type Comparison = StateOf<typeof comparisonSchema>;

/** One query of an alarm: a metric, or an expression over others. */
const metricQuerySchema = v.object({
  id: v.string(),
  metric: v.exactOptional(metricSchema),
  expression: v.exactOptional(v.string()),
  label: v.exactOptional(v.string()),
  /** Whether the threshold applies to it. */
  isReturned: v.boolean(),
});
type MetricQuery = StateOf<typeof metricQuerySchema>;

export const alarmSchema = v.object({
  name: v.string(),
  /** `ALARM`, `OK`, `INSUFFICIENT_DATA`. */
  value: v.string(),
  /** When the state changed, ISO 8601. */
  at: v.string(),
  /** AWS's own words. */
  reason: v.exactOptional(v.string()),
  description: v.exactOptional(v.string()),
  queries: v.array(metricQuerySchema),
  threshold: v.exactOptional(v.number()),
  comparison: v.exactOptional(comparisonSchema),
  /** The last value that was evaluated. */
  latest: v.exactOptional(v.number()),
  /** Of a composite alarm: its rule. */
  rule: v.exactOptional(v.string()),
  /** Of a composite alarm: the child alarms whose state changed it. */
  children: v.exactOptional(v.array(v.string())),
  /** Of a composite alarm: why its actions are suppressed: `Alarm`, `WaitPeriod`, `ExtensionPeriod`. */
  suppressedBy: v.exactOptional(v.string()),
});
export type Alarm = StateOf<typeof alarmSchema>;

/**
 * The alarm of an event; undefined when it names none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmOf({ detail, time }: Pick<AwsEvent, "detail" | "time">): Alarm | undefined {
  const state = objectAt(detail, "state");
  const configuration = objectAt(detail, "configuration");
  const [name, value] = [textAt(detail, "alarmName"), textAt(state, "value")];
  if (!name || !value) return undefined;
  const reason = textAt(state, "reason");
  const data = jsonIn(textAt(state, "reasonData") ?? "");
  const children = listAt(data, "triggeringAlarms").flatMap((child) => alarmNameInArn(textAt(child, "arn")) ?? []);
  const suppressedBy = textAt(state, "actionsSuppressedBy");
  return {
    name,
    value,
    at: momentAt(state, "timestamp") ?? time,
    queries: listAt(configuration, "metrics").map(queryOf),
    ...filled({
      reason,
      description: textAt(configuration, "description"),
      threshold: numberAt(configuration, "threshold") ?? numberAt(data, "threshold") ?? thresholdIn(reason),
      comparison: comparisonOf(textAt(configuration, "comparisonOperator"), reason),
      latest: latestDatapointIn(reason),
      rule: textAt(configuration, "alarmRule"),
    }),
    ...(children.length && { children: [...new Set(children)] }),
    ...(suppressedBy && suppressedBy !== "None" && { suppressedBy }),
  };
}

/** The query whose value is compared with the threshold. */
export function mainQuery({ queries }: Pick<Alarm, "queries">): MetricQuery | undefined {
  return queries.find(({ isReturned }) => isReturned) ?? queries[0];
}

/** The metrics of an alarm, through all of its expressions. */
export function metricsOf({ queries }: Pick<Alarm, "queries">): Metric[] {
  return queries.flatMap(({ metric }) => metric ?? []);
}

/** The values of a dimension in all of its metrics. */
export function dimension(alarm: Pick<Alarm, "queries">, name: string): string[] {
  const values = metricsOf(alarm).flatMap(({ dimensions }) =>
    Object.hasOwn(dimensions, name) ? (dimensions[name] ?? []) : [],
  );
  return [...new Set(values)];
}

function queryOf(entry: unknown, index: number): MetricQuery {
  const stat = objectAt(entry, "metricStat");
  const given = objectAt(stat, "metric");
  const dimensions = objectAt(given, "dimensions") ?? {};
  const name = textAt(given, "name");
  const named = Object.keys(dimensions).flatMap((key): [string, string][] => {
    const value = textAt(dimensions, key);
    return value ? [[key, value]] : [];
  });
  return {
    id: textAt(entry, "id") ?? `m${index}`,
    isReturned: isObject(entry) && entry.returnData === true,
    ...(name && {
      metric: {
        namespace: textAt(given, "namespace") ?? "",
        name,
        dimensions: Object.fromEntries(named),
        period: numberAt(stat, "period") ?? 300,
        statistic: textAt(stat, "stat") ?? "Average",
      },
    }),
    ...filled({ expression: textAt(entry, "expression"), label: textAt(entry, "label") }),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const operators: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: "greater",
  GreaterThanOrEqualToThreshold: "greater-or-equal",
  LessThanThreshold: "less",
  LessThanOrEqualToThreshold: "less-or-equal",
  GreaterThanUpperThreshold: "above-band",
  LessThanLowerThreshold: "below-band",
  LessThanLowerOrGreaterThanUpperThreshold: "outside-band",
};

const phrases: Readonly<Record<string, Comparison>> = {
  "greater than": "greater",
  "greater than or equal to": "greater-or-equal",
  "less than": "less",
  "less than or equal to": "less-or-equal",
};

/** A state-change event has the operator only in its prose: `was greater than the threshold (50.0)`. */
function comparisonOf(operator: string | undefined, reason = ""): Comparison | undefined {
  if (operator !== undefined && Object.hasOwn(operators, operator)) return operators[operator];
  const said = /(?:was|were) (?:not )?((?:greater|less) than(?: or equal to)?) the (?:upper |lower )?threshold/i.exec(
    reason,
  );
  return said ? phrases[(said[1] ?? "").toLowerCase()] : undefined;
}

function thresholdIn(reason = ""): number | undefined {
  const said = /\bthe threshold \((-?[\d.]+(?:E-?\d+)?)\)/i.exec(reason)?.[1];
  return said === undefined ? undefined : finite(Number(said));
}

/** The newest data point in the prose: `[99.5 (02/10/19 16:59:00), 98.1 (02/10/19 16:54:00)]`. */
function latestDatapointIn(reason = ""): number | undefined {
  const points = [...reason.matchAll(/(-?[\d.]+(?:E-?\d+)?) \((\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)\)/gi)].map(
    ([, value, day, month, year, time]) => ({
      value: Number(value),
      at: `${year}${month}${day}${time}`,
    }),
  );
  const newest = points.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  return newest && finite(newest.value);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:name`; the name may contain colons. */
function alarmNameInArn(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(arn)?.[1];
}

/**
 * The alarm of an SNS notification, in the fields of an EventBridge event; undefined for anything else.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarmFromSns(message: Readonly<Record<string, unknown>>): SnsEvent | undefined {
  const arn = textAt(message, "AlarmArn");
  const [name, value] = [textAt(message, "AlarmName"), textAt(message, "NewStateValue")];
  if (!name || !value) return undefined;
  const { account, region } = placeOfArn(arn);
  const trigger = objectAt(message, "Trigger");
  const at = momentAt(message, "StateChangeTime");
  const children = listAt(message, "TriggeringChildren").map((child) => ({ arn: textAt(child, "Arn") }));
  const threshold = numberAt(trigger, "Threshold");
  return {
    source: "aws.cloudwatch",
    type: "CloudWatch Alarm State Change",
    account: textAt(message, "AWSAccountId") ?? account,
    region,
    time: at,
    resources: arn ? [arn] : [],
    detail: {
      alarmName: name,
      state: {
        value,
        reason: textAt(message, "NewStateReason"),
        reasonData: children.length ? JSON.stringify({ triggeringAlarms: children }) : undefined,
        timestamp: at,
        actionsSuppressedBy: textAt(message, "ActionsSuppressedBy"),
      },
      configuration: {
        description: textAt(message, "AlarmDescription"),
        alarmRule: textAt(message, "AlarmRule"),
        threshold,
        comparisonOperator: textAt(trigger, "ComparisonOperator"),
        metrics: trigger ? metricsOfTrigger(trigger) : undefined,
      },
    },
  };
}

/** SNS spells what EventBridge calls `stat` in several ways, and lists dimensions instead of naming them. */
function metricsOfTrigger(trigger: Readonly<Record<string, unknown>>): unknown[] {
  const dimensionsOf = (list: readonly unknown[]) =>
    Object.fromEntries(
      list.map((one) => [
        textAt(one, "name") ?? textAt(one, "Name") ?? "",
        textAt(one, "value") ?? textAt(one, "Value"),
      ]),
    );
  const several = listAt(trigger, "Metrics");
  if (!several.length) {
    const statistic = textAt(trigger, "ExtendedStatistic") ?? textAt(trigger, "Statistic");
    return [
      {
        id: "m1",
        returnData: true,
        metricStat: {
          metric: {
            namespace: textAt(trigger, "Namespace"),
            name: textAt(trigger, "MetricName"),
            dimensions: dimensionsOf(listAt(trigger, "Dimensions")),
          },
          period: numberAt(trigger, "Period"),
          stat: statistic && (statistics[statistic] ?? statistic),
        },
      },
    ];
  }
  return several.map((one) => {
    const stat = objectAt(one, "MetricStat");
    const metric = objectAt(stat, "Metric");
    return {
      id: textAt(one, "Id"),
      expression: textAt(one, "Expression"),
      label: textAt(one, "Label"),
      returnData: isObject(one) && one.ReturnData === true,
      ...(metric && {
        metricStat: {
          metric: {
            namespace: textAt(metric, "Namespace"),
            name: textAt(metric, "MetricName"),
            dimensions: dimensionsOf(listAt(metric, "Dimensions")),
          },
          period: numberAt(stat, "Period"),
          stat: textAt(stat, "Stat"),
        },
      }),
    };
  });
}

const statistics: Readonly<Record<string, string>> = {
  AVERAGE: "Average",
  SUM: "Sum",
  MAXIMUM: "Maximum",
  MINIMUM: "Minimum",
  SAMPLE_COUNT: "SampleCount",
};
