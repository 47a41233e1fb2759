import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyStackNews,
  failuresIn,
  type StackNews,
  type StackOperation,
  stackOutcomeOf,
  withCause,
} from "../../handlers/stacks/state.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 0, 0, second)).toISOString();
const stack = { stackId: "arn:aws:cloudformation:x:1:stack/shop/1", name: "shop" };
const news = (status: string, second: number, more: Partial<StackNews> = {}): StackNews => ({
  ...stack,
  status,
  at: at(second),
  ...more,
});
const failed = (id: string, second: number, reason: string): StackNews =>
  news("UPDATE_FAILED", second, { resource: { id, type: "AWS::SQS::Queue" }, reason });

const rollback: readonly StackNews[] = [
  news("UPDATE_IN_PROGRESS", 0),
  failed("Topic", 20, "Resource update cancelled"),
  failed("Queue", 20, "Access denied"),
  failed("Late", 25, "Something else"),
  news("UPDATE_ROLLBACK_IN_PROGRESS", 30),
  news("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", 50),
  news("UPDATE_ROLLBACK_COMPLETE", 55),
];

function entered(all: readonly StackNews[]): readonly StackOperation[] {
  return all.reduce<readonly StackOperation[]>((known, one) => applyStackNews(known, one).operations, []);
}

describe("An operation on a stack", () => {
  it("is one, with its cause, in whatever order and however often its events come", () => {
    const shuffled = fc.shuffledSubarray([...rollback, ...rollback], { minLength: rollback.length * 2 });
    fc.assert(
      fc.property(shuffled, (all) => {
        const operations = entered(all);
        expect(operations).toHaveLength(1);
        const [operation] = operations;
        expect(operation?.cause?.resource).toBe("Queue");
        expect(operation && stackOutcomeOf(operation)).toBe("rolled-back");
        expect(operation?.from).toBe(at(0));
      }),
    );
  });

  it("keeps its id when an earlier event is heard of later", () => {
    const [first] = entered([news("UPDATE_ROLLBACK_COMPLETE", 55)]);
    const [later] = entered([news("UPDATE_ROLLBACK_COMPLETE", 55), news("UPDATE_IN_PROGRESS", 0)]);
    expect(later?.id).toBe(first?.id);
    expect(later?.hasStart).toBe(true);
  });

  it("is not the one before, whose failure it does not inherit", () => {
    const operations = entered([
      ...rollback,
      news("UPDATE_IN_PROGRESS", 100),
      news("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", 110),
      news("UPDATE_COMPLETE", 120),
    ]);
    expect(operations.map(stackOutcomeOf)).toEqual(["rolled-back", "done"]);
    expect(operations[1]?.cause).toBeUndefined();
  });

  it("goes by its token where it has one", () => {
    const token = (name: string, status: string, second: number) => news(status, second, { token: name });
    const operations = entered([
      token("a", "UPDATE_COMPLETE", 10),
      token("b", "UPDATE_IN_PROGRESS", 5),
      token("a", "UPDATE_IN_PROGRESS", 0),
    ]);
    expect(operations).toHaveLength(2);
  });

  it("whose rollback failed is stuck, until that is continued", () => {
    const known = [...rollback.slice(0, 5), news("UPDATE_ROLLBACK_FAILED", 60)];
    expect(entered(known).map(stackOutcomeOf)).toEqual(["stuck"]);
    const mended = [...known, news("UPDATE_ROLLBACK_IN_PROGRESS", 90), news("UPDATE_ROLLBACK_COMPLETE", 95)];
    expect(entered(mended).map(stackOutcomeOf)).toEqual(["rolled-back"]);
  });

  it("takes the first failure to the millisecond from what CloudFormation lists", () => {
    const [operation] = entered(rollback);
    const listed = failuresIn(
      [
        {
          at: "2026-11-23T00:00:20.900Z",
          resource: "Queue",
          type: "x",
          status: "UPDATE_FAILED",
          reason: "b",
        },
        { at: "2026-11-23T00:00:20.100Z", resource: "Role", type: "x", status: "CREATE_FAILED", reason: "a" },
        {
          at: "2026-11-23T00:00:19.000Z",
          resource: "shop",
          type: "AWS::CloudFormation::Stack",
          status: "UPDATE_FAILED",
        },
      ],
      "shop",
    );
    expect(operation && withCause(operation, listed).cause?.resource).toBe("Role");
  });
});
