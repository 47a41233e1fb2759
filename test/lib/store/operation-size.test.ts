import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packOperation } from "../../../handlers/operations/packed-state.ts";
import { type Operation, operationOn, targetKey } from "../../../handlers/operations/state.ts";
import type { Resource } from "../../../lib/pure/resource.ts";
import { createJobs } from "../../../lib/store/jobs.ts";
import { createStates } from "../../../lib/store/states.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { account, region, start } from "../../../sandbox/world.ts";
import { type LocalTable, openTable } from "./local-table.ts";

let local: LocalTable;

beforeAll(async () => {
  local = await openTable();
});

afterAll(() => local.close());

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: an item's names and values. */
const mostBytes = 400 * 1024;

const ids = new Ids();

/** Names of text that repeats nothing, which compression can make little smaller. */
function operationOf(count: number, length: number, letters: { readonly from: number; readonly count: number }) {
  let seed = 20_261_123;
  const letter = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return letters.from + ((seed >>> 8) % letters.count);
  };
  const instances = Array.from(
    { length: count },
    (): Resource => ({
      account,
      region,
      service: "ec2",
      kind: "instance",
      id: `i-0${ids.hex(16)}`,
      name: String.fromCharCode(...Array.from({ length }, letter)),
      state: ids.hex(1) < "8" ? "stopping" : "stopped",
      type: "t3.small",
      tags: {},
    }),
  );
  return operationOn("stop", instances, new Map(), { at: start.toISOString() });
}

async function sizeOf(pk: string, sk: string): Promise<number> {
  const { Item = {} } = await local.client.send(
    new GetItemCommand({ TableName: "table", Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  return Object.entries(Item).reduce(
    (sum, [name, { S = "", N = "", B = [] }]) => sum + name.length + Buffer.byteLength(S) + N.length + B.length,
    0,
  );
}

const kinds: readonly [what: string, operation: () => Operation][] = [
  ["short names", () => operationOf(10_000, 12, { from: 0x61, count: 26 })],
  ["the longest names that AWS takes, in Korean", () => operationOf(10_000, 256, { from: 0xac00, count: 11_172 })],
];

describe("the record of an operation on 10,000 instances is far smaller than an item may be", () => {
  it.each(kinds)("with %s", async (what, make) => {
    const value = { state: packOperation(make()) };
    await local.table.write({ key: { pk: what, sk: "message" }, value, version: 1, revision: 0 });
    const size = await sizeOf(what, "message");
    expect(size).toBeGreaterThan(50_000);
    expect(size).toBeLessThan(mostBytes * 0.7);
  });

  it.each(kinds)("also that of the job, when AWS refused each of them, with %s", async (what, make) => {
    const plan = make();
    const refused = Object.values(plan.targets).map((target) => [targetKey(target), "UnauthorizedOperation"]);
    await createJobs(createStates(local.table, () => {})).run(
      what,
      "nightshift",
      () => start,
      async (job) => {
        await job.step("plan", null, async () => packOperation(plan));
        await job.step("ask", null, async () => Object.fromEntries(refused));
      },
    );
    expect(await sizeOf(`job#${what}`, "job")).toBeLessThan(mostBytes * 0.95);
  });
});
