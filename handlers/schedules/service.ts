import type { States } from "../../lib/store/states.ts";
import { type ScheduleRecord, scheduleState } from "./state.ts";

/** The record of a schedule; empty at first. */
export async function scheduleRecord(name: string, states: States): Promise<ScheduleRecord> {
  return (await states.read(scheduleState, name)) ?? {};
}
