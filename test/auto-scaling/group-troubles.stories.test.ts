import { describe, expect, it } from "vitest";
import {
  answersTo,
  autoScalingEvent,
  awsEvent,
  buttonsOf,
  buttonValue,
  causes,
  openStage,
  playOut,
  postedIn,
  replacement,
  threadOf,
} from "../stage.ts";

const group = "web-staging-asg";
const [left, came] = ["i-0aaaaaaaaaaaaaaa1", "i-0bbbbbbbbbbbbbbb2"];
const member = "i-0a51ce6e8d2f40c11";

describe("the card of a replacement", () => {
  it("names the instance, says how old it was, and shows its console output to whoever asks", async () => {
    const stage = await openStage();
    await stage.run({ advance: "1h" }, { aws: { failHealthCheck: { group, reason: "status" } } }, { advance: "3m" });
    const [card] = postedIn(stage.messages(), "#alerts");
    expect(card?.text).toMatch(/Old instance: web-staging \(<https[^|]*\|i-0a51ce6e8d2f40c11>\) in ap-northeast-2a/);
    expect(card?.text).toContain("Age: 1h");
    expect(buttonsOf(card)).toContain("Console output");
    await stage.run({ press: "Console output", as: "operator" });
    const [answer] = answersTo(stage.messages(), "operator");
    expect(answer?.text).toMatch(
      /Console output of i-0a51ce6e8d2f40c11[\s\S]*Out of memory: Killed process 2214 \(node\)/,
    );
    expect(buttonValue(card, "console-output")).toContain("staging");
  });

  it("says what the load balancer said, as long as the instance is registered", async () => {
    const stage = await openStage();
    await stage.run(
      { aws: { failHealthCheck: { group, instance: member } } },
      { event: autoScalingEvent("Terminate Successful", { group, instance: member, cause: causes.elb }) },
    );
    expect(stage.messages()).toHavePosted("#alerts", [
      /Load balancer says: Health checks failed with these codes: \[502\]/,
    ]);
  });

  it("is completed from AWS's own record when an event is lost", async () => {
    for (const lost of ["EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"]) {
      const stage = await openStage();
      await stage.run({ drop: lost }, { aws: { failHealthCheck: group } }, { advance: "5m" });
      expect(postedIn(stage.messages(), "#alerts")).toHaveLength(1);
      await stage.run({ advance: "20m" });
      expect(stage.messages()).toHavePosted("#alerts", [
        /replaced an unhealthy instance[\s\S]*Old instance: .*i-0a51ce6e8d2f40c11[\s\S]*New instance: .*i-[0-9a-f]{17}[\s\S]*Took: 1m 15s/,
      ]);
    }
  });

  it("says so when AWS's own record has no more of it, either", async () => {
    const [terminate] = replacement(group, left, came);
    const report = await playOut([{ event: terminate }, { advance: "3h" }]);
    expect(report).toHavePosted("#alerts", [/New instance: none: the group's activity in AWS has no launch/]);
  });
});

describe("a group whose instances do not stay", () => {
  const events = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      replacement(group, `i-0a${index}`, `i-0b${index}`, index * 600).map((event) => ({ event })),
    );

  it("is one card that grows, from the third replacement within an hour on, and calms down", async () => {
    const stage = await openStage();
    for (const pair of events(5)) await stage.run(...pair, { advance: "10m" });
    const posted = postedIn(stage.messages(), "#alerts");
    expect(posted.map(({ text }) => text.split("\n")[0])).toEqual([
      expect.stringContaining("replaced an unhealthy instance"),
      expect.stringContaining("replaced an unhealthy instance"),
      expect.stringContaining("web-staging-asg keeps replacing its instances: 5 times"),
    ]);
    expect(posted[2]?.text).toMatch(/i-0a4> → <https[^|]*\|i-0b4> \(it failed the load balancer's health check/);
    expect(threadOf(stage.messages(), posted[2]).map(({ text }) => text)).toEqual([
      expect.stringContaining("Once more: i-0a2 → i-0b2"),
      expect.stringContaining("Once more: i-0a3 → i-0b3"),
      expect.stringContaining("Once more: i-0a4 → i-0b4"),
    ]);
    await stage.run({ advance: "2h" });
    expect(postedIn(stage.messages(), "#alerts")[2]?.text).toContain("replaced 5 instances, and none in the hour");
  });
});

describe("launches that fail", () => {
  const failed = (from: number, message: string) => ({
    event: autoScalingEvent("Launch Unsuccessful", { group, from, cause: causes.scaleOut, message }),
  });
  const succeeded = (from: number) => ({
    event: autoScalingEvent("Launch Successful", { group, instance: came, from, cause: causes.scaleOut }),
  });

  it.each([
    [
      "We currently do not have sufficient t3.medium capacity in the Availability Zone you requested",
      /too little capacity/,
    ],
    ["You have requested more vCPU capacity than your current vCPU limit of 32 allows", /limit for instances/],
    ["The image id '[ami-0abc]' does not exist. Launching EC2 instance failed.", /image \(AMI\)/],
    ["The key pair 'deploy' does not exist", /key pair/],
    ["The subnet ID 'subnet-0a' does not exist", /a subnet of the group/],
    ["There are not enough free addresses in subnet 'subnet-0a'", /no free IP addresses/],
    ["Lifecycle Action with token 1 was abandoned: Heartbeat Timeout", /lifecycle hook abandoned/],
    ["The <moon> is in the way", /Why: The &lt;moon&gt; is in the way/],
  ])("say why in plain words: %s", async (message, words) => {
    expect(await playOut([failed(0, message)])).toHavePosted("#alerts", [words]);
  });

  it("again and again are one message with a count, which is closed when one succeeds", async () => {
    const stage = await openStage();
    await stage.run(
      failed(0, "No capacity"),
      failed(120, "No capacity"),
      failed(60, "No capacity"),
      failed(60, "No capacity"),
    );
    expect(stage.messages()).toHavePosted("#alerts", [/cannot launch instances[\s\S]*Failed launches: 3/]);
    await stage.run(succeeded(300));
    expect(stage.messages()).toHavePosted("#alerts", [/can launch instances again/, /scaled from 2 to 3/]);
  });
});

describe("an instance refresh", () => {
  const refresh = (what: string, time: string, more: object = {}) => ({
    event: awsEvent(
      "aws.autoscaling",
      `EC2 Auto Scaling Instance Refresh ${what}`,
      { InstanceRefreshId: "c613620e-07e2-4ed2-a9e2-ef8258911ade", AutoScalingGroupName: group, ...more },
      { time },
    ),
  });
  const started = refresh("Started", "2026-11-23T00:00:00Z");
  const reached = refresh("Checkpoint Reached", "2026-11-23T00:10:00Z", {
    CheckpointPercentage: "50",
    CheckpointDelay: "300",
  });
  const failed = refresh("Failed", "2026-11-23T00:20:00Z");

  it("is one message that follows it", async () => {
    const stage = await openStage();
    await stage.run(started, reached);
    expect(stage.messages()).toHavePosted("#alerts", [
      /Instance refresh of web-staging-asg waits at a checkpoint[\s\S]*Progress: 50%[\s\S]*Waits for: 5m/,
    ]);
    await stage.run(failed);
    expect(stage.messages()).toHavePosted("#alerts", [/Instance refresh of web-staging-asg failed[\s\S]*Took: 20m/]);
  });

  it("that is over stays so, whatever comes late", async () => {
    const report = await playOut([failed, reached, started, failed]);
    expect(report).toHavePosted("#alerts", [/Instance refresh of web-staging-asg failed[\s\S]*Took: 20m/]);
  });
});

describe("a lifecycle hook", () => {
  it("is quiet when the instance goes on in time", async () => {
    const report = await playOut([
      { aws: { holdInstance: member } },
      { advance: "10m" },
      { aws: { holdInstance: { instance: member, held: false } } },
      { advance: "1h" },
    ]);
    expect(report.messages).toEqual([]);
  });

  it("is told when the instance still waits a quarter of an hour later, and when it goes on", async () => {
    const stage = await openStage();
    await stage.run({ aws: { holdInstance: member } }, { advance: "10m" });
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    await stage.run({ advance: "8m" });
    expect(stage.messages()).toHavePosted("#alerts", [
      /A new instance of web-staging-asg has been waiting[\s\S]*Hook: `warm-up`/,
    ]);
    await stage.run({ aws: { holdInstance: { instance: member, held: false } } }, { advance: "20m" });
    expect(stage.messages()).toHavePosted("#alerts", [/no longer waits/]);
  });
});
