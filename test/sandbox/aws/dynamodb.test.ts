import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { errorOf, openAws } from "./open.ts";

async function openTable() {
  const opened = await openAws();
  const client = new DynamoDBClient(opened.config("outbox"));
  await client.send(
    new CreateTableCommand({
      TableName: "nightshift",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  return { ...opened, client };
}

it("has a table at once and keeps items", async () => {
  const { client } = await openTable();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: "nightshift" }));
  expect(Table?.TableStatus).toBe("ACTIVE");
  await client.send(new PutItemCommand({ TableName: "nightshift", Item: { pk: { S: "1" }, n: { N: "2" } } }));
  const { Item } = await client.send(new GetItemCommand({ TableName: "nightshift", Key: { pk: { S: "1" } } }));
  expect(Item).toEqual({ pk: { S: "1" }, n: { N: "2" } });
});

it("checks conditions, and records the call with its error", async () => {
  const { client, calls } = await openTable();
  const put = new PutItemCommand({
    TableName: "nightshift",
    Item: { pk: { S: "1" } },
    ConditionExpression: "attribute_not_exists(pk)",
  });
  await client.send(put);
  expect((await errorOf(client.send(put))).name).toBe("ConditionalCheckFailedException");
  expect(calls.at(-1)).toMatchObject({
    accessKeyId: "outbox",
    service: "dynamodb",
    operation: "PutItem",
    input: { TableName: "nightshift", Item: { pk: { S: "1" } } },
    error: "ConditionalCheckFailedException",
  });
});

it("sets the time to live, which dynalite cannot", async () => {
  const { client } = await openTable();
  const update = (TableName: string) =>
    client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
      }),
    );
  await update("nightshift");
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: "nightshift" }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
  expect((await errorOf(update("nightshift"))).name).toBe("ValidationException");
  expect((await errorOf(update("other"))).name).toBe("ResourceNotFoundException");
});

it("fails when it is told to, and is refused when it may not", async () => {
  const opened = await openAws({
    authorize: ({ service }) => (service === "dynamodb" ? "not you" : undefined),
  });
  const client = new DynamoDBClient(opened.config());
  const get = () => client.send(new GetItemCommand({ TableName: "nightshift", Key: { pk: { S: "1" } } }));
  expect(await errorOf(get())).toMatchObject({ name: "AccessDeniedException", message: "not you" });
  opened.aws.fault({ service: "dynamodb", error: "ProvisionedThroughputExceededException", times: 1 });
  expect((await errorOf(get())).name).toBe("ProvisionedThroughputExceededException");
});
