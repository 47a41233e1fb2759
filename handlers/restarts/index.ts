import type { Subject } from "../../lib/app/define.ts";
import { keepRunningButton, stopDatabase } from "./actions.ts";
import { restartCheck } from "./jobs.ts";

/** Databases that AWS has started after seven days. */
export const restarts: Subject = {
  actions: [keepRunningButton, stopDatabase],
  jobs: [restartCheck],
};
export { keepRunning, onRestartEvent, powerState, refreshRestart } from "./service.ts";
export { type Power, recordPowerChange } from "./state.ts";
