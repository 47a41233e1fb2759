import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ClientSettings } from "./client-settings.ts";
import { oncePerSettings } from "./verb.ts";

const load = () => import("@aws-sdk/client-sqs");
const client = oncePerSettings(async (settings): Promise<SQSClient> => {
  const { SQSClient } = await load();
  // The client must use the queue's own URL, which in the sandbox is not AWS's.
  return new SQSClient({ ...settings, useQueueUrlAsEndpoint: true });
});

/** Puts a message into a queue. `group` and `dedupe` are for FIFO queues. Throws when it was not accepted. */
export async function sendMessage(
  settings: ClientSettings,
  queueUrl: string,
  body: string,
  fifo?: { readonly group: string; readonly dedupe: string },
): Promise<void> {
  await (await client(settings)).send(
    new (await load()).SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      ...(fifo && { MessageGroupId: fifo.group, MessageDeduplicationId: fifo.dedupe }),
    }),
  );
}

/** Hides a received message for `seconds` (0 to 43,200), counted from now. */
export async function delayMessage(
  settings: ClientSettings,
  queueUrl: string,
  receiptHandle: string,
  seconds: number,
): Promise<void> {
  await (await client(settings)).send(
    new (await load()).ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

/** A received message, hidden from others until it is deleted or its visibility timeout ends. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  readonly receiptHandle: string;
}

/** Receives up to ten messages, without waiting. */
export async function receiveMessages(settings: ClientSettings, queueUrl: string): Promise<ReceivedMessage[]> {
  const { Messages = [] } = await (await client(settings)).send(
    new (await load()).ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ MessageId = "", Body = "", ReceiptHandle = "" }) => ({
    id: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
  }));
}

/** Deletes a received message. */
export async function deleteMessage(
  settings: ClientSettings,
  queueUrl: string,
  { receiptHandle }: ReceivedMessage,
): Promise<void> {
  await (await client(settings)).send(
    new (await load()).DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }),
  );
}
