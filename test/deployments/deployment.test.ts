import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../handlers/deployments/kinds/codepipeline/state.ts";
import {
  type Deployment,
  type DeploymentView,
  isFinished,
  mergeDeployments,
  unknownDeployment,
  view,
} from "../../handlers/deployments/state.ts";
import { anyStory, id, known, pipeline, plan, type Story, statusOf, type Told, tell } from "./executions.ts";

/** The events in another order, some of them twice. */
function shaken(told: readonly Told[]): fc.Arbitrary<Told[]> {
  return fc
    .tuple(fc.shuffledSubarray([...told], { minLength: told.length }), fc.subarray([...told]))
    .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));
}

const anyTold = (story: fc.Arbitrary<Story>) => story.map((one) => ({ story: one, told: tell(one) }));

/** How each stage stands: `Source done, Build failed`. */
function stagesOf({ stages }: DeploymentView): string {
  return stages.map(({ name, state }) => `${name} ${state}`).join(", ");
}

function isRejection({ state, event }: Told): boolean {
  return state === "FAILED" && (event.detail.type as { category?: string } | undefined)?.category === "Approval";
}

/** Whether the stages shown agree with how the whole is said to stand. */
function expectConsistent(seen: DeploymentView): void {
  const states = seen.stages.map(({ state }) => state);
  if (isFinished(seen.status)) {
    expect(states, stagesOf(seen)).not.toContain("running");
    expect(states, stagesOf(seen)).not.toContain("waiting");
    expect(seen.approval).toBeUndefined();
  }
  if (seen.status === "succeeded") {
    expect(
      states.filter((state) => state !== "done"),
      stagesOf(seen),
    ).toEqual([]);
  }
  if (seen.status === "running") expect(states, stagesOf(seen)).not.toContain("failed");
  if (seen.status === "waiting") expect(states).toContain("waiting");
  // Nothing after the stage in which it is has begun, and everything before it is done.
  const begun = states.filter((state) => state !== "pending");
  expect(states.slice(0, begun.length), stagesOf(seen)).toEqual(begun);
  expect(
    begun.slice(0, -1).filter((state) => state !== "done"),
    stagesOf(seen),
  ).toEqual([]);
}

describe("joining", () => {
  const mark = fc.record({
    state: fc.constantFrom("STARTED", "SUCCEEDED", "FAILED", "RESUMED", "STOPPED", "ABANDONED", "constructor", "new"),
    attempt: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 0, max: 3 }).map((second) => new Date(1_800_000_000_000 + second * 1000).toISOString()),
  });
  const stageMark = mark.chain((one) =>
    fc.constantFrom("2027-01-15T07:59:59.000Z", one.at).map((first) => ({ ...one, first })),
  );
  const name = fc.constantFrom("Build", "Deploy", "__proto__", "constructor");
  const text = fc.constantFrom("a", "b", "cc");
  const actionMark = fc
    .tuple(
      stageMark,
      fc.record({ category: fc.constantFrom("Approval", "Build"), summary: text }, { requiredKeys: [] }),
    )
    .map(([one, more]) => ({ ...one, ...more, stage: "Build", action: "A" }));
  const record = <Value>(key: fc.Arbitrary<string>, value: fc.Arbitrary<Value>) =>
    fc.array(fc.tuple(key, value), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
  const anyDeployment: fc.Arbitrary<Deployment> = fc
    .record(
      {
        startedAt: mark.map(({ at }) => at),
        overall: mark,
        plan: fc.array(name, { maxLength: 3 }),
        revision: fc.record({ id: text, summary: text }, { requiredKeys: ["id"] }),
        trigger: fc.record({ type: text, detail: text }, { requiredKeys: ["type"] }),
        requestedBy: text,
      },
      { requiredKeys: [] },
    )
    .chain((some) =>
      fc
        .tuple(
          record(name, stageMark),
          record(name, actionMark),
          record(
            name,
            fc.record({
              person: text,
              verdict: fc.constantFrom("approved", "rejected"),
              at: mark.map(({ at }) => at),
            }),
          ),
        )
        .map(([stages, actions, decisions]) => ({ ...id, ...some, stages, actions, decisions }) as Deployment),
    );

  it("does not care which comes first", () => {
    fc.assert(
      fc.property(anyDeployment, anyDeployment, (a, b) => {
        expect(JSON.stringify(mergeDeployments(a, b))).toBe(JSON.stringify(mergeDeployments(b, a)));
      }),
    );
  });

  it("does not care how it is grouped", () => {
    fc.assert(
      fc.property(anyDeployment, anyDeployment, anyDeployment, (a, b, c) => {
        expect(mergeDeployments(mergeDeployments(a, b), c)).toEqual(mergeDeployments(a, mergeDeployments(b, c)));
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyDeployment, anyDeployment, (a, b) => {
        const once = mergeDeployments(a, b);
        expect(mergeDeployments(once, b)).toEqual(once);
        expect(mergeDeployments(once, a)).toEqual(once);
        expect(mergeDeployments(a, a)).toEqual(a);
      }),
    );
  });

  it("keeps every stage and action that either side knows", () => {
    fc.assert(
      fc.property(anyDeployment, anyDeployment, (a, b) => {
        const names = [...Object.keys(a.stages), ...Object.keys(b.stages)];
        expect(Object.keys(mergeDeployments(a, b).stages)).toEqual([...new Set(names)].sort());
      }),
    );
  });
});

