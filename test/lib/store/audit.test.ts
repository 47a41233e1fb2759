import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../lib/pure/audit.ts";
import { type Audit, createAudit, type KeptDays } from "../../../lib/store/audit.ts";
import { createStates } from "../../../lib/store/states.ts";
import type { Table } from "../../../lib/store/table.ts";
import { type LocalTable, openTable } from "./local-table.ts";

let local: LocalTable;
let audit: Audit;

beforeEach(async () => {
  local = await openTable();
  audit = auditOn(local.table);
});
afterEach(() => local.close());

const auditOn = (table: Table, kept?: KeptDays): Audit =>
  createAudit(
    table,
    createStates(table, () => {}),
    kept,
  );

const entry = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
  at: "2026-11-23T00:00:00.000Z",
  actor: "U0KIM",
  door: "command",
  action: "deploy",
  result: "done",
  ...fields,
});
const actions = async (...query: Parameters<Audit["list"]>): Promise<string[]> =>
  (await audit.list(...query)).map(({ action }) => action);

describe("the audit", () => {
  it("keeps the order in which entries of one instant were written", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `action ${index}`);
    for (const action of names) await audit.write(`job of ${action}`, entry({ action }));
    expect(await actions({}, 100)).toEqual(names.toReversed());
    expect(await actions({}, 3)).toEqual(["action 11", "action 10", "action 9"]);
  });

  it("puts what was asked for earlier before what is written earlier", async () => {
    await audit.write("late", entry({ action: "late", at: "2026-11-23T00:00:02.000Z" }));
    await audit.write("early", entry({ action: "early", at: "2026-11-23T00:00:01.000Z" }));
    expect(await actions({}, 10)).toEqual(["late", "early"]);
  });

  it("writes an entry once however often it is delivered, and finishes what a crash cut short", async () => {
    const write = auditOn({
      ...local.table,
      // It dies between the entry and its lists.
      write: async (item) => {
        if (item.key.pk !== "audit#entries") throw new Error("died");
        return local.table.write(item);
      },
    }).write;
    await expect(write("one", entry({ environment: "dev" }))).rejects.toThrow("died");
    expect(await actions({}, 10)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => audit.write("one", entry({ environment: "dev" }))));
    for (const query of [{}, { actor: "U0KIM" }, { environment: "dev" }]) {
      expect(await actions(query, 10)).toEqual(["deploy"]);
    }
  });

  it("finds the entries of a person, of whoever approved, and of each environment by themselves", async () => {
    await audit.write("1", entry({ action: "a", actor: "U0KIM", environment: "dev" }));
    await audit.write("2", entry({ action: "b", actor: "U0LEE", environment: "dev" }));
    await audit.write("3", entry({ action: "c", actor: "U0LEE", approvedBy: "U0KIM" }));
    await audit.write("4", entry({ action: "d", actor: "U0LEE", environment: "dev", environments: ["dev", "prod"] }));
    expect(await actions({ actor: "U0KIM" }, 10)).toEqual(["c", "a"]);
    expect(await actions({ actor: "U0LEE" }, 10)).toEqual(["d", "c", "b"]);
    expect(await actions({ environment: "dev" }, 10)).toEqual(["d", "b", "a"]);
    expect(await actions({ environment: "prod" }, 10)).toEqual(["d"]);
    expect(await actions({ actor: "U0NOBODY" }, 10)).toEqual([]);
  });

  it("finds the entries of a time, its beginning included and its end not", async () => {
    for (const [action, at] of [
      ["before", "2026-11-22T23:59:59.999Z"],
      ["first", "2026-11-23T00:00:00.000Z"],
      ["last", "2026-11-23T23:59:59.999Z"],
      ["after", "2026-11-24T00:00:00.000Z"],
    ] as const) {
      await audit.write(action, entry({ action, at }));
    }
    const day = { from: "2026-11-23T00:00:00.000Z", before: "2026-11-24T00:00:00.000Z" };
    expect(await actions(day, 10)).toEqual(["last", "first"]);
    expect(await actions({ ...day, actor: "U0KIM" }, 10)).toEqual(["last", "first"]);
  });

  it("gives an entry in full by the beginning of its id, while lists have the first resources and no calls", async () => {
    const calls = [{ operation: "ec2:StopInstances", requestId: "r-1" }];
    const resources = ["1", "2", "3", "4", "5"].map((id) => ({ id: `i-${id}` }));
    await audit.write("one", entry({ calls, resources }));
    await audit.write("two", entry());
    const [, listed] = await audit.list({}, 10);
    expect(listed).toMatchObject({ resources: resources.slice(0, 3), resourceCount: 5 });
    expect(listed).not.toHaveProperty("calls");
    expect(await audit.find(listed?.id.slice(0, 8) ?? "")).toMatchObject([{ calls, resources }]);
    expect(await audit.find("")).toHaveLength(2);
    expect(await audit.find("zz")).toEqual([]);
  });

  it.each<[string, Partial<AuditEntry>, number, number]>([
    ["a change", {}, 400, 7],
    ["a change that AWS refused", { result: "refused" }, 400, 7],
    ["a denial", { result: "denied" }, 400, 8],
    ["a denied look", { result: "denied", isLook: true }, 400, 8],
    ["a look", { isLook: true }, 30, 9],
  ])("keeps %s for as long as is said", async (_what, fields, usual, configured) => {
    const daysOf = async (kept: Audit, environment: string): Promise<number[]> => {
      await kept.write(environment, entry({ actor: environment, environment, ...fields }));
      const [newest] = await kept.list({ environment }, 1);
      const lists = [`audit#person#${environment}`, `audit#environment#${environment}`, "audit#all"];
      const found = await Promise.all([
        ...lists.map((pk) => local.table.list(pk, { most: 1, isBackwards: true })),
        local.table.list("audit#entries", { from: newest?.id ?? "~", most: 1 }),
      ]);
      const dayMs = 24 * 60 * 60 * 1000;
      return found.flat().map(({ expiresAt }) => ((expiresAt?.getTime() ?? 0) - Date.parse(entry().at)) / dayMs);
    };
    expect(await daysOf(audit, "first")).toEqual([usual, usual, usual, usual]);
    const others = { changes: 7, denials: 8, looks: 9 };
    expect(await daysOf(auditOn(local.table, others), "second")).toEqual(Array(4).fill(configured));
  });
});
