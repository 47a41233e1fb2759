import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { awsEvent, openStage, pass, playOut, postedIn, threadOf } from "./stage.ts";

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
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([expect.stringContaining("cpu is OK")]);
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
