import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { account, region } from "../../sandbox/world.ts";
import { storyOf } from "../../scripts/corpus.ts";
import { awsEvent, playOut, postedIn } from "../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");

/** Alerts that fit go to #dev; all others to #alerts. */
const routed = (when: string, names = '["shop-*", "prod", "api", "batch*", "web-asg", "invoices"]') =>
  yaml
    .replace(
      '  channel: "#alerts"\n',
      `  channel: "#alerts"\n  routes:\n    - when: { ${when} }\n      channel: "#dev"\n`,
    )
    .replace("    protection: confirm\n", `    protection: confirm\n    names: ${names}\n`);

/** The usual event of a kind of the corpus. */
function usual(kind: string): Step[] {
  return storyOf(`${kind}/usual`).map((event) => ({ event }));
}

const ecs = (service: string): Step => ({
  event: awsEvent(
    "aws.ecs",
    "ECS Service Action",
    { eventType: "ERROR", eventName: "SERVICE_TASK_PLACEMENT_FAILURE", reason: "RESOURCE:MEMORY" },
    { resources: [`arn:aws:ecs:${region}:${account}:service/other/${service}`] },
  ),
});

describe("an alert that has no tags at hand", () => {
  it.each([
    ["a Beanstalk environment's health", "beanstalk-health"],
    ["what is done to a Beanstalk environment", "beanstalk-status"],
    ["an ECS service, by its cluster", "ecs-service"],
    ["ECS tasks, by the cluster", "ecs-task"],
    ["a CodeBuild project", "build"],
    ["a CodeDeploy application", "code-deployment"],
    ["an Auto Scaling group that cannot launch", "launch-failure"],
    ["an Auto Scaling group that scales", "scaling"],
    ["an instance refresh", "instance-refresh"],
    ["a replaced instance", "replacement"],
    ["an event of no known kind, by its resource", "unknown-aws"],
  ])("is routed by the names that its environment has in nightshift.yaml: %s", async (_what, kind) => {
    // What is in staging by its tags is left to them.
    const config = routed("environment: production").replace("web-staging\n", "web-none\n    tag: none=none\n");
    const report = await playOut([...usual(kind), { advance: "1m" }], { config });
    expect(postedIn(report, "#dev").length).toBeGreaterThan(0);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });

  it("goes elsewhere when no name fits", async () => {
    const report = await playOut([ecs("shopping"), ecs("shop-web"), { advance: "1m" }], {
      config: routed("environment: production"),
    });
    expect(report).toHavePosted("#dev", [/shop-web/]);
    expect(report).toHavePosted("#alerts", [/shopping/]);
  });

  it("is nobody's in another account", async () => {
    const report = await playOut(
      [
        {
          event: awsEvent(
            "aws.s3",
            "Object Created",
            {},
            { account: "999999999999", resources: ["arn:aws:s3:::invoices"] },
          ),
        },
      ],
      { config: routed("environment: production") },
    );
    expect(postedIn(report, "#alerts")).toHaveLength(1);
  });

  it("is listed with its environment, and its buttons are for those who may in it", async () => {
    const config = routed("environment: production").replace(
      "roles: [operator, deployer]",
      "roles: [operator]\n    environments: [dev]",
    );
    const report = await playOut(
      [ecs("shop-web"), { choose: "menu", value: "Mute for an hour" }, { say: "/nightshift alerts" }],
      { config },
    );
    expect(report.audit).toMatchObject([{ action: "mute", result: "denied", environment: "production" }]);
    expect(report.messages.at(-1)?.text).toMatch(/No alerts/);
  });
});

describe("a stack's alert", () => {
  const update: Step = {
    aws: { stackUpdate: { stack: "shop", failed: "Api", tags: { env: "staging", team: "web" } } },
  };

  it.each([
    ["environment", "environment: staging"],
    ["tag", "tag: team=web"],
    ["account", `account: "${account}"`],
    ["type", 'type: "CloudFormation Stack*"'],
    ["severity", "severity: medium"],
  ])("is routed by its %s", async (_what, when) => {
    expect(await playOut([update], { config: routed(when) })).toHavePosted("#dev", [/stack shop failed/]);
  });

  it.each([
    ["another environment", "environment: dev"],
    ["another tag", "tag: team=data"],
    ["another account", 'account: "999999999999"'],
    ["a higher severity", "severity: high"],
  ])("is not what is routed by %s", async (_what, when) => {
    expect(await playOut([update], { config: routed(when) })).toHavePosted("#alerts", [/stack shop failed/]);
  });

  it("is told although its tags cannot be read", async () => {
    const report = await playOut([{ fault: { aws: "AccessDenied", operation: "DescribeStacks", times: 3 } }, update], {
      config: routed("environment: staging"),
    });
    expect(report).toHavePosted("#alerts", [/stack shop failed/]);
  });
});

describe("an alarm", () => {
  const about = (dimensions: object, namespace = "AWS/EC2", metric = "CPUUtilization"): Step => ({
    aws: { alarm: { name: "errors", namespace, metric, dimensions, threshold: 1 } },
  });

  it.each([
    ["the members of an Auto Scaling group", about({ AutoScalingGroupName: "web-staging-asg" })],
    [
      "the targets of a group, though its metric is not about them",
      about(
        { TargetGroup: "targetgroup/web-staging/73e2d6bc24d8a067" },
        "AWS/ApplicationELB",
        "HTTPCode_Target_5XX_Count",
      ),
    ],
    ["a database", about({ DBInstanceIdentifier: "staging-db" }, "AWS/RDS")],
  ])("is routed by the tags of %s", async (_what, step) => {
    for (const when of ["environment: staging", "tag: env=staging"])
      expect(await playOut([step], { config: routed(when) })).toHavePosted("#dev", [/errors/]);
  });

  it("is routed by its own name, when that is all there is", async () => {
    const step: Step = { aws: { alarm: { name: "shop-latency", rule: "ALARM(x)" } } };
    expect(await playOut([step], { config: routed("environment: production") })).toHavePosted("#dev", [/shop-latency/]);
  });
});
