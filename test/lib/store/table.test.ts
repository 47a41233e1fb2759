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
    const revision = (await table.read(key))?.revision ?? 0;
    await table.write({ key, value, version: 1, revision });
    expect((await table.read(key))?.value).toEqual(value);
  }
});

it("writes only over the revision that was read, whoever is faster", async () => {
  const before = await table.read(key);
  const revision = before?.revision ?? 0;
  expect(await table.write({ key, value: "first", version: 1, revision })).toBe(true);
  expect(await table.write({ key, value: "second", version: 1, revision })).toBe(false);
  expect((await table.read(key))?.value).toBe("first");
});
