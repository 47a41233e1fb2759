import { describe, expect, it } from "vitest";
import type { Report } from "../../sandbox/play.ts";
import { callsOf, eventsThrough, openStage, pass, pipelineEvent, playOut, postedIn, stagesOf } from "../stage.ts";

type Event = Record<string, unknown>;

/** The events of an execution that AWS sent in a play of its own. */
async function eventsOf(...steps: Parameters<typeof playOut>[0]): Promise<{ events: Event[]; report: Report }> {
  const events: Event[] = [];
  const functions = eventsThrough((event) => events.push(event) > 0);
  return { report: await playOut(steps, { functions }), events };
}

/** Delivers events of a pipeline that nobody here started, then reads its message. */
async function told(events: readonly Event[]): Promise<{ text: string; stages: object }> {
  const stage = await openStage();
  for (const event of events) stage.sandbox.event(event);
  await stage.sandbox.drain();
  await pass(stage, "2m");
  const [message, ...others] = postedIn(stage.messages(), "#deploys");
  expect(others).toEqual([]);
  return { text: message?.text ?? "", stages: stagesOf(message) };
}

/** mulberry32: the same shuffles in every run. */
function shuffler(seed: number): <Item>(items: readonly Item[]) => Item[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return (items) =>
    items
      .map((item) => ({ item, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
}

describe("events of an execution", () => {
  it.each([
    ["that succeeded", [{ aws: { push: "web-staging" } }, { advance: "3m" }]],
    ["that failed", [{ aws: { failStage: "web-staging/Build" } }, { aws: { push: "web-staging" } }, { advance: "3m" }]],
    [
      "that failed and was retried",
      [
        { aws: { failStage: "web-staging/Build" } },
        { aws: { push: "web-staging" } },
        { advance: "2m" },
        { press: "retry" },
        { advance: "3m" },
      ],
    ],
  ])("%s end with the same message in any order, also when they come twice", async (_why, steps) => {
    const { events } = await eventsOf(...steps);
    expect(events.length).toBeGreaterThanOrEqual(10);
    const inOrder = await told(events);
    for (const seed of [1, 2]) {
      const shuffle = shuffler(seed);
      expect(await told(shuffle([...events, ...shuffle(events).slice(seed)]))).toEqual(inOrder);
    }
    expect(await told(events.toReversed())).toEqual(inOrder);
  });

  it("may be lost, each of them, as long as the last one comes", async () => {
    const { events, report } = await eventsOf({ aws: { push: "web-staging" } }, { advance: "3m" });
    const last = events.length - 1;
    expect(postedIn(report, "#deploys")[0]?.text).toContain(": succeeded");
    for (let from = 0; from < last; from += 3) {
      const left = events.filter((_, index) => index === last || index < from || index > from + 3);
      const { text, stages } = await told(left);
      expect(text).toContain("Deployed staging (web-staging): succeeded");
      expect(stages).toEqual({ Source: "complete", Build: "complete", Deploy: "complete" });
    }
  });

  it("that come after the end change nothing in Slack", async () => {
    const { events } = await eventsOf({ aws: { push: "web-staging" } }, { advance: "3m" });
    const stage = await openStage();
    for (const event of events) stage.sandbox.event(event);
    await stage.sandbox.drain();
    await pass(stage, "2m");
    const before = stage.slackCalls.length;
    for (const event of events) stage.sandbox.event({ ...event, id: `again-${String(event.id)}` });
    await stage.sandbox.drain();
    await pass(stage, "2m");
    expect(stage.slackCalls.slice(before)).toEqual([]);
  });

  it("of an execution that AWS does not know are told all the same", async () => {
    const stage = await openStage();
    const execution = "11111111-2222-4333-a444-555555555555";
    stage.sandbox.event(pipelineEvent({ execution, state: "STARTED" }));
    stage.sandbox.event(
      pipelineEvent({
        execution,
        state: "FAILED",
        stage: "Build",
        action: "Compile",
        at: 60,
        result: { "external-execution-summary": "<!here> exit 1" },
      }),
    );
    stage.sandbox.event(pipelineEvent({ execution, state: "FAILED", at: 61 }));
    await stage.sandbox.drain();
    await pass(stage, "30m");
    expect(stage.messages()).toHavePosted("#deploys", [
      /Deployment of staging .*failed[\s\S]*Build › Compile.*&lt;!here&gt; exit 1/,
    ]);
  });

  it("of a pipeline that is in no environment go to the alerts, under its own name", async () => {
    const report = await playOut([
      { event: pipelineEvent({ pipeline: "nightly-report", execution: "e-1", state: "STARTED" }) },
      { event: pipelineEvent({ pipeline: "nightly-report", execution: "e-1", state: "SUCCEEDED", at: 60 }) },
    ]);
    expect(report).toHavePosted("#alerts", [/Deployed nightly-report: succeeded/]);
    expect(report).toHavePosted("#deploys", []);
  });

  it("without a message of their own do not free another execution's environment", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { event: pipelineEvent({ execution: "e-older", state: "SUCCEEDED", at: -600 }) },
      { say: "/deploy staging", as: "owner" },
    ]);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
    expect(report).toHaveAnswered("owner", [/is being deployed by <@U0OPERATOR>/]);
  });
});

