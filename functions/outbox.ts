/** Delivers messages to Slack. Except for the front door, which opens dialogs, only this function calls Slack's Web API. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { catalog } from "../handlers/catalog.ts";
import { sendMessage } from "../lib/aws/queue.ts";
import { createSecret, type Secret } from "../lib/aws/secret.ts";
import { type Host, setting } from "../lib/host.ts";
import { deliver, type Post, readGroups } from "../lib/messages/deliver.ts";
import { type OutboxTask, outboxTask } from "../lib/messages/publish.ts";
import type { Result } from "../lib/pure/result.ts";
import { createSlack, type SlackFault } from "../lib/slack/api.ts";
import { type AppContext, createAppContext, once } from "./app-context.ts";
import { comeBack, triesOf } from "./batch.ts";
import { inLambda } from "./lambda-host.ts";

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** Seconds to wait when Slack does not say: longer with each try, so that the tries outlast an outage of an hour. */
function pauseAfter(tries: number): number {
  return Math.min(5 * 2 ** Math.min(tries - 1, 10), 300);
}

export function createHandler(host: Host): Handler {
  const loadContext = once(() => createAppContext(host));
  const token = createSecret(host, setting(host, "BOT_TOKEN_PARAMETER"));
  const unrecorded: Post["unrecorded"] = new Map();
  return async (event) => {
    const context = await loadContext();
    const post: Post = {
      ...context,
      catalog,
      unrecorded,
      slack: createSlack(await token.read(), host.env.SLACK_API_URL),
    };
    const failures: SQSBatchResponse["batchItemFailures"] = [];
    // In a FIFO queue, messages behind a failure in their group must wait: seconds by group.
    const waits = new Map<string, number>();
    for (const record of event.Records) {
      const group = record.attributes.MessageGroupId ?? "";
      const wait = waits.get(group) ?? (await handleTask(record, post, context, host, token));
      if (wait === undefined) continue;
      waits.set(group, wait);
      failures.push({ itemIdentifier: record.messageId });
      await comeBack(record, host, { context, queue: "OUTBOX_QUEUE_URL" }, () => wait);
    }
    return { batchItemFailures: failures };
  };
}

/** Undefined when the task is done; otherwise the seconds to leave it in the queue. */
async function handleTask(
  record: SQSRecord,
  post: Post,
  context: AppContext,
  host: Host,
  token: Secret,
): Promise<number | undefined> {
  const task = outboxTask(record.body);
  if (!task) {
    // A retry would not help, and would block everything behind it.
    host.log({ level: "error", event: "message unreadable", messageId: record.messageId });
    return undefined;
  }
  try {
    const done = await carryOut(task, post, context, host);
    // The token may have been rotated since this container read it; the next try uses the new one.
    if (!done.ok && done.fault.class === "invalid-token") await token.refresh();
    return done.ok ? undefined : (done.fault.seconds ?? pauseAfter(triesOf(record)));
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message.slice(0, 300)}` : "unknown";
    host.log({ level: "error", event: "message failed", messageId: record.messageId, reason });
    return pauseAfter(triesOf(record));
  }
}

async function carryOut(
  task: OutboxTask,
  post: Post,
  context: AppContext,
  host: Host,
): Promise<Result<undefined, SlackFault>> {
  if ("message" in task) return deliver(task.message, post);
  const read = await readGroups(task.groups, post);
  if (read.ok) await sendMessage(context.clients, setting(host, "COMMANDS_QUEUE_URL"), task.command);
  return read;
}

export const handler: Handler = inLambda(createHandler);
