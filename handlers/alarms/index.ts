import type { Subject } from "../../lib/app/define.ts";
import { alarmChangeShape } from "./change-message.ts";
import { alarm, alarmChange } from "./events.ts";
import { alarmHistoryState } from "./history-state.ts";
import { alarmCheck } from "./jobs.ts";
import { alarmAlertStateShape } from "./message.ts";
import { keptQuietShape } from "./service.ts";

/** CloudWatch alarms: firing, OK, changed, deleted. */
export const alarms: Subject = {
  events: [alarm, alarmChange],
  jobs: [alarmCheck],
  states: [alarmChangeShape, alarmHistoryState, alarmAlertStateShape, keptQuietShape],
};
