/** Delivers messages to Slack. Except for the front door, which opens dialogs, only this function calls Slack's Web API. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { catalog } from "../handlers/catalog.ts";
import { clientSettings } from "../lib/aws/client-settings.ts";
import { sendMessage } from "../lib/aws/queue.ts";
import { createSecret, type Secret } from "../lib/aws/secret.ts";
import { parseConfig } from "../lib/config/load.ts";
import { type Host, setting } from "../lib/host.ts";
import { deliver, type Post, readGroups } from "../lib/messages/deliver.ts";
import { type OutboxTask, outboxTask } from "../lib/messages/publish.ts";
import type { Result } from "../lib/pure/result.ts";
import { createSlack, type SlackFault } from "../lib/slack/api.ts";
import { createDirectory } from "../lib/store/directory.ts";
import { createMessages } from "../lib/store/messages.ts";
import { createStates } from "../lib/store/states.ts";
import { createTable } from "../lib/store/table.ts";
import { inLambda } from "./lambda-host.ts";
import { once } from "./once.ts";
import { comeBack, triesOf } from "./redelivery.ts";

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** Seconds to wait when Slack does not say: longer with each try, so that the tries outlast an outage of an hour. */
function pauseAfter(tries: number): number {
  return Math.min(5 * 2 ** Math.min(tries - 1, 10), 300);
}

export function createHandler(host: Host): Handler {
  const loadContext = once(() => createContext(host));
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

/** What it needs of all that is stored: messages, and whom Slack knows. */
async function createContext(host: Host) {
  const clients = clientSettings(host);
  const states = createStates(createTable({ tableName: setting(host, "TABLE_NAME"), client: clients }), host.log);
  const store = { messages: createMessages(states, host.log), directory: createDirectory(states) };
  return { clients, store, config: parseConfig(await host.readFile("nightshift.yaml")), now: host.now, log: host.log };
}

type Context = Awaited<ReturnType<typeof createContext>>;

/** Undefined when the task is done; otherwise the seconds to leave it in the queue. */
async function handleTask(
  record: SQSRecord,
  post: Post,
  context: Context,
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
  context: Context,
  host: Host,
): Promise<Result<undefined, SlackFault>> {
  if ("message" in task) return deliver(task.message, post);
  const read = await readGroups(task.groups, post);
  if (read.ok) await sendMessage(context.clients, setting(host, "COMMANDS_QUEUE_URL"), task.command);
  return read;
}

export const handler: Handler = inLambda(createHandler);
