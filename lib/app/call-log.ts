import * as v from "valibot";
import { type AwsCall, awsCallSchema } from "../aws/verb.ts";
import { defineState } from "../pure/schema.ts";
import type { States } from "../store/states.ts";

/** The calls that changed something in AWS on the way to one entry of the audit. */
export interface CallLog {
  note(call: AwsCall): Promise<void>;
  /** Those of earlier tries included. */
  all(): Promise<readonly AwsCall[]>;
}

/** Beyond that an entry says no more than that there were many. */
const mostKept = 500;

export const callsState = defineState({
  name: "audited-calls",
  version: 1,
  schema: v.array(awsCallSchema),
  prefix: "ledger#calls/",
  keep: 14,
});

/**
 * Each call is written down as soon as it is made: whoever makes it may die before the work is done, and the next try
 * does not make it again.
 */
export function createCallLog(key: string, states: States, now: () => Date): CallLog {
  return {
    async note(call) {
      await states.update(callsState, key, now(), (known = []) =>
        known.length < mostKept ? [...known, call] : known,
      );
    },
    all: async () => (await states.read(callsState, key)) ?? [],
  };
}
