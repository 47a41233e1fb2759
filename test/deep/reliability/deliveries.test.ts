import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verbs } from "../../../lib/aws/verbs.ts";
import type { Delivery } from "../../../sandbox/mishaps.ts";
import { watchDefinitions } from "../../definitions.ts";
import { extent, figure } from "./figures.ts";
import { randomFrom } from "./random.ts";
import { looseScenarios, type Scenario, scenarios } from "./scenarios.ts";
import { classes, differences, type Trial, tryOut } from "./trial.ts";

const definitions = watchDefinitions();
const quiet = new Map<Scenario, Trial>();

describe("the scenarios", () => {
  it.each([...scenarios, ...looseScenarios])("$name goes as it should", async (scenario) => {
    const trial = await tryOut(scenario);
    quiet.set(scenario, trial);
    expect(trial.end).toMatchObject({ untold: 0, doublePosts: 0, doubleAnswers: 0 });
    if (scenario.steps.some((step) => "fault" in step || "crash" in step)) return;
    expect(trial.end.deadLetters).toBe(0);
    expect(trial.logs.filter((line) => "level" in line && line.level === "error")).toEqual([]);
  });

  it("reach every definition of handlers/index.ts", () => {
    figure("definitions reached", { tried: definitions.all.length, passed: definitions.reached.size });
    expect(definitions.all.filter((name) => !definitions.reached.has(name))).toEqual([]);
  });

  it("use every verb, and call nothing of which it is not known what a second call does", () => {
    const called = [...quiet.values()].flatMap(({ calls }) => calls.filter(({ service }) => service));
    const own = new Set(["dynamodb", "sqs", "ssm"]);
    const used = new Set(called.filter(({ service = "" }) => !own.has(service)).map(({ call }) => call));
    const unclassified = [...used].filter((call) => !classes.has(call));
    figure("verbs classified and used", {
      tried: Object.keys(verbs).length,
      passed: Object.values(verbs).filter(({ operation }) => used.has(operation.split(":")[1] ?? "")).length,
      unclassified: unclassified.length,
    });
    expect(unclassified).toEqual([]);
    expect([...classes.keys()].filter((call) => !used.has(call))).toEqual([]);
  });
});

/** So often each scenario, in another order each time. */
const runs = { sample: 1, all: 5, every: 25 }[extent];

describe("every input delivered one to five times, in any order, at once", () => {
  it.each(scenarios)("$name is done once, and said once", async (scenario) => {
    const counts = { tried: 0, passed: 0, doubleEffects: 0 };
    const expected = quiet.get(scenario) ?? (await tryOut(scenario));
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        let extra = 0;
        const chance = randomFrom(seed);
        const trial = await tryOut(scenario, ({ mishaps }) =>
          mishaps.arrange((deliveries) => {
            const arranged = multiplied(deliveries, chance);
            extra += arranged.length - deliveries.length;
            return arranged;
          }),
        );
        const wrong = differences(expected.end, trial.end);
        counts.tried += extra;
        counts.passed += wrong.length ? 0 : extra;
        counts.doubleEffects += wrong.length;
        expect(wrong).toEqual([]);
      }),
      // The seed of a failure is enough to see it again.
      { numRuns: runs, endOnFailure: true, ...(extent === "sample" && { seed: 20261123 }) },
    );
    figure("repeated deliveries", counts);
  });
});

/** What goes to the queues of commands and events: each message alone, up to five times, some of it later. */
function multiplied(deliveries: readonly Delivery[], chance: () => number): Delivery[] {
  const ordered = deliveries.filter((one) => one.function === "outbox");
  const free = deliveries
    .filter((one) => one.function !== "outbox")
    .flatMap((one) => one.messages.map((message) => ({ ...one, messages: [message] })))
    .filter(() => chance() > 0.1)
    .flatMap((one) => Array.from({ length: 1 + Math.floor(chance() * 5) }, () => one));
  const keyed = [...free, ...ordered].map((delivery) => ({ delivery, key: chance() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ delivery }) => delivery);
}
