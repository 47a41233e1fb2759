import * as v from "valibot";
import { defineState, type State } from "../pure/schema.ts";
import type { States } from "./states.ts";

/** Slack's people and groups, cached so that Slack is not asked at each command. */
export interface Directory {
  /** The members of a user group, or undefined without a recent entry. */
  group(id: string, now: Date): Promise<readonly string[] | undefined>;
  setGroup(id: string, members: readonly string[], now: Date): Promise<void>;
  /** A person's Slack locale, such as `ko-KR`. */
  locale(user: string, now: Date): Promise<string | undefined>;
  setLocale(user: string, locale: string, now: Date): Promise<void>;
  /** Drops a person or a group that Slack reports as changed. */
  forget(changed: { readonly user?: string; readonly group?: string }): Promise<void>;
}

/** A change of a group or of a person's language is noticed within this time. */
const freshMs = 10 * 60 * 1000;

/** With the time of its reading, ISO 8601. */
const inDirectory = { keep: 30, version: 1 } as const;
const at = (prefix: string) => (key: string) => ({ pk: `${prefix}${key}`, sk: "directory" });

export const groupState = defineState({
  ...inDirectory,
  name: "group",
  schema: v.object({ value: v.array(v.string()), readAt: v.string() }),
  prefix: "group#",
  at: at("group#"),
});

export const localeState = defineState({
  ...inDirectory,
  name: "locale",
  schema: v.object({ value: v.string(), readAt: v.string() }),
  prefix: "locale#",
  at: at("locale#"),
});

interface Entry<Value> {
  readonly value: Value;
  readonly readAt: string;
}

export function createDirectory(states: States): Directory {
  const read = async <Value>(state: State<Entry<Value>>, key: string, now: Date): Promise<Value | undefined> => {
    const entry = await states.read(state, key);
    return entry && now.getTime() - Date.parse(entry.readAt) < freshMs ? entry.value : undefined;
  };
  const set = async <Value>(state: State<Entry<Value>>, key: string, value: Value, now: Date): Promise<void> => {
    await states.update(state, key, now, () => ({ value, readAt: now.toISOString() }));
  };
  return {
    group: (id, now) => read(groupState, id, now),
    setGroup: (id, members, now) => set(groupState, id, members, now),
    locale: (user, now) => read(localeState, user, now),
    setLocale: (user, locale, now) => set(localeState, user, locale, now),
    async forget({ user, group }) {
      if (user !== undefined) await states.remove(localeState, user);
      if (group !== undefined) await states.remove(groupState, group);
    },
  };
}
