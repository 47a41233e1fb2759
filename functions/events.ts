/** Turns what happens in AWS into messages. */
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { events, otherEvent } from "../handlers/index.ts";
import { runEvent } from "../lib/app/run-event.ts";
import type { Host } from "../lib/host.ts";
import { createAppContext } from "./app-context.ts";
import { homeOf, runBatch } from "./batch.ts";
import { inLambda } from "./lambda-host.ts";
import { once } from "./once.ts";

/** No person is waiting: retry long enough to outlast an outage of some minutes. */
const waits = [10, 40, 160, 600];

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export function createHandler(host: Host): Handler {
  const loadContext = once(() => createAppContext(host));
  return async (event) => {
    const context = await loadContext();
    const batch = { context, queue: "EVENTS_QUEUE_URL", waits } as const;
    return runBatch(event.Records, host, batch, (record) =>
      runEvent(record.body, record.messageId, { ...context, events, otherEvent, home: homeOf(record) }),
    );
  };
}

export const handler: Handler = inLambda(createHandler);
