import { describe, expect, it } from "vitest";
import type { CreateHandler } from "../../../sandbox/lambda.ts";
import { callsOf, functions, type OpenStage, openStage, pass, postedIn, replacement, stagesOf } from "../../stage.ts";

/** Lets each call of the functions fail whose number `isHit` chooses, as often as the SDK tries it. */
async function openFaulty(
  isHit: (call: number) => boolean,
  error: { error: string; status: number },
): Promise<OpenStage> {
  let calls = 0;
  const stage: OpenStage = await openStage({
    onCall: ({ error: failed }) => {
      if (failed) return;
      calls++;
      // Whichever call comes next, it fails, and so does the SDK's second try.
      if (isHit(calls + 1)) stage.sandbox.aws.fault({ ...error, times: 2 });
    },
  });
  return stage;
}

/** A person says it until the front door has taken it. */
async function insist(stage: OpenStage, text: string): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const { status } = await stage.sandbox.say("operator", "#deploys", text);
    await stage.sandbox.drain();
    if (status === 200) return;
  }
  throw new Error("The front door takes nothing");
}

async function deployThrough(stage: OpenStage): Promise<void> {
  await insist(stage, "/deploy staging");
  await pass(stage, "20m");
  expect(stage.calls.some(({ error }) => error !== undefined)).toBe(true);
  const started = callsOf(stage, "StartPipelineExecution").filter(({ error }) => !error);
  expect(new Set(started.map(({ input }) => JSON.stringify(input))).size).toBe(1);
  const posted = postedIn(stage.messages(), "#deploys");
  expect(posted.map(({ text }) => text)).toEqual([
    expect.stringContaining("Deployed staging (web-staging): succeeded"),
  ]);
  expect(stagesOf(posted[0])).toEqual({ Source: "complete", Build: "complete", Deploy: "complete" });
  expect(posted[0]?.text).toContain("<@U0OPERATOR>");
  expect(await stage.sandbox.deadLetters()).toEqual([]);
  expect(await stage.sandbox.audit()).toMatchObject([{ action: "deploy", result: "done" }]);
}

describe("AWS failing at any call", () => {
  const callsOfCommand = Array.from({ length: 14 }, (_, index) => 2 * index + 3);
  it.each(callsOfCommand)("the command goes on where call %i failed", async (number) => {
    const stage = await openFaulty((call) => call === number, { error: "InternalServerError", status: 500 });
    await deployThrough(stage);
  });

  // A command makes about thirty calls: at most one of a try's fails, so that five tries get through.
  const stride = 31;
  it.each(Array.from({ length: 8 }, (_, index) => 4 * index))(
    `every ${stride}th call from the %ith on`,
    async (first) => {
      const stage = await openFaulty((call) => call > 2 && call % stride === first, {
        error: "InternalServerError",
        status: 500,
      });
      await deployThrough(stage);
    },
  );
});

/** A function that dies after it has done its work and before the queue hears of it: everything is delivered again. */
function dying(name: keyof typeof functions, times: number): Record<string, CreateHandler> {
  let left = times;
  return {
    ...functions,
    [name]: (host: Parameters<CreateHandler>[0]) => {
      const handle = functions[name](host);
      return async (event: never) => {
        const answer = await handle(event);
        if (left-- > 0) throw new Error("died");
        return answer;
      };
    },
  };
}

describe("a function that dies after its work", () => {
  it.each(["commands", "events", "outbox"] as const)("%s: what is delivered again changes nothing", async (name) => {
    const stage = await openStage({ functions: dying(name, 4) });
    await stage.run({ say: "/deploy staging" }, { say: "/deploy help" });
    await pass(stage, "30m");
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
    expect(stage.messages()).toHavePosted("#deploys", [/Deployed staging .*: succeeded/]);
    expect(stage.messages()).toHaveAnswered("operator", ["What /deploy can do"]);
    expect(await stage.sandbox.audit()).toHaveLength(1);
  });

  it("ticks: the next one does what this one could not note", async () => {
    // Twenty in a row, each minute one.
    const stage = await openStage({ functions: dying("ticks", 20), ticks: "dense" });
    await stage.run({ say: "/deploy production" }, { press: "confirm" });
    await pass(stage, "30m");
    expect(stage.messages()).toHavePosted("#deploys", [/waiting for approval/]);
  });

  it("in the middle of a replacement's two halves", async () => {
    const stage = await openStage({ functions: dying("events", 1) });
    for (const event of replacement("web-asg", "i-0a1", "i-0b1")) stage.sandbox.event(event);
    await stage.sandbox.drain();
    await pass(stage, "5m");
    expect(stage.messages()).toHavePosted("#alerts", ["web-asg replaced an unhealthy instance"]);
  });
});
