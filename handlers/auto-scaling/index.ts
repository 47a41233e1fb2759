import type { Subject } from "../../lib/app/define.ts";
import { consoleOutput } from "./actions.ts";
import { instanceRefresh } from "./events/instance-refresh.ts";
import { instanceReplaced } from "./events/instance-replaced.ts";
import { lifecycleAction } from "./events/lifecycle-action.ts";
import { spot } from "./events/spot.ts";
import { autoScalingTest } from "./events/test-notification.ts";
import { lifecycleCheck, replacementCheck, waitingInstanceShape } from "./jobs.ts";
import { replacementAlertStateShape } from "./replacement-message.ts";
import { flappingShape, flappingState, groupAtShape, replacementsState } from "./replacement-service.ts";
import { heldInstanceShape, launchFailuresShape, refreshShape } from "./scaling-message.ts";
import { launchFailuresState, scalingState } from "./scaling-service.ts";
import { scalingShape } from "./scaling-state.ts";
import { spotState } from "./spot-near.ts";
import { spotAlertStateShape } from "./spot-service.ts";

/** Auto Scaling groups: replacements, failed launches, refreshes, lifecycle hooks, Spot. */
export const autoScaling: Subject = {
  actions: [consoleOutput],
  events: [instanceReplaced, instanceRefresh, lifecycleAction, spot, autoScalingTest],
  jobs: [lifecycleCheck, replacementCheck],
  states: [
    waitingInstanceShape,
    replacementAlertStateShape,
    groupAtShape,
    replacementsState,
    flappingState,
    flappingShape,
    launchFailuresShape,
    refreshShape,
    heldInstanceShape,
    scalingState,
    launchFailuresState,
    scalingShape,
    spotState,
    spotAlertStateShape,
  ],
};
export { publishReclaimed } from "./spot-service.ts";
