/** Runs slash commands, buttons and dialogs that the front door has queued. */
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { actions, commands } from "../handlers/index.ts";
import { send } from "../lib/aws/queue.ts";
import type { Host } from "../lib/host.ts";
import { setting } from "../lib/host.ts";
import { digest, type OutboxTask } from "../lib/messages/notify.ts";
import { textAt } from "../lib/pure/fields.ts";
import { runAction } from "../lib/requests/buttons.ts";
import { runCommand } from "../lib/requests/commands.ts";
import { GroupsUnknown } from "../lib/requests/membership.ts";
import { payloadOf, type QueuedRequest, queuedRequest } from "../lib/requests/queued-request.ts";
import { runSubmission } from "../lib/requests/submissions.ts";
import type { Workshop } from "../lib/requests/workshop.ts";
import { createWorker } from "../lib/slack/worker.ts";
import type { DeadLetter } from "../lib/store/dead-letters.ts";
import type { DueItem } from "../lib/store/due.ts";
import { setUpWithAccounts } from "./accounts.ts";
import { homeOf, runBatch } from "./batch.ts";
import { lambdaHost } from "./lambda-host.ts";
import { lazily } from "./workbench.ts";

/** People wait: soon again, and not for long. */
const waits = [5, 15, 45, 90];

/** Where the messages of each queue are put back. */
const homes = {
  commands: { setting: "COMMANDS_QUEUE_URL" },
  events: { setting: "EVENTS_QUEUE_URL" },
  outbox: { setting: "OUTBOX_QUEUE_URL", group: "replay" },
} as const;

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export function createHandler(host: Host): Handler {
  const workbench = lazily(() => setUpWithAccounts(host));
  return async (event) => {
    const bench = await workbench();
    const requeue = async ({ id, queue, body }: DeadLetter): Promise<void> => {
      if (queue === "due") {
        await bench.store.due.set({ ...(JSON.parse(body) as DueItem), at: host.now().toISOString() });
        return;
      }
      const { setting: name, ...fifo } = homes[queue];
      const group = "group" in fifo ? { group: fifo.group, dedupe: digest(`replay/${id}`) } : undefined;
      await send(bench.clients, setting(host, name), body, group);
    };
    const batch = { bench, queue: "COMMANDS_QUEUE_URL", waits } as const;
    return runBatch(event.Records, host, batch, async (record) => {
      const queued = queuedRequest(record.body);
      if (!queued) {
        host.log({ level: "error", event: "message unreadable", messageId: record.messageId });
        return;
      }
      const shop: Workshop = { ...bench, commands, actions, requeue, home: homeOf(record) };
      const work = createWorker({
        command: (command) => runCommand({ ...command, at: queued.at, view: queued.view }, shop),
        directoryChanged: async ({ team, app, ...changed }) => {
          const { slack } = bench.config;
          if (team === slack.team && app === slack.app) await bench.store.directory.forget(changed);
        },
        press: (press) => runAction({ ...press, at: queued.at }, shop),
        submit: (submission) => runSubmission({ ...submission, at: queued.at }, shop),
      });
      try {
        const isTaken = await work(payloadOf(queued));
        if (!isTaken) host.log({ level: "warn", event: "request of no known kind", type: kindOf(queued) });
      } catch (error) {
        if (!(error instanceof GroupsUnknown)) throw error;
        // Only the outbox may ask Slack who is in a group; it then hands the request back.
        const task: OutboxTask = { groups: error.groups, command: record.body };
        await send(bench.clients, setting(host, "OUTBOX_QUEUE_URL"), JSON.stringify(task), {
          group: "directory",
          dedupe: digest(`${record.messageId}/${error.groups.join("/")}`),
        });
      }
    });
  };
}

function kindOf(queued: QueuedRequest): string {
  return textAt(payloadOf(queued), "type") ?? "form";
}

let handle: Handler | undefined;

export const handler: Handler = (event) => {
  handle ??= createHandler(lambdaHost);
  return handle(event);
};
