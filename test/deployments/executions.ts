import fc from "fast-check";
import { deploymentOf } from "../../handlers/deployments/kinds/codepipeline/state.ts";
import {
  type Deployment,
  type DeploymentStatus,
  mergeDeployments,
  unknownDeployment,
} from "../../handlers/deployments/state.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";

/** Executions of a CodePipeline pipeline as their events tell them, in the order in which things happen. */

export const id = {
  pipeline: "web-production",
  executionId: "11111111-2222-4333-8444-555555555555",
  account: "123456789012",
  region: "ap-northeast-2",
};

interface Action {
  readonly name: string;
  readonly category: string;
}

interface Stage {
  readonly name: string;
  /** All at once (one run order). */
  readonly actions: readonly Action[];
}

/** A Source, a Build of two actions at once, an approval, a Deploy, and a second approval beside a test. */
export const pipeline: readonly Stage[] = [
  { name: "Source", actions: [{ name: "GitHub", category: "Source" }] },
  {
    name: "Build",
    actions: [
      { name: "Compile", category: "Build" },
      { name: "Lint", category: "Test" },
    ],
  },
  { name: "Approval", actions: [{ name: "Approve", category: "Approval" }] },
  { name: "Deploy", actions: [{ name: "CodeDeploy", category: "Deploy" }] },
  {
    name: "Release",
    actions: [
      { name: "Announce", category: "Approval" },
      { name: "Smoke", category: "Test" },
    ],
  },
];

export const plan = pipeline.map(({ name }) => name);

/** One failure on the way: which action of which stage, and how AWS tells it. */
interface Failure {
  readonly stage: number;
  readonly action: number;
  /** In which order AWS tells that it failed, that the stage's other action ended, and that the stage failed. */
  readonly told: "others first" | "others later" | "while others go on" | "stage first";
}

export interface Story {
  /** Each is followed by a retry, but for the last when the execution ends failed. */
  readonly failures: readonly Failure[];
  readonly end: "succeeded" | "failed" | "stopped" | "superseded" | "going on";
  /** The stage in which it is stopped, before which it is superseded, or in which it still is. */
  readonly at: number;
  /** Seconds between one event and the next: mostly none, since AWS tells whole seconds. */
  readonly gaps: readonly number[];
  /** Whether the events say which attempt they belong to. */
  readonly hasAttempts: boolean;
}

export interface Told {
  /** How counterexamples show it. */
  readonly [fc.toStringMethod]?: () => string;
  readonly event: AwsEvent;
  readonly level: "pipeline" | "stage" | "action";
  readonly state: string;
  readonly stage?: string;
  readonly attempt: number;
  /** The approvals that wait for somebody once this has happened. */
  readonly waiting: readonly string[];
  /** How many actions are under way then. */
  readonly open: number;
}

