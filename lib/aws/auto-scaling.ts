import { jsonIn, textAt } from "../pure/json.ts";
import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-auto-scaling");
const client = oncePerSettings(async (settings) => new (await load()).AutoScalingClient(settings));

const wildcardReason =
  "Auto Scaling's Describe actions have no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html";

/** A launch or termination, from the group's scaling activities. */
export interface ScalingActivity {
  readonly id: string;
  readonly description: string;
  readonly cause: string;
  /** `Successful`, `Failed`, `Cancelled`, `InProgress`, … */
  readonly status: string;
  readonly statusMessage?: string;
  readonly zone?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** The latest hundred activities of a group, newest first. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html */
export const activities = verb({
  operation: "autoscaling:DescribeScalingActivities",
  effect: "read",
  wildcardReason,
  client,
  async run(autoScaling, { group }: { group: string }): Promise<ScalingActivity[]> {
    const { Activities = [] } = await autoScaling.send(
      new (await load()).DescribeScalingActivitiesCommand({
        AutoScalingGroupName: group,
        // Also for a group that was deleted since.
        IncludeDeletedGroups: true,
        MaxRecords: 100,
      }),
    );
    return Activities.map((one) => {
      const zone = textAt(jsonIn(one.Details ?? ""), "Availability Zone");
      return {
        id: one.ActivityId ?? "",
        description: one.Description ?? "",
        cause: one.Cause ?? "",
        status: one.StatusCode ?? "",
        startedAt: (one.StartTime ?? new Date(0)).toISOString(),
        ...(one.StatusMessage && { statusMessage: one.StatusMessage }),
        ...(one.EndTime && { endedAt: one.EndTime.toISOString() }),
        ...(zone && { zone }),
      };
    });
  },
});

/** The target groups of a group's instances, by ARN. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
export const targetGroups = verb({
  operation: "autoscaling:DescribeAutoScalingGroups",
  effect: "read",
  wildcardReason,
  client,
  async run(autoScaling, { group }: { group: string }): Promise<string[]> {
    const { AutoScalingGroups: [found] = [] } = await autoScaling.send(
      new (await load()).DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
    );
    return found?.TargetGroupARNs ?? [];
  },
});

/** An instance's lifecycle state: `Pending:Wait`, `InService`, …; undefined when it is in no group. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
export const lifecycle = verb({
  operation: "autoscaling:DescribeAutoScalingInstances",
  effect: "read",
  wildcardReason,
  client,
  async run(autoScaling, { id }: { id: string }): Promise<string | undefined> {
    const { AutoScalingInstances: [found] = [] } = await autoScaling.send(
      new (await load()).DescribeAutoScalingInstancesCommand({ InstanceIds: [id] }),
    );
    return found?.LifecycleState;
  },
});

/** An instance refresh's progress and status reason. */
export interface RefreshProgress {
  readonly percent?: number;
  readonly left?: number;
  readonly reason?: string;
}

/** One instance refresh of a group. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html */
export const refresh = verb({
  operation: "autoscaling:DescribeInstanceRefreshes",
  effect: "read",
  wildcardReason,
  client,
  async run(autoScaling, { group, id }: { group: string; id: string }): Promise<RefreshProgress | undefined> {
    const { InstanceRefreshes: [found] = [] } = await autoScaling.send(
      new (await load()).DescribeInstanceRefreshesCommand({
        AutoScalingGroupName: group,
        InstanceRefreshIds: [id],
      }),
    );
    return (
      found && {
        ...(found.PercentageComplete !== undefined && { percent: found.PercentageComplete }),
        ...(found.InstancesToUpdate !== undefined && { left: found.InstancesToUpdate }),
        ...(found.StatusReason && { reason: found.StatusReason }),
      }
    );
  },
});
