import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { LocalAws, ReceivedMessage } from "./aws/local-aws.ts";
import { account, region } from "./world.ts";

/** A message that failed at every try. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  /** Whether it was published in the alert channel; it is then no longer in its queue. */
  readonly isTold: boolean;
}

export interface QueueSettings {
  readonly fifo: boolean;
  readonly visibilitySeconds: number;
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
}

/** The queues and secrets of the bot's own stack, wherever its AWS is. */
export interface Backbone {
  /** The endpoint of the bot's SDK clients. */
  readonly endpoint: string;
  queueUrl(name: string): string;
  createQueue(name: string, settings: QueueSettings): Promise<void>;
  putParameter(name: string, value: string): Promise<void>;
  send(queue: string, body: string): Promise<void>;
  receive(queue: string, most: number): Promise<ReceivedMessage[]>;
  remove(queue: string, receiptHandle: string): Promise<void>;
  peek(queue: string): Promise<Omit<DeadLetter, "isTold">[]>;
}

/** In the sandbox's own AWS, with the sandbox's time. */
export function localBackbone(aws: LocalAws): Backbone {
  return {
    endpoint: aws.url,
    queueUrl: (name) => `${aws.url}/${account}/${name}`,
    createQueue: async (name, settings) => void aws.queues.create(name, settings),
    putParameter: async (name, value) => aws.putParameter(name, value),
    send: async (queue, body) => void aws.queues.send(queue, body),
    receive: async (queue, most) => aws.queues.receive(queue, most),
    remove: async (queue, receiptHandle) => aws.queues.remove(queue, receiptHandle),
    peek: async (queue) => aws.queues.peek(queue).map(({ body }) => ({ queue, body })),
  };
}

/** In another emulator, through the SDK like any other client. Events in AWS must be caused there. */
export function remoteBackbone(endpoint: string): Backbone {
  const settings = { endpoint, region, credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" } };
  const sqs = new SQSClient(settings);
  const ssm = new SSMClient(settings);
  const urls = new Map<string, string>();
  const urlOf = (name: string): string => urls.get(name) ?? `${endpoint}/${account}/${name}`;
  return {
    endpoint,
    queueUrl: urlOf,
    async createQueue(name, { fifo, visibilitySeconds, deadLetter }) {
      await sqs.send(
        new CreateQueueCommand({
          QueueName: name,
          Attributes: {
            VisibilityTimeout: String(visibilitySeconds),
            ...(fifo && { FifoQueue: "true" }),
            ...(deadLetter && {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: `arn:aws:sqs:${region}:${account}:${deadLetter.queue}`,
                maxReceiveCount: deadLetter.maxReceiveCount,
              }),
            }),
          },
        }),
      );
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
      if (QueueUrl) urls.set(name, QueueUrl);
    },
    async putParameter(name, value) {
      await ssm.send(new PutParameterCommand({ Name: name, Value: value, Type: "SecureString", Overwrite: true }));
    },
    async send(queue, body) {
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody: body }));
    },
    async receive(queue, most) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: urlOf(queue),
          MaxNumberOfMessages: most,
          MessageSystemAttributeNames: ["All"],
        }),
      );
      return Messages.map((message) => ({
        messageId: message.MessageId ?? "",
        receiptHandle: message.ReceiptHandle ?? "",
        body: message.Body ?? "",
        md5OfBody: message.MD5OfBody ?? "",
        attributes: { ...message.Attributes },
        messageAttributes: {},
      }));
    },
    async remove(queue, receiptHandle) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf(queue), ReceiptHandle: receiptHandle }));
    },
    async peek(queue) {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: urlOf(queue),
          AttributeNames: ["ApproximateNumberOfMessages"],
        }),
      );
      const count = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
      // SQS shows messages only to their receivers, so only their number is known.
      return Array.from({ length: count }, () => ({ queue, body: "", receives: 0 }));
    },
  };
}