describe("the events of one execution", () => {
  it("in any order, some of them twice, say the same as in order", () => {
    fc.assert(
      fc.property(
        anyTold(anyStory()).chain(({ told }) => fc.tuple(fc.constant(told), shaken(told), fc.boolean())),
        ([told, again, withPlan]) => {
          expect(known(again, withPlan)).toEqual(known(told, withPlan));
          expect(view(known(again, withPlan))).toEqual(view(known(told, withPlan)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("told completely, say how it stands, with and without the plan", () => {
    fc.assert(
      fc.property(anyTold(anyStory()), fc.boolean(), ({ story, told }, withPlan) => {
        const seen = view(known(told, withPlan));
        expect(seen.status).toBe(statusOf(story, told));
        expectConsistent(seen);
        if (seen.status === "failed" || seen.status === "rejected") expect(seen.cause?.summary).toMatch(/ broke$/);
      }),
      { numRuns: 150 },
    );
  });

  it("are in keeping with themselves at every moment on the way", () => {
    fc.assert(
      fc.property(anyTold(anyStory()), fc.boolean(), ({ told }, withPlan) => {
        for (let length = 1; length <= told.length; length++) {
          const heard = told.slice(0, length);
          const seen = view(known(heard, withPlan));
          expectConsistent(seen);
          const pipelineSays = heard.findLastIndex(({ level }) => level === "pipeline");
          const isOpen = ["STARTED", "RESUMED"].includes(heard[pipelineSays]?.state ?? "");
          const since = heard.slice(pipelineSays);
          const hasStageFailed = since.some(({ level, state }) => level === "stage" && state === "FAILED");
          const isLastDone = heard.at(-1)?.stage === plan.at(-1) && heard.at(-1)?.state === "SUCCEEDED";
          const isAtWork = (told[length - 1]?.open ?? 0) > 0;
          const hasFailed = since.some(({ level, state }) => level === "action" && state === "FAILED");
          const mayBeOver = hasStageFailed || isLastDone || (hasFailed && !isAtWork);
          if (isOpen && !mayBeOver) expect(isFinished(seen.status), stagesOf(seen)).toBe(false);
          if (isOpen && hasStageFailed) expect(["failed", "rejected"]).toContain(seen.status);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("show an approval exactly while somebody has to answer it", () => {
    fc.assert(
      fc.property(anyTold(anyStory()), fc.boolean(), ({ told }, withPlan) => {
        for (let length = 1; length <= told.length; length++) {
          const heard = told.slice(0, length);
          const seen = view(known(heard, withPlan));
          expect(seen.approval ? [seen.approval.action] : []).toEqual(heard.at(-1)?.waiting);
          expect(seen.status === "waiting").toBe(seen.approval !== undefined);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("with any of them lost but the pipeline's last word, still say how it ended", () => {
    fc.assert(
      fc.property(
        anyTold(anyStory({ end: fc.constantFrom("succeeded", "failed", "stopped", "superseded") })).chain(
          ({ story, told }) => fc.tuple(fc.constant({ story, told }), fc.subarray(told.slice(0, -1)), fc.boolean()),
        ),
        ([{ story, told }, heard, withPlan]) => {
          const end = told.at(-1) as Told;
          const seen = view(known([...heard, end], withPlan));
          const status = statusOf(story, told);
          // That it was a rejection stands in the approval's own event only, and which one, in the attempt.
          const isUnsure = status === "rejected" || (!story.hasAttempts && heard.some(isRejection));
          if (isUnsure && status !== "succeeded") expect([status, "failed", "rejected"]).toContain(seen.status);
          else expect(seen.status, stagesOf(seen)).toBe(status);
          expectConsistent(seen);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("with the pipeline's last word lost, still say that it failed when a stage has", () => {
    fc.assert(
      fc.property(
        anyTold(anyStory({ end: fc.constant("failed") })).chain(({ story, told }) =>
          fc.tuple(fc.constant({ story, told }), fc.subarray(told.slice(0, -1))),
        ),
        ([{ told }, heard]) => {
          const failed = told.findLast(({ level, state }) => level === "stage" && state === "FAILED") as Told;
          const seen = view(known([...heard, failed]));
          expect(["failed", "rejected"], stagesOf(seen)).toContain(seen.status);
          expectConsistent(seen);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("that come late, of an earlier time and attempt, open nothing again", () => {
    const late = fc.record({
      level: fc.constantFrom("pipeline", "stage", "action"),
      stage: fc.nat(pipeline.length - 1),
      action: fc.nat(1),
      state: fc.constantFrom("STARTED", "SUCCEEDED", "RESUMED", "STOPPING"),
      second: fc.nat(),
    });
    fc.assert(
      fc.property(
        anyTold(anyStory({ end: fc.constantFrom("succeeded", "failed", "stopped", "superseded") })),
        late,
        ({ told }, { level, stage: index, action, state, second }) => {
          const end = told.at(-1)?.event as Told["event"];
          const begun = Date.parse(told[0]?.event.time ?? "");
          const at = begun + second * 1000;
          fc.pre(at < Date.parse(end.time));
          const stage = pipeline[index];
          const one = stage?.actions[action % stage.actions.length];
          const event = {
            ...end,
            time: new Date(at).toISOString(),
            detail: {
              ...end.detail,
              state,
              ...(level !== "pipeline" && { stage: stage?.name }),
              ...(level === "action" && { action: one?.name, type: { category: one?.category } }),
            },
          };
          const before = view(known(told));
          const after = view(mergeDeployments(known(told), deploymentOf(event) as Deployment));
          expect(isFinished(after.status)).toBe(true);
          if (before.status !== "rejected") expect(after.status).toBe(before.status);
          expectConsistent({ ...after, stages: before.status === "succeeded" ? after.stages : [] });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a retry", () => {
  /** What is told up to the failure, and what of the retry until its action starts again. */
  const retried = anyStory({ end: fc.constant("failed") }).map((story) => {
    const more = { ...story, failures: [...story.failures, ...story.failures.slice(-1)] };
    const told = tell(more);
    const resumed = told.findLastIndex(({ level, state }) => level === "pipeline" && state === "RESUMED");
    return { before: told.slice(0, resumed), after: told.slice(resumed, resumed + 3) };
  });

  it("opens the message again with any one of its events, also when none names its attempt", () => {
    fc.assert(
      fc.property(
        retried.chain(({ before, after }) =>
          fc.tuple(fc.constant(before), fc.subarray(after, { minLength: 1 }), fc.boolean()),
        ),
        ([before, after, withPlan]) => {
          expect(isFinished(view(known(before, withPlan)).status)).toBe(true);
          const seen = view(known([...before, ...after], withPlan));
          expect(["running", "waiting"], stagesOf(seen)).toContain(seen.status);
          expectConsistent(seen);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("that failed once more, with RESUMED and the last word lost, is failed at its own attempt", () => {
    fc.assert(
      fc.property(anyTold(anyStory({ end: fc.constant("failed"), hasAttempts: fc.constant(true) })), ({ told }) => {
        const attempt = told.at(-1)?.attempt ?? 1;
        const heard = told.filter((one) => one.level !== "pipeline" || one.attempt === 1).slice(0, -1);
        const seen = view(known(heard));
        expect(["failed", "rejected"]).toContain(seen.status);
        expect(seen.attempt).toBe(attempt);
      }),
    );
  });

  it("that succeeds in the end, with every word of the pipeline on it lost, is seen to have succeeded", () => {
    fc.assert(
      fc.property(anyTold(anyStory({ end: fc.constant("succeeded"), hasAttempts: fc.constant(true) })), ({ told }) => {
        const heard = told.filter((one) => one.level !== "pipeline" || one.attempt === 1);
        fc.pre(told.at(-1)?.attempt !== 1);
        expect(view(known(heard)).status).toBe("succeeded");
      }),
    );
  });

  it("is timed by itself: the hours before somebody pressed the button are no part of the stage", () => {
    const told = tell({
      failures: [{ stage: 3, action: 0, told: "others first" }],
      end: "succeeded",
      at: 0,
      gaps: [1],
      hasAttempts: true,
    });
    const resumed = told.findIndex(({ state }) => state === "RESUMED");
    const later = told.map((one, index) =>
      index < resumed
        ? one
        : {
            ...one,
            event: { ...one.event, time: new Date(Date.parse(one.event.time) + 9 * 3_600_000).toISOString() },
          },
    );
    const deploy = view(known(later)).stages.find(({ name }) => name === "Deploy");
    expect(deploy?.took).toBeLessThan(60_000);
  });
});

describe("what a person sees of", () => {
  const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 0, 0, second)).toISOString();
  const own = (stage: string, state: string, second: number, attempt = 1): Deployment => ({
    ...unknownDeployment(id),
    stages: { [stage]: { state, attempt, at: at(second), first: at(second) } },
  });
  const action = (stage: string, name: string, state: string, second: number, more: object = {}): Deployment => ({
    ...unknownDeployment(id),
    actions: {
      [`${stage}/${name}`]: {
        stage,
        action: name,
        state,
        attempt: 1,
        at: at(second),
        first: at(second),
        ...more,
      },
    },
  });
  const overall = (state: string, second: number, attempt = 1): Deployment => ({
    ...unknownDeployment(id),
    overall: { state, attempt, at: at(second) },
  });
  const decision = (verdict: "approved" | "rejected", second: number): Deployment => ({
    ...unknownDeployment(id),
    decisions: { "Approval/Approve": { person: "U0OWNER", verdict, at: at(second) } },
  });
  const approval = { category: "Approval" };
  const planned = (...names: string[]): Deployment => ({ ...unknownDeployment(id), plan: names });
  const rollback: Deployment = { ...unknownDeployment(id), trigger: { type: "ManualRollback" } };

  it.each<[situation: string, parts: Deployment[], status: string, stages: string, reason: string]>([
    ["nothing", [], "running", "", "an execution of which only the id is known"],
    ["a plan alone", [planned("Source", "Build")], "running", "Source pending, Build pending", "just started"],
    [
      "one of two actions failed",
      [own("Build", "STARTED", 1), action("Build", "A", "FAILED", 5), action("Build", "B", "STARTED", 1)],
      "running",
      "Build running",
      "the other goes on, AWS does not take a retry yet, and a second deployment must not start",
    ],
    [
      "one of two actions failed, the stage says so",
      [own("Build", "FAILED", 6), action("Build", "A", "FAILED", 5), action("Build", "B", "STARTED", 1)],
      "failed",
      "Build failed",
      "the stage's own word counts",
    ],
    [
      "a stage failed while the other action ended later",
      [own("Build", "FAILED", 6), action("Build", "B", "SUCCEEDED", 9)],
      "failed",
      "Build failed",
      "the failed action's event was lost, the other's came after",
    ],
    [
      "an approval beside a failed action",
      [own("Build", "STARTED", 1), action("Build", "A", "FAILED", 5), action("Build", "B", "STARTED", 1, approval)],
      "waiting",
      "Build waiting",
      "somebody still has to answer before the stage ends",
    ],
    [
      "a rejected approval beside a failed action",
      [own("Build", "FAILED", 6), action("Build", "B", "FAILED", 4, approval), action("Build", "A", "FAILED", 5)],
      "failed",
      "Build failed",
      "what happened last is told, in whichever order it was heard",
    ],
    [
      "a stage that was stopped",
      [own("Build", "STOPPED", 6), action("Build", "A", "SUCCEEDED", 7), overall("STOPPED", 6)],
      "stopped",
      "Build stopped",
      "its action went on a little",
    ],
    [
      "an approval while it is being stopped",
      [own("Build", "STARTED", 1), action("Build", "B", "STARTED", 1, approval), overall("STOPPING", 6)],
      "stopping",
      "Build running",
      "there is nothing to answer any more",
    ],
    [
      "a stage resumed, nothing else of it",
      [own("Build", "RESUMED", 9), action("Build", "A", "FAILED", 5)],
      "running",
      "Build running",
      "no attempt is named, the action's start was lost",
    ],
    [
      "a retry that has gone on to the next stage",
      [
        planned("Build", "Deploy"),
        own("Build", "FAILED", 5),
        overall("FAILED", 5),
        own("Build", "SUCCEEDED", 60, 2),
        own("Deploy", "STARTED", 60, 2),
      ],
      "running",
      "Build done, Deploy running",
      "RESUMED was lost",
    ],
    [
      "a retry between two stages",
      [planned("Build", "Deploy"), overall("FAILED", 5), own("Build", "SUCCEEDED", 60, 2)],
      "running",
      "Build done, Deploy pending",
      "RESUMED was lost: it must not flicker back to failed, nor free the lock",
    ],
    [
      "a retry resumed elsewhere",
      [planned("Build", "Deploy"), own("Build", "FAILED", 5), own("Deploy", "STARTED", 60, 2)],
      "running",
      "Build done, Deploy running",
      "all that the retried stage said was lost: the next would not have begun",
    ],
    [
      "a stopped execution that was retried and failed",
      [overall("STOPPED", 5), own("Build", "FAILED", 60, 2)],
      "failed",
      "Build failed",
      "the pipeline's later words were lost",
    ],
    [
      "stages of one second without a plan",
      [own("Source", "SUCCEEDED", 2), own("Build", "STARTED", 2)],
      "running",
      "Source done, Build running",
      "what has ended came before what has not; the alphabet decides nothing",
    ],
    [
      "a rollback",
      [
        planned("Source", "Build", "Deploy", "Release"),
        rollback,
        own("Deploy", "SUCCEEDED", 9),
        overall("SUCCEEDED", 9),
      ],
      "succeeded",
      "Deploy done",
      "it runs one stage; the others were not touched",
    ],
    [
      "a state of a hostile name",
      [own("Build", "constructor", 5), overall("toString", 5)],
      "running",
      "Build running",
      "AWS may add states; none is a method",
    ],
    [
      "a stage of a hostile name",
      [own("__proto__", "SUCCEEDED", 5), own("constructor", "STARTED", 6)],
      "running",
      "__proto__ done, constructor running",
      "CodePipeline allows such names",
    ],
    [
      "two approvals one after the other",
      [
        own("Approval", "SUCCEEDED", 5),
        action("Approval", "Approve", "SUCCEEDED", 5, approval),
        own("Release", "STARTED", 9),
        action("Release", "Announce", "STARTED", 9, approval),
      ],
      "waiting",
      "Approval done, Release waiting",
      "the second waits",
    ],
    [
      "an approval whose end was lost",
      [
        own("Approval", "STARTED", 1),
        action("Approval", "Approve", "STARTED", 1, approval),
        own("Deploy", "STARTED", 9),
      ],
      "running",
      "Approval done, Deploy running",
      "the next stage would not have begun",
    ],
    [
      "a rejection that was overcome, and a later failure",
      [action("Approval", "Approve", "FAILED", 5, approval), overall("FAILED", 60, 2)],
      "failed",
      "Approval rejected",
      "all of the second attempt was lost but its end, which is no rejection",
    ],
    [
      "a rejection beside an action whose end was lost",
      [
        own("Build", "STARTED", 1),
        action("Build", "A", "FAILED", 5, approval),
        action("Build", "B", "STARTED", 1),
        overall("FAILED", 9),
      ],
      "rejected",
      "Build rejected",
      "the pipeline has ended, so nothing goes on",
    ],
    [
      "a success that names no attempt",
      [own("Build", "SUCCEEDED", 40, 2), overall("SUCCEEDED", 60)],
      "succeeded",
      "Build done",
      "what succeeded cannot be retried",
    ],
    [
      "a superseded execution",
      [planned("Source", "Deploy"), own("Source", "SUCCEEDED", 5), overall("SUPERSEDED", 9)],
      "superseded",
      "Source done, Deploy pending",
      "it waited before Deploy and never got in",
    ],
    [
      "a cancelled execution",
      [own("Build", "STARTED", 5), overall("CANCELED", 9)],
      "canceled",
      "Build stopped",
      "the pipeline was changed meanwhile",
    ],
  ])("%s", (_situation, parts, status, stages, reason) => {
    const all = parts.reduce(mergeDeployments, unknownDeployment(id));
    const backwards = parts.toReversed().reduce(mergeDeployments, unknownDeployment(id));
    const seen = view(all);
    expect({ status: seen.status, stages: stagesOf(seen) }, reason).toEqual({ status, stages });
    expect(view(backwards)).toEqual(seen);
  });

  it.each<[situation: string, parts: Deployment[], verdict: string | undefined, reason: string]>([
    [
      "a person's answer before AWS tells of it",
      [action("Approval", "Approve", "STARTED", 5, approval), decision("approved", 6)],
      "approved",
      "the button was pressed just now",
    ],
    [
      "the rejection of an earlier attempt while it waits again",
      [action("Approval", "Approve", "STARTED", 50, { ...approval, attempt: 2 }), decision("rejected", 6)],
      undefined,
      "nobody has answered yet",
    ],
    [
      "the rejection of an earlier attempt after somebody approved in the console",
      [action("Approval", "Approve", "SUCCEEDED", 50, { ...approval, attempt: 2 }), decision("rejected", 6)],
      undefined,
      "succeeded and rejected cannot both stand there",
    ],
    [
      "a rejection",
      [action("Approval", "Approve", "FAILED", 50, approval), decision("rejected", 49)],
      "rejected",
      "the event follows the answer",
    ],
  ])("%s", (_situation, parts, verdict, reason) => {
    const seen = view(parts.reduce(mergeDeployments, unknownDeployment(id)));
    expect(seen.stages[0]?.decision?.verdict, reason).toBe(verdict);
  });

  it("the cause: the failed action of the stage that broke, not one that was overcome", () => {
    const parts = [
      action("Build", "A", "FAILED", 5, { summary: "flaky" }),
      own("Build", "SUCCEEDED", 40, 2),
      own("Deploy", "FAILED", 60, 2),
      overall("FAILED", 60, 2),
    ];
    expect(view(parts.reduce(mergeDeployments)).cause).toBeUndefined();
    const all = [...parts, action("Deploy", "D", "FAILED", 60, { attempt: 2, summary: "no space" })];
    expect(view(all.reduce(mergeDeployments)).cause?.summary).toBe("no space");
  });
});
