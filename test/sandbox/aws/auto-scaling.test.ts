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
import { describe, expect, it } from "vitest";
import { errorOf, openAws, storyOf } from "./open.ts";

const group = "web-staging-asg";
const [first, second] = ["i-0a51ce6e8d2f40c11", "i-0a51ce6e8d2f40c12"];

async function openGroups() {
  const opened = await openAws();
  const client = new AutoScalingClient(opened.config());
  const members = async () =>
    (await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }))).AutoScalingGroups?.[0]
      ?.Instances ?? [];
  const activities = async () =>
    (await client.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group }))).Activities ?? [];
  const groupEvents = () => opened.events.filter(({ source }) => source === "aws.autoscaling");
  return { ...opened, client, members, activities, groupEvents };
}

describe("replacement", () => {
  it("terminates an unhealthy member and launches another, with both events", async () => {
    const { client, members, groupEvents, advance } = await openGroups();
    await client.send(new SetInstanceHealthCommand({ InstanceId: first, HealthStatus: "Unhealthy" }));
    expect(await members()).toMatchObject([
      { InstanceId: first, LifecycleState: "Terminating", HealthStatus: "Unhealthy" },
      { InstanceId: second, LifecycleState: "InService" },
    ]);
    await advance(300);
    const after = await members();
    const launched = after[1]?.InstanceId ?? "";
    expect(after.map(({ LifecycleState }) => LifecycleState)).toEqual(["InService", "InService"]);
    expect(storyOf(groupEvents())).toEqual([
      `40 EC2 Instance Terminate Successful ${first}`,
      `75 EC2 Instance Launch Successful ${launched}`,
    ]);
  });

  it("publishes what AWS documents of the termination and the launch", async () => {
    const { aws, groupEvents, activities, advance } = await openGroups();
    aws.make("failHealthCheck", group);
    await advance(300);
    const [launch, termination] = await activities();
    expect(groupEvents()[0]).toMatchObject({
      "detail-type": "EC2 Instance Terminate Successful",
      resources: [expect.stringContaining(":autoScalingGroup:"), expect.stringContaining(`:instance/${first}`)],
      detail: {
        StatusCode: "InProgress",
        AutoScalingGroupName: group,
        ActivityId: termination?.ActivityId,
        Details: { "Subnet ID": expect.stringMatching(/^subnet-/), "Availability Zone": "ap-northeast-2a" },
        RequestId: termination?.ActivityId,
        StatusMessage: "",
        StartTime: "2026-11-23T00:00:00Z",
        EndTime: "2026-11-23T00:00:40Z",
        EC2InstanceId: first,
        Description: `Terminating EC2 instance: ${first}`,
        Cause:
          "At 2026-11-23T00:00:00Z an instance was taken out of service in response to an ELB system health check failure.",
        Origin: "AutoScalingGroup",
        Destination: "EC2",
      },
    });
    expect(groupEvents()[1]?.detail).toMatchObject({
      Cause:
        "At 2026-11-23T00:00:15Z an instance was launched in response to an unhealthy instance needing to be replaced.",
      Origin: "EC2",
      Destination: "AutoScalingGroup",
    });
    expect(launch).toMatchObject({
      StatusCode: "Successful",
      Progress: 100,
      EndTime: new Date("2026-11-23T00:01:15Z"),
    });
  });

  it.each([
    ["ec2", "an EC2 health check indicating it has been terminated or stopped."],
    ["status", "an EC2 instance status checks failure."],
    ["user", "a user health-check."],
    ["ebs", "EBS volume health check failure."],
  ])("says why: %s", async (reason, words) => {
    const { aws, activities } = await openGroups();
    aws.make("failHealthCheck", { group, instance: second, reason });
    expect((await activities())[0]?.Cause).toContain(`in response to ${words}`);
  });

  it("replaces a member that somebody stopped", async () => {
    const { aws, groupEvents, members, advance } = await openGroups();
    aws.make("stopInstance", second);
    await advance(300);
    expect(groupEvents()[0]?.detail.Cause).toBe(
      "At 2026-11-23T00:00:30Z an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.",
    );
    expect((await members()).filter(({ LifecycleState }) => LifecycleState === "InService")).toHaveLength(2);
  });

  it("tries a failed launch again a minute later", async () => {
    const { aws, groupEvents, activities, members, advance } = await openGroups();
    aws.make("failLaunch", { group, message: "No capacity." });
    aws.make("failHealthCheck", group);
    await advance(300);
    expect(storyOf(groupEvents()).map((line) => line.replace(/ i-.*/, ""))).toEqual([
      "20 EC2 Instance Launch Unsuccessful ",
      "40 EC2 Instance Terminate Successful",
      "140 EC2 Instance Launch Successful",
    ]);
    expect(groupEvents()[0]?.detail).toMatchObject({
      StatusCode: "Failed",
      StatusMessage: "No capacity.",
      EC2InstanceId: "",
    });
    expect((await activities())[1]).toMatchObject({ StatusCode: "Failed", StatusMessage: "No capacity." });
    expect(await members()).toHaveLength(2);
  });
});

