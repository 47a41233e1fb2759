import type { Override } from "../../handlers/schedules/state.ts";
import type { Table } from "./table.ts";

/** What is remembered of a schedule. */
export interface ScheduleRecord {
  /** The edge that was acted on last, by when it took effect, ISO 8601. */
  readonly handled?: string;
  readonly override?: Override;
  /** The stop of which a notice was posted, by when it was planned. */
  readonly noticed?: string;
}

export interface Schedules {
  read(name: string): Promise<ScheduleRecord>;
  update(name: string, change: (current: ScheduleRecord) => ScheduleRecord): Promise<ScheduleRecord>;
}

export function createSchedules(table: Table): Schedules {
  const at = (name: string) => ({ pk: `schedule#${name}`, sk: "schedule" });
  return {
    async read(name) {
      return (await table.read<ScheduleRecord>(at(name)))?.value ?? {};
    },
    async update(name, change) {
      const { value } = await table.update<ScheduleRecord>(at(name), (current) => change(current ?? {}));
      return value ?? {};
    },
  };
}
