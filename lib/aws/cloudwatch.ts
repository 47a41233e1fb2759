import type { Metric } from "./answers.ts";
import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cloudwatch");
const client = oncePerSettings(async (settings) => new (await load()).CloudWatchClient(settings));

/** A metric, or an expression over the queries of other ids. */
export interface SeriesQuery {
  readonly id: string;
  readonly metric?: Metric;
  readonly expression?: string;
  readonly isReturned: boolean;
}

export interface Point {
  /** The start of its period, ISO 8601. */
  readonly at: string;
  readonly value: number;
}

const wildcardReason =
  "GetMetricData has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html";

/** The queries' points between two times (ISO 8601), oldest first, by query id. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const series = verb({
  operation: "cloudwatch:GetMetricData",
  effect: "read",
  wildcardReason,
  client,
  async run(
    cloudwatch,
    { queries, from, to }: { queries: readonly SeriesQuery[]; from: string; to: string },
  ): Promise<Readonly<Record<string, readonly Point[]>>> {
    const { MetricDataResults = [] } = await cloudwatch.send(
      new (await load()).GetMetricDataCommand({
        StartTime: new Date(from),
        EndTime: new Date(to),
        ScanBy: "TimestampAscending",
        MetricDataQueries: queries.map(({ id, metric, expression, isReturned }) => ({
          Id: id,
          ReturnData: isReturned,
          ...(expression !== undefined && { Expression: expression }),
          ...(metric && {
            MetricStat: {
              Metric: {
                Namespace: metric.namespace,
                MetricName: metric.name,
                Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
              },
              Period: metric.period,
              Stat: metric.statistic,
            },
          }),
        })),
      }),
    );
    return Object.fromEntries(
      MetricDataResults.map(({ Id = "", Timestamps = [], Values = [] }) => [
        Id,
        Timestamps.map((at, index): Point => ({ at: at.toISOString(), value: Values[index] ?? 0 })),
      ]),
    );
  },
});

/** The current states of alarms, by name. Deleted ones are missing. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const alarms = verb({
  operation: "cloudwatch:DescribeAlarms",
  effect: "read",
  // Composite alarms need the right for all: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
  wildcardReason:
    "composite alarms are only returned to whoever may describe them all: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html",
  client,
  async run(
    cloudwatch,
    { names }: { names: readonly string[] },
  ): Promise<Readonly<Record<string, { readonly value: string; readonly at: string | undefined }>>> {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(
      new (await load()).DescribeAlarmsCommand({
        AlarmNames: [...names],
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        MaxRecords: 100,
      }),
    );
    return Object.fromEntries(
      [...MetricAlarms, ...CompositeAlarms].map(
        ({ AlarmName = "", StateValue = "", StateTransitionedTimestamp, StateUpdatedTimestamp }) => [
          AlarmName,
          { value: StateValue, at: (StateTransitionedTimestamp ?? StateUpdatedTimestamp)?.toISOString() },
        ],
      ),
    );
  },
});
