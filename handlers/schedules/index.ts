import type { Subject } from "../../lib/app/define.ts";
import { skip, snooze } from "./actions.ts";
import { scheduleExplain, scheduleList } from "./commands.ts";
import { scheduleState } from "./state.ts";
import { night, noticeStateShape, scheduleFailureShape } from "./ticks.ts";

/** Schedules: stop at night, start in the morning. */
export const schedules: Subject = {
  commands: [scheduleList, scheduleExplain],
  actions: [snooze, skip],
  ticks: [night],
  states: [scheduleState, scheduleFailureShape, noticeStateShape],
};
export { scheduleRecord } from "./service.ts";
export { lastTransition, nextTransition, type Transition } from "./state.ts";
