import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { answersTo, awsEvent, buttonsOf, callsOf, openStage, pass, playOut, postedIn } from "../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");
const devApi = "i-0d1a2b3c4d5e6f701";
const prodApi = "i-0a51ce6e8d2f40c11";

const cpu = (more: object = {}): Step => ({
  aws: { alarm: { name: "cpu", dimensions: { InstanceId: devApi }, ...more } },
});
const rds = (metric: string, id = "dev-db"): Step => ({
  aws: {
    alarm: { name: "database", namespace: "AWS/RDS", metric, dimensions: { DBInstanceIdentifier: id } },
  },
});

/** The choices behind a message's three dots. */
function choicesOf(message: ReturnType<typeof postedIn>[number] | undefined): string[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.type === "actions"
      ? (block.elements as { options?: { text: { text: string } }[] }[]).flatMap(({ options = [] }) =>
          options.map(({ text }) => text.text),
        )
      : [],
  );
}

describe("Stop execution", () => {
  it("asks, stops what is named once the action under way has ended, and the message says who", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { advance: "1m" },
      { press: "stop-execution" },
      { press: "confirm" },
      { advance: "5m" },
    ]);
    expect(callsOf(report, "StopPipelineExecution").map(({ input }) => input)).toMatchObject([
      { pipelineName: "web-staging", abandon: false, reason: expect.stringContaining("U0OPERATOR") },
    ]);
    expect(report).toHavePosted("#deploys", [
      /Deployment of staging \(web-staging\) was stopped[\s\S]*Stopped by: <@U0OPERATOR>/,
    ]);
    const [, question] = answersTo(report, "operator");
    expect(question?.text ?? answersTo(report, "operator")[0]?.text).toMatch(/staging is being stopped/);
    expect(report.audit).toMatchObject([
      { action: "deploy", result: "done" },
      { action: "deploy stop", door: "button", result: "done", environment: "staging" },
    ]);
  });

  it("stops nothing when the answer is no, or nobody may say yes", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { advance: "1m" },
      { press: "stop-execution" },
      { press: "cancel" },
      { press: "stop-execution", as: "viewer" },
      { advance: "1m" },
    ]);
    expect(callsOf(report, "StopPipelineExecution")).toEqual([]);
    expect(answersTo(report, "operator").map(({ text }) => text)).toEqual([
      expect.stringMatching(/The deployment of staging goes on/),
    ]);
    expect(report.audit.at(-1)).toMatchObject({ action: "deploy stop", result: "denied" });
  });

  it("can be pressed again by somebody else, and again when its question was answered with no", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { advance: "1m" },
      { press: "stop-execution" },
      { press: "stop-execution", as: "owner" },
      { press: "cancel" },
      { press: "stop-execution" },
      { press: "confirm" },
      { press: "confirm", as: "owner" },
      { advance: "3m" },
    ]);
    expect(report).toHavePosted("#deploys", [/was stopped[\s\S]*Stopped by/]);
    expect(answersTo(report, "owner").at(-1)?.text).toMatch(/is being stopped/);
  });

  it("waits for a second person where the environment wants that", async () => {
    const config = yaml.replace("protection: confirm", "protection: approval");
    const report = await playOut(
      [
        { say: "/deploy production" },
        { press: "approve-request", as: "owner" },
        { advance: "1m" },
        { press: "stop-execution" },
        { advance: "10s" },
        { press: "approve-request", as: "owner" },
        { advance: "3m" },
      ],
      { config },
    );
    expect(report.messages.map(({ text }) => text).join("\n")).toMatch(/deploy stop production \S+ \*was approved/);
    expect(callsOf(report, "StopPipelineExecution")).toHaveLength(1);
    expect(report.audit.at(-1)).toMatchObject({ action: "deploy stop", approvedBy: "U0OWNER" });
  });

  it("does not stop a later execution, and says so", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging" }, { advance: "1m" });
    await stage.run({ press: "stop-execution" });
    await pass(stage, "6m");
    await stage.run({ say: "/deploy staging" }, { advance: "1m" });
    await stage.run({ press: "confirm" });
    expect(answersTo(stage.messages(), "operator").map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringMatching(/is not running any more, so nothing was stopped/)]),
    );
    expect(callsOf(stage, "StopPipelineExecution")).toEqual([]);
  });

  it("is a command, too, for the newest that runs", async () => {
    const report = await playOut([
      { say: "/deploy stop staging" },
      { say: "/deploy staging" },
      { advance: "1m" },
      { say: "/deploy stop staging" },
      { press: "confirm" },
      { advance: "3m" },
    ]);
    expect(answersTo(report, "operator")[0]?.text).toMatch(/No deployment of staging is running/);
    expect(report).toHavePosted("#deploys", [/was stopped/]);
  });

  it("is told once although the function died after it had asked AWS", async () => {
    const report = await playOut(
      [
        { say: "/deploy staging" },
        { advance: "1m" },
        { press: "stop-execution" },
        { crash: { after: "StopPipelineExecution" } },
        { press: "confirm" },
        { advance: "10m" },
      ],
      { errors: true },
    );
    expect(report).toHavePosted("#deploys", [/was stopped[\s\S]*Stopped by: <@U0OPERATOR>/]);
  });
});

