import type { Note } from "../aws/verbs.ts";
import type { AuditEntry } from "../pure/audit.ts";
import type { Store } from "../store/store.ts";
import { type CallLog, createCallLog } from "./call-log.ts";

/** An action that Nightshift took by itself. */
export type AutomaticAction = Omit<AuditEntry, "at" | "actor" | "door" | "calls">;

/** Records Nightshift's automatic actions. */
export interface Recorder {
  /** Called with each call that changes something in AWS. */
  readonly note: Note;
  /**
   * Runs an action that is to be audited: `done` records it, once for each `key`, with all changes in AWS until then,
   * including earlier tries.
   */
  audited(key: string, run: (done: (action: AutomaticAction) => Promise<void>) => Promise<void>): Promise<void>;
}

/** For actions that run at a due time. */
export function createRecorder({ store, now }: { readonly store: Store; now(): Date }): Recorder {
  let log: CallLog | undefined;
  return {
    async note(call) {
      // A change without an audit entry is a bug; the audit log has the call all the same.
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
