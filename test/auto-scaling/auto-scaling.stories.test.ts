import { describe, expect, it } from "vitest";
import { autoScalingEvent, causes, openStage, pass, playOut, postedIn, replacement } from "../stage.ts";

const group = "web-staging-asg";
const [left, came] = ["i-0aaaaaaaaaaaaaaa1", "i-0bbbbbbbbbbbbbbb2"];
const whole = [
  new RegExp(
    [
      `${group} replaced an unhealthy instance`,
      `Group: <https[^|]*\\|${group}>`,
      "Why: it failed the load balancer's health check \\(ELB\\)",
      `Old instance: <https[^|]*\\|${left}> in ap-northeast-2a`,
      `New instance: <https[^|]*\\|${came}> in ap-northeast-2c`,
      "Took: 1m 15s",
    ].join("\n"),
  ),
];

describe("a group replaces an unhealthy instance", () => {
  it("is one message in the alerts, from the failing health check to the new instance", async () => {
    const stage = await openStage();
    await stage.run({ aws: { failHealthCheck: group } }, { advance: "50s" });
    expect(stage.messages()).toHavePosted("#alerts", [
      /web-staging-asg is replacing an unhealthy instance[\s\S]*ELB[\s\S]*Old instance: .*i-0a51ce6e8d2f40c11[\s\S]*New instance: none reported yet/,
    ]);
    await stage.run({ advance: "3m" });
    expect(stage.messages()).toHavePosted("#alerts", [
      /web-staging-asg replaced an unhealthy instance[\s\S]*ELB[\s\S]*Old instance: .*i-0a51ce6e8d2f40c11[\s\S]*New instance: .*i-[0-9a-f]{17}[\s\S]*Took: 1m 15s/,
    ]);
    expect(postedIn(stage.messages(), "#alerts")[0]?.edits).toBe(1);
    expect(postedIn(stage.messages(), "#deploys")).toEqual([]);
  });

  it.each([
    ["elb", "it failed the load balancer's health check (ELB)"],
    ["ec2", "it was terminated or stopped outside the group (EC2)"],
    ["status", "it failed the EC2 status checks"],
    ["maintenance", "AWS scheduled maintenance for its host (EC2)"],
    ["user", "a person or a program marked it unhealthy (user health check)"],
    ["ebs", "one of its EBS volumes failed its health check"],
  ])("says why: %s", async (reason, words) => {
    const report = await playOut([{ aws: { failHealthCheck: { group, reason } } }, { advance: "3m" }]);
    expect(report).toHavePosted("#alerts", [words]);
  });

  it.each([
    ["in AWS's order", (t: object, l: object) => [t, l]],
    ["the launch first", (t: object, l: object) => [l, t]],
    ["twice each, mixed", (t: object, l: object) => [l, t, l, t]],
    ["again under new ids", (t: object, l: object) => [t, { ...t, id: "again" }, l, { ...l, id: "once-more" }]],
  ])("tells it once when the events come %s", async (_why, order) => {
    const events = order(...replacement(group, left, came));
    const together = await playOut([{ parallel: events.map((event) => ({ event })) }]);
    expect(together).toHavePosted("#alerts", whole);
    const apart = await playOut(events.flatMap((event) => [{ event }, { advance: "20m" }]));
    expect(apart).toHavePosted("#alerts", whole);
  });

  it("tells what it knows when only one of the two comes", async () => {
    const [terminate, launch] = replacement(group, left, came);
    const onlyLeft = await playOut([{ event: terminate }, { advance: "30m" }]);
    expect(onlyLeft).toHavePosted("#alerts", [
      /is replacing an unhealthy instance[\s\S]*New instance: none reported yet/,
    ]);
    const onlyCame = await playOut([{ event: launch }, { advance: "30m" }]);
    expect(onlyCame).toHavePosted("#alerts", [
      /replaced an unhealthy instance[\s\S]*Old instance: not known[\s\S]*New instance: .*i-0bbb/,
    ]);
  });

  it("keeps groups, and replacements of one group, apart", async () => {
    const events = [
      ...replacement("a-asg", "i-0a1", "i-0a2"),
      ...replacement("b-asg", "i-0b1", "i-0b2"),
      ...replacement("a-asg", "i-0a3", "i-0a4", 120),
    ];
    const report = await playOut([{ parallel: events.map((event) => ({ event })) }, { advance: "1m" }]);
    expect(report).toHavePosted("#alerts", [
      /a-asg replaced[\s\S]*Old instance: .*i-0a1[\s\S]*New instance: .*i-0a2/,
      /b-asg replaced[\s\S]*Old instance: .*i-0b1[\s\S]*New instance: .*i-0b2/,
      /a-asg replaced[\s\S]*Old instance: .*i-0a3[\s\S]*New instance: .*i-0a4/,
    ]);
  });

  it("tells a failed launch with AWS's reason, and the replacement when it succeeds after all", async () => {
    const stage = await openStage();
    await stage.run(
      { aws: { failLaunch: { group, message: "No <t3.medium> & no room" } } },
      { aws: { failHealthCheck: group } },
      { advance: "45s" },
    );
    expect(stage.messages()).toHavePosted("#alerts", [
      /could not replace an unhealthy instance yet[\s\S]*Launch failed: No &lt;t3.medium&gt; &amp; no room/,
    ]);
    await stage.run({ advance: "3m" });
    expect(stage.messages()).toHavePosted("#alerts", [/replaced an unhealthy instance/]);
    expect(postedIn(stage.messages(), "#alerts")[0]?.text).not.toContain("Launch failed");
  });

  it("says in AWS's own words what it has no words for", async () => {
    const cause = "taken out of service in response to a quantum health check failure <now>.";
    const report = await playOut([
      { event: autoScalingEvent("Terminate Successful", { group, instance: left, cause }) },
    ]);
    expect(report).toHavePosted("#alerts", [/Why: quantum health check failure &lt;now&gt;\n/]);
  });
});

