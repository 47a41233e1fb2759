import type { Subject } from "../../lib/app/define.ts";
import { keepRunningButton, stopDatabase } from "./actions.ts";
import { restartCheck } from "./jobs.ts";
import { keepRunningState, powerState, restartsState } from "./service.ts";
import { restartShape } from "./state.ts";

/** Databases that AWS has started after seven days. */
export const restarts: Subject = {
  actions: [keepRunningButton, stopDatabase],
  jobs: [restartCheck],
  states: [keepRunningState, restartsState, powerState, restartShape],
};
export { keepRunning, onRestartEvent, powerState, refreshRestart } from "./service.ts";
export { recordPowerChange } from "./state.ts";