/** What AWS sends of it. */
export function tell(story: Story): Told[] {
  const told: Told[] = [];
  const failures = [...story.failures];
  let waiting: string[] = [];
  let attempt = 1;
  let second = 0;
  let open = 0;

  const publish = (level: Told["level"], state: string, detail: object = {}, stage?: string): void => {
    const [at, tries] = [second, attempt];
    const time = new Date(Date.UTC(2026, 10, 23, 0, 0, at)).toISOString();
    const name = ["pipeline", stage, (detail as { action?: string }).action].findLast(Boolean);
    told.push({
      [fc.toStringMethod]: () => `${name} ${state} ${at} s #${tries}`,
      level,
      state,
      attempt,
      waiting: [...waiting],
      open,
      ...(stage && { stage }),
      event: {
        id: `event-${told.length}`,
        source: "aws.codepipeline",
        type: `CodePipeline ${level[0]?.toUpperCase()}${level.slice(1)} Execution State Change`,
        account: id.account,
        region: id.region,
        time,
        resources: [`arn:aws:codepipeline:${id.region}:${id.account}:${id.pipeline}`],
        detail: {
          pipeline: id.pipeline,
          "execution-id": id.executionId,
          state,
          version: 3,
          ...(story.hasAttempts && { "pipeline-execution-attempt": attempt }),
          ...(stage && { stage }),
          ...detail,
        },
      },
    });
    second += story.gaps[told.length % story.gaps.length] ?? 0;
  };
  const act = (stage: Stage, action: Action, state: string): void => {
    open += state === "STARTED" ? 1 : -1;
    waiting = waiting.filter((name) => name !== action.name);
    if (state === "STARTED" && action.category === "Approval") waiting.push(action.name);
    const detail = {
      action: action.name,
      type: { owner: "AWS", category: action.category, provider: "X", version: "1" },
      ...(state === "FAILED" && {
        "execution-result": {
          "external-execution-summary": `${action.name} broke`,
          "error-code": "JobFailed",
        },
      }),
      ...(state === "SUCCEEDED" &&
        action.category === "Source" && {
          "execution-result": {
            "external-execution-summary": "Serve images",
            "external-execution-id": "c".repeat(40),
            "external-execution-url": "https://github.com/acme/web/commit/ccc",
          },
        }),
    };
    publish("action", state, detail, stage.name);
  };

  publish("pipeline", "STARTED", {
    "execution-trigger": {
      "trigger-type": "StartPipelineExecution",
      "trigger-detail": "arn:aws:iam::1:user/kim",
    },
  });
  for (const [index, stage] of pipeline.entries()) {
    if (story.end === "superseded" && index === Math.max(1, story.at)) {
      publish("pipeline", "SUPERSEDED");
      return told;
    }
    publish("stage", "STARTED", {}, stage.name);
    for (const action of stage.actions) act(stage, action, "STARTED");
    // A stage takes a second at least.
    second += 1;
    let running = stage.actions;
    while (failures[0]?.stage === index) {
      const [{ action, told: order }] = failures.splice(0, 1) as [Failure];
      const culprit = running[action % running.length] as Action;
      const others = running.filter((one) => one !== culprit);
      const end = (one: Action): void => act(stage, one, one === culprit ? "FAILED" : "SUCCEEDED");
      const failStage = (): void => {
        waiting = [];
        publish("stage", "FAILED", {}, stage.name);
      };
      const inOrder: Readonly<Record<Failure["told"], () => void>> = {
        "others first": () => [...others, culprit].forEach(end),
        "others later": () => [culprit, ...others].forEach(end),
        "while others go on": () => end(culprit),
        "stage first": () => others.forEach(end),
      };
      inOrder[order]();
      failStage();
      if (order === "while others go on") others.forEach(end);
      if (order === "stage first") end(culprit);
      publish("pipeline", "FAILED");
      if (failures.length === 0 && story.end === "failed") return told;
      attempt += 1;
      // A second at least, or nothing but the attempt could tell them apart.
      second += 1;
      publish("pipeline", "RESUMED");
      publish("stage", "RESUMED", {}, stage.name);
      running = [culprit];
      act(stage, culprit, "STARTED");
    }
    if (story.at === index && story.end === "going on") return told;
    if (story.at === index && story.end === "stopped") {
      waiting = [];
      publish("pipeline", "STOPPING");
      publish("stage", "STOPPING", {}, stage.name);
      for (const action of running) act(stage, action, "ABANDONED");
      publish("stage", "STOPPED", {}, stage.name);
      publish("pipeline", "STOPPED");
      return told;
    }
    for (const action of running) act(stage, action, "SUCCEEDED");
    publish("stage", "SUCCEEDED", {}, stage.name);
  }
  publish("pipeline", "SUCCEEDED");
  return told;
}

const failure: fc.Arbitrary<Failure> = fc.record({
  stage: fc.nat(pipeline.length - 1),
  action: fc.nat(1),
  told: fc.constantFrom("others first", "others later", "while others go on", "stage first"),
});

/** Any story of one execution; `of` narrows it down. */
export function anyStory(of: Partial<Record<keyof Story, fc.Arbitrary<unknown>>> = {}): fc.Arbitrary<Story> {
  return fc
    .record({
      failures: fc.array(failure, { maxLength: 3 }).map((failures) => failures.toSorted((a, b) => a.stage - b.stage)),
      end: fc.constantFrom("succeeded", "failed", "stopped", "superseded", "going on"),
      at: fc.nat(pipeline.length - 1),
      gaps: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 37), { minLength: 1, maxLength: 9 }),
      hasAttempts: fc.boolean(),
      ...of,
    } as never)
    .map((found) => {
      const story = found as Story;
      if (story.end === "failed") {
        const failures = story.failures.length
          ? story.failures
          : [{ stage: story.at, action: 0, told: "others first" } as const];
        return { ...story, failures };
      }
      if (story.end === "succeeded") return story;
      // It can only have failed (and been retried) before where it stopped, and not in a stage it never entered.
      const last = story.end === "superseded" ? Math.max(1, story.at) - 1 : story.at;
      return { ...story, failures: story.failures.filter(({ stage }) => stage <= last) };
    });
}

/** How it stands once all is told. */
export function statusOf(story: Story, told: readonly Told[]): DeploymentStatus {
  if (story.end === "going on") return told.at(-1)?.waiting.length ? "waiting" : "running";
  if (story.end !== "failed") return story.end;
  const last = told.findLast(({ level, state }) => level === "action" && state === "FAILED");
  const type = last?.event.detail.type as { category: string } | undefined;
  return type?.category === "Approval" ? "rejected" : "failed";
}

/** What is known after these events, heard in this order. */
export function known(told: readonly Told[], withPlan = true): Deployment {
  const start: Deployment = { ...unknownDeployment(id), ...(withPlan && { plan }) };
  return told.reduce((state, { event }) => {
    const news = deploymentOf(event);
    return news ? mergeDeployments(state, news) : state;
  }, start);
}
