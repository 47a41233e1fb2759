import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type Dimension,
  GetMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../aws-error.ts";
import type { Alarm, Alarms } from "../state/alarms.ts";
import { page } from "../state/cloud.ts";
import { Service } from "../wire/service.ts";

/** Amazon CloudWatch: alarms and the metrics they look at. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ */
export function cloudwatch(alarms: Alarms) {
  return new Service(new CloudWatchClient({ region: "local" }))
    .on(DescribeAlarmsCommand, (input) => {
      // Composite alarms are only listed on request.
      const types = input.AlarmTypes ?? ["MetricAlarm"];
      const found = alarms
        .all()
        .filter(({ name }) => !input.AlarmNames || input.AlarmNames.includes(name))
        .filter(({ name }) => name.startsWith(input.AlarmNamePrefix ?? ""))
        .filter(({ value }) => input.StateValue === undefined || value === input.StateValue)
        .filter(({ rule }) => types.includes(rule === undefined ? "MetricAlarm" : "CompositeAlarm"));
      const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 50);
      return {
        MetricAlarms: items.filter(({ rule }) => rule === undefined).map(describeMetricAlarm),
        CompositeAlarms: items
          .filter(({ rule }) => rule !== undefined)
          .map((alarm) => ({ ...describeAlarm(alarm), AlarmRule: alarm.rule })),
        NextToken: nextToken,
      };
    })
    .on(GetMetricDataCommand, (input) => {
      if (input.StartTime >= input.EndTime)
        throw new AwsError("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
      const asked = input.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false);
      return {
        MetricDataResults: asked.map(({ Id = "", Label, Expression, MetricStat: stat }) => {
          if (!stat && Expression === undefined)
            throw new AwsError("ValidationError", `The query ${Id} has neither an expression nor a metric.`);
          const points = stat
            ? alarms.series(
                {
                  namespace: stat.Metric?.Namespace ?? "",
                  name: stat.Metric?.MetricName ?? "",
                  dimensions: dimensionsOf(stat.Metric?.Dimensions),
                  period: stat.Period ?? 60,
                },
                input.StartTime,
                input.EndTime,
              )
            : [];
          const sorted = input.ScanBy === "TimestampAscending" ? points : points.toReversed();
          return {
            Id,
            Label: Label ?? stat?.Metric?.MetricName ?? Id,
            Timestamps: sorted.map(({ at }) => at),
            Values: sorted.map(({ value }) => value),
            StatusCode: "Complete" as const,
          };
        }),
        Messages: [],
      };
    });
}

function describeAlarm({ name, arn, value, reason, changedAt }: Alarm) {
  return {
    AlarmName: name,
    AlarmArn: arn,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    StateValue: value,
    StateReason: reason,
    StateUpdatedTimestamp: changedAt,
    StateTransitionedTimestamp: changedAt,
  };
}

function describeMetricAlarm(alarm: Alarm) {
  const { metric, threshold } = alarm;
  return {
    ...describeAlarm(alarm),
    Namespace: metric?.namespace,
    MetricName: metric?.name,
    Dimensions: Object.entries(metric?.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Statistic: metric?.statistic as "Average" | undefined,
    Period: metric?.period,
    EvaluationPeriods: 1,
    Threshold: threshold,
    ComparisonOperator: "GreaterThanThreshold" as const,
  };
}

function dimensionsOf(dimensions: readonly Dimension[] = []): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
}
