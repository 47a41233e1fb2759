import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersTo, awsEvent, buttonsOf, openStage, pass, playOut, postedIn, threadOf } from "../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");
const withAlerts = (lines: string) =>
  yaml.replace('  channel: "#alerts"\n', `  channel: "#alerts"\n${lines.replace(/^/gm, "  ")}\n`);

function alarm(name: string, value: "ALARM" | "OK", time = "2026-11-23T00:00:00Z") {
  const state = { value, reason: "Threshold crossed" };
  return awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", { alarmName: name, state }, { time });
}

describe("an alert", () => {
  it("goes where the first route says that fits", async () => {
    const config = withAlerts('routes:\n  - when: { source: aws.cloudwatch }\n    channel: "#deploys"');
    const report = await playOut([{ event: alarm("cpu", "ALARM") }], { config });
    expect(report).toHavePosted("#deploys", [/Alarm: cpu/]);
    expect(report).toHavePosted("#alerts", []);
  });

  it("that is too unimportant for its channel is kept in the history only", async () => {
    const config = withAlerts('floors: { "#alerts": high }');
    const report = await playOut(
      [{ event: awsEvent("custom.app", "Something", {}) }, { event: alarm("cpu", "ALARM") }],
      { config },
    );
    expect(report).toHavePosted("#alerts", [/Alarm: cpu/]);
  });

  it("tells its history in its thread", async () => {
    const report = await playOut([
      { event: alarm("cpu", "ALARM") },
      { advance: "5m" },
      { event: alarm("cpu", "OK", "2026-11-23T00:05:00Z") },
      { advance: "5m" },
    ]);
    expect(report).toHavePosted("#alerts", [/cpu is OK again/]);
    const [message] = postedIn(report, "#alerts");
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([expect.stringContaining("OK since")]);
  });
});

describe("five hundred alarms in a minute", () => {
  it("are all accounted for, in few messages, which Slack takes", async () => {
    const stage = await openStage();
    const names = Array.from({ length: 500 }, (_, index) => `alarm-${String(index).padStart(3, "0")}`);
    for (const name of names) stage.sandbox.event(alarm(name, "ALARM"));
    await stage.sandbox.drain();
    await pass(stage, "10m");
    const posted = postedIn(stage.messages(), "#alerts");
    const told = posted.flatMap(({ blocks }) => JSON.stringify(blocks).match(/alarm-\d{3}/g) ?? []);
    expect(new Set(told).size).toBe(500);
    expect(posted.length).toBeLessThanOrEqual(20);
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  });
});

describe("people at an alert", () => {
  const escalating = withAlerts("escalation: { afterMinutes: 10, to: U0OWNER }");

  it("acknowledge it: the message says who, and nobody is called", async () => {
    const stage = await openStage({ config: escalating });
    stage.sandbox.event(alarm("cpu", "ALARM"));
    await stage.sandbox.drain();
    await stage.run({ press: "acknowledge", as: "operator" });
    await pass(stage, "30m");
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: cpu[\s\S]*Acknowledged by: <@U0OPERATOR>/]);
    expect(buttonsOf(postedIn(stage.messages(), "#alerts")[0])).not.toContain("Acknowledge");
  });

  it("are called when nobody does: whoever is on call first, then everybody who is there", async () => {
    const stage = await openStage({ config: escalating });
    stage.sandbox.event(alarm("cpu", "ALARM"));
    await stage.sandbox.drain();
    await pass(stage, "11m");
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: cpu/, /<@U0OWNER>, nobody has acknowledged/]);
    await pass(stage, "30m");
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: cpu/, /<@U0OWNER>/, /<!here>/]);
  });

  it("are called although the function died once it had told the alert", async () => {
    const report = await playOut(
      [{ crash: { after: "SendMessage", function: "events" } }, { event: alarm("cpu", "ALARM") }, { advance: "16m" }],
      { config: escalating, errors: true },
    );
    expect(report).toHavePosted("#alerts", [/Alarm: cpu/, /<@U0OWNER>, nobody has acknowledged/]);
  });

  it("see in the list only those of environments that they may look at", async () => {
    const config = escalating.replace("roles: [viewer]", "roles: [viewer]\n    environments: [dev]");
    const stage = await openStage({ config });
    await stage.run({ aws: { failHealthCheck: "web-staging-asg" } });
    await pass(stage, "5m");
    await stage.run({ say: "/nightshift alerts" }, { say: "/nightshift alerts", as: "viewer" });
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toContain("1 alert");
    expect(answersTo(stage.messages(), "viewer").at(-1)?.text).toContain("No alerts.");
  });

  it("mute it: it is not heard again until the mute ends by itself, or is undone", async () => {
    const stage = await openStage();
    const again = async (minute: number) => {
      stage.sandbox.event(alarm("cpu", "ALARM", `2026-11-23T00:${minute}:00Z`));
      stage.sandbox.event(alarm("cpu", "OK", `2026-11-23T00:${minute + 1}:00Z`));
      await stage.sandbox.drain();
    };
    await again(10);
    await stage.run({ choose: "menu", value: "Mute for an hour", as: "operator" });
    await again(20);
    expect(stage.messages()).toHavePosted("#alerts", [/cpu/]);
    await stage.run({ say: "/nightshift mutes" });
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toMatch(/Muted alerts[\s\S]*cpu/);
    await stage.run({ press: "unmute" });
    await again(30);
    expect(stage.messages()).toHavePosted("#alerts", [/cpu/, /cpu/]);
    await stage.run({ say: "/nightshift alerts" });
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toMatch(/3 alerts/);
  });
});
