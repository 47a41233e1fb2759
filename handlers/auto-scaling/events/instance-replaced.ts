import { defineEvent } from "../../../lib/app/define.ts";
import { filled, momentAt, objectAt, textAt } from "../../../lib/pure/json.ts";
import {
  publishCapacityEvents,
  replacementCheckMs,
  replacementReads,
  scheduleReplacementCheck,
} from "../replacement-service.ts";
import { capacityEventOf } from "../replacement-state.ts";
import { publishFailedLaunch, publishLaunchRecovery, publishScaling } from "../scaling-service.ts";
import { autoScalingFromSns } from "../sns-state.ts";

/**
 * Launches and terminations of an Auto Scaling group: the replacement of an unhealthy instance is one message from
 * two events in any order; a change of capacity, and failed launches, are one message for the group.
 */
export const instanceReplaced = defineEvent({
  name: "instance-replaced",
  source: "aws.autoscaling",
  types: [
    "EC2 Instance Launch Successful",
    "EC2 Instance Launch Unsuccessful",
    "EC2 Instance Terminate Successful",
    "EC2 Instance Terminate Unsuccessful",
  ],
  fromSns: autoScalingFromSns,
  uses: replacementReads,
  async run(context) {
    const { event, store, now } = context;
    const { detail, account, region } = event;
    const group = textAt(detail, "AutoScalingGroupName");
    const cause = textAt(detail, "Cause");
    if (!group || !cause) return "unreadable";
    const activity = {
      type: event.type,
      cause,
      instanceId: textAt(detail, "EC2InstanceId") ?? "",
      activityId: textAt(detail, "ActivityId") ?? "",
      startedAt: momentAt(detail, "StartTime") ?? event.time,
      endedAt: momentAt(detail, "EndTime") ?? event.time,
      ...filled({
        zone: textAt(objectAt(detail, "Details"), "Availability Zone"),
        statusMessage: textAt(detail, "StatusMessage"),
      }),
    };
    const at = { account, region, group };
    const movement = capacityEventOf(activity);
    const isLaunched = event.type === "EC2 Instance Launch Successful";
    const isBack = isLaunched && (await publishLaunchRecovery(activity.endedAt, at, context));
    if (movement) {
      await publishCapacityEvents([movement], at, event, context);
      await scheduleReplacementCheck(at, now().getTime() + replacementCheckMs, store.due);
      return "told";
    }
    if (event.type === "EC2 Instance Launch Unsuccessful") return publishFailedLaunch(activity, at, context);
    if (event.type === "EC2 Instance Terminate Unsuccessful") return isBack ? "told" : "quiet";
    const isTold = await publishScaling(activity, at, context);
    return isTold || isBack ? "told" : "quiet";
  },
});
