import { createHash } from "node:crypto";
import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { RetryableError } from "../lib/app/define.ts";
import type { Host } from "../lib/host.ts";
import { placeOfArn } from "../lib/pure/arn.ts";
import type { Location } from "../lib/pure/location.ts";
import { explain } from "../lib/pure/result.ts";
import { troubleState } from "../lib/store/dead-letters.ts";
import type { AppContext } from "./app-context.ts";
import { comeBack, triesOf } from "./redelivery.ts";

interface Batch {
  readonly context: AppContext;
  /** The setting that holds the address of the queue. */
  readonly queue: "COMMANDS_QUEUE_URL" | "EVENTS_QUEUE_URL";
  /** Approximate seconds to wait after each failed try but the last: one value fewer than the queue's maxReceiveCount. */
  readonly waits: readonly number[];
}

/**
 * Runs each message of a batch. Only failed messages return to the queue, each after a short delay. After the last
 * try the queue moves them to its dead-letter queue, with a note of the cause.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function runBatch(
  records: readonly SQSRecord[],
  host: Host,
  batch: Batch,
  run: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failures: SQSBatchResponse["batchItemFailures"] = [];
  for (const record of records) {
    try {
      await run(record);
    } catch (error) {
      const isExpected = error instanceof Error && expected.has(error.name);
      host.log({
        level: isExpected ? "warn" : "error",
        event: "message failed",
        messageId: record.messageId,
        tries: triesOf(record),
        ...describe(error),
      });
      failures.push({ itemIdentifier: record.messageId });
      // Another delivery holds the lease; the queue's visibility timeout outlasts it.
      if (error instanceof Error && error.name === "JobTakenError") continue;
      await comeBack(record, host, batch, async () => {
        // A cause outside Nightshift is noted at each try: the last one may only find another delivery at work.
        if (error instanceof RetryableError) {
          const reason = explain(error.fault);
          await batch.context.store.states.update(troubleState, record.messageId, host.now(), () => reason);
        }
        return Math.round((batch.waits[triesOf(record) - 1] ?? 0) * jitter(record));
      });
    }
  }
  return { batchItemFailures: failures };
}

/** The queue's account and region, which are the bot's. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function homeOf({ eventSourceARN }: SQSRecord): Location {
  return placeOfArn(eventSourceARN);
}

/** Errors whose messages return to the queue in normal operation. */
const expected = new Set(["JobTakenError", "RetryableError"]);

/** What may be logged of an error: its name, its position in our code, and the message of our own errors only. */
function describe(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: "unknown" };
  return { error: error.name, message: error.message.slice(0, 300) };
}

/** 0.5 to 1.5, the same for the same try, so that messages that failed together do not return together. */
function jitter(record: SQSRecord): number {
  const text = `${record.messageId}/${triesOf(record)}`;
  const hash = createHash("sha256").update(text).digest();
  return 0.5 + hash.readUInt16BE(0) / 0xffff;
}
