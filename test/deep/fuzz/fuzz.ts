import fc from "fast-check";
import { afterAll } from "vitest";
import { extent, figure } from "../reliability/figures.ts";

/**
 * Where the fuzzing begins: the same seed makes the same inputs. NIGHTSHIFT_SEED names another one, and a failure
 * prints the one that it was found with.
 */
export const seed = Number(process.env.NIGHTSHIFT_SEED ?? 20_261_123) | 0;

const isFull = extent !== "sample";

const counts = new Map<string, { tried: number; passed: number }>();

/** Counts something that held, or did not, for the figures of the file. */
export function count(name: string, isFine: boolean): void {
  const known = counts.get(name) ?? { tried: 0, passed: 0 };
  counts.set(name, { tried: known.tried + 1, passed: known.passed + (isFine ? 1 : 0) });
}

afterAll(() => {
  for (const [name, counted] of counts) figure(name, counted);
});

/** How many inputs a property gets. */
export interface Runs {
  readonly quick: number;
  readonly full: number;
}

/** Tries the property with so many inputs; a failure is shrunk, and told with its seed. */
export async function fuzz<Input>(
  name: string,
  { quick, full }: Runs,
  inputs: fc.Arbitrary<Input>,
  property: (input: Input) => Promise<void> | void,
): Promise<void> {
  const numRuns = isFull ? full : quick;
  const check = fc.asyncProperty(inputs, async (input) => {
    let isFine = false;
    try {
      await property(input);
      isFine = true;
    } finally {
      count("hostile inputs", isFine);
      count(`hostile inputs: ${name}`, isFine);
    }
  });
  await fc.assert(check, { seed, numRuns });
  console.log(`fuzz: ${name}: ${numRuns} inputs from seed ${seed}`);
}

/** Numbers of their own for whatever must be chosen beside the input: mulberry32. */
export function dice(start: number): () => number {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
