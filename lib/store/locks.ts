import * as v from "valibot";
import { dayAfter, defineState, type StateOf } from "../pure/schema.ts";
import type { States } from "./states.ts";

/** The holder of a lock, and its purpose. */
const holderSchema = v.object({
  job: v.string(),
  user: v.string(),
  /** What runs under the lock, once known: a pipeline execution's id. */
  subject: v.exactOptional(v.string()),
  /** ISO 8601. */
  since: v.string(),
  /** When the lock expires, ISO 8601. */
  until: v.string(),
});
export type Holder = StateOf<typeof holderSchema>;

export const lockState = defineState({
  name: "lock",
  version: 1,
  schema: holderSchema,
  prefix: "lock#",
  // That only cleans up; the lock's own `until` decides.
  keep: { says: "a day after it counts as forgotten", until: ({ until }) => dayAfter(until) },
  isGuard: true,
});

export interface Locks {
  read(name: string): Promise<Holder | undefined>;
  /** Takes the lock if it is free, expired, or this job's already; returns the current holder. */
  take(name: string, holder: Holder, now: Date): Promise<Holder>;
  /** Takes it from that very holder, whose work is known to be over. */
  takeOver(name: string, from: Holder, holder: Holder): Promise<Holder>;
  /** Records what runs under it, and until when at most. */
  name(name: string, job: string, subject: string, until: Date): Promise<void>;
  /** Releases it if it is held for that job or subject. */
  free(name: string, of: { readonly job: string } | { readonly subject: string }): Promise<void>;
}

export function createLocks(states: States): Locks {
  const compareAndSet = async (name: string, holder: Holder, isFree: (current: Holder) => boolean): Promise<Holder> => {
    const since = new Date(holder.since);
    const held = await states.update(lockState, name, since, (current) =>
      current && !isFree(current) ? undefined : holder,
    );
    return held ?? holder;
  };
  return {
    read: (name) => states.read(lockState, name),
    take: (name, holder, now) => compareAndSet(name, holder, (current) => Date.parse(current.until) <= now.getTime()),
    takeOver: (name, from, holder) =>
      compareAndSet(name, holder, (current) => current.job === from.job && current.subject === from.subject),
    async name(name, job, subject, until) {
      await states.update(lockState, name, until, (current) =>
        current?.job === job ? { ...current, subject, until: until.toISOString() } : undefined,
      );
    },
    free: (name, of) =>
      states.remove(lockState, name, ({ job, subject }) => ("job" in of ? job === of.job : subject === of.subject)),
  };
}
