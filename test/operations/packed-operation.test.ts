import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packOperation, unpackOperation } from "../../handlers/operations/packed-state.ts";
import { type Operation, type OperationTarget, targetKey } from "../../handlers/operations/state.ts";

const target: fc.Arbitrary<OperationTarget> = fc
  .record(
    {
      service: fc.constant("ec2" as const),
      kind: fc.constant("instance" as const),
      account: fc.constantFrom("123456789012", "210987654321"),
      region: fc.constantFrom("ap-northeast-2", "us-east-1"),
      id: fc.stringMatching(/^i-[0-9a-f]{17}$/),
      name: fc.string({ minLength: 1 }),
      engine: fc.constantFrom("mysql", "docdb"),
      state: fc.constantFrom("running", "stopping", "stopped"),
      at: fc.constantFrom("2026-11-23T13:00:00.000Z", "2026-11-23T13:01:00.000Z"),
      refusal: fc.constantFrom("no", { say: "operation.spot" as const }),
      isAsked: fc.constant(true),
      doubt: fc.constantFrom({ since: "2026-11-23T13:00:00.000Z", environment: "dev" }),
      proof: fc.constantFrom({ at: "2026-11-23T13:00:00.000Z", by: "somebody" }),
    },
    {
      requiredKeys: ["account", "region", "service", "kind", "account", "region", "id", "name", "state", "at"],
    },
  )
  .map((one) => one as OperationTarget);

function operationOf(targets: readonly OperationTarget[]): Operation {
  return {
    verb: "stop",
    startedAt: "2026-11-23T13:00:00.000Z",
    targets: Object.fromEntries(targets.map((one) => [targetKey(one), one])),
  };
}

describe("a packed operation", () => {
  it("is what was packed, in its order", () => {
    fc.assert(
      fc.property(fc.array(target), (targets) => {
        const operation = operationOf(targets);
        const unpacked = unpackOperation(JSON.parse(JSON.stringify(packOperation(operation))));
        expect(unpacked).toEqual(operation);
        expect(Object.keys(unpacked.targets)).toEqual(Object.keys(operation.targets));
      }),
    );
  });

  it("keeps the names of what was refused and of the first when there are too many to keep", () => {
    const many = Array.from({ length: 1_000 }, (_, n): OperationTarget => {
      const id = `i-${String(n).padStart(17, "0")}`;
      const about = { service: "ec2", kind: "instance", state: "stopped", at: "" } as const;
      const location = { account: "123456789012", region: "ap-northeast-2" };
      return {
        ...about,
        ...location,
        id,
        name: `${n} `.padEnd(200, "n"),
        ...(n === 999 && { refusal: "no" }),
      };
    });
    const kept = Object.values(unpackOperation(packOperation(operationOf(many))).targets);
    const isNamed = ({ id, name }: OperationTarget) => name !== id;
    expect([kept[0], kept[20], kept[999]].map((one) => one && isNamed(one))).toEqual([true, true, true]);
    expect(kept.filter(isNamed)).toHaveLength(300);
    expect(kept).toHaveLength(1_000);
  });
});