describe("Retry stage", () => {
  it("works for a pipeline that nightshift.yaml does not name, too, for those who may everywhere", async () => {
    const config = yaml.replace('  dev:\n    pipeline: web-dev\n    channel: "#deploys"\n', "");
    const report = await playOut(
      [
        { aws: { failStage: "web-dev/Build" } },
        { aws: { push: "web-dev" } },
        { advance: "3m" },
        { press: "retry" },
        { advance: "5m" },
      ],
      { config },
    );
    expect(report).toHavePosted("#alerts", [/Deployed web-dev: succeeded/]);
  });
});

describe("Reboot", () => {
  it("asks, reboots the one instance of the alarm, and follows it in a message", async () => {
    const report = await playOut([cpu(), { press: "reboot" }, { press: "confirm" }, { advance: "2m" }]);
    expect(callsOf(report, "RebootInstances").map(({ input }) => input)).toEqual([{ InstanceIds: [devApi] }]);
    expect(report).toHavePosted("#alerts", [/Alarm: cpu/, /Rebooted dev-api/]);
    expect(report.audit).toMatchObject([{ action: "ec2 reboot", door: "button", environment: "dev" }]);
  });

  it("reboots the one database of the alarm", async () => {
    const report = await playOut([rds("CPUUtilization"), { press: "reboot" }, { press: "confirm" }, { advance: "4m" }]);
    expect(callsOf(report, "RebootDBInstance").map(({ input }) => input)).toMatchObject([
      { DBInstanceIdentifier: "dev-db" },
    ]);
    expect(report).toHavePosted("#alerts", [/Alarm: database/, /Rebooted dev-db/]);
  });

  it("is done at most once: what is not known is said, with Check", async () => {
    const report = await playOut(
      [cpu(), { press: "reboot" }, { crash: { after: "RebootInstances" } }, { press: "confirm" }, { advance: "25m" }],
      { errors: true },
    );
    expect(callsOf(report, "RebootInstances")).toHaveLength(1);
    const [, operation] = postedIn(report, "#alerts");
    expect(operation?.text).toMatch(/Not known whether rebooted: dev-api/);
    expect(buttonsOf(operation)).toContain("Check");
  });

  it("is denied to those who may not, in the environment of the instance", async () => {
    const report = await playOut([cpu(), { press: "reboot", as: "viewer" }]);
    expect(callsOf(report, "RebootInstances")).toEqual([]);
    expect(report.audit).toMatchObject([{ action: "ec2 reboot", result: "denied" }]);
  });

  it.each([
    ["a metric that a reboot does not mend", cpu({ metric: "StatusCheckFailed_System" })],
    ["a full disk", rds("FreeStorageSpace")],
    ["an instance that is well again", cpu({ state: "OK" })],
    [
      "a group of instances",
      { aws: { alarm: { name: "cpu", dimensions: { AutoScalingGroupName: "web-staging-asg" } } } },
    ],
  ])("is not offered for %s", async (_what, step) => {
    const report = await playOut([...(JSON.stringify(step).includes("OK") ? [cpu()] : []), step]);
    expect(buttonsOf(postedIn(report, "#alerts")[0])).not.toContain("Reboot");
    expect(postedIn(report, "#alerts")).toHaveLength(1);
  });
});

