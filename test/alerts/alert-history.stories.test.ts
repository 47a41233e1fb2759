import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { answersTo, awsEvent, openStage, playOut } from "../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");

function alarm(name: string, value: "ALARM" | "OK", time: string): Step {
  const state = { value, reason: "Threshold crossed" };
  return {
    event: awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", { alarmName: name, state }, { time }),
  };
}

/** Fires twice and is well again, fires and is acknowledged, and is of an environment. */
const morning: readonly Step[] = [
  alarm("web-cpu", "ALARM", "2026-11-23T00:00:00Z"),
  { advance: "4m" },
  alarm("web-cpu", "OK", "2026-11-23T00:04:00Z"),
  { advance: "6m" },
  alarm("web-cpu", "ALARM", "2026-11-23T00:10:00Z"),
  { advance: "2m" },
  alarm("web-cpu", "OK", "2026-11-23T00:12:00Z"),
  alarm("queue", "ALARM", "2026-11-23T00:12:00Z"),
  { press: "acknowledge" },
  { advance: "3m" },
  { aws: { alarm: { name: "cpu", dimensions: { InstanceId: "i-0d1a2b3c4d5e6f701" } } } },
  { advance: "5m" },
];

const last = (source: Parameters<typeof answersTo>[0], persona = "operator") =>
  answersTo(source, persona).at(-1)?.text.split("\n") ?? [];

describe("/nightshift alerts", () => {
  it("counts, and says of each how often, since when, how long it was open, and who looks after it", async () => {
    const report = await playOut([...morning, { say: "/nightshift alerts" }]);
    const link = (text: string) => `<https://acme-web\\.slack\\.com[^|]*\\|${text}>`;
    expect(last(report)).toEqual([
      ":warning: 4 alerts in the last 24 hours",
      "2 still open, 1 acknowledged",
      "1 open alert has not been acknowledged",
      "Open for the longest: Alarm: queue, 8m",
      expect.stringMatching(new RegExp(`^${link("Alarm: cpu")} · open · high · <!date[^>]*> · 5m · 1 · 0$`)),
      expect.stringMatching(
        new RegExp(`^${link("Alarm: queue")} · with <@U0OPERATOR> · high · <!date[^>]*> · 8m · 1 · 1$`),
      ),
      expect.stringMatching(new RegExp(`^${link("web-cpu is OK again")} · over · high · <!date[^>]*> · 6m · 2 · 0$`)),
    ]);
    expect(
      answersTo(report, "operator")
        .at(-1)
        ?.blocks.some(({ type }) => type === "table"),
    ).toBe(true);
  });

  it.each([
    ["an environment", "dev", /1 alert in the last 7 days: dev[\s\S]*Alarm: cpu/],
    ["a subject", "web-cpu", /2 alerts in the last 7 days: `web-cpu`[\s\S]*web-cpu is OK/],
    ["today", "today", /4 alerts today/],
    ["today in Korean", "오늘", /4 alerts today/],
    ["what there is none of", "nothing-such", /No alerts in the last 7 days: `nothing-such`/],
    ["what is nearly an environment", "stagng", /No alerts[\s\S]*\/nightshift alerts staging/],
  ])("tells just those of %s", async (_what, about, words) => {
    const report = await playOut([...morning, { say: `/nightshift alerts ${about}` }]);
    expect(last(report).join("\n")).toMatch(words);
  });

  it("begins today where the team's day begins", async () => {
    const stage = await openStage({ start: new Date("2026-11-23T23:30:00+09:00") });
    await stage.run(...morning, { advance: "15m" }, { say: "/nightshift alerts today" });
    expect(last(stage.messages())).toEqual([expect.stringMatching(/No alerts/)]);
    await stage.run({ say: "/nightshift alerts" });
    expect(last(stage.messages())[0]).toMatch(/4 alerts in the last 24 hours/);
  });

  it("says who may not look at an environment", async () => {
    const config = yaml.replace("roles: [viewer]", "roles: [viewer]\n    environments: [staging]");
    const report = await playOut([...morning, { say: "/nightshift alerts dev", as: "viewer" }], { config });
    expect(last(report, "viewer").join("\n")).toMatch(/may not use `\/nightshift alerts` in dev/);
  });

  it("says why an open one was not posted by itself", async () => {
    const config = yaml.replace('  channel: "#alerts"\n', '  channel: "#alerts"\n  floors: { "#alerts": high }\n');
    const report = await playOut([{ event: awsEvent("custom.app", "Something", {}) }, { say: "/nightshift alerts" }], {
      config,
    });
    expect(last(report).join("\n")).toMatch(/open, too minor for its channel/);
  });

  it("is in Korean, too", async () => {
    const report = await playOut([
      { say: "/nightshift help", locale: "ko" },
      ...morning,
      { say: "/nightshift alerts" },
    ]);
    expect(last(report).slice(0, 4)).toEqual([
      ":warning: 최근 24시간 알림 4건",
      "진행 중 2건, 확인됨 1건",
      "진행 중인 알림 가운데 1건은 아직 아무도 확인하지 않았습니다",
      expect.stringMatching(/가장 오래 진행 중인 알림: .*, 8분/),
    ]);
  });
});
