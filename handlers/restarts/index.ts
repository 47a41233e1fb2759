import type { Subject } from "../../lib/app/define.ts";
import { leaveOn, stopDatabase } from "./actions.ts";
import { restartCheck } from "./jobs.ts";

/** Databases that AWS has started after seven days. */
export const restarts: Subject = {
  actions: [leaveOn, stopDatabase],
  jobs: [restartCheck],
};
export { hearRestart, leaveOn, powerOf, stirRestart } from "./service.ts";
export { type Power, recordPowerChange } from "./state.ts";
