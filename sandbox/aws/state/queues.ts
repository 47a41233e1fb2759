import { createHash } from "node:crypto";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

/** In-process access to the queues, for the event source mapping. */
export interface Queues {
  create(name: string, attributes: QueueAttributes): { url: string; arn: string };
  send(name: string, body: string, options?: SendOptions): SentMessage;
  /** The visible messages, at most `max`, oldest first. Counts receives and moves messages to the dead-letter queue. */
  receive(name: string, max: number, visibilitySeconds?: number): ReceivedMessage[];
  remove(name: string, receiptHandle: string): void;
  /** Makes a message visible again in `visibleInSeconds`; without a number it stays hidden until its timeout. */
  release(name: string, receiptHandle: string, visibleInSeconds?: number): void;
  /** Every message in the queue, visible or not, oldest first. */
  peek(name: string): QueuedMessage[];
  names(): string[];
  /** Calls `listener` with a queue's name whenever a message may have become visible in it. */
  watch(listener: (name: string) => void): () => void;
}

export interface QueueAttributes {
  readonly fifo?: boolean;
  readonly contentBasedDeduplication?: boolean;
  readonly visibilitySeconds?: number;
  readonly delaySeconds?: number;
  readonly deadLetter?: { queue: string; maxReceiveCount: number };
}

export interface SendOptions {
  readonly groupId?: string;
  readonly dedupeId?: string;
  readonly delaySeconds?: number;
  readonly attributes?: MessageAttributes;
}

export type MessageAttributes = Record<
  string,
  { DataType: string | undefined; StringValue?: string | undefined; BinaryValue?: Uint8Array | undefined }
>;

export interface SentMessage {
  readonly messageId: string;
  readonly sequenceNumber: string | undefined;
}

export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly receives: number;
  readonly groupId?: string;
}

/** Carries what Lambda's SQSRecord needs. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Record<string, string>;
  readonly messageAttributes: MessageAttributes;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly groupId: string | undefined;
  readonly dedupeId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly attributes: MessageAttributes;
  readonly source: string | undefined;
  visibleAt: number;
  receives: number;
  firstReceivedAt: number | undefined;
  receiptHandle: string | undefined;
  /** Cancels its return to visibility. */
  forget: () => void;
}

interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  attributes: QueueAttributes;
  messages: Message[];
  readonly deduplication: Map<string, { until: number; sent: SentMessage }>;
}

const deduplicationMs = 5 * 60_000;

export class QueueState implements Queues {
  readonly #cloud: Cloud;
  readonly #url: (name: string) => string;
  readonly #queues = new Map<string, Queue>();
  readonly #listeners = new Set<(name: string) => void>();
  #sequence = 0;

  constructor(cloud: Cloud, url: (name: string) => string) {
    this.#cloud = cloud;
    this.#url = url;
  }

