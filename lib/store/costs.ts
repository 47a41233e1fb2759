import type { Spending } from "../../handlers/costs/spending-state.ts";
import type { Table } from "./table.ts";

/** What Cost Explorer said, and when. */
export interface CostReading {
  readonly spending: Spending;
  /** ISO 8601. */
  readonly readAt: string;
}

export interface Costs {
  /** What was read lately up to that day; undefined when it is too old, or was never read. */
  read(day: string, now: Date): Promise<CostReading | undefined>;
  keep(day: string, reading: CostReading): Promise<void>;
}

/** Cost Explorer has new figures about three times a day, and each question costs money. */
const freshMs = 6 * 60 * 60 * 1000;
const keptDays = 2;

/** Cost Explorer's answers, one for each last day that they tell of. */
export function createCosts(table: Table): Costs {
  const at = (day: string) => ({ pk: `costs#${day}`, sk: "costs" });
  return {
    async read(day, now) {
      const reading = (await table.read<CostReading>(at(day)))?.value;
      return reading && now.getTime() - Date.parse(reading.readAt) < freshMs ? reading : undefined;
    },
    async keep(day, reading) {
      const expiresAt = new Date(Date.parse(reading.readAt) + keptDays * 24 * 60 * 60 * 1000);
      await table.update<CostReading>(at(day), () => reading, expiresAt);
    },
  };
}
