import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ClientSettings } from "./client-settings.ts";
import { oncePerSettings } from "./verb.ts";

const load = () => import("@aws-sdk/client-sqs");
const client = oncePerSettings(async (settings): Promise<SQSClient> => {
  const { SQSClient } = await load();
  // The client must send to the queue's own address, which in the sandbox is not AWS's.
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

/** Keeps a received message away for `seconds` (0 to 43,200), counted from now. */
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

/** A message that was taken from a queue, and is hidden from others until it is removed or its time is over. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  readonly receiptHandle: string;
}

/** Takes up to ten messages; none when there are none. */
export async function receiveMessages(
  settings: ClientSettings,
  queueUrl: string,
): Promise<ReceivedMessage[]> {
  const { Messages = [] } = await (await client(settings)).send(
    new (await load()).ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ MessageId = "", Body = "", ReceiptHandle = "" }) => ({
    id: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
  }));
}

/** Removes a taken message for good. */
export async function deleteMessage(
  settings: ClientSettings,
  queueUrl: string,
  { receiptHandle }: ReceivedMessage,
): Promise<void> {
  await (await client(settings)).send(
    new (await load()).DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }),
  );
}
