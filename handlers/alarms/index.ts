import type { Subject } from "../../lib/app/define.ts";
import { alarm, alarmChange } from "./events.ts";
import { alarmCheck } from "./jobs.ts";

/** CloudWatch alarms: going off, over, changed, deleted. */
export const alarms: Subject = {
  events: [alarm, alarmChange],
  jobs: [alarmCheck],
};
