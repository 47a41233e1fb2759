import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  type MessageAttributeValue,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import { md5, type QueueAttributes, type QueueState, type ReceivedMessage } from "../state/queues.ts";
import { Service } from "../wire/service.ts";

/**
 * Amazon SQS. A long poll returns at once: time in the sandbox does not pass during a wait.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/
 */
export function sqs(queues: QueueState, urlOf: (name: string) => string) {
  return new Service(new SQSClient({ region: "local" }))
    .on(CreateQueueCommand, (input) => ({
      QueueUrl: queues.create(input.QueueName, readAttributes(input.Attributes ?? {})).url,
    }))
    .on(GetQueueUrlCommand, (input) => {
      queues.describe(input.QueueName);
      return { QueueUrl: urlOf(input.QueueName) };
    })
    .on(ListQueuesCommand, (input) => {
      const names = queues.names().filter((name) => name.startsWith(input.QueueNamePrefix ?? ""));
      const { items, nextToken } = page(names, input.NextToken, input.MaxResults);
      return { QueueUrls: items.map(urlOf), NextToken: nextToken };
    })
    .on(GetQueueAttributesCommand, (input) => {
      const all = writeAttributes(queues, nameOf(input.QueueUrl));
      const wanted = input.AttributeNames ?? [];
      return {
        Attributes: Object.fromEntries(
          Object.entries(all).filter(([name]) => wanted.some((one) => one === "All" || one === name)),
        ),
      };
    })
    .on(SendMessageCommand, (input) => {
      const sent = queues.send(nameOf(input.QueueUrl), input.MessageBody, sendOptions(input));
      return {
        MessageId: sent.messageId,
        MD5OfMessageBody: md5(input.MessageBody),
        SequenceNumber: sent.sequenceNumber,
      };
    })
    .on(SendMessageBatchCommand, (input) => {
      checkBatch(input.Entries);
      const outcome = attemptEach(input.Entries, (entry) => {
        const sent = queues.send(nameOf(input.QueueUrl), entry.MessageBody ?? "", sendOptions(entry));
        return {
          Id: entry.Id,
          MessageId: sent.messageId,
          MD5OfMessageBody: md5(entry.MessageBody ?? ""),
          SequenceNumber: sent.sequenceNumber,
        };
      });
      return outcome;
    })
    .on(ReceiveMessageCommand, (input) => {
      const max = input.MaxNumberOfMessages ?? 1;
      if (max < 1 || max > 10)
        throw new AwsError(
          "InvalidParameterValue",
          `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        );
      const received = queues.receive(nameOf(input.QueueUrl), max, input.VisibilityTimeout);
      const names = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
      return {
        Messages: received.map((message) => describe(message, names, input.MessageAttributeNames ?? [])),
      };
    })
    .on(DeleteMessageCommand, (input) => {
      queues.remove(nameOf(input.QueueUrl), input.ReceiptHandle);
      return {};
    })
    .on(DeleteMessageBatchCommand, (input) => {
      checkBatch(input.Entries);
      return attemptEach(input.Entries, (entry) => {
        queues.remove(nameOf(input.QueueUrl), entry.ReceiptHandle ?? "");
        return { Id: entry.Id };
      });
    })
    .on(ChangeMessageVisibilityCommand, (input) => {
      if (input.VisibilityTimeout < 0 || input.VisibilityTimeout > 43_200)
        throw new AwsError(
          "InvalidParameterValue",
          `Value ${input.VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
        );
      queues.release(nameOf(input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    })
    .on(PurgeQueueCommand, (input) => {
      queues.purge(nameOf(input.QueueUrl));
      return {};
    });
}

/** The queue's name is the last part of its URL. */
function nameOf(url: string): string {
  return url.split("/").at(-1) ?? "";
}

function readAttributes(attributes: Partial<Record<string, string>>): QueueAttributes {
  const redrive = attributes.RedrivePolicy
    ? (JSON.parse(attributes.RedrivePolicy) as {
        deadLetterTargetArn: string;
        maxReceiveCount: number | string;
      })
    : undefined;
  return {
    ...(attributes.FifoQueue === "true" ? { fifo: true } : {}),
    ...(attributes.ContentBasedDeduplication === "true" ? { contentBasedDeduplication: true } : {}),
    ...(attributes.VisibilityTimeout ? { visibilitySeconds: Number(attributes.VisibilityTimeout) } : {}),
    ...(attributes.DelaySeconds ? { delaySeconds: Number(attributes.DelaySeconds) } : {}),
    ...(redrive
      ? {
          deadLetter: {
            queue: redrive.deadLetterTargetArn.split(":").at(-1) ?? "",
            maxReceiveCount: Number(redrive.maxReceiveCount),
          },
        }
      : {}),
  };
}

function writeAttributes(queues: QueueState, name: string): Record<string, string> {
  const { arn, attributes, createdAt, visible, inFlight, delayed } = queues.describe(name);
  const { fifo, contentBasedDeduplication, visibilitySeconds = 30, delaySeconds = 0, deadLetter } = attributes;
  const seconds = String(Math.floor(createdAt / 1000));
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds,
    LastModifiedTimestamp: seconds,
    VisibilityTimeout: String(visibilitySeconds),
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    DelaySeconds: String(delaySeconds),
    ReceiveMessageWaitTimeSeconds: "0",
    SqsManagedSseEnabled: "true",
    ...(fifo ? { FifoQueue: "true", ContentBasedDeduplication: String(contentBasedDeduplication ?? false) } : {}),
    ...(deadLetter
      ? {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: queues.describe(deadLetter.queue).arn,
            maxReceiveCount: deadLetter.maxReceiveCount,
          }),
        }
      : {}),
  };
}

