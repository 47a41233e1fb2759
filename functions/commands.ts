/** Runs slash commands and buttons that the front door has queued. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { actions, commands } from "../handlers/index.ts";
import { send } from "../lib/aws/queue.ts";
import { textAt } from "../lib/core/fields.ts";
import type { Host } from "../lib/host.ts";
import { setting } from "../lib/host.ts";
import { GroupsUnknown } from "../lib/membership.ts";
import { digest, type OutboxTask } from "../lib/notify.ts";
import { runAction, runCommand, type Workshop } from "../lib/run-command.ts";
import { createWorker } from "../lib/slack/worker.ts";
import { runBatch } from "./batch.ts";
import type { QueuedRequest } from "./front-door.ts";
import { lambdaHost } from "./lambda-host.ts";
import { lazily, setUp } from "./workbench.ts";

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** As the queue's redrive policy says: after this many tries a message is set aside. */
const mostTries = 5;

export function createHandler(host: Host): Handler {
  const workbench = lazily(() => setUp(host));
  return async (event) => {
    const bench = await workbench();
    return runBatch(event.Records, host, async (record) => {
      const queued = JSON.parse(record.body) as QueuedRequest;
      const shop: Workshop = { ...bench, commands, actions, account: accountOf(record) };
      const isLastTry = Number(record.attributes.ApproximateReceiveCount) >= mostTries;
      const work = createWorker({
        command: (command) => runCommand({ ...command, at: queued.at, isLastTry }, shop),
        directoryChanged: async ({ team, app, ...changed }) => {
          const { slack } = bench.config;
          if (team === slack.team && app === slack.app) await bench.store.directory.forget(changed);
        },
        press: (press) => runAction({ ...press, at: queued.at, isLastTry }, shop),
      });
      try {
        const isTaken = await work(bodyOf(queued));
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

function bodyOf({ contentType, body }: QueuedRequest): unknown {
  if (contentType === "json") return JSON.parse(body) as unknown;
  const form = new URLSearchParams(body);
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : (JSON.parse(payload) as unknown);
}

function kindOf(queued: QueuedRequest): string {
  return textAt(bodyOf(queued), "type") ?? "form";
}

function accountOf(record: SQSRecord): string {
  return record.eventSourceARN.split(":")[4] ?? "";
}

let handle: Handler | undefined;

export const handler: Handler = (event) => {
  handle ??= createHandler(lambdaHost);
  return handle(event);
};
