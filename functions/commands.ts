/** Runs slash commands, buttons and dialogs that the front door has queued. */
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { actions, commands } from "../handlers/index.ts";
import { sendMessage } from "../lib/aws/queue.ts";
import { type Host, setting } from "../lib/host.ts";
import { type OutboxTask, shortHash } from "../lib/messages/publish.ts";
import { textAt } from "../lib/pure/json.ts";
import { runAction } from "../lib/requests/buttons.ts";
import { runCommand } from "../lib/requests/commands.ts";
import { GroupsUnknown } from "../lib/requests/membership.ts";
import { payloadOf, type QueuedRequest, queuedRequest } from "../lib/requests/queued-request.ts";
import type { RequestDeps } from "../lib/requests/request-deps.ts";
import { runSubmission } from "../lib/requests/submissions.ts";
import { createWorker } from "../lib/slack/worker.ts";
import type { DeadLetter } from "../lib/store/dead-letters.ts";
import type { DueItem } from "../lib/store/due.ts";
import { createAppContext } from "./app-context.ts";
import { homeOf, runBatch } from "./batch.ts";
import { inLambda } from "./lambda-host.ts";
import { once } from "./once.ts";

/** People are waiting: retry soon, and give up early. */
const waits = [5, 15, 45, 90];

/** Where requests are returned: the setting of each queue's URL, and its group. */
const homes = {
  commands: { setting: "COMMANDS_QUEUE_URL" },
  events: { setting: "EVENTS_QUEUE_URL" },
  outbox: { setting: "OUTBOX_QUEUE_URL", group: "replay" },
} as const;

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export function createHandler(host: Host): Handler {
  const loadContext = once(() => createAppContext(host));
  return async (event) => {
    const context = await loadContext();
    const requeue = async ({ id, queue, body }: DeadLetter): Promise<void> => {
      if (queue === "due") {
        await context.store.due.set({ ...(JSON.parse(body) as DueItem), at: host.now().toISOString() });
        return;
      }
      const { setting: name, ...fifo } = homes[queue];
      const group = "group" in fifo ? { group: fifo.group, dedupe: shortHash(`replay/${id}`) } : undefined;
      await sendMessage(context.clients, setting(host, name), body, group);
    };
    const batch = { context, queue: "COMMANDS_QUEUE_URL", waits } as const;
    return runBatch(event.Records, host, batch, async (record) => {
      const queued = queuedRequest(record.body);
      if (!queued) {
        host.log({ level: "error", event: "message unreadable", messageId: record.messageId });
        return;
      }
      const deps: RequestDeps = { ...context, commands, actions, requeue, home: homeOf(record) };
      const work = createWorker({
        command: (command) => runCommand({ ...command, at: queued.at, view: queued.view }, deps),
        directoryChanged: async ({ team, app, ...changed }) => {
          const { slack } = context.config;
          if (team === slack.team && app === slack.app) await context.store.directory.forget(changed);
        },
        press: (press) => runAction({ ...press, at: queued.at }, deps),
        submit: (submission) => runSubmission({ ...submission, at: queued.at }, deps),
      });
      try {
        const isTaken = await work(payloadOf(queued));
        if (!isTaken) host.log({ level: "warn", event: "request of no known kind", type: kindOf(queued) });
      } catch (error) {
        if (!(error instanceof GroupsUnknown)) throw error;
        // Only the outbox may ask Slack for a group's members; it then returns the request to its queue.
        const task: OutboxTask = { groups: error.groups, command: record.body };
        await sendMessage(context.clients, setting(host, "OUTBOX_QUEUE_URL"), JSON.stringify(task), {
          group: "directory",
          dedupe: shortHash(`${record.messageId}/${error.groups.join("/")}`),
        });
      }
    });
  };
}

function kindOf(queued: QueuedRequest): string {
  return textAt(payloadOf(queued), "type") ?? "form";
}

export const handler: Handler = inLambda(createHandler);