describe("scaling", () => {
  it("up and down is one message of little weight, and a failed launch of it one that wakes people", async () => {
    const report = await playOut([
      { aws: { scale: { group, desired: 4 } } },
      { advance: "3m" },
      { aws: { scale: { group, desired: 2 } } },
      { advance: "3m" },
      {
        event: autoScalingEvent("Launch Unsuccessful", { group, cause: causes.scaleOut, message: "No room" }),
      },
      {
        event: autoScalingEvent("Terminate Successful", {
          group,
          instance: left,
          from: 400,
          cause: causes.scaleIn,
        }),
      },
    ]);
    expect(report).toHavePosted("#alerts", [
      /web-staging-asg scaled and is back at 2[\s\S]*Why: a person or a program asked for it\nLaunched: 2\nTerminated: 3/,
      /web-staging-asg cannot launch instances[\s\S]*Why: No room\nFailed launches: 1/,
    ]);
  });

  it("at the same time as a replacement does not spoil it", async () => {
    const [terminate, launch] = replacement(group, left, came);
    const report = await playOut([
      { event: autoScalingEvent("Launch Successful", { group, instance: "i-0c1", cause: causes.scaleOut }) },
      { event: launch },
      {
        event: autoScalingEvent("Terminate Successful", { group, instance: "i-0c2", cause: causes.scaleIn }),
      },
      { event: terminate },
    ]);
    expect(report).toHavePosted("#alerts", [/web-staging-asg scaled/, ...whole]);
  });
});

it("a storm of fifty groups is told in full: ten by themselves, the others in one message", async () => {
  const stage = await openStage();
  const groups = Array.from({ length: 50 }, (_, index) => `group-${String(index).padStart(2, "0")}`);
  for (const [index, name] of groups.entries()) {
    for (const event of replacement(name, `i-0a${index}`, `i-0b${index}`)) stage.sandbox.event(event);
  }
  await stage.sandbox.drain();
  await pass(stage, "3m");
  const posted = postedIn(stage.messages(), "#alerts");
  const told = posted.flatMap(({ blocks }) => JSON.stringify(blocks).match(/group-\d\d replaced an unhealthy/g) ?? []);
  expect(told.toSorted()).toEqual(groups.map((name) => `${name} replaced an unhealthy`));
  expect(posted).toHaveLength(11);
  expect(posted.filter(({ text }) => text.includes("40 more replaced instances"))).toHaveLength(1);
  expect(await stage.sandbox.deadLetters()).toEqual([]);
});
