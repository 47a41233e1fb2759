/** Turns what happens in AWS into messages. */
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { events } from "../handlers/index.ts";
import type { Host } from "../lib/host.ts";
import { runEvent } from "../lib/run-event.ts";
import { runBatch } from "./batch.ts";
import { lambdaHost } from "./lambda-host.ts";
import { lazily, setUp } from "./workbench.ts";

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export function createHandler(host: Host): Handler {
  const workbench = lazily(() => setUp(host));
  return async (event) => {
    const bench = await workbench();
    return runBatch(event.Records, host, (record) =>
      runEvent(record.body, record.messageId, { ...bench, events }),
    );
  };
}

let handle: Handler | undefined;

export const handler: Handler = (event) => {
  handle ??= createHandler(lambdaHost);
  return handle(event);
};
