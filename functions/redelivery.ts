import type { SQSRecord } from "aws-lambda";
import type { ClientSettings } from "../lib/aws/client-settings.ts";
import { delayMessage } from "../lib/aws/queue.ts";
import { type Host, setting } from "../lib/host.ts";

export function triesOf(record: SQSRecord): number {
  return Math.max(1, Number(record.attributes.ApproximateReceiveCount));
}

/** Lets the queue redeliver a message after that many seconds instead of after its whole visibility timeout. */
export async function comeBack(
  record: SQSRecord,
  host: Host,
  { context, queue }: { readonly context: { readonly clients: ClientSettings }; readonly queue: string },
  seconds: () => number | Promise<number>,
): Promise<void> {
  try {
    await delayMessage(context.clients, setting(host, queue), record.receiptHandle, await seconds());
  } catch (fault) {
    // The message then returns when its visibility timeout ends.
    const reason = fault instanceof Error ? fault.name : "unknown";
    host.log({ level: "warn", event: "message not delayed", messageId: record.messageId, reason });
  }
}
