import type { Table } from "./table.ts";

/** What was read of Slack's people, kept for a while so that Slack is not asked at each command. */
export interface Directory {
  /** The members of a user group, or undefined when they were not read lately. */
  group(id: string, now: Date): Promise<readonly string[] | undefined>;
  setGroup(id: string, members: readonly string[], now: Date): Promise<void>;
  /** A person's Slack locale, such as `ko-KR`. */
  locale(user: string, now: Date): Promise<string | undefined>;
  setLocale(user: string, locale: string, now: Date): Promise<void>;
  /** Forgets what was read of a person or a group, since Slack says that it has changed. */
  forget(changed: { readonly user?: string; readonly group?: string }): Promise<void>;
}

interface Entry<Value> {
  readonly value: Value;
  /** ISO 8601. */
  readonly readAt: string;
}

/** A change of a group or of a person's language is noticed within this time. */
const freshMs = 10 * 60 * 1000;
const keptDays = 30;

export function createDirectory(table: Table): Directory {
  const read = async <Value>(pk: string, now: Date): Promise<Value | undefined> => {
    const entry = (await table.read<Entry<Value>>({ pk, sk: "directory" }))?.value;
    return entry && now.getTime() - Date.parse(entry.readAt) < freshMs ? entry.value : undefined;
  };
  const set = async <Value>(pk: string, value: Value, now: Date): Promise<void> => {
    const expiresAt = new Date(now.getTime() + keptDays * 24 * 60 * 60 * 1000);
    await table.update<Entry<Value>>(
      { pk, sk: "directory" },
      () => ({ value, readAt: now.toISOString() }),
      expiresAt,
    );
  };
  return {
    group: (id, now) => read(`group#${id}`, now),
    setGroup: (id, members, now) => set(`group#${id}`, members, now),
    locale: (user, now) => read(`locale#${user}`, now),
    setLocale: (user, locale, now) => set(`locale#${user}`, locale, now),
    async forget({ user, group }) {
      if (user !== undefined) await table.remove({ pk: `locale#${user}`, sk: "directory" });
      if (group !== undefined) await table.remove({ pk: `group#${group}`, sk: "directory" });
    },
  };
}
