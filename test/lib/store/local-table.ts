import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTable, type Table } from "../../../lib/store/table.ts";
import { startLocalAws } from "../../../sandbox/aws/local-aws.ts";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { region, start } from "../../../sandbox/world.ts";

/** An empty table in a local AWS of its own. */
export interface LocalTable {
  readonly table: Table;
  /** For looking into the table beside the store; it is named `table`. */
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export async function openTable(): Promise<LocalTable> {
  const aws = await startLocalAws({ clock: new VirtualClock(start), ids: new Ids(), emit: () => {} });
  const settings = { endpoint: aws.url, region, credentials: { accessKeyId: "a", secretAccessKey: "b" } };
  const client = new DynamoDBClient(settings);
  await client.send(
    new CreateTableCommand({
      TableName: "table",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  return { table: createTable({ tableName: "table", client: settings }), client, close: () => aws.close() };
}
