import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { callsOf, openStage, pass, postedIn, threadOf } from "../stage.ts";

const targets = {
  namespace: "AWS/ApplicationELB",
  metric: "HTTPCode_Target_5XX_Count",
  dimensions: { TargetGroup: "targetgroup/web-staging/73e2d6bc24d8a067", LoadBalancer: "app/web/50dc6c" },
};
const group = { dimensions: { AutoScalingGroupName: "web-staging-asg" } };
const instance = { dimensions: { InstanceId: "i-0a51ce6e8d2f40c11" } };

const alarm = (state: "ALARM" | "OK", about: object): Step => ({
  aws: { alarm: { name: "errors", state, threshold: 1, ...about } },
});

const linesOf = (stage: Awaited<ReturnType<typeof openStage>>) =>
  threadOf(stage.messages(), postedIn(stage.messages(), "#deploys")[0]).map(({ text }) => text);

describe("an alarm of an environment that is being deployed", () => {
  it.each([
    ["its target group", targets],
    ["its Auto Scaling group", group],
    ["one of its instances", instance],
  ])("about %s joins the deployment's message, and is no alert when it is over first", async (_what, about) => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging" }, { advance: "1m" }, alarm("ALARM", about), {
      advance: "1m",
    });
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    expect(linesOf(stage)).toEqual([expect.stringMatching(/errors> went into ALARM at .* while this is going on/)]);
    await stage.run(alarm("OK", about));
    await pass(stage, "20m");
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    expect(linesOf(stage)).toEqual([
      expect.stringMatching(/went into ALARM/),
      expect.stringMatching(/errors> is OK since/),
    ]);
  });

  it("is told as an alert when it still holds once the deployment is over", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging" }, { advance: "1m" }, alarm("ALARM", targets));
    await pass(stage, "1m");
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    await pass(stage, "3m");
    expect(stage.messages()).toHavePosted("#alerts", [
      /Alarm: errors\nIt went off during a deployment, and still holds/,
    ]);
    const looks = callsOf(stage, "DescribeAlarms").length;
    await pass(stage, "1h");
    expect(callsOf(stage, "DescribeAlarms")).toHaveLength(looks);
  });

  it("is told when the deployment fails and it still holds", async () => {
    const stage = await openStage();
    await stage.run(
      { aws: { failStage: "web-staging/Deploy" } },
      { say: "/deploy staging" },
      { advance: "2m" },
      alarm("ALARM", instance),
      { advance: "4m" },
    );
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: errors/]);
  });

  it("is told at once while the deployment only waits for a person", async () => {
    const stage = await openStage();
    await stage.run(
      { say: "/deploy production", as: "owner" },
      { press: "confirm", as: "owner" },
      { aws: { runInstance: { name: "shop", tags: { env: "production" } } } },
      { advance: "3m" },
    );
    const id = stage.sandbox.aws.summary().instances.find(({ name }) => name === "shop")?.id;
    await stage.run(alarm("ALARM", { dimensions: { InstanceId: id } }));
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: errors/]);
  });

  it("is told at once when it is of another environment, or nobody has asked Nightshift for the deployment", async () => {
    const other = await openStage();
    await other.run({ say: "/deploy dev" }, { advance: "1m" }, alarm("ALARM", targets));
    expect(other.messages()).toHavePosted("#alerts", [/Alarm: errors/]);
    const pushed = await openStage();
    await pushed.run({ aws: { push: "web-staging" } }, { advance: "1m" }, alarm("ALARM", targets));
    expect(pushed.messages()).toHavePosted("#alerts", [/Alarm: errors/]);
  });

  it("calls whoever is on call from when it is told, not before", async () => {
    const config = readFileSync("sandbox/nightshift.yaml", "utf8").replace(
      '  channel: "#alerts"\n',
      '  channel: "#alerts"\n  escalation: { afterMinutes: 5, to: U0OWNER }\n',
    );
    const stage = await openStage({ config });
    await stage.run({ say: "/deploy staging" }, { advance: "1m" }, alarm("ALARM", targets), {
      advance: "4m",
    });
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: errors/]);
    await pass(stage, "6m");
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: errors/, /<@U0OWNER>, nobody has acknowledged/]);
  });
});
