/** Runs a function in its own Node process, cold or warm, and measures it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Stage } from "./stage.ts";

/** A measured program. */
export interface Contestant {
  readonly name: string;
  /** The module with its `handler`. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An event for one run, in the handler's form. */
  event(): unknown;
  isRight(answer: unknown): boolean;
  /** The calls that it must have made by its answer. */
  readonly calls: readonly string[];
}

export interface Cold {
  /** Until the module was loaded. */
  readonly loadMs: number;
  /** Until its first answer, including loading. */
  readonly answerMs: number;
  /** From the start of the process to its first answer. Its exit is not counted: on Lambda it goes on. */
  readonly wholeMs: number;
  readonly cpuMs: number;
  readonly loadedBytes: number;
  /** Its peak memory, up to the first answer. */
  readonly peakBytes: number;
}

export interface Warm {
  /** Milliseconds for each event. */
  readonly times: readonly number[];
  readonly totalMs: number;
  readonly cpuMs: number;
}

/** Loads it in a new process for one event. The services start from their saved state. */
export async function runCold(contestant: Contestant, stage: Stage): Promise<Cold> {
  await stage.services.ask("reset");
  const { told, wholeMs } = await runNode(
    "cold.cjs",
    [contestant.file, JSON.stringify(contestant.event())],
    contestant,
    stage,
  );
  const { answer, ...cost } = told as Omit<Cold, "wholeMs"> & { answer: unknown };
  checkAnswer(contestant, answer);
  return { ...cost, wholeMs };
}

/** Lets one process handle all `events`; the first `unmeasured` are not measured. */
export async function runWarm(
  contestant: Contestant,
  events: readonly unknown[],
  unmeasured: number,
  stage: Stage,
): Promise<Warm> {
  await stage.services.ask("reset");
  const file = join(stage.folder, "events.json");
  await writeFile(file, JSON.stringify(events));
  const { told } = await runNode("warm.cjs", [contestant.file, file, `${unmeasured}`], contestant, stage);
  await rm(file);
  const { answers, ...cost } = told as Warm & { answers: readonly unknown[] };
  for (const answer of answers) checkAnswer(contestant, answer);
  return cost;
}

/**
 * Runs each contestant once unmeasured, to check it and to have its files in memory; then all of them `rounds` times
 * in turn, starting with another one each round. Returns the results by the contestant's name.
 */
export async function interleave<One extends Contestant, Result>(
  contestants: readonly One[],
  rounds: number,
  stage: Stage,
  run: (contestant: One) => Promise<Result>,
): Promise<ReadonlyMap<string, readonly Result[]>> {
  for (const contestant of contestants) {
    await run(contestant);
    const { calls } = await stage.services.ask("report");
    const missing = contestant.calls.filter((call) => !calls[call]);
    if (missing.length > 0) throw new Error(`${contestant.name} did not call ${missing.join(", ")}`);
  }
  const results = new Map<string, Result[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const from = round % contestants.length;
    for (const contestant of [...contestants.slice(from), ...contestants.slice(0, from)]) {
      results.get(contestant.name)?.push(await run(contestant));
    }
  }
  return results;
}

function checkAnswer({ name, isRight }: Contestant, answer: unknown): void {
  if (!isRight(answer)) throw new Error(`${name} answered ${JSON.stringify(answer)}`);
}

async function runNode(
  script: string,
  parameters: readonly string[],
  { name, environment }: Contestant,
  { folder, services }: Stage,
): Promise<{ told: unknown; wholeMs: number }> {
  const begun = process.hrtime.bigint();
  let wholeMs = Number.NaN;
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...parameters], {
    cwd: folder,
    // Without this machine's own settings: neither Node's options nor AWS's profiles.
    env: { HOME: folder, NODE_EXTRA_CA_CERTS: services.certificateFile, ...environment },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const channel = child.stdio[3] as Readable;
  channel.once("data", () => {
    wholeMs = Number(process.hrtime.bigint() - begun) / 1e6;
  });
  const [[status], told, complaint] = await Promise.all([
    once(child, "close") as Promise<[number | null]>,
    text(channel),
    text(child.stderr as Readable),
  ]);
  if (status !== 0) throw new Error(`${name} failed:\n${complaint}`);
  return { told: JSON.parse(told) as unknown, wholeMs };
}

/** The quantile of the values for that share, interpolated linearly. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** The median of one figure of some results. */
export function medianOf<Result>(results: readonly Result[], figure: (result: Result) => number): number {
  return quantile(results.map(figure), 0.5);
}
