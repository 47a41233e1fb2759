/** The events for the measured functions, as Slack and AWS send them, and the right answers. */
import { createHmac, randomUUID } from "node:crypto";
import type { QueuedRequest } from "../lib/requests/queued-request.ts";
import { type EventBridgeEvent, startLocalAws } from "../sandbox/aws/local-aws.ts";
import { VirtualClock } from "../sandbox/clock.ts";
import { Ids } from "../sandbox/ids.ts";
import { sqsRecord } from "../sandbox/lambda.ts";
import { slack } from "../sandbox/world.ts";

/** `/deploy staging`, from a person with the role. */
export function commandForm(text = "staging"): string {
  return new URLSearchParams({
    command: "/deploy",
    text,
    team_id: slack.team.id,
    team_domain: slack.team.domain,
    api_app_id: slack.appId,
    user_id: slack.people[1].id,
    user_name: slack.people[1].persona,
    channel_id: slack.channels[0].id,
    channel_name: slack.channels[0].name,
    trigger_id: `1763700000.${randomUUID()}`,
    response_url: "https://hooks.slack.com/commands/1",
  }).toString();
}

/** The same from API Gateway, signed now. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedCommand(text?: string): object {
  const body = commandForm(text);
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const signature = createHmac("sha256", slack.signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    version: "2.0",
    rawPath: "/slack/events",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
    body,
    isBase64Encoded: false,
  };
}

/** The same as the front door queues it. */
export function queuedCommand(): string {
  const queued: QueuedRequest = { at: new Date().toISOString(), contentType: "form", body: commandForm() };
  return JSON.stringify(queued);
}

/** A batch of a queue's messages. */
export function batch(bodies: readonly string[], queue: string, group?: string): { Records: unknown[] } {
  const records = bodies.map((body) =>
    sqsRecord(
      {
        messageId: randomUUID(),
        receiptHandle: randomUUID(),
        body,
        md5OfBody: "",
        attributes: { ApproximateReceiveCount: "1", ...(group && { MessageGroupId: group }) },
      },
      queue,
    ),
  );
  return { Records: records };
}

/** Every event of that many deployments, one after the other: each is a push through three stages. */
export async function deployments(count: number): Promise<readonly EventBridgeEvent[]> {
  const events: EventBridgeEvent[] = [];
  const clock = new VirtualClock(new Date());
  const aws = await startLocalAws({ clock, ids: new Ids(), emit: (event) => events.push(event) });
  for (let made = 0; made < count; made++) {
    aws.make("push", "web-staging");
    await clock.moveTo(new Date(clock.now().getTime() + 10 * 60 * 1000), async () => {});
  }
  await aws.close();
  return events;
}

/** Whether it is the answer that Slack expects. */
export function isAcknowledged(answer: unknown): boolean {
  return (answer as { statusCode?: unknown } | null | undefined)?.statusCode === 200;
}

/** Whether no message of a batch returns to its queue. */
export function isDone(answer: unknown): boolean {
  return (answer as { batchItemFailures?: readonly unknown[] } | null)?.batchItemFailures?.length === 0;
}
