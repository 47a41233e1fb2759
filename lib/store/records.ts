import { isSameJson } from "./same-json.ts";
import type { Table } from "./table.ts";

export interface Records {
  read<Content>(name: string): Promise<Content | undefined>;
  /** Changes what is remembered under that name; `change` may run more than once and gives the new content. */
  update<Content>(
    name: string,
    now: Date,
    change: (current: Content | undefined) => Content,
    /** How long it is remembered after the last change; two weeks when left out. */
    keptDays?: number,
  ): Promise<Content>;
}

const usualDays = 14;

/** Memory, of two weeks unless told, of what events of one subject have said, such as the movements of an Auto Scaling group. */
export function createRecords(table: Table): Records {
  return {
    async read<Content>(name: string) {
      return (await table.read<Content>({ pk: `ledger#${name}`, sk: "ledger" }))?.value;
    },
    async update<Content>(
      name: string,
      now: Date,
      change: (current: Content | undefined) => Content,
      keptDays = usualDays,
    ) {
      const { value } = await table.update<Content>(
        { pk: `ledger#${name}`, sk: "ledger" },
        (current) => {
          const next = change(current);
          return isSameJson(current, next) ? undefined : next;
        },
        new Date(now.getTime() + keptDays * 24 * 60 * 60 * 1000),
      );
      return value as Content;
    },
  };
}