describe("when AWS's events get lost", () => {
  const isEnd = ({ detail }: Event) => (detail as { state: string }).state === "SUCCEEDED";

  it("the minute tick finds out how it ended, and the environment is free again", async () => {
    const report = await playOut(
      [
        { say: "/deploy staging" },
        { advance: "9m" },
        { say: "/deploy status" },
        { advance: "3m" },
        { say: "/deploy staging", as: "owner" },
      ],
      { functions: eventsThrough((event) => !isEnd(event)) },
    );
    expect(report).toHavePosted("#deploys", [/Deployed staging .*: succeeded/, /Deploying staging[\s\S]*U0OWNER/]);
    expect(callsOf(report, "GetPipelineExecution").some((call) => call.function === "ticks")).toBe(true);
  });

  it("a failure is found with its reason, and can be retried", async () => {
    const report = await playOut(
      [
        { aws: { failStage: { pipeline: "web-staging", stage: "Build", message: "Out of memory" } } },
        { say: "/deploy staging" },
        { advance: "12m" },
        { press: "retry" },
        { advance: "12m" },
      ],
      { functions: eventsThrough(({ detail }) => (detail as { state: string }).state !== "FAILED") },
    );
    expect(report).toHavePosted("#deploys", [/Deployed staging .*: succeeded/]);
    expect(callsOf(report, "RetryStageExecution")).toHaveLength(1);
  });

  it("all of them: the message of a command still ends", async () => {
    const report = await playOut([{ say: "/deploy staging" }, { advance: "12m" }], {
      functions: eventsThrough(() => false),
    });
    expect(report).toHavePosted("#deploys", [/Deployed staging .*: succeeded/]);
    expect(stagesOf(postedIn(report, "#deploys")[0])).toEqual({
      Source: "complete",
      Build: "complete",
      Deploy: "complete",
    });
  });

  it("the next /deploy does not wait for the tick: AWS is asked whether the last one still runs", async () => {
    const report = await playOut(
      [{ say: "/deploy staging" }, { advance: "3m" }, { say: "/deploy staging", as: "owner" }],
      { functions: eventsThrough(() => false) },
    );
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(2);
  });

  it("an approval is looked at until somebody answers it", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { press: "confirm" },
      { advance: "1h" },
      { press: "approve" },
      { advance: "3m" },
    ]);
    expect(report).toHavePosted("#deploys", [/Deployed production .*: succeeded/]);
    const looks = callsOf(report, "GetPipelineExecution").filter((call) => call.function === "ticks");
    expect(looks.length).toBeGreaterThan(3);
    expect(looks.length).toBeLessThan(10);
  });
});
