import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";

const load = () => import("@aws-sdk/client-dynamodb");

/** An item's address: a partition and a place in it. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export interface Stored<Value> {
  readonly key: Key;
  readonly value: Value;
  /** Grows by one with each change; 0 means that there is no such item. */
  readonly revision: number;
  readonly expiresAt?: Date;
}

export interface TableSettings {
  readonly tableName: string;
  readonly client: object;
}

/** How often a change is tried again when somebody else changed the item in between. */
const contentionLimit = 12;

/**
 * The one table. Each item holds a JSON value and a revision; every change is a conditional write of a single item
 * against the revision that was read, so that leases, locks and versions all rest on one mechanism. The time to live
 * only cleans up: nothing relies on when DynamoDB deletes.
 */
export interface Table {
  read<Value>(key: Key): Promise<Stored<Value> | undefined>;
  /** Writes when the item still has that revision (0: when there is none); says whether it did. */
  write<Value>(key: Key, value: Value, revision: number, expiresAt?: Date): Promise<boolean>;
  /**
   * Reads, changes and writes until nobody interferes; `undefined` from `change` leaves the item as it is. Without a new
   * time to live the item keeps the one it had.
   */
  update<Value>(
    key: Key,
    change: (current: Value | undefined) => Value | undefined,
    expiresAt?: Date,
  ): Promise<{ readonly value: Value | undefined; readonly isChanged: boolean }>;
  remove(key: Key, revision?: number): Promise<boolean>;
  /** The items of a partition in the order of `sk`, or the other way round. */
  list<Value>(pk: string, range: Range): Promise<Stored<Value>[]>;
  /** The next whole number of a counter, from 1 on; no number is given twice, some may be passed over. */
  next(counter: Key): Promise<number>;
}

/** Which items of a partition: both ends are included. */
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

  const table: Table = {
    async read<Value>(key: Key) {
      const { GetItemCommand } = await load();
      const { Item } = await (await connect()).send(
        new GetItemCommand({ TableName: tableName, Key: address(key), ConsistentRead: true }),
      );
      return Item && stored<Value>(Item);
    },

    async write(key, value, revision, expiresAt) {
      const { PutItemCommand } = await load();
      return unlessTaken(async () => {
        await (await connect()).send(
          new PutItemCommand({
            TableName: tableName,
            Item: {
              ...address(key),
              revision: { N: `${revision + 1}` },
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
        );
      });
    },

    async update<Value>(
      key: Key,
      change: (current: Value | undefined) => Value | undefined,
      expiresAt?: Date,
    ) {
      for (let attempt = 0; attempt < contentionLimit; attempt++) {
        const current = await table.read<Value>(key);
        const next = change(current?.value);
        if (next === undefined) return { value: current?.value, isChanged: false };
        if (await table.write(key, next, current?.revision ?? 0, expiresAt ?? current?.expiresAt)) {
          return { value: next, isChanged: true };
        }
      }
      throw new Error(`Too many writers at once for ${key.pk}`);
    },

    async remove(key, revision) {
      const { DeleteItemCommand } = await load();
      return unlessTaken(async () => {
        await (await connect()).send(
          new DeleteItemCommand({
            TableName: tableName,
            Key: address(key),
            ...(revision !== undefined && {
              ConditionExpression: "#revision = :revision",
              ExpressionAttributeNames: { "#revision": "revision" },
              ExpressionAttributeValues: { ":revision": { N: `${revision}` } },
            }),
          }),
        );
      });
    },

    async list<Value>(pk: string, { from: first, upTo, most, isBackwards = false }: Range) {
      const { QueryCommand } = await load();
      const condition =
        first !== undefined && upTo !== undefined
          ? " AND sk BETWEEN :from AND :upTo"
          : `${first === undefined ? "" : " AND sk >= :from"}${upTo === undefined ? "" : " AND sk <= :upTo"}`;
      const items: Stored<Value>[] = [];
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
            // So many DynamoDB would never give in one page.
            Limit: Math.min(most - items.length, 10_000),
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        items.push(...(page.Items ?? []).map((item) => stored<Value>(item)));
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
  return table;
}

function address({ pk, sk }: Key): Record<string, AttributeValue> {
  return { pk: { S: fitting(pk) }, sk: { S: fitting(sk) } };
}

/** From this size on a value is compressed: an item may have 400 KB, and a night of thousands of instances has more. */
const packedFrom = 32 * 1024;

function packed(value: unknown): Record<string, AttributeValue> {
  const json = JSON.stringify(value);
  return json.length < packedFrom ? { value: { S: json } } : { packed: { B: gzipSync(json) } };
}

function unpacked(item: Record<string, AttributeValue>): unknown {
  return JSON.parse(item.packed?.B ? gunzipSync(item.packed.B).toString("utf8") : (item.value?.S ?? "null"));
}

/** DynamoDB takes sort keys of at most 1,024 bytes; what is longer, since it came from outside, keeps its beginning. */
function fitting(text: string): string {
  if (Buffer.byteLength(text) <= 1_024) return text;
  return `${text.slice(0, 200)}#${createHash("sha256").update(text).digest("hex")}`;
}

function stored<Value>(item: Record<string, AttributeValue>): Stored<Value> {
  return {
    key: { pk: item.pk?.S ?? "", sk: item.sk?.S ?? "" },
    value: unpacked(item) as Value,
    revision: Number(item.revision?.N ?? 0),
    ...(item.expiresAt?.N && { expiresAt: new Date(Number(item.expiresAt.N) * 1000) }),
  };
}

async function unlessTaken(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
