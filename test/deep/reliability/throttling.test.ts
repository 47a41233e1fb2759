import fc from "fast-check";
import { expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { extent, figure } from "./figures.ts";
import { randomFrom } from "./random.ts";
import { scenarios } from "./scenarios.ts";
import { type End, headlines, tryOut, without } from "./trial.ts";

/** So often each scenario, with other requests that fail. */
const runs = { sample: 1, all: 2, every: 10 }[extent];

/** What AWS answers when it is too busy, or nothing at all, with the request carried out or not. */
const failures = [
  { error: "Throttling" },
  { error: "RequestLimitExceeded" },
  { error: "ServiceUnavailable" },
  { error: "timeout" },
  { error: "timeout", carriedOut: true },
] as const;

/** How likely a request fails by itself, and how likely when the one before it has failed: busy times last. */
const [likely, likelyAgain] = [0.08, 0.5];

it("finishes while AWS is busy, or says that it could not", async () => {
  const counts = { tried: 0, passed: 0, requestsFailed: 0, deadLetters: 0, untold: 0, silentFailures: 0 };
  const complaints: string[] = [];
  const seeds = fc.sample(fc.nat(), {
    numRuns: runs * scenarios.length,
    ...(extent === "sample" && { seed: 20261123 }),
  });
  const drawn = seeds.flatMap((seed, at) => {
    const scenario = scenarios[at % scenarios.length];
    return scenario ? [{ scenario, seed }] : [];
  });
  // Between its tries the SDK waits in real time: some worlds at once use it better.
  const left = [...drawn];
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const { scenario, seed } = next;
        const quiet = await tryOut(scenario);
        const chance = randomFrom(seed);
        const busy = await tryOut(scenario, (sandbox) =>
          beBusy(sandbox, chance, () => {
            counts.requestsFailed++;
          }),
        );
        // Who came too late is in another story.
        const isLate = scenario.isHasty && busy.end.impossible.length > 0;
        const lacks = isLate ? [] : lackOf(quiet.end, busy.end);
        counts.tried++;
        counts.deadLetters += busy.end.deadLetters;
        counts.untold += busy.end.untold;
        counts[lacks.length ? "silentFailures" : "passed"]++;
        if (lacks.length) complaints.push(`${scenario.name}, seed ${seed}\n  ${lacks.join("\n  ")}`);
      }
    }),
  );
  figure("AWS busy at random", counts);
  expect(complaints.join("\n")).toBe("");
}, 36_000_000);

function beBusy({ mishaps }: Sandbox, chance: () => number, count: () => void): void {
  let wasBusy = false;
  const isHit = (): boolean => {
    wasBusy = chance() < (wasBusy ? likelyAgain : likely);
    if (wasBusy) count();
    return wasBusy;
  };
  let next = 0;
  const isNext = (at: number) => at === next;
  for (const [at, failure] of failures.entries()) {
    mishaps.faultInAws({
      ...failure,
      times: Number.POSITIVE_INFINITY,
      isFor: () => {
        // The first of them asks the dice, for all.
        if (at === 0) next = isHit() ? Math.floor(chance() * failures.length) : -1;
        return isNext(at);
      },
    });
  }
}

/** What people were promised and neither got nor were told of, as a dead letter or by a message that says why not. */
function lackOf(quiet: End, busy: End): string[] {
  const [before, after] = [headlines(quiet), headlines(busy)];
  const instead = without(after, before);
  if (busy.deadLetters > quiet.deadLetters || instead.some((one) => excuse.test(one))) return [];
  const lacks = [
    ...without(before, after).map((one) => `not said: ${one}`),
    ...busy.impossible.map((step) => `impossible: ${step}`),
    ...without(quiet.effects, busy.effects).map((one) => `not done: ${one}`),
    ...without(quiet.state, busy.state).map((one) => `state: ${one}`),
  ];
  return lacks.length ? [...lacks, ...instead.map((one) => `said instead: ${one}`)] : [];
}

/** The mark of a refusal or a failure, or of what came late and says so. */
const excuse = /: :(warning|x):|was late, and is done now/;
