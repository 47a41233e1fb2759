import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeInstanceRefreshesCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
  SetInstanceHealthCommand,
  StartInstanceRefreshCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { Activity, Group, Groups, Member } from "../state/groups.ts";
import { subnetOf } from "../state/instances.ts";
import type { TargetGroups } from "../state/target-groups.ts";
import { Service } from "../wire/service.ts";

/** Amazon EC2 Auto Scaling. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/ */
export function autoScaling(groups: Groups, targetGroups: TargetGroups) {
  return new Service(new AutoScalingClient({ region: "local" }))
    .on(DescribeAutoScalingGroupsCommand, (input) => {
      const wanted = input.AutoScalingGroupNames ?? [];
      const found = groups
        .all()
        .filter(({ definition }) => wanted.length === 0 || wanted.includes(definition.name))
        .filter(({ definition }) => (input.Filters ?? []).every((filter) => tagMatches(definition.tags, filter)));
      const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 50);
      return {
        AutoScalingGroups: items.map((group) => describeGroup(group, targetGroups)),
        NextToken: nextToken,
      };
    })
    .on(DescribeAutoScalingInstancesCommand, (input) => {
      const wanted = input.InstanceIds ?? [];
      const found = groups
        .all()
        .flatMap((group) =>
          group.members.map((member) => ({
            ...describeMember(member),
            AutoScalingGroupName: group.definition.name,
          })),
        )
        .filter(({ InstanceId }) => wanted.length === 0 || wanted.includes(InstanceId));
      const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 50);
      return {
        AutoScalingInstances: items.map((item) => ({
          ...item,
          HealthStatus: item.HealthStatus.toUpperCase(),
        })),
        NextToken: nextToken,
      };
    })
    .on(DescribeScalingActivitiesCommand, (input) => {
      const name = input.AutoScalingGroupName;
      const of = name === undefined ? groups.all() : [groups.get(name)];
      const found = of
        .flatMap((group) => group.activities)
        .filter(({ id }) => !input.ActivityIds?.length || input.ActivityIds.includes(id));
      const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 100);
      return {
        Activities: items.map((activity) => describeActivity(groups.get(activity.group), activity)),
        NextToken: nextToken,
      };
    })
    .on(SetInstanceHealthCommand, (input) => {
      if (input.HealthStatus !== "Healthy" && input.HealthStatus !== "Unhealthy")
        throw new AwsError("ValidationError", "Valid instance health states are: [Healthy, Unhealthy].");
      groups.setHealth(input.InstanceId, input.HealthStatus === "Healthy");
      return {};
    })
    .on(SetDesiredCapacityCommand, (input) => {
      groups.setDesired(input.AutoScalingGroupName, input.DesiredCapacity);
      return {};
    })
    .on(TerminateInstanceInAutoScalingGroupCommand, (input) => {
      const id = input.InstanceId ?? "";
      const { group } = groups.memberOf(id);
      const activity = groups.terminate(id, input.ShouldDecrementDesiredCapacity ?? false);
      return { Activity: describeActivity(group, activity) };
    })
    .on(StartInstanceRefreshCommand, (input) => ({
      InstanceRefreshId: groups.startRefresh(input.AutoScalingGroupName).id,
    }))
    .on(DescribeInstanceRefreshesCommand, (input) => {
      const found = groups
        .get(input.AutoScalingGroupName)
        .refreshes.filter(({ id }) => !input.InstanceRefreshIds?.length || input.InstanceRefreshIds.includes(id));
      const { items, nextToken } = page(found, input.NextToken, input.MaxRecords ?? 50);
      return {
        InstanceRefreshes: items.map((refresh) => ({
          InstanceRefreshId: refresh.id,
          AutoScalingGroupName: input.AutoScalingGroupName,
          Status: refresh.status,
          StartTime: refresh.startedAt,
          EndTime: refresh.endedAt,
          PercentageComplete:
            refresh.total === 0 ? 100 : Math.floor((1 - refresh.remaining.length / refresh.total) * 100),
          InstancesToUpdate: refresh.remaining.length,
        })),
        NextToken: nextToken,
      };
    });
}

function describeGroup(group: Group, targetGroups: TargetGroups) {
  const { name, min, max, zones, tags } = group.definition;
  return {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: group.arn,
    LaunchTemplate: {
      LaunchTemplateId: "lt-0c5a1d2e3f4a5b6c7",
      LaunchTemplateName: name,
      Version: "$Latest",
    },
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: group.desired,
    DefaultCooldown: 300,
    AvailabilityZones: [...zones],
    LoadBalancerNames: [],
    TargetGroupARNs: targetGroups.of(name),
    HealthCheckType: "ELB",
    HealthCheckGracePeriod: 60,
    Instances: group.members.map(describeMember),
    CreatedTime: group.createdAt,
    SuspendedProcesses: [],
    VPCZoneIdentifier: zones.map(subnetOf).join(","),
    EnabledMetrics: [],
    Tags: Object.entries(tags).map(([Key, Value]) => ({
      ResourceId: name,
      ResourceType: "auto-scaling-group",
      Key,
      Value,
      PropagateAtLaunch: true,
    })),
    TerminationPolicies: ["Default"],
    NewInstancesProtectedFromScaleIn: false,
  };
}

function describeMember(member: Member) {
  return {
    InstanceId: member.instanceId,
    InstanceType: member.type,
    AvailabilityZone: member.zone,
    LifecycleState: member.lifecycle,
    HealthStatus: member.healthy ? "Healthy" : "Unhealthy",
    ProtectedFromScaleIn: false,
  };
}

function describeActivity(group: Group, activity: Activity) {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.group,
    AutoScalingGroupARN: group.arn,
    Description:
      activity.status === "Failed"
        ? `${activity.description}.  Status Reason: ${activity.statusMessage}`
        : activity.description,
    Cause: activity.cause,
    StartTime: activity.startedAt,
    EndTime: activity.endedAt,
    StatusCode: activity.status,
    StatusMessage: activity.statusMessage,
    Progress: activity.progress,
    Details: JSON.stringify(activity.details),
  };
}

function tagMatches(
  tags: Readonly<Record<string, string>>,
  { Name = "", Values = [] }: { Name?: string | undefined; Values?: string[] | undefined },
): boolean {
  if (Name.startsWith("tag:")) return Values.includes(tags[Name.slice(4)] ?? "");
  if (Name === "tag-key") return Values.some((key) => key in tags);
  if (Name === "tag-value") return Object.values(tags).some((value) => Values.includes(value));
  throw new AwsError(
    "ValidationError",
    `Filter type ${Name} is not correct. Allowed Filter types are: tag-key tag-value tag:<tag-key>`,
  );
}
