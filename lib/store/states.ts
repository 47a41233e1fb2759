import type { LogLine } from "../host.ts";
import type { Key, State, Versioned } from "../pure/schema.ts";
import { isSameJson } from "./same-json.ts";
import type { Range, Stored, Table } from "./table.ts";

export type Log = (line: LogLine) => void;

/**
 * Everything that is stored, read through its schema. What this version cannot read, since a newer one has stored it,
 * is never changed or deleted: it is logged and counts as absent, so that a rollback loses nothing.
 */
export interface States {
  read<Value>(state: State<Value>, key: string): Promise<Value | undefined>;
  /** The items of a partition in the order of their keys, or in reverse. */
  list<Value>(state: State<Value>, pk: string, range: Range): Promise<Value[]>;
  /**
   * Reads, changes and writes until no other writer interferes; `undefined` from `change`, or an equal value, leaves
   * the item as it is. Returns the current value; if it cannot be read, the result of `change` without it.
   */
  update<Value, Next extends Value | undefined>(
    state: State<Value>,
    key: string,
    now: Date,
    change: (current: Value | undefined) => Next,
  ): Promise<Value | Next>;
  /** Keeps it, unless there is one already; says whether there was none. */
  create<Value>(state: State<Value>, key: string, now: Date, value: Value): Promise<boolean>;
  /** Deletes it, if `isIt` holds. */
  remove<Value>(state: State<Value>, key: string, isIt?: (value: Value) => boolean): Promise<void>;
}

/** Something that only another version of the bot can read blocks the way. */
export class UnreadableState extends Error {
  override readonly name = "UnreadableState";
}

/** How often a change is retried when another writer was faster. */
const contentionLimit = 12;

const dayMs = 24 * 60 * 60 * 1000;

export function createStates(table: Table, log: Log): States {
  const readable = <Value>(state: State<Value>, item: Stored): Value | undefined => {
    const read = parseLogged(state, item.value, item.version, item.key, log);
    if (!read && state.isGuard) throw new UnreadableState(`${state.name} ${item.key.pk}`);
    return read?.value;
  };
  return {
    async read(state, key) {
      const item = await table.read(state.at(key));
      return item && readable(state, item);
    },

    async list(state, pk, range) {
      const items = await table.list(pk, range);
      return items.flatMap((item) => readable(state, item) ?? []);
    },

    async update(state, key, now, change) {
      const at = state.at(key);
      for (let attempt = 0; attempt < contentionLimit; attempt++) {
        const item = await table.read(at);
        const current = item && readable(state, item);
        const next = change(current);
        if (next === undefined || (item && current === undefined)) return next ?? (current as typeof next);
        if (current !== undefined && isSameJson(current, next)) return next;
        if (await table.write(written(state, key, now, next, item?.revision ?? 0))) return next;
      }
      throw new Error(`Too many writers at once for ${at.pk}`);
    },

    create: (state, key, now, value) => table.write(written(state, key, now, value, 0)),

    async remove(state, key, isIt) {
      const at = state.at(key);
      if (!isIt) {
        await table.remove(at, { version: state.version });
        return;
      }
      const item = await table.read(at);
      const value = item && readable(state, item);
      if (item && value !== undefined && isIt(value)) await table.remove(at, { revision: item.revision });
    },
  };
}

/** The stored value, if it can be read; otherwise that is logged, without any of its content. */
export function parseLogged<Value>(
  shape: Versioned<Value>,
  stored: unknown,
  version: number | undefined,
  { pk, sk }: Key,
  log: Log,
): { readonly value: Value } | undefined {
  const read = shape.parse(stored, version);
  if (!read) log({ level: "warn", event: "state unreadable", state: shape.name, pk, sk, version: version ?? 1 });
  return read;
}

function written<Value>(state: State<Value>, key: string, now: Date, value: Value, revision: number): Stored {
  const { keep, version } = state;
  const expiresAt = typeof keep === "number" ? new Date(now.getTime() + keep * dayMs) : keep.until?.(value);
  return { key: state.at(key), value, version, revision, ...(expiresAt && { expiresAt }) };
}
