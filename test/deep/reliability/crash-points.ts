import { expect, it } from "vitest";
import type { Death } from "../../../sandbox/deaths.ts";
import { deathAtChange, type Fed, isChange } from "./death-at-change.ts";
import { extent, figure } from "./figures.ts";
import type { Scenario } from "./scenarios.ts";
import { differences, type End, type Made, type Trial, tryOut, without } from "./trial.ts";

/** A place at which a function dies: at the call of that number, counted over the scenario. */
interface CrashPoint {
  readonly number: number;
  readonly when: Death["when"];
  readonly made: Made;
}

/**
 * Kills the functions at their calls and compares what is left with what a quiet run leaves: in a sample many in one run,
 * else in one run for each. Where a scenario brings mishaps of its own, on whose number others would tell, or
 * people in a hurry, a sample is what only it reaches and some of the rest, each alone.
 */
export function dieEverywhere(scenarios: readonly Scenario[]): void {
  it.each(scenarios)(
    "$name",
    async (scenario) => {
      const quiet = await tryOut(scenario);
      const counts = { tried: 0, passed: 0, doublePosts: 0, doubleAnswers: 0, unknown: 0 };
      const complaints: string[] = [];
      const judge = (what: string, points: number, end: End | Error): void => {
        const wrong = end instanceof Error ? [String(end)] : wrongIn(end, quiet.end, scenario);
        counts.tried += points;
        if (wrong.length) complaints.push(`${what}\n  ${wrong.join("\n  ")}`);
        else counts.passed += points;
        if (end instanceof Error) return;
        counts.doublePosts += end.doublePosts;
        counts.doubleAnswers += end.doubleAnswers;
        counts.unknown += end.unknown;
      };
      const isSpoilt = scenario.isHasty || scenario.steps.some((step) => "fault" in step || "crash" in step);
      if (extent === "every") await dieOneByOne(scenario, everyPoint(quiet.calls), quiet, judge);
      else if (extent === "all") await dieOneByOne(scenario, crashPoints(quiet.calls), quiet, judge);
      else if (isSpoilt) await dieOneByOne(scenario, thinned(crashPoints(quiet.calls), scenario), quiet, judge);
      else for (const fed of ["queue", "clock"] as const) await dieTogether(scenario, fed, quiet, judge);
      figure("crash points", counts);
      expect(complaints.join("\n")).toBe("");
    },
    36_000_000,
  );
}

/** So many runs share a process. */
const worldsAtOnce = 6;

/** Where people came too late, the story is another one, in which nothing may be done twice or be lost either. */
function wrongIn(end: End, quiet: End, { isHasty }: Scenario): string[] {
  if (!isHasty || !end.impossible.length) return differences(quiet, end);
  return [
    ...without(end.effects, quiet.effects).map((one) => `done once too often: ${one}`),
    ...(end.deadLetters > quiet.deadLetters ? [`dead letters: ${end.deadLetters}`] : []),
  ];
}

type Judge = (what: string, points: number, end: End | Error) => void;

async function dieOneByOne(
  scenario: Scenario,
  points: readonly CrashPoint[],
  quiet: Trial,
  judge: Judge,
): Promise<void> {
  const left = [...points];
  // Between its tries the SDK waits in real time: some worlds at once use it better.
  await Promise.all(
    Array.from({ length: worldsAtOnce }, async () => {
      for (let point = left.shift(); point; point = left.shift()) {
        judge(describePoint(point), 1, await die(scenario, point, quiet.end).then(({ end }) => end, asError));
      }
    }),
  );
}

/** All places of `crashPoints`, in as many runs as the longest invocation makes changes. */
async function dieTogether(scenario: Scenario, fed: Fed, quiet: Trial, judge: Judge): Promise<void> {
  const pace = fed === "clock" && scenario.isNightAgain ? 5 : 1;
  for (let nth = 0; ; nth += pace) {
    const { death, died } = deathAtChange(nth, fed);
    const end = await tryOut(scenario, ({ mishaps }) => mishaps.crash(death), quiet.end).then(
      (trial) => trial.end,
      asError,
    );
    if (!died.length) return;
    judge(`all died ${death.when} ${nth}: ${died.join(", ")}`, died.length, end);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function die(scenario: Scenario, { number, when }: CrashPoint, quiet: End): Promise<Trial> {
  return tryOut(scenario, ({ mishaps }) => mishaps.crash({ when, skip: number, times: 1 }), quiet);
}

function describePoint({ number, when, made }: CrashPoint): string {
  return `${made.function} died ${when} ${made.call} (call ${number})`;
}

/**
 * Where a death leaves something else behind than any other: before an invocation's first call, and after each change.
 * Of the ticks that found nothing to do, the first stands for all.
 */
function crashPoints(calls: readonly Made[]): CrashPoint[] {
  const invocations = new Map<number, [number, Made][]>();
  for (const [number, made] of calls.entries()) {
    invocations.set(made.invocation, [...(invocations.get(made.invocation) ?? []), [number, made]]);
  }
  let idle = 0;
  return [...invocations.values()].flatMap((own) => {
    const changes = own.filter(([, { call, error }]) => error === undefined && isChange(call));
    if (own[0]?.[1].function === "ticks" && !changes.length && idle++ > 0) return [];
    const [first] = own;
    return [
      ...(first ? [{ number: first[0], when: "before" as const, made: first[1] }] : []),
      ...changes.map(([number, made]) => ({ number, when: "after" as const, made })),
    ];
  });
}

function everyPoint(calls: readonly Made[]): CrashPoint[] {
  return calls.flatMap((made, number) => sides.map((when) => ({ number, when, made })));
}

const sides = ["before", "after"] as const;

/** What only this story reaches is in the commands and the ticks; of what others reach as well, some. */
function thinned(points: readonly CrashPoint[], { isNightAgain = false }: Scenario): CrashPoint[] {
  const isOwn = ({ made }: CrashPoint): boolean =>
    made.function === "commands" || (made.function === "ticks" && !isNightAgain);
  return points.filter((point, at) => isOwn(point) || at % 4 === 0);
}
