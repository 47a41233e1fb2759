import { afterAll, beforeAll, expect, it } from "vitest";
import type { Table } from "../../../lib/store/table.ts";
import { type LocalTable, openTable } from "./local-table.ts";

let local: LocalTable;
let table: Table;
const key = { pk: "a", sk: "b" };

beforeAll(async () => {
  local = await openTable();
  table = local.table;
});

afterAll(() => local.close());

it("gives back what was written, small or larger than an item may be, also in Korean", async () => {
  for (const count of [1, 10_000]) {
    const value = Array.from({ length: count }, (_, n) => ({
      id: `i-${n.toString(16).padStart(17, "0")}`,
      name: "밤",
    }));
    await table.update(key, () => value);
    expect((await table.read(key))?.value).toEqual(value);
  }
});

it("writes only over the revision that was read, whoever is faster", async () => {
  const before = await table.read<unknown>(key);
  const revision = before?.revision ?? 0;
  expect(await table.write(key, "first", revision)).toBe(true);
  expect(await table.write(key, "second", revision)).toBe(false);
  expect((await table.read(key))?.value).toBe("first");
});

it("loses no change of several made at once", async () => {
  const counter = { pk: "count", sk: "count" };
  await Promise.all(Array.from({ length: 5 }, () => table.update<number>(counter, (n) => (n ?? 0) + 1)));
  expect((await table.read(counter))?.value).toBe(5);
});