  create(name: string, attributes: QueueAttributes = {}): { url: string; arn: string } {
    const known = this.#queues.get(name);
    if (known && JSON.stringify(known.attributes) !== JSON.stringify(attributes))
      throw new AwsError(
        "QueueNameExists",
        "A queue already exists with the same name and a different value for an attribute",
      );
    if (!/^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/.test(name))
      throw new AwsError(
        "InvalidParameterValue",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
      );
    if (name.endsWith(".fifo") !== (attributes.fifo ?? false))
      throw new AwsError(
        "InvalidParameterValue",
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length",
      );
    const queue: Queue = known ?? {
      name,
      arn: `arn:aws:sqs:${region}:${account}:${name}`,
      createdAt: this.#now(),
      attributes,
      messages: [],
      deduplication: new Map(),
    };
    this.#queues.set(name, queue);
    return { url: this.#url(name), arn: queue.arn };
  }

  describe(name: string): {
    arn: string;
    attributes: QueueAttributes;
    createdAt: number;
    visible: number;
    inFlight: number;
    delayed: number;
  } {
    const queue = this.#queue(name);
    const hidden = queue.messages.filter((message) => message.visibleAt > this.#now());
    const inFlight = hidden.filter((message) => message.receives > 0).length;
    return {
      arn: queue.arn,
      attributes: queue.attributes,
      createdAt: queue.createdAt,
      visible: queue.messages.length - hidden.length,
      inFlight,
      delayed: hidden.length - inFlight,
    };
  }

  send(name: string, body: string, options: SendOptions = {}): SentMessage {
    const queue = this.#queue(name);
    const { fifo, contentBasedDeduplication, delaySeconds = 0 } = queue.attributes;
    if (body === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
    if (fifo && !options.groupId)
      throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.");
    if (fifo && options.delaySeconds)
      throw new AwsError(
        "InvalidParameterValue",
        `Value ${options.delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
      );
    if ((options.delaySeconds ?? 0) > 900)
      throw new AwsError(
        "InvalidParameterValue",
        `Value ${options.delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      );
    const dedupeId = options.dedupeId ?? (fifo && contentBasedDeduplication ? sha256(body) : undefined);
    if (fifo && !dedupeId)
      throw new AwsError(
        "InvalidParameterValue",
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      );
    const now = this.#now();
    const earlier = fifo && dedupeId ? queue.deduplication.get(dedupeId) : undefined;
    if (earlier && earlier.until > now) return earlier.sent;
    const sequenceNumber = fifo ? String(18_850_000_000_000_000_000n + BigInt(++this.#sequence)) : undefined;
    const message: Message = {
      id: this.#cloud.ids.uuid(),
      body,
      sentAt: now,
      groupId: options.groupId,
      dedupeId,
      sequenceNumber,
      attributes: options.attributes ?? {},
      source: undefined,
      visibleAt: now,
      receives: 0,
      firstReceivedAt: undefined,
      receiptHandle: undefined,
      forget: () => {},
    };
    const sent = { messageId: message.id, sequenceNumber };
    if (fifo && dedupeId) queue.deduplication.set(dedupeId, { until: now + deduplicationMs, sent });
    queue.messages.push(message);
    this.#show(queue, message, options.delaySeconds ?? delaySeconds);
    return sent;
  }

  receive(name: string, max: number, visibilitySeconds?: number): ReceivedMessage[] {
    const queue = this.#queue(name);
    const { fifo, deadLetter } = queue.attributes;
    const now = this.#now();
    const blocked = new Set(
      fifo ? queue.messages.filter((message) => message.visibleAt > now).map((message) => message.groupId) : [],
    );
    const received: ReceivedMessage[] = [];
    for (const message of [...queue.messages]) {
      if (received.length === max) break;
      if (message.visibleAt > now || blocked.has(message.groupId ?? "")) continue;
      if (deadLetter && message.receives >= deadLetter.maxReceiveCount) {
        this.#moveToDeadLetters(queue, message, deadLetter.queue);
        continue;
      }
      message.receives += 1;
      message.firstReceivedAt ??= now;
      message.receiptHandle = this.#cloud.ids.hex(64);
      this.#show(queue, message, visibilitySeconds ?? queue.attributes.visibilitySeconds ?? 30);
      received.push(describeReceived(message, message.receiptHandle));
    }
    return received;
  }

  remove(name: string, receiptHandle: string): void {
    const queue = this.#queue(name);
    const message = queue.messages.find((candidate) => candidate.receiptHandle === receiptHandle);
    if (!message) return;
    message.forget();
    queue.messages = queue.messages.filter((candidate) => candidate !== message);
    this.#tell(queue);
  }

  release(name: string, receiptHandle: string, visibleInSeconds?: number): void {
    const queue = this.#queue(name);
    const message = queue.messages.find((candidate) => candidate.receiptHandle === receiptHandle);
    if (!message)
      throw new AwsError(
        "ReceiptHandleIsInvalid",
        `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
      );
    if (message.visibleAt <= this.#now())
      throw new AwsError(
        "MessageNotInflight",
        `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    if (visibleInSeconds !== undefined) this.#show(queue, message, visibleInSeconds);
  }

  purge(name: string): void {
    const queue = this.#queue(name);
    for (const message of queue.messages) message.forget();
    queue.messages = [];
  }

  peek(name: string): QueuedMessage[] {
    return this.#queue(name).messages.map(({ id, body, receives, groupId }) => ({
      messageId: id,
      body,
      receives,
      ...(groupId === undefined ? {} : { groupId }),
    }));
  }

  names(): string[] {
    return [...this.#queues.keys()];
  }

  watch(listener: (name: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    return queue;
  }

  #show(queue: Queue, message: Message, inSeconds: number): void {
    message.forget();
    message.visibleAt = this.#now() + inSeconds * 1000;
    message.forget = inSeconds > 0 ? this.#cloud.clock.after(inSeconds * 1000, () => this.#tell(queue)) : () => {};
    if (inSeconds <= 0) this.#tell(queue);
  }

  #moveToDeadLetters(queue: Queue, message: Message, name: string): void {
    message.forget();
    queue.messages = queue.messages.filter((candidate) => candidate !== message);
    const target = this.#queue(name);
    const moved: Message = {
      ...message,
      source: queue.arn,
      visibleAt: this.#now(),
      receiptHandle: undefined,
      forget: () => {},
    };
    target.messages.push(moved);
    this.#tell(target);
  }

  #tell(queue: Queue): void {
    for (const listener of this.#listeners) listener(queue.name);
  }

  #now(): number {
    return this.#cloud.clock.now().getTime();
  }
}

function describeReceived(message: Message, receiptHandle: string): ReceivedMessage {
  const attributes: Record<string, string | undefined> = {
    SenderId: account,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.dedupeId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.source,
  };
  return {
    messageId: message.id,
    receiptHandle,
    body: message.body,
    md5OfBody: md5(message.body),
    attributes: Object.fromEntries(
      Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    messageAttributes: message.attributes,
  };
}

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
