import type { Subject } from "../../lib/app/define.ts";
import { consoleOutput } from "./actions.ts";
import { instanceRefresh } from "./events/instance-refresh.ts";
import { instanceReplaced } from "./events/instance-replaced.ts";
import { lifecycleAction } from "./events/lifecycle-action.ts";
import { spot } from "./events/spot.ts";
import { autoScalingTest } from "./events/test-notification.ts";
import { lifecycleCheck, replacementCheck } from "./jobs.ts";

/** Auto Scaling groups: replaced instances, failed launches, refreshes, hooks, Spot. */
export const autoScaling: Subject = {
  actions: [consoleOutput],
  events: [instanceReplaced, instanceRefresh, lifecycleAction, spot, autoScalingTest],
  jobs: [lifecycleCheck, replacementCheck],
};
export { publishReclaimed } from "./spot-service.ts";
