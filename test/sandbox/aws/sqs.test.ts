import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { errorOf, openAws } from "./open.ts";

async function openQueues() {
  const opened = await openAws();
  return { ...opened, queues: opened.aws.queues, client: new SQSClient(opened.config()) };
}

describe("over HTTP", () => {
  it("sends, receives with digests and attributes, and deletes", async () => {
    const { client, aws } = await openQueues();
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "jobs" }));
    expect(QueueUrl).toBe(`${aws.url}/123456789012/jobs`);
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: "안녕",
        MessageAttributes: { kind: { DataType: "String", StringValue: "greeting" } },
      }),
    );
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    expect(Messages).toMatchObject([
      {
        Body: "안녕",
        Attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1795392000000" },
        MessageAttributes: { kind: { DataType: "String", StringValue: "greeting" } },
      },
    ]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));
    expect(aws.queues.peek("jobs")).toEqual([]);
  });

  it("sends and deletes in batches, where each entry fails for itself", async () => {
    const { client, queues } = await openQueues();
    const { url } = queues.create("orders.fifo", { fifo: true });
    const sent = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: "a", MessageBody: "one", MessageGroupId: "g", MessageDeduplicationId: "1" },
          { Id: "b", MessageBody: "two" },
        ],
      }),
    );
    expect(sent.Successful).toMatchObject([{ Id: "a" }]);
    expect(sent.Failed).toMatchObject([{ Id: "b", Code: "MissingParameter", SenderFault: true }]);
    const [message] = queues.receive("orders.fifo", 10);
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [{ Id: "x", ReceiptHandle: message?.receiptHandle }],
      }),
    );
    expect(deleted.Successful).toEqual([{ Id: "x" }]);
    expect(queues.peek("orders.fifo")).toEqual([]);
  });

  it("describes queues as they were created", async () => {
    const { client } = await openQueues();
    await client.send(new CreateQueueCommand({ QueueName: "dead" }));
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({
        QueueName: "jobs",
        Attributes: {
          VisibilityTimeout: "90",
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: "arn:aws:sqs:ap-northeast-2:123456789012:dead",
            maxReceiveCount: 3,
          }),
        },
      }),
    );
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(Attributes).toMatchObject({
      QueueArn: "arn:aws:sqs:ap-northeast-2:123456789012:jobs",
      VisibilityTimeout: "90",
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:ap-northeast-2:123456789012:dead","maxReceiveCount":3}',
    });
    const { QueueUrls } = await client.send(new ListQueuesCommand({ QueueNamePrefix: "j" }));
    expect(QueueUrls).toEqual([QueueUrl]);
  });

  it("purges, and changes a message's visibility", async () => {
    const { client, queues } = await openQueues();
    const { url } = queues.create("jobs", {});
    queues.send("jobs", "x");
    const [message] = queues.receive("jobs", 1);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: message?.receiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(queues.receive("jobs", 1)).toHaveLength(1);
    await client.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(queues.peek("jobs")).toEqual([]);
  });

  it("reports a missing queue by class and by its query code", async () => {
    const { client } = await openQueues();
    const error = await errorOf(client.send(new GetQueueUrlCommand({ QueueName: "nope" })));
    expect(error).toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      Error: { Code: "AWS.SimpleQueueService.NonExistentQueue", Type: "Sender" },
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe("visibility", () => {
  it("hides a received message for the queue's timeout, then gives it again and counts", async () => {
    const { queues, advance } = await openQueues();
    queues.create("jobs", { visibilitySeconds: 60 });
    queues.send("jobs", "x");
    expect(queues.receive("jobs", 1)).toHaveLength(1);
    await advance(59);
    expect(queues.receive("jobs", 1)).toEqual([]);
    await advance(1);
    expect(queues.receive("jobs", 1)[0]?.attributes.ApproximateReceiveCount).toBe("2");
  });

  it("holds a delayed message back, and tells who watches when it shows", async () => {
    const { queues, advance } = await openQueues();
    queues.create("jobs", {});
    const told: string[] = [];
    queues.watch((name) => told.push(name));
    queues.send("jobs", "x", { delaySeconds: 10 });
    expect(queues.receive("jobs", 1)).toEqual([]);
    expect(told).toEqual([]);
    await advance(10);
    expect(told).toEqual(["jobs"]);
    expect(queues.receive("jobs", 1)).toHaveLength(1);
  });

  it("leaves a released message hidden until its timeout, unless a number says when", async () => {
    const { queues, advance } = await openQueues();
    queues.create("jobs", { visibilitySeconds: 60 });
    queues.send("jobs", "x");
    queues.release("jobs", queues.receive("jobs", 1)[0]?.receiptHandle ?? "");
    await advance(30);
    expect(queues.receive("jobs", 1)).toEqual([]);
    await advance(30);
    queues.release("jobs", queues.receive("jobs", 1)[0]?.receiptHandle ?? "", 5);
    await advance(5);
    expect(queues.receive("jobs", 1)).toHaveLength(1);
  });

  it("no longer deletes by a handle that a later receive has replaced", async () => {
    const { queues, advance } = await openQueues();
    queues.create("jobs", { visibilitySeconds: 30 });
    queues.send("jobs", "x");
    const [first] = queues.receive("jobs", 1);
    await advance(30);
    queues.receive("jobs", 1);
    queues.remove("jobs", first?.receiptHandle ?? "");
    expect(queues.peek("jobs")).toHaveLength(1);
  });
});

describe("redrive", () => {
  it("moves a message to the dead-letter queue at the receive past the limit", async () => {
    const { queues, advance } = await openQueues();
    queues.create("dead", {});
    queues.create("jobs", { visibilitySeconds: 10, deadLetter: { queue: "dead", maxReceiveCount: 2 } });
    queues.send("jobs", "poison");
    for (const expected of [1, 1, 0]) {
      expect(queues.receive("jobs", 10)).toHaveLength(expected);
      await advance(10);
    }
    expect(queues.peek("jobs")).toEqual([]);
    expect(queues.receive("dead", 1)[0]).toMatchObject({
      body: "poison",
      attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:ap-northeast-2:123456789012:jobs" },
    });
  });
});

describe("FIFO", () => {
  async function openFifo() {
    const opened = await openQueues();
    opened.queues.create("f.fifo", { fifo: true, contentBasedDeduplication: true, visibilitySeconds: 30 });
    return opened;
  }

  it("gives several messages of a group in order, and nothing of it while one is in flight", async () => {
    const { queues } = await openFifo();
    for (const body of ["a1", "a2", "a3"]) queues.send("f.fifo", body, { groupId: "a" });
    queues.send("f.fifo", "b1", { groupId: "b" });
    const first = queues.receive("f.fifo", 2);
    expect(first.map(({ body }) => body)).toEqual(["a1", "a2"]);
    expect(queues.receive("f.fifo", 10).map(({ body }) => body)).toEqual(["b1"]);
    for (const { receiptHandle } of first) queues.remove("f.fifo", receiptHandle);
    expect(queues.receive("f.fifo", 10).map(({ body }) => body)).toEqual(["a3"]);
  });

  it("gives a group again from its first message when that was not deleted", async () => {
    const { queues, advance } = await openFifo();
    for (const body of ["a1", "a2"]) queues.send("f.fifo", body, { groupId: "a" });
    queues.receive("f.fifo", 1);
    await advance(30);
    expect(queues.receive("f.fifo", 10).map(({ body }) => body)).toEqual(["a1", "a2"]);
  });

  it("accepts a duplicate within five minutes without queueing it, even when the first one is gone", async () => {
    const { queues, client, aws, advance } = await openFifo();
    const QueueUrl = `${aws.url}/123456789012/f.fifo`;
    const send = () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: "same", MessageGroupId: "a" }));
    const first = await send();
    queues.remove("f.fifo", queues.receive("f.fifo", 1)[0]?.receiptHandle ?? "");
    expect((await send()).MessageId).toBe(first.MessageId);
    expect(queues.peek("f.fifo")).toEqual([]);
    await advance(5 * 60);
    expect((await send()).MessageId).not.toBe(first.MessageId);
    expect(queues.peek("f.fifo")).toHaveLength(1);
  });

  it.each([
    ["no group", { dedupeId: "1" }, "MissingParameter"],
    ["a delay of its own", { groupId: "a", dedupeId: "1", delaySeconds: 5 }, "InvalidParameterValue"],
  ])("refuses a message with %s", async (_reason, options, code) => {
    const { queues } = await openFifo();
    expect(() => queues.send("f.fifo", "x", options)).toThrow(expect.objectContaining({ code }));
  });
});
