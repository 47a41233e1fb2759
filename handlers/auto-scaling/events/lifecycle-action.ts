import { defineEvent } from "../../../lib/app/define.ts";
import { textAt } from "../../../lib/pure/json.ts";
import { locationKey } from "../../../lib/pure/location.ts";
import { heldLongMs, waitingInstanceShape } from "../jobs.ts";
import type { HeldInstance } from "../scaling-message.ts";

/**
 * An instance waits in a lifecycle hook of its group: published only if it still waits a good while later.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 */
export const lifecycleAction = defineEvent({
  name: "lifecycle-action",
  source: "aws.autoscaling",
  types: ["EC2 Instance-launch Lifecycle Action", "EC2 Instance-terminate Lifecycle Action"],
  uses: [],
  async run({ event, store }) {
    const { detail, account, region, time } = event;
    const [group, id] = [textAt(detail, "AutoScalingGroupName"), textAt(detail, "EC2InstanceId")];
    if (!group || !id) return "unreadable";
    const hook = textAt(detail, "LifecycleHookName") ?? "?";
    const held: HeldInstance = { group, hook, id, isLaunch: event.type.includes("-launch"), since: time };
    const subject = `held/${locationKey(event)}/${group}/${id}/${hook}`;
    const at = new Date(Date.parse(time) + heldLongMs).toISOString();
    const data = { account, region, held };
    await store.due.set({ job: "lifecycle-check", subject, at, data }, waitingInstanceShape);
    return "quiet";
  },
});
