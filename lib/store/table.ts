import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Key } from "../pure/schema.ts";

const load = () => import("@aws-sdk/client-dynamodb");

/** An item as stored in the table. */
export interface Stored {
  readonly key: Key;
  readonly value: unknown;
  /** The version of its shape; items without one are of the first. */
  readonly version: number;
  /** Increases with each change; 0 means that there is no such item. */
  readonly revision: number;
  readonly expiresAt?: Date;
}

export interface TableSettings {
  readonly tableName: string;
  readonly client: object;
}

/**
 * The one table. Each item holds a JSON value and a revision; every change is a conditional write of a single item
 * against the revision that was read, so that leases, locks and versions share one mechanism. TTL only cleans up:
 * nothing relies on when DynamoDB deletes.
 */
export interface Table {
  read(key: Key): Promise<Stored | undefined>;
  /** Writes if the item still has that revision (0: if there is none); returns whether it did. */
  write(item: Stored): Promise<boolean>;
  /** Deletes it, unless it has another revision by now, or is of a newer version. */
  remove(key: Key, unless: Partial<Pick<Stored, "revision" | "version">>): Promise<void>;
  /** The items of a partition in the order of `sk`, or in reverse. */
  list(pk: string, range: Range): Promise<Stored[]>;
  /** The next number of a counter, from 1; no number is given twice, some may be skipped. */
  next(counter: Key): Promise<number>;
}

/** A range of a partition's items: both ends inclusive. */
export interface Range {
  readonly from?: string;
  readonly upTo?: string;
  readonly most: number;
  readonly isBackwards?: boolean;
}

export function createTable({ tableName, client: settings }: TableSettings): Table {
  let client: Promise<DynamoDBClient> | undefined;
  const connect = (): Promise<DynamoDBClient> => {
    client ??= load().then(({ DynamoDBClient }) => new DynamoDBClient(settings));
    return client;
  };

  return {
    async read(key) {
      const { GetItemCommand } = await load();
      const { Item } = await (await connect()).send(
        new GetItemCommand({ TableName: tableName, Key: address(key), ConsistentRead: true }),
      );
      return Item && stored(Item);
    },

    async write({ key, value, version, revision, expiresAt }) {
      const { PutItemCommand } = await load();
      return unlessTaken(async () =>
        (await connect()).send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              ...address(key),
              revision: { N: `${revision + 1}` },
              version: { N: `${version}` },
              ...packed(value),
              ...(expiresAt && { expiresAt: { N: `${Math.floor(expiresAt.getTime() / 1000)}` } }),
            },
            ...(revision === 0
              ? { ConditionExpression: "attribute_not_exists(pk)" }
              : {
                  ConditionExpression: "#revision = :revision",
                  ExpressionAttributeNames: { "#revision": "revision" },
                  ExpressionAttributeValues: { ":revision": { N: `${revision}` } },
                }),
          }),
        ),
      );
    },

    async remove(key, { revision, version }) {
      const { DeleteItemCommand } = await load();
      const [name, condition, value] =
        revision === undefined
          ? ["version", "attribute_not_exists(#at) OR #at <= :is", version]
          : ["revision", "#at = :is", revision];
      await unlessTaken(async () =>
        (await connect()).send(
          new DeleteItemCommand({
            TableName: tableName,
            Key: address(key),
            ConditionExpression: condition,
            ExpressionAttributeNames: { "#at": name },
            ExpressionAttributeValues: { ":is": { N: `${value}` } },
          }),
        ),
      );
    },

    async list(pk, { from: first, upTo, most, isBackwards = false }) {
      const { QueryCommand } = await load();
      const condition =
        first !== undefined && upTo !== undefined
          ? " AND sk BETWEEN :from AND :upTo"
          : `${first === undefined ? "" : " AND sk >= :from"}${upTo === undefined ? "" : " AND sk <= :upTo"}`;
      const items: Stored[] = [];
      let from: Record<string, AttributeValue> | undefined;
      do {
        const page = await (await connect()).send(
          new QueryCommand({
            TableName: tableName,
            ConsistentRead: true,
            KeyConditionExpression: `pk = :pk${condition}`,
            ExpressionAttributeValues: {
              ":pk": { S: fitting(pk) },
              ...(first !== undefined && { ":from": { S: first } }),
              ...(upTo !== undefined && { ":upTo": { S: upTo } }),
            },
            ScanIndexForward: !isBackwards,
            // DynamoDB never returns that many in one page.
            Limit: Math.min(most - items.length, 10_000),
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        items.push(...(page.Items ?? []).map(stored));
        from = page.LastEvaluatedKey;
      } while (from && items.length < most);
      return items;
    },

    async next(counter) {
      const { UpdateItemCommand } = await load();
      const { Attributes } = await (await connect()).send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: address(counter),
          UpdateExpression: "ADD #count :one",
          ExpressionAttributeNames: { "#count": "count" },
          ExpressionAttributeValues: { ":one": { N: "1" } },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return Number(Attributes?.count?.N);
    },
  };
}

function address({ pk, sk }: Key): Record<string, AttributeValue> {
  return { pk: { S: fitting(pk) }, sk: { S: fitting(sk) } };
}

/** From this size on a value is compressed: an item may have 400 KB, and thousands of instances need more. */
const packedFrom = 32 * 1024;

function packed(value: unknown): Record<string, AttributeValue> {
  const json = JSON.stringify(value);
  return json.length < packedFrom ? { value: { S: json } } : { packed: { B: gzipSync(json) } };
}

function unpacked(item: Record<string, AttributeValue>): unknown {
  return JSON.parse(item.packed?.B ? gunzipSync(item.packed.B).toString("utf8") : (item.value?.S ?? "null"));
}

/** DynamoDB's sort keys have at most 1,024 bytes; longer ones, made from outside data, are truncated. */
function fitting(text: string): string {
  if (Buffer.byteLength(text) <= 1_024) return text;
  return `${text.slice(0, 200)}#${createHash("sha256").update(text).digest("hex")}`;
}

function stored(item: Record<string, AttributeValue>): Stored {
  return {
    key: { pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" },
    value: unpacked(item),
    revision: Number(item.revision?.N ?? 0),
    version: Number(item.version?.N ?? 1),
    ...(item.expiresAt?.N && { expiresAt: new Date(Number(item.expiresAt.N) * 1000) }),
  };
}

async function unlessTaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