function sendOptions(input: {
  MessageGroupId?: string | undefined;
  MessageDeduplicationId?: string | undefined;
  DelaySeconds?: number | undefined;
  MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
}) {
  return {
    ...(input.MessageGroupId === undefined ? {} : { groupId: input.MessageGroupId }),
    ...(input.MessageDeduplicationId === undefined ? {} : { dedupeId: input.MessageDeduplicationId }),
    ...(input.DelaySeconds === undefined ? {} : { delaySeconds: input.DelaySeconds }),
    ...(input.MessageAttributes === undefined ? {} : { attributes: input.MessageAttributes }),
  };
}

function describe(message: ReceivedMessage, systemNames: readonly string[], names: readonly string[]): Message {
  const system = Object.entries(message.attributes).filter(([name]) =>
    systemNames.some((wanted) => wanted === "All" || wanted === name),
  );
  const own = Object.entries(message.messageAttributes).filter(([name]) =>
    names.some(
      (wanted) =>
        ["All", ".*", name].includes(wanted) || (wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -1))),
    ),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5OfBody,
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(own.length > 0
      ? { MessageAttributes: Object.fromEntries(own) as NonNullable<Message["MessageAttributes"]> }
      : {}),
  };
}

function checkBatch(entries: readonly { Id: string | undefined }[]): void {
  if (entries.length === 0)
    throw new AwsError(
      "EmptyBatchRequest",
      "There should be at least one SendMessageBatchRequestEntry in the request.",
    );
  if (entries.length > 10)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length)
    throw new AwsError("BatchEntryIdsNotDistinct", `Id ${entries[0]?.Id} repeated.`);
}

/** Each entry of a batch succeeds or fails by itself. */
function attemptEach<E extends { Id: string | undefined }, R>(entries: readonly E[], attempt: (entry: E) => R) {
  const Successful: R[] = [];
  const Failed: { Id: string | undefined; SenderFault: boolean; Code: string; Message: string }[] = [];
  for (const entry of entries) {
    try {
      Successful.push(attempt(entry));
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === "QueueDoesNotExist") throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
