import * as v from "valibot";
import { defineState, type StateOf, type Versioned } from "../pure/schema.ts";
import type { States } from "./states.ts";

/** Something to look at when its time has come. */
const dueItemSchema = v.object({
  /** Which job looks at it. */
  job: v.string(),
  /** What it is about; one item for each job and subject at a time. */
  subject: v.string(),
  /** ISO 8601. */
  at: v.string(),
  data: v.exactOptional(v.unknown()),
  /** Of the shape of the data, from the second on. */
  version: v.exactOptional(v.number()),
});
export type DueItem = StateOf<typeof dueItemSchema>;

/** Time is in the sort key, so that the minute tick reads just what is due. */
export const dueState = defineState({
  name: "due",
  version: 1,
  schema: dueItemSchema,
  prefix: "due",
  keep: { says: "until it was looked at" },
  at: (key) => ({ pk: "due", sk: key }),
});

export interface Due {
  /** Sets a time for the subject. Setting the same again changes nothing. */
  set<Data>(
    item: Omit<DueItem, "version" | "data"> & { readonly data?: Data },
    shape?: Versioned<Data>,
  ): Promise<void>;
  /** What is due now, earliest first, at most `most`. */
  list(now: Date, most: number): Promise<DueItem[]>;
  /** Takes the item off, once it was looked at. */
  done(item: DueItem): Promise<void>;
  /** Sets another time for what nobody here can look at. */
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
    // "$" sorts right after "#": everything up to and with this very moment.
    list: (now, most) => states.list(dueState, dueState.prefix, { upTo: `${now.toISOString()}$`, most }),
    done,
    async putOff(item, until) {
      await keep({ ...item, at: until.toISOString() });
      await done(item);
    },
  };
}
