import * as v from "valibot";
import { defineState, type StateOf, type Versioned } from "../pure/schema.ts";
import type { States } from "./states.ts";

/** A job and the time at which it runs. */
const dueItemSchema = v.object({
  /** The job's name. */
  job: v.string(),
  /** Its subject; there is one item for each job and subject at a time. */
  subject: v.string(),
  /** ISO 8601. */
  at: v.string(),
  data: v.exactOptional(v.unknown()),
  /** The version of the data's shape, from the second on. */
  version: v.exactOptional(v.number()),
});
export type DueItem = StateOf<typeof dueItemSchema>;

/** The time is in the sort key, so that the minute tick reads only what is due. */
export const dueState = defineState({
  name: "due",
  version: 1,
  schema: dueItemSchema,
  prefix: "due",
  keep: { says: "until it was looked at" },
  at: (key) => ({ pk: "due", sk: key }),
});

export interface Due {
  /** Schedules the subject. The same again changes nothing. */
  set<Data>(item: Omit<DueItem, "version" | "data"> & { readonly data?: Data }, shape?: Versioned<Data>): Promise<void>;
  /** What is due now, earliest first, at most `most`. */
  list(now: Date, most: number): Promise<DueItem[]>;
  /** Removes a finished item. */
  done(item: DueItem): Promise<void>;
  /** Puts off an item that this version cannot run. */
  putOff(item: DueItem, until: Date): Promise<void>;
}

export function createDue(states: States): Due {
  const keyOf = (item: DueItem): string => `${item.at}#${item.job}#${item.subject}`;
  const keep = async (item: DueItem): Promise<void> => {
    await states.update(dueState, keyOf(item), new Date(item.at), (current) => (current ? undefined : item));
  };
  const done = (item: DueItem): Promise<void> => states.remove(dueState, keyOf(item));
  return {
    set: (item, shape) => keep({ ...item, ...(shape && shape.version > 1 && { version: shape.version }) }),
    // "$" sorts right after "#": everything up to and including this time.
    list: (now, most) => states.list(dueState, dueState.prefix, { upTo: `${now.toISOString()}$`, most }),
    done,
    async putOff(item, until) {
      await keep({ ...item, at: until.toISOString() });
      await done(item);
    },
  };
}
