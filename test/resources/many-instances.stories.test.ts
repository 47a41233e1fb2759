import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../sandbox/sandbox.ts";
import { openStage, pass, postedIn } from "../stage.ts";

const evening = new Date("2026-11-23T21:50:00+09:00");

/** At 21:59:59, with so many to be stopped at 22:00 beside the two of every fresh world, and no database. */
async function openNight(launched: number, options: SandboxOptions = {}) {
  const stage = await openStage({ start: evening, ...options });
  const tags = { env: "dev", nightshift: "office-hours" };
  await stage.run(
    { aws: { runInstances: { count: launched, name: "fleet", tags } } },
    ...["dev-aurora", "dev-docs", "dev-db"].map((stopDatabase) => ({ aws: { stopDatabase } })),
  );
  await pass(stage, "9m59s");
  const from = stage.calls.length;
  /** How often the tick called each operation since then, and DynamoDB's for one kind of item. */
  const calls = () => stage.calls.slice(from).filter((call) => call.function === "ticks");
  const count = (operation: string) => calls().filter((call) => call.operation === operation).length;
  const writesOf = (kind: string) =>
    calls().filter(({ operation, input }) => {
      const { Item } = input as { Item?: { pk: { S: string } } };
      return operation === "PutItem" && Item?.pk.S.startsWith(kind);
    }).length;
  const summary = () => postedIn(stage.messages(), "#dev").at(-1)?.text;
  return { stage, calls, count, writesOf, summary };
}

describe("a stop of hundreds of instances", () => {
  it("asks AWS as seldom as can be, and is told in one message", async () => {
    const { stage, calls, count, writesOf, summary } = await openNight(499);
    await pass(stage, "1s");
    expect(summary()).toMatch(/office-hours[\s\S]*fleet-001 \(i-[0-9a-f]+\) {2}stopping[\s\S]*481 more/);
    const asked = calls().filter(({ operation }) => operation === "StopInstances");
    expect(asked.map(({ input }) => (input as { InstanceIds: string[] }).InstanceIds.length)).toEqual([500, 1]);
    // One page to plan; what came of it is known from EC2's answer.
    expect(count("DescribeInstances")).toBe(1);
    await pass(stage, "1m");
    expect(summary()).toMatch(/office-hours: stopped for the night/);
    expect(count("DescribeInstances")).toBe(2);
    // As planned, as AWS began, as it ended.
    expect(writesOf("message#night")).toBe(3);
    expect(writesOf("ledger#watched")).toBe(0);
    // The notice that it was coming, and the summary.
    expect(postedIn(stage.messages(), "#dev")).toHaveLength(2);
    // Nothing is left to be looked at.
    await pass(stage, "5m");
    expect(count("DescribeInstances")).toBe(2);
  });

  it("writes nothing when a look tells nothing new, and looks only at what has not arrived", async () => {
    const { stage, calls, writesOf, summary } = await openNight(249);
    await pass(stage, "45s");
    // Somebody is at work late: this one will not be stopped however long it is looked at.
    await stage.run({ aws: { startInstance: "fleet-007" } });
    await pass(stage, "2m");
    const [writes, before] = [writesOf("message#night"), calls().length];
    await pass(stage, "5m");
    expect(writesOf("message#night")).toBe(writes);
    const looks = calls()
      .slice(before)
      .filter(({ operation }) => operation === "DescribeInstances");
    expect(looks).toHaveLength(5);
    for (const { input } of looks) {
      expect(input).toMatchObject({
        Filters: [{ Name: "instance-state-name" }, { Name: "instance-id", Values: [expect.any(String)] }],
      });
    }
    await pass(stage, "15m");
    // What needs a reader comes first.
    expect(summary()).toMatch(/^[^\n]*\n+[^\n]*fleet-007[^\n]*running/);
  });

  it("goes on where EC2's limit cut it short, without asking again for what is under way", async () => {
    let batches = 0;
    const { stage, calls, summary } = await openNight(499, {
      onCall({ operation }) {
        if (operation !== "StopInstances" || ++batches > 1) return;
        // The second batch, and the SDK's second try.
        const fault = { service: "ec2", operation, error: "RequestLimitExceeded", times: 2 };
        stage.sandbox.aws.fault(fault);
      },
    });
    await pass(stage, "3m1s");
    const asked = calls()
      .filter(({ operation, error }) => operation === "StopInstances" && error === undefined)
      .flatMap(({ input }) => (input as { InstanceIds: string[] }).InstanceIds);
    expect(asked).toHaveLength(501);
    expect(new Set(asked).size).toBe(501);
    expect(summary()).toMatch(/office-hours: stopped for the night/);
  });
});
