import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import {
  autoScalingEvent,
  awsEvent,
  buttonsOf,
  causes,
  openStage,
  playOut,
  postedIn,
  replacement,
  snsEvent,
  threadOf,
} from "../stage.ts";

const group = "web-staging-asg";
const member = "i-0a51ce6e8d2f40c11";

const at = (minute: number): string => `2026-11-23T00:${String(minute).padStart(2, "0")}:00Z`;

function warning(id: string, minute = 0, action = "terminate"): Step {
  const detail = { "instance-id": id, "instance-action": action };
  return {
    event: awsEvent("aws.ec2", "EC2 Spot Instance Interruption Warning", detail, { time: at(minute) }),
  };
}

function recommendation(id: string, minute = 0): Step {
  const detail = { "instance-id": id };
  return {
    event: awsEvent("aws.ec2", "EC2 Instance Rebalance Recommendation", detail, { time: at(minute) }),
  };
}

function state(id: string, name: string, minute: number): Step {
  const detail = { "instance-id": id, state: name };
  return {
    event: awsEvent("aws.ec2", "EC2 Instance State-change Notification", detail, { time: at(minute) }),
  };
}

const gone = "taken out of service in response to an EC2 health check indicating it has been terminated or stopped.";

describe("a Spot instance that AWS takes back", () => {
  it("is one message from the recommendation to its end, heard twice and in any order", async () => {
    const steps = [
      warning(member, 20),
      recommendation(member, 2),
      warning(member, 20),
      recommendation(member, 2),
      state(member, "terminated", 22),
    ];
    const report = await playOut(steps);
    expect(report).toHavePosted("#alerts", [
      /AWS reclaimed the Spot instance web-staging[\s\S]*web-staging \(<.*i-0a51ce6e8d2f40c11>\)[\s\S]*Group: /,
    ]);
  });

  it("needs somebody when nothing replaces it", async () => {
    const stage = await openStage();
    await stage.run(warning("i-0d1a2b3c4d5e6f702"));
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(message?.text).toMatch(/^:x: [\s\S]*belongs to no Auto Scaling group: nothing replaces it/);
    expect(buttonsOf(message)).toContain("Acknowledge");
  });

  it("stands on the card of its replacement", async () => {
    const [left] = [autoScalingEvent("Terminate Successful", { group, instance: member, from: 150, cause: gone })];
    const report = await playOut([warning(member), { event: left ?? {} }, { advance: "3s" }]);
    expect(report).toHavePosted("#alerts", [
      /AWS reclaims the Spot instance web-staging/,
      /replacing an unhealthy instance[\s\S]*Spot: AWS needed the capacity back, announced/,
    ]);
  });

  it("is told in the thread of its replacement when that was heard of first", async () => {
    const [left, came] = replacement(group, member, "i-0bbbbbbbbbbbbbbbb");
    const stage = await openStage();
    await stage.run({ event: left }, { event: came }, warning(member, 1));
    const posted = postedIn(stage.messages(), "#alerts");
    expect(posted.map(({ text }) => text)).toEqual([expect.stringContaining("replaced an unhealthy instance")]);
    expect(threadOf(stage.messages(), posted[0])[0]?.text).toContain("AWS needed the capacity back");
  });

  it("says nothing of an instance that just stops", async () => {
    const report = await playOut([state(member, "terminated", 2)]);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });
});

describe("Auto Scaling's own notifications", () => {
  /** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html */
  function notificationOf(event: Readonly<Record<string, unknown>>, name: string): object {
    return {
      ...(event.detail as object),
      Progress: 50,
      AccountId: event.account,
      AutoScalingGroupARN: (event.resources as string[])[0],
      Service: "AWS Auto Scaling",
      Time: event.time,
      Event: `autoscaling:${name}`,
    };
  }

  it.each([
    ["enveloped", (message: object): Step => ({ event: snsEvent("Auto Scaling", JSON.stringify(message)) })],
    ["raw", (event: object): Step => ({ event })],
  ])("say the same as EventBridge, %s", async (_, through) => {
    const [left, came] = replacement("web-asg", "i-0aaaaaaaaaaaaaaaa", "i-0bbbbbbbbbbbbbbbb");
    const grown = autoScalingEvent("Launch Successful", {
      group: "shop-asg",
      instance: "i-0cccccccccccccccc",
      cause: causes.scaleOut,
    });
    const failed = autoScalingEvent("Launch Unsuccessful", { group: "api-asg", cause: causes.scaleOut });
    const report = await playOut([
      through(notificationOf(left, "EC2_INSTANCE_TERMINATE")),
      { event: left },
      { event: came },
      through(notificationOf(came, "EC2_INSTANCE_LAUNCH")),
      through(notificationOf(grown, "EC2_INSTANCE_LAUNCH")),
      { event: grown },
      { event: failed },
      through(notificationOf(failed, "EC2_INSTANCE_LAUNCH_ERROR")),
      { advance: "3s" },
    ]);
    expect(report).toHavePosted("#alerts", [
      /web-asg replaced an unhealthy instance/,
      /shop-asg scaled from 2 to 3\n[\s\S]*Launched: 1/,
      /api-asg cannot launch instances[\s\S]*Failed launches: 1/,
    ]);
  });

  it("that are tests say that they arrive, once", async () => {
    const test: Step = {
      event: snsEvent(
        "Auto Scaling: test notification",
        JSON.stringify({
          AccountId: "123456789012",
          AutoScalingGroupName: "web-asg",
          Event: "autoscaling:TEST_NOTIFICATION",
          Time: "2026-11-23T00:00:00.000Z",
        }),
      ),
    };
    const report = await playOut([test, test]);
    expect(report).toHavePosted("#alerts", [/Notifications of web-asg arrive/]);
  });

  it("of a lifecycle hook are heard as its event is", async () => {
    const report = await playOut([
      { drop: "EC2 Instance-launch Lifecycle Action" },
      { aws: { holdInstance: member } },
      {
        event: {
          LifecycleHookName: "warm-up",
          AccountId: "123456789012",
          LifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
          AutoScalingGroupName: group,
          EC2InstanceId: member,
          Service: "AWS Auto Scaling",
          Time: "2026-11-23T00:00:00.000Z",
        },
      },
      { advance: "17m" },
    ]);
    expect(postedIn(report, "#alerts").filter(({ text }) => text.includes("lifecycle hook"))).toHaveLength(1);
  });
});
