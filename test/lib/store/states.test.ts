import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noState } from "../../../lib/alerts/alert.ts";
import { publishIncident } from "../../../lib/alerts/publish-incident.ts";
import type { LogLine } from "../../../lib/host.ts";
import { defineShape, defineState } from "../../../lib/pure/schema.ts";
import { anyState, createMessages } from "../../../lib/store/messages.ts";
import { createStates, type States } from "../../../lib/store/states.ts";
import { type LocalTable, openTable } from "./local-table.ts";

let local: LocalTable;
let states: States;
let logs: LogLine[];

beforeAll(async () => {
  local = await openTable();
});
beforeEach(() => {
  logs = [];
  states = createStates(local.table, (line) => logs.push(line));
});
afterAll(() => local.close());

const now = new Date("2026-11-23T00:00:00Z");
const shape = { name: "thing", prefix: "thing#", keep: 14 } as const;
const first = defineState({ ...shape, version: 1, schema: v.object({ count: v.number() }) });
const second = defineState({
  ...shape,
  version: 2,
  schema: v.object({ counts: v.array(v.number()) }),
  migrate: (known) => ({ counts: [(known as { count: number }).count] }),
});
const guard = defineState({ ...shape, version: 1, schema: v.object({ count: v.number() }), isGuard: true });

/** What stands in the table, every attribute of it. */
const inTable = (key: string) => local.table.read(first.at(key));
const put = (key: string, value: unknown, version = 1) =>
  local.table.write({ key: first.at(key), value, version, revision: 0 });

describe("what is stored", () => {
  it("is kept for so many days after its last change, and says which version it is of", async () => {
    await states.update(second, "kept", now, () => ({ counts: [1] }));
    expect(await inTable("kept")).toMatchObject({ version: 2, expiresAt: new Date("2026-12-07T00:00:00Z") });
  });

  it("loses no change of several made at once", async () => {
    await Promise.all(
      Array.from({ length: 5 }, () =>
        states.update(first, "busy", now, (known) => ({ count: (known?.count ?? 0) + 1 })),
      ),
    );
    expect(await states.read(first, "busy")).toEqual({ count: 5 });
  });

  it("is brought to the newer version when it is read, and stored so with its next change", async () => {
    await put("old", { count: 3 });
    expect(await states.read(second, "old")).toEqual({ counts: [3] });
    await states.update(second, "old", now, (known) => ({ counts: [...(known?.counts ?? []), 4] }));
    expect(await inTable("old")).toMatchObject({ version: 2, value: { counts: [3, 4] } });
  });

  it("keeps the fields of which this version knows nothing", async () => {
    await put("more", { count: 1, colour: "blue" });
    await states.update(first, "more", now, (known) => ({ ...known, count: 2 }));
    expect((await inTable("more"))?.value).toEqual({ count: 2, colour: "blue" });
  });

  it.each([
    ["of a newer version", { count: 1 }, 2],
    ["of another shape", { count: "secret" }, 1],
  ])("%s, it is absent, logged without what it says, and left as it is", async (what, value, version) => {
    await put(what, value, version);
    const before = await inTable(what);
    expect(await states.read(first, what)).toBeUndefined();
    expect(logs).toEqual([
      { level: "warn", event: "state unreadable", state: "thing", pk: `thing#${what}`, sk: "thing", version },
    ]);
    const told = await states.update(first, what, now, (known) => ({ count: (known?.count ?? 0) + 1 }));
    expect(told).toEqual({ count: 1 });
    await states.remove(first, what, () => true);
    expect(await inTable(what)).toEqual(before);
    await expect(states.read(guard, what)).rejects.toThrow("thing");
  });

  it("of a newer version is not taken away either, whoever asks for it", async () => {
    await put("new", { count: 1 }, 2);
    await states.remove(first, "new");
    expect(await inTable("new")).toBeDefined();
    await states.remove(second, "new");
    expect(await inTable("new")).toBeUndefined();
  });
});

describe("the state of a message", () => {
  const kind = defineShape({ name: "counting", version: 1, schema: v.object({ count: v.number() }) });
  const newer = defineShape({ name: "counting", version: 2, schema: v.object({ counts: v.number() }) });
  const say = (title: string) => ({
    destination: { kind: "channel", channel: "#a" } as const,
    content: { tone: "info", title } as const,
  });

  it("of a newer version stays, and what it belongs to is not said anew", async () => {
    const messages = createMessages(states, (line) => logs.push(line));
    await messages.setDesired(newer, "m", now, () => ({ ...say("new"), state: { counts: 1 } }));
    const before = await messages.find("m");
    const { isKept, record } = await messages.setDesired(kind, "m", now, (known) => ({
      ...say("old"),
      state: { count: (known?.count ?? 0) + 1 },
    }));
    expect([isKept, record.state]).toEqual([false, { count: 1 }]);
    expect(await messages.read(kind, "m")).toBeUndefined();
    expect(await messages.find("m")).toEqual(before);
    expect(logs.map(({ state }) => state)).toEqual(["counting", "counting"]);
  });

  it("survives whoever adds a line to its thread without knowing it", async () => {
    const messages = createMessages(states, (line) => logs.push(line));
    await messages.setDesired(newer, "line", now, () => ({ ...say("new"), state: { counts: 1 } }));
    await messages.setDesired(anyState, "line", now, () => ({ ...say("new"), line: "more" }));
    expect(await messages.read(newer, "line")).toMatchObject({ state: { counts: 1 }, thread: ["more"] });
    expect(logs).toEqual([]);
  });
});

it("When something went wrong is known as long as its message can be brought up to date", async () => {
  const context = { store: { states }, now: () => now } as unknown as Parameters<typeof publishIncident>[2];
  // What is well and was not wrong is told nowhere, and remembered all the same.
  const turn = { at: now.toISOString(), isWell: true, news: null };
  await publishIncident({ news: noState, state: noState }, { subject: "x", family: "x" }, context, turn, () => {
    throw new Error("told");
  });
  const { expiresAt } = (await local.table.read({ pk: "ledger#episodes/x", sk: "ledger" })) ?? {};
  expect(expiresAt).toEqual(new Date("2027-02-21T00:00:00Z"));
});
