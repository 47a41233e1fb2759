import * as v from "valibot";
import { type AwsCall, awsCallSchema } from "../pure/audit.ts";
import { defineState } from "../pure/schema.ts";
import type { States } from "../store/states.ts";

/** The calls to AWS that changed something, for one entry of the audit log. */
export interface CallLog {
  note(call: AwsCall): Promise<void>;
  /** Including those of earlier tries. */
  all(): Promise<readonly AwsCall[]>;
}

/** Beyond that an entry only says that there were more. */
const mostKept = 500;

export const callsState = defineState({
  name: "audited-calls",
  version: 1,
  schema: v.array(awsCallSchema),
  prefix: "ledger#calls/",
  keep: 14,
});

/**
 * Records each call as soon as it is made: the function may die before the work is done, and the next try does not
 * repeat the call.
 */
export function createCallLog(key: string, states: States, now: () => Date): CallLog {
  return {
    async note(call) {
      await states.update(callsState, key, now(), (known = []) => (known.length < mostKept ? [...known, call] : known));
    },
    all: async () => (await states.read(callsState, key)) ?? [],
  };
}
