import { describe, expect, it } from "vitest";
import { operationMessage } from "../../handlers/operations/message.ts";
import { type OperationTarget, operationOn, targetKey } from "../../handlers/operations/state.ts";
import type { Resource } from "../../lib/pure/resource.ts";

const at = "2026-11-23T13:00:00.000Z";

function instances(count: number): Resource[] {
  return Array.from({ length: count }, (_, n) => ({
    service: "ec2",
    kind: "instance",
    account: "123456789012",
    region: "ap-northeast-2",
    id: `i-${n}`,
    name: `fleet-${n}`,
    state: "stopped",
    type: "t3.small",
    tags: {},
  }));
}

function shown(count: number, change: (target: OperationTarget, n: number) => Partial<OperationTarget>) {
  const operation = operationOn("stop", instances(count), new Map(), { at });
  const targets = Object.values(operation.targets).map((target, n) => {
    const changed = { ...target, isAsked: true, ...change(target, n) };
    return [targetKey(changed), changed];
  });
  const late = new Date(Date.parse(at) + 60 * 60 * 1000);
  const { steps = [] } = operationMessage({ ...operation, targets: Object.fromEntries(targets) }, late, {
    key: "o",
  });
  return steps.map(({ id }) => id);
}

describe("the message of an operation", () => {
  it("shows of many first what was not done, then what is overdue", () => {
    const ids = shown(100, (_, n) =>
      n === 98 ? { refusal: "It is a Spot instance" } : n === 50 ? { state: "stopping" } : {},
    );
    expect(ids).toHaveLength(20);
    expect(ids.slice(0, 4)).toEqual(["i-98", "i-50", "i-0", "i-1"]);
  });

  it("leaves the order of a few as it is", () => {
    const ids = shown(20, (_, n) => (n === 19 ? { refusal: "It is a Spot instance" } : {}));
    expect(ids.slice(18)).toEqual(["i-18", "i-19"]);
  });
});