describe("capacity", () => {
  it("is met exactly when it changes while a member is being replaced", async () => {
    const { aws, members, advance } = await openGroups();
    aws.make("failHealthCheck", group);
    await advance(5);
    aws.make("scale", { group, desired: 3 });
    await advance(300);
    expect(await members()).toHaveLength(3);
  });

  it("grows and shrinks to what is desired, and says so in the cause", async () => {
    const { client, members, activities, advance } = await openGroups();
    const desire = (DesiredCapacity: number) =>
      client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity }));
    await desire(3);
    await advance(60);
    expect(await members()).toHaveLength(3);
    expect((await activities())[0]?.Cause).toMatch(
      /difference between desired and actual capacity, increasing the capacity from 2 to 3\.$/,
    );
    await desire(2);
    await advance(60);
    expect(await members()).toHaveLength(2);
    expect((await activities())[0]?.Cause).toContain("shrinking the capacity from 3 to 2.");
  });

  it.each([
    [9, "New SetDesiredCapacity value 9 is above max value 4 for the AutoScalingGroup."],
    [1, "New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup."],
  ])("refuses %i", async (DesiredCapacity, message) => {
    const { client } = await openGroups();
    const error = await errorOf(
      client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity })),
    );
    expect(error).toMatchObject({ name: "ValidationError", message });
  });

  it("terminates one member on request and keeps the capacity", async () => {
    const { client, members, advance } = await openGroups();
    const { Activity } = await client.send(
      new TerminateInstanceInAutoScalingGroupCommand({
        InstanceId: first,
        ShouldDecrementDesiredCapacity: false,
      }),
    );
    expect(Activity?.Cause).toMatch(/in response to a user request, keeping the capacity at the current 2\.$/);
    await advance(200);
    expect((await members()).map(({ InstanceId }) => InstanceId)).not.toContain(first);
    expect(await members()).toHaveLength(2);
  });

  it("does not shrink below the minimum on request", async () => {
    const { client } = await openGroups();
    const error = await errorOf(
      client.send(
        new TerminateInstanceInAutoScalingGroupCommand({
          InstanceId: first,
          ShouldDecrementDesiredCapacity: true,
        }),
      ),
    );
    expect(error.name).toBe("ValidationError");
  });
});

describe("instance refresh", () => {
  it("replaces every member, one after the other", async () => {
    const { client, members, groupEvents, advance } = await openGroups();
    const { InstanceRefreshId } = await client.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: group }));
    const error = await errorOf(client.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: group })));
    expect(error.name).toBe("InstanceRefreshInProgressFault");
    await advance(600);
    const { InstanceRefreshes } = await client.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group }),
    );
    expect(InstanceRefreshes).toMatchObject([{ InstanceRefreshId, Status: "Successful", PercentageComplete: 100 }]);
    expect(await members()).toHaveLength(2);
    expect((await members()).some(({ InstanceId = "" }) => [first, second].includes(InstanceId))).toBe(false);
    expect(storyOf(groupEvents()).at(0)).toBe("0 EC2 Auto Scaling Instance Refresh Started");
    expect(storyOf(groupEvents()).at(-1)).toBe("200 EC2 Auto Scaling Instance Refresh Succeeded");
  });
});

describe("reading", () => {
  it("describes members with their group", async () => {
    const { client } = await openGroups();
    const { AutoScalingInstances } = await client.send(
      new DescribeAutoScalingInstancesCommand({ InstanceIds: [second] }),
    );
    expect(AutoScalingInstances).toMatchObject([
      {
        InstanceId: second,
        AutoScalingGroupName: group,
        HealthStatus: "HEALTHY",
        LifecycleState: "InService",
      },
    ]);
  });

  it("finds groups by tag, and answers an unknown name with none", async () => {
    const { client } = await openGroups();
    const found = async (input: object) =>
      (await client.send(new DescribeAutoScalingGroupsCommand(input))).AutoScalingGroups?.length;
    expect(await found({ Filters: [{ Name: "tag:env", Values: ["staging"] }] })).toBe(1);
    expect(await found({ Filters: [{ Name: "tag:env", Values: ["dev"] }] })).toBe(0);
    expect(await found({ AutoScalingGroupNames: ["nope"] })).toBe(0);
  });
});
