import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasReachedTargetState,
  isInDoubt,
  isOperationPending,
  mergeOperations,
  type Operation,
  type OperationTarget,
  targetKey,
} from "../../handlers/operations/state.ts";

const base: OperationTarget = {
  service: "ec2",
  kind: "instance",
  account: "123456789012",
  region: "ap-northeast-2",
  id: "i-1",
  name: "dev-api",
  state: "running",
  at: "2026-11-23T00:00:00.000Z",
};
const doubt = { since: "2026-11-23T00:00:01.000Z", environment: "dev" };
const proof = { at: "2026-11-23T00:00:00.000Z", by: "somebody" };

function rebootOf(target: Partial<OperationTarget>): Operation {
  const whole = { ...base, ...target };
  return { verb: "reboot", startedAt: base.at, targets: { [targetKey(whole)]: whole } };
}

function only({ targets }: Operation): OperationTarget {
  const [target] = Object.values(targets);
  if (!target) throw new Error("There is no target");
  return target;
}

/** What is told of one reboot that was not heard to be done, at any time. */
const news: readonly Partial<OperationTarget>[] = [
  {},
  { isAsked: true, doubt },
  { isAsked: true, doubt, at: "2026-11-23T00:10:00.000Z" },
];

describe("a target in doubt", () => {
  it("is neither there nor on its way, until it is known", () => {
    const doubtful = rebootOf({ isAsked: true, doubt });
    expect(isOperationPending(doubtful)).toBe(false);
    expect(hasReachedTargetState(only(doubtful), "reboot")).toBe(false);
    expect(isInDoubt(only(doubtful))).toBe(true);
    const done = mergeOperations(doubtful, rebootOf({ isAsked: true, doubt, proof }));
    expect(hasReachedTargetState(only(done), "reboot")).toBe(true);
    const undone = only(mergeOperations(doubtful, rebootOf({ isAsked: true, doubt, refusal: "no" })));
    expect([isInDoubt(undone), undone.refusal]).toEqual([false, "no"]);
  });

  it("stays so whatever else is told, and a proof outdoes its absence, in any order", () => {
    const told = (all: readonly Partial<OperationTarget>[]) => {
      const [first = rebootOf({}), ...rest] = all.map(rebootOf);
      return only(rest.reduce(mergeOperations, first));
    };
    fc.assert(
      fc.property(fc.shuffledSubarray([...news], { minLength: 2 }), (all) => {
        const doubtful = all.some((one) => one.doubt);
        expect(isInDoubt(told(all))).toBe(doubtful);
      }),
    );
    const verdicts = [...news, { isAsked: true, doubt, proof }, { isAsked: true, doubt, refusal: "no" }];
    fc.assert(
      fc.property(fc.shuffledSubarray(verdicts, { minLength: verdicts.length }), (all) => {
        const target = told(all);
        expect([target.proof, target.refusal, isInDoubt(target)]).toEqual([proof, undefined, false]);
      }),
    );
  });
});
