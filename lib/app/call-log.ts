import type { AwsCall } from "../aws/verbs.ts";
import type { Records } from "../store/records.ts";

/** The calls that changed something in AWS on the way to one entry of the audit. */
export interface CallLog {
  note(call: AwsCall): Promise<void>;
  /** Those of earlier tries included. */
  all(): Promise<readonly AwsCall[]>;
}

/** Beyond that an entry says no more than that there were many. */
const mostKept = 500;

/**
 * Each call is written down as soon as it is made: whoever makes it may die before the work is done, and the next try
 * does not make it again.
 */
export function createCallLog(key: string, records: Records, now: () => Date): CallLog {
  const name = `calls/${key}`;
  return {
    async note(call) {
      await records.update<readonly AwsCall[]>(name, now(), (known = []) =>
        known.length < mostKept ? [...known, call] : known,
      );
    },
    all: async () => (await records.read<readonly AwsCall[]>(name)) ?? [],
  };
}
