import * as v from "valibot";
import { defineState, type StateOf } from "../pure/schema.ts";
import type { States } from "./states.ts";

/** The record of one piece of work: its progress, so that a second delivery resumes where the first one died. */
const jobSchema = v.object({
  key: v.string(),
  status: v.picklist(["running", "done"]),
  /** The Slack user who caused it. */
  by: v.string(),
  /** Until when its holder may be alive, ISO 8601. */
  leaseUntil: v.string(),
  /** By name: each effect's frozen input, and its result. */
  steps: v.record(v.string(), v.object({ input: v.exactOptional(v.unknown()), result: v.exactOptional(v.unknown()) })),
});
type Job = StateOf<typeof jobSchema>;

export const jobState = defineState({
  name: "job",
  version: 1,
  schema: jobSchema,
  prefix: "job#",
  keep: 30,
  isGuard: true,
});

/** Longer than any function may run, so that a lease only ends when its holder is dead. */
const leaseMs = 2 * 60 * 1000;

/** The result; or whose job it is that is already done, or running elsewhere. */
export type Ran<Value> =
  | { readonly kind: "ran"; readonly value: Value }
  | { readonly kind: "done" | "elsewhere"; readonly by: string };

/** The result of an effect that is carried out at most once. */
export type Attempt<Value> =
  | { readonly kind: "known"; readonly value: Value }
  /** An earlier try died before recording the result. */
  | { readonly kind: "unknown" };

export interface RunningJob {
  readonly key: string;
  /**
   * Carries out a named effect. The input of the first try is stored and used by every later one; once a result is
   * recorded, the effect is not repeated. `isRepeated`: an earlier try may have carried it out.
   */
  step<Input, Value>(
    name: string,
    input: Input,
    effect: (input: Input, isRepeated: boolean) => Promise<Value>,
  ): Promise<Value>;
  /**
   * Carries out a named effect at most once: if an earlier try began it without recording a result, it is unknown
   * whether it happened. For calls that AWS neither makes idempotent by a token nor can confirm.
   */
  attempt<Input, Value>(
    name: string,
    input: Input,
    effect: (input: Input) => Promise<Attempted<Value>>,
  ): Promise<Attempt<Value>>;
  /** Deletes the job, as if it had never begun, so that it may run again. */
  forget(): Promise<void>;
}

/** `refused`: it certainly did not happen, so it may be tried again. */
export type Attempted<Value> = Attempt<Value> | { readonly kind: "refused"; readonly error: Error };

export interface Jobs {
  /**
   * Takes the job and runs it, unless it is done or another holds its lease. On a failure the lease is released for
   * another try; when the function dies, the lease expires.
   */
  run<Value>(key: string, by: string, now: () => Date, work: (job: RunningJob) => Promise<Value>): Promise<Ran<Value>>;
}

export function createJobs(states: States): Jobs {
  return {
    async run(key, by, now, work) {
      let verdict: "run" | "done" | "elsewhere" = "run";
      const began = now();
      const found = await states.update(jobState, key, began, (current): Job | undefined => {
        verdict = "run";
        if (current?.status === "done") verdict = "done";
        else if (current && Date.parse(current.leaseUntil) > now().getTime()) verdict = "elsewhere";
        if (verdict !== "run") return undefined;
        const leaseUntil = new Date(now().getTime() + leaseMs).toISOString();
        return { key, status: "running", by: current?.by ?? by, leaseUntil, steps: current?.steps ?? {} };
      });
      if (verdict !== "run") return { kind: verdict, by: found?.by ?? by };

      const update = (change: (job: Job) => Job): Promise<unknown> =>
        states.update(jobState, key, began, (current) => (current ? change(current) : undefined));
      const note = (name: string, step?: Job["steps"][string]): Promise<unknown> =>
        update(({ steps: { [name]: _, ...others }, ...current }) => ({
          ...current,
          steps: { ...others, ...(step && { [name]: step }) },
        }));
      const stepNamed = async (name: string) => (await states.read(jobState, key))?.steps[name];
      let isForgotten = false;
      const job: RunningJob = {
        key,
        async step<Input, Value>(
          name: string,
          input: Input,
          effect: (input: Input, isRepeated: boolean) => Promise<Value>,
        ) {
          const known = await stepNamed(name);
          if (known && "result" in known) return known.result as Value;
          const frozen = known ? (known.input as Input) : input;
          if (!known) await note(name, { input });
          const result = await effect(frozen, known !== undefined);
          await note(name, { input: frozen, result: result ?? null });
          return result;
        },
        async attempt<Input, Value>(name: string, input: Input, effect: (input: Input) => Promise<Attempted<Value>>) {
          const known = await stepNamed(name);
          if (known && "result" in known) return known.result as Attempt<Value>;
          let attempted: Attempted<Value> = { kind: "unknown" };
          if (!known) {
            await note(name, { input });
            attempted = await effect(input);
          }
          if (attempted.kind === "refused") {
            await note(name);
            throw attempted.error;
          }
          await note(name, { input, result: attempted });
          return attempted;
        },
        async forget() {
          await states.remove(jobState, key);
          isForgotten = true;
        },
      };
      try {
        const value = await work(job);
        if (!isForgotten) await update((current) => ({ ...current, status: "done" }));
        return { kind: "ran", value };
      } catch (error) {
        await update((current) => ({ ...current, leaseUntil: now().toISOString() }));
        throw error;
      }
    },
  };
}
