import type { Note } from "../aws/verbs.ts";
import type { AuditEntry } from "../pure/audit.ts";
import type { Store } from "../store/store.ts";
import { type CallLog, createCallLog } from "./call-log.ts";

/** What Nightshift did by itself. */
export type AutomaticAction = Omit<AuditEntry, "at" | "actor" | "door" | "calls">;

/** Notes what Nightshift does by itself. */
export interface Recorder {
  /** Is told of each call that changes something in AWS. */
  readonly note: Note;
  /**
   * Does something that is to be noted: `done` does so, once for each `key`, with what was changed in AWS until then, in
   * earlier tries, too.
   */
  audited(
    key: string,
    run: (done: (action: AutomaticAction) => Promise<void>) => Promise<void>,
  ): Promise<void>;
}

/** For what is done at its time. */
export function createRecorder({ store, now }: { readonly store: Store; now(): Date }): Recorder {
  let log: CallLog | undefined;
  return {
    async note(call) {
      // Whoever changes something without saying what for has a mistake in it; the audit has the call all the same.
      if (log) await log.note(call);
      else await write(call.requestId, { action: call.operation, result: "done" }, [call]);
    },
    async audited(key, run) {
      const own = createCallLog(key, store.states, now);
      log = own;
      try {
        await run(async (action) => write(key, action, await own.all()));
      } finally {
        log = undefined;
      }
    },
  };

  async function write(key: string, action: AutomaticAction, calls: AuditEntry["calls"]): Promise<void> {
    const at = now().toISOString();
    await store.audit.write(key, {
      at,
      actor: "nightshift",
      door: "schedule",
      ...action,
      ...(calls?.length && { calls }),
    });
  }
}
