import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Logs } from "../state/logs.ts";
import { Service } from "../wire/service.ts";

/** Amazon CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export function logs(state: Logs) {
  return new Service(new CloudWatchLogsClient({ region: "local" })).on(GetLogEventsCommand, (input) => {
    const all = state.get(input.logGroupName ?? "", input.logStreamName ?? "");
    const most = input.limit ?? 10_000;
    const events = input.startFromHead ? all.slice(0, most) : all.slice(-most);
    return {
      events: events.map(({ at, message }) => ({
        timestamp: at.getTime(),
        message,
        ingestionTime: at.getTime(),
      })),
      nextForwardToken: "f/0",
      nextBackwardToken: "b/0",
    };
  });
}
