import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { Host } from "../lib/host.ts";

/**
 * Runs each message of a batch; those that fail go back to the queue, and only those.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function runBatch(
  records: readonly SQSRecord[],
  host: Host,
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
        tries: Number(record.attributes.ApproximateReceiveCount),
        ...describe(error),
      });
      failures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures: failures };
}

/** What goes back to the queue as a matter of course. */
const expected = new Set(["AtWorkElsewhere", "TryAgain"]);

/** What may be logged of an error: its name, its place in our code, and, of our own errors, its message. */
function describe(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: "unknown" };
  return { error: error.name, message: error.message.slice(0, 300) };
}
