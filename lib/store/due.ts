import type { Table } from "./table.ts";

/** Something to look at when its time has come. */
export interface DueItem {
  /** Which job of `handlers/jobs` looks at it. */
  readonly job: string;
  /** What it is about; one item for each job and subject at a time. */
  readonly subject: string;
  /** ISO 8601. */
  readonly at: string;
  readonly data?: unknown;
}

export interface Due {
  /** Sets a time for the subject. Setting the same again changes nothing. */
  set(item: DueItem): Promise<void>;
  /** What is due now, earliest first, at most `most`. */
  list(now: Date, most: number): Promise<DueItem[]>;
  /** Takes the item off, once it was looked at. */
  done(item: DueItem): Promise<void>;
}

/** Time is in the sort key, so that the minute tick reads just what is due. */
export function createDue(table: Table): Due {
  const at = (item: DueItem) => ({ pk: "due", sk: `${item.at}#${item.job}#${item.subject}` });
  return {
    async set(item) {
      await table.update<DueItem>(at(item), (current) => (current ? undefined : item));
    },
    async list(now, most) {
      // "$" sorts right after "#": everything up to and with this very moment.
      const items = await table.list<DueItem>("due", { upTo: `${now.toISOString()}$`, most });
      return items.map(({ value }) => value);
    },
    async done(item) {
      await table.remove(at(item));
    },
  };
}
