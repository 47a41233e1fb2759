/** Auto Scaling's SNS notifications, converted to the equivalent EventBridge events. */
import { placeOfArn } from "../../lib/pure/arn.ts";
import type { SnsEvent } from "../../lib/pure/event.ts";
import { textAt } from "../../lib/pure/json.ts";

/** Nightshift's own type for Auto Scaling's test notification; EventBridge has none. */
export const autoScalingTestType = "Auto Scaling Test Notification";

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html */
const detailTypes: Readonly<Record<string, string>> = {
  "autoscaling:EC2_INSTANCE_LAUNCH": "EC2 Instance Launch Successful",
  "autoscaling:EC2_INSTANCE_LAUNCH_ERROR": "EC2 Instance Launch Unsuccessful",
  "autoscaling:EC2_INSTANCE_TERMINATE": "EC2 Instance Terminate Successful",
  "autoscaling:EC2_INSTANCE_TERMINATE_ERROR": "EC2 Instance Terminate Unsuccessful",
  "autoscaling:TEST_NOTIFICATION": autoScalingTestType,
};

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html */
const transitions: Readonly<Record<string, string>> = {
  "autoscaling:EC2_INSTANCE_LAUNCHING": "EC2 Instance-launch Lifecycle Action",
  "autoscaling:EC2_INSTANCE_TERMINATING": "EC2 Instance-terminate Lifecycle Action",
};

function known(table: Readonly<Record<string, string>>, name = ""): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A notification of an Auto Scaling group has the fields of the event's detail; undefined for anything else. */
export function autoScalingFromSns(message: Readonly<Record<string, unknown>>): SnsEvent | undefined {
  const group = textAt(message, "AutoScalingGroupName");
  const type =
    known(detailTypes, textAt(message, "Event")) ?? known(transitions, textAt(message, "LifecycleTransition"));
  if (!group || !type) return undefined;
  const arn = textAt(message, "AutoScalingGroupARN");
  const { account, region } = placeOfArn(arn);
  return {
    source: "aws.autoscaling",
    type,
    account: textAt(message, "AccountId") ?? account,
    region,
    time: textAt(message, "Time"),
    resources: arn ? [arn] : [],
    detail: message,
  };
}