describe("Show recent activity", () => {
  const look: Step = { choose: "menu", value: "Show recent activity" };

  it("tells in private who did what: a person's call, Nightshift's own, and what was refused", async () => {
    const stage = await openStage();
    await stage.run({ say: `/ec2 reboot ${devApi}` }, { advance: "25m" }, cpu(), look);
    const [answer] = answersTo(stage.messages(), "operator");
    expect(answer?.text).toMatch(/Recent activity: i-0d1a2b3c4d5e6f701/);
    expect(answer?.text).toMatch(/<!date\^[^>]*> · commands \(Nightshift\) · `RebootInstances` · done/);
    expect(answer?.blocks.some(({ type }) => type === "table")).toBe(true);
    expect(postedIn(stage.messages(), "#alerts")).toHaveLength(1);
  });

  it("can be asked again, also by others", async () => {
    const stage = await openStage();
    await stage.run(cpu(), look, { advance: "1m" }, look, { ...look, as: "owner" });
    expect(answersTo(stage.messages(), "operator")).toHaveLength(2);
    expect(answersTo(stage.messages(), "owner")).toHaveLength(1);
  });

  it("says that there is nothing", async () => {
    const report = await playOut([rds("FreeStorageSpace"), look]);
    expect(report).toHaveAnswered("operator", [/CloudTrail lists no change under the name dev-db in the last 12h/]);
  });

  it.each([
    ["ThrottlingException", /two look-ups a second/],
    ["AccessDeniedException", /could not be looked up[\s\S]*cloudtrail:LookupEvents/],
  ])("is friendly at a %s", async (error, words) => {
    const report = await playOut([cpu(), { fault: { aws: error, operation: "LookupEvents", times: 4 } }, look]);
    expect(report).toHaveAnswered("operator", [words]);
  });

  it("is for those who may, in the environment of the alert", async () => {
    const config = yaml.replace("roles: [operator, deployer]", "roles: [operator]\n    environments: [staging]");
    const report = await playOut([cpu(), look], { config });
    expect(callsOf(report, "LookupEvents")).toEqual([]);
    expect(report.audit).toMatchObject([{ action: "activity", result: "denied", environment: "dev" }]);
  });

  it("is at hand where a pipeline has failed, and a group has replaced an instance", async () => {
    const report = await playOut([
      { aws: { failStage: "web-staging/Build" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      { press: "activity" },
      { aws: { failHealthCheck: "web-staging-asg" } },
      { advance: "5m" },
      look,
    ]);
    expect(answersTo(report, "operator").map(({ text }) => text)).toEqual([
      expect.stringMatching(/web-staging/),
      expect.stringMatching(/web-staging-asg/),
    ]);
  });
});

describe("an alert's buttons", () => {
  it("are three at most, the rest is behind three dots", async () => {
    const stage = await openStage();
    await stage.run(cpu({ dimensions: { InstanceId: prodApi } }));
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(buttonsOf(message)).toEqual(["Reboot", "Open in AWS", "Acknowledge"]);
    expect(choicesOf(message)).toEqual([
      "Show recent activity",
      "Mute for an hour",
      "Mute until tomorrow",
      "Mute until undone",
    ]);
  });
});

describe("an event of no known kind", () => {
  it("has no activity to show when it is about nothing", async () => {
    const report = await playOut([{ event: awsEvent("custom.app", "Something", {}) }]);
    expect(choicesOf(postedIn(report, "#alerts")[0])).not.toContain("Show recent activity");
  });
});
