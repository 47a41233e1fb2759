import type { Table } from "./table.ts";

/** Who holds a lock, and for what. */
export interface Holder {
  readonly job: string;
  readonly user: string;
  /** What runs under the lock, once it is known: a pipeline execution's id. */
  readonly subject?: string;
  /** ISO 8601. */
  readonly since: string;
  /** After that the lock counts as forgotten, ISO 8601. */
  readonly until: string;
}

export interface Locks {
  read(name: string): Promise<Holder | undefined>;
  /** Takes the lock when it is free, forgotten, or this job's already; gives whoever holds it now. */
  take(name: string, holder: Holder, now: Date): Promise<Holder>;
  /** Takes it away from that very holder, who is known to have finished. */
  takeOver(name: string, from: Holder, holder: Holder): Promise<Holder>;
  /** Notes what runs under it, and until when at most. */
  name(name: string, job: string, subject: string, until: Date): Promise<void>;
  /** Frees it when it is held for that job or subject. */
  free(name: string, of: { readonly job: string } | { readonly subject: string }): Promise<void>;
}

export function createLocks(table: Table): Locks {
  const at = (name: string) => ({ pk: `lock#${name}`, sk: "lock" });
  // TTL only cleans up; a lock is judged by its own `until`.
  const cleanUp = (holder: Holder) => new Date(Date.parse(holder.until) + 24 * 60 * 60 * 1000);
  const compareAndSet = async (
    name: string,
    holder: Holder,
    isFree: (current: Holder) => boolean,
  ): Promise<Holder> => {
    const { value } = await table.update<Holder>(
      at(name),
      (current) => (current && !isFree(current) ? undefined : holder),
      cleanUp(holder),
    );
    return value ?? holder;
  };
  return {
    async read(name) {
      return (await table.read<Holder>(at(name)))?.value;
    },
    take: (name, holder, now) =>
      compareAndSet(name, holder, (current) => Date.parse(current.until) <= now.getTime()),
    takeOver: (name, from, holder) =>
      compareAndSet(name, holder, (current) => current.job === from.job && current.subject === from.subject),
    async name(name, job, subject, until) {
      await table.update<Holder>(at(name), (current) =>
        current?.job === job ? { ...current, subject, until: until.toISOString() } : undefined,
      );
    },
    async free(name, of) {
      const current = await table.read<Holder>(at(name));
      if (!current) return;
      const isTheirs = "job" in of ? current.value.job === of.job : current.value.subject === of.subject;
      if (isTheirs) await table.remove(at(name), current.revision);
    },
  };
}
