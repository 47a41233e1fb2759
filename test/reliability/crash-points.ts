import { expect, it } from "vitest";
import type { Death } from "../../sandbox/deaths.ts";
import { extent, figure } from "./figures.ts";
import type { Scenario } from "./scenarios.ts";
import { classes, differences, type Made, type Trial, tryOut } from "./trial.ts";

/** A place at which a function dies: at the call of that number, counted over the scenario. */
interface CrashPoint {
  readonly number: number;
  readonly when: Death["when"];
  readonly made: Made;
}

/** So many points of each scenario are tried in a sample, besides those at which something happens. */
const sampled = 2;

/** Kills the functions at their calls, in one run for each, and compares what is left with what a quiet run leaves. */
export function dieEverywhere(scenarios: readonly Scenario[]): void {
  it.each(scenarios)(
    "$name",
    async (scenario) => {
      const quiet = await tryOut(scenario);
      const all = extent === "every" ? everyPoint(quiet.calls) : crashPoints(quiet.calls);
      const points = extent === "sample" ? sampleOf(all, scenario) : all;
      const complaints: string[] = [];
      const counts = { tried: 0, passed: 0, doublePosts: 0, doubleAnswers: 0, unknown: 0 };
      for (const point of points) {
        counts.tried++;
        const wrong = await die(scenario, point).then(
          ({ end }) => {
            counts.doublePosts += end.doublePosts;
            counts.doubleAnswers += end.doubleAnswers;
            counts.unknown += end.unknown;
            return differences(quiet.end, end);
          },
          (error: unknown) => [String(error)],
        );
        if (!wrong.length) counts.passed++;
        else complaints.push(`${describePoint(point)}\n  ${wrong.join("\n  ")}`);
      }
      figure("crash points", counts);
      expect(complaints.join("\n")).toBe("");
    },
    extent === "sample" ? 300_000 : 36_000_000,
  );
}

function die(scenario: Scenario, { number, when }: CrashPoint): Promise<Trial> {
  return tryOut(scenario, ({ mishaps }) => mishaps.crash({ when, skip: number, times: 1 }));
}

function describePoint({ number, when, made }: CrashPoint): string {
  return `${made.function} died ${when} ${made.call} (call ${number})`;
}

/** Calls after which something outside differs; dying after any other is like dying after the one before it. */
function isChange({ call, service, error }: Made): boolean {
  if (error !== undefined) return false;
  if (service === undefined) return /^chat\.|^views\.|response_url/.test(call);
  return !/^(Get|List|Describe|Query|Scan)/.test(call);
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
    const changes = own.filter(([, made]) => isChange(made));
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

/** What changes something in AWS, and some others, spread evenly and elsewhere in each scenario. */
function sampleOf(points: readonly CrashPoint[], { name }: Scenario): CrashPoint[] {
  const matters = points.filter(({ made }) => ![undefined, "read"].includes(classes.get(made.call)));
  const others = points.filter((point) => !matters.includes(point));
  const step = others.length / sampled;
  const offset =
    [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % Math.max(1, Math.floor(step));
  const some = Array.from({ length: sampled }, (_, at) => others[Math.floor(at * step) + offset]);
  return [...matters, ...some].filter((point) => point !== undefined);
}
