import { afterAll, beforeAll, expect, it } from "vitest";
import { publishIncident } from "../../../lib/alerts/publish-incident.ts";
import { createRecords } from "../../../lib/store/records.ts";
import { type LocalTable, openTable } from "./local-table.ts";

let local: LocalTable;

beforeAll(async () => {
  local = await openTable();
});

afterAll(() => local.close());

const now = new Date("2026-11-23T00:00:00Z");
const daysKept = async (name: string): Promise<number> => {
  const expiresAt = (await local.table.read({ pk: `ledger#${name}`, sk: "ledger" }))?.expiresAt;
  return ((expiresAt?.getTime() ?? 0) - now.getTime()) / (24 * 60 * 60 * 1000);
};

it("A ledger is kept for two weeks, or as long as is asked for", async () => {
  const ledgers = createRecords(local.table);
  await ledgers.update("usual", now, () => 1);
  expect(await daysKept("usual")).toBe(14);
  await ledgers.update("long", now, () => 1, 60);
  expect(await daysKept("long")).toBe(60);
});

it("When something went wrong is known as long as its message can be brought up to date", async () => {
  const store = { records: createRecords(local.table) };
  const context = { store, now: () => now } as unknown as Parameters<typeof publishIncident>[1];
  // What is well and was not wrong is told nowhere, and remembered all the same.
  const turn = { at: now.toISOString(), isWell: true, news: null };
  await publishIncident({ subject: "x", family: "x" }, context, turn, () => {
    throw new Error("told");
  });
  expect(await daysKept("episodes/x")).toBe(90);
});
