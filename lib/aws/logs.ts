import { oncePerSettings, ownArn, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cloudwatch-logs");
const client = oncePerSettings(async (settings) => new (await load()).CloudWatchLogsClient(settings));

/**
 * The last messages of a log stream, oldest first. Only build logs may be read, which CodeBuild keeps under
 * /aws/codebuild/ unless a project says otherwise: other logs must not appear in a channel.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const tail = verb({
  operation: "logs:GetLogEvents",
  effect: "read",
  resources: [ownArn("logs", "log-group:/aws/codebuild/*:log-stream:*")],
  client,
  /** `most`: at most 10,000. */
  async run(logs, { group, stream, most }: { group: string; stream: string; most: number }): Promise<string[]> {
    const answer = await logs.send(
      new (await load()).GetLogEventsCommand({
        logGroupName: group,
        logStreamName: stream,
        limit: most,
        startFromHead: false,
      }),
    );
    return (answer.events ?? []).flatMap(({ message }) => message ?? []);
  },
});
