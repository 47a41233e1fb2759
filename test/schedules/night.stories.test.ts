import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersTo, awsEvent, buttonsOf, callsOf, openStage, playOut, postedIn } from "../stage.ts";

const evening = { clock: "2026-11-23T21:40:00+09:00" };
const night = { clock: "2026-11-23T22:05:00+09:00" };
const devApi = "i-0d1a2b3c4d5e6f701";

describe("the night", () => {
  it("stops what is tagged, starts it in the morning, and tells each edge once", async () => {
    const report = await playOut([evening, night, { clock: "2026-11-24T09:05:00+09:00" }]);
    expect(report).toHavePosted("#dev", [
      /office-hours was due to stop/,
      /office-hours: stopped for the night[\s\S]*dev-api \(i-0d1a2b3c4d5e6f701\) {2}stopped[\s\S]*dev-worker[\s\S]*dev-aurora {2}stopped[\s\S]*dev-docs {2}stopped[\s\S]*dev-db {2}stopped/,
      /office-hours: started for the day[\s\S]*dev-api[\s\S]*running[\s\S]*dev-db {2}available/,
    ]);
    expect(postedIn(report, "#alerts")).toEqual([]);
    expect(callsOf(report, "StopInstances")).toHaveLength(1);
    expect(callsOf(report, "StartInstances")).toHaveLength(1);
    expect(callsOf(report, "StopDBCluster")).toHaveLength(2);
  });

  it("announces a stop a quarter of an hour before, with buttons that go when it has passed", async () => {
    const stage = await openStage({ start: new Date(evening.clock) });
    await stage.run({ advance: "4m" });
    expect(postedIn(stage.messages(), "#dev")).toEqual([]);
    await stage.run({ advance: "1m" });
    const [notice] = postedIn(stage.messages(), "#dev");
    expect(notice?.text).toMatch(
      /office-hours stops[\s\S]*`dev-api`, `dev-worker`, `dev-aurora`, `dev-docs`, `dev-db`/,
    );
    expect(buttonsOf(notice)).toEqual(["Snooze 1 h", "Skip tonight"]);
    await stage.run({ advance: "16m" });
    expect(buttonsOf(postedIn(stage.messages(), "#dev")[0])).toEqual([]);
  });

  it("waits an hour for each snooze, and stops then", async () => {
    const stage = await openStage({ start: new Date(evening.clock) });
    await stage.run({ advance: "6m" }, { press: "snooze" }, { press: "snooze" }, { advance: "2h10m" });
    const summaries = () => postedIn(stage.messages(), "#dev").slice(1);
    expect(summaries()).toEqual([]);
    expect(postedIn(stage.messages(), "#dev")[0]?.text).toContain("<@U0OPERATOR> put the stop off");
    await stage.run({ advance: "10m" });
    expect(summaries()).toHaveLength(1);
  });

  it("skips one night, and only that", async () => {
    const stage = await openStage({ start: new Date(evening.clock) });
    await stage.run({ advance: "6m" }, { press: "skip" }, { advance: "11h" });
    expect(postedIn(stage.messages(), "#dev").map(({ text }) => text)).toEqual([
      expect.stringContaining("keeps running tonight"),
    ]);
    await stage.run({ advance: "13h20m" });
    expect(stage.messages()).toHavePosted("#dev", [/keeps running/, /was due to stop/, /stopped for the night/]);
  });

  it("lets no viewer put it off, and nobody when it has passed", async () => {
    const stage = await openStage({ start: new Date(evening.clock) });
    await stage.run({ advance: "6m" }, { press: "snooze", as: "viewer" });
    expect(answersTo(stage.messages(), "viewer")[0]?.text).toContain("needs the role `operator`");
    expect(postedIn(stage.messages(), "#dev")[0]?.text).not.toContain("put the stop off");
  });

  it("makes up for missed ticks, however late", async () => {
    const report = await playOut([{ clock: "2026-11-24T03:00:00+09:00" }, { advance: "5m" }]);
    expect(report).toHavePosted("#dev", [/stopped for the night/]);
  });

  it("leaves what a person starts in the night alone until the next edge", async () => {
    const report = await playOut([
      evening,
      night,
      { say: "/ec2 start dev-api" },
      { clock: "2026-11-24T08:00:00+09:00" },
      { say: "/schedule explain dev-api" },
    ]);
    expect(callsOf(report, "StopInstances")).toHaveLength(1);
    expect(answersTo(report, "operator").at(-1)?.text).toMatch(
      /State now: running[\s\S]*Should be: stopped[\s\S]*Somebody changed it since/,
    );
  });

  it("lets no alarm about what it stopped wake anybody, and every other one", async () => {
    const alarm = (name: string, instance: string) =>
      awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
        alarmName: name,
        state: { value: "ALARM", reason: "Threshold crossed" },
        configuration: {
          metrics: [{ metricStat: { metric: { name: "StatusCheckFailed", dimensions: { InstanceId: instance } } } }],
        },
      });
    const report = await playOut([
      evening,
      night,
      { event: alarm("dev-api-down", devApi) },
      { event: alarm("web-down", "i-0a51ce6e8d2f40c11") },
    ]);
    expect(report).toHavePosted("#alerts", [/Alarm: web-down/]);
  });

  it("tells why AWS would not stop something, and stops the rest", async () => {
    const report = await playOut([
      evening,
      {
        aws: {
          runInstance: {
            name: "dev-cache",
            tags: { env: "dev", nightshift: "office-hours" },
            rootDevice: "instance-store",
          },
        },
      },
      night,
    ]);
    expect(report.messages.at(-1)?.text).toMatch(
      /dev-cache[\s\S]*instance store, which AWS cannot stop[\s\S]*1 left as it is/,
    );
    expect(callsOf(report, "StopInstances")).toHaveLength(1);
  });
});

describe("/schedule", () => {
  it("lists what comes next, and explains in the person's language", async () => {
    const report = await playOut([
      { say: "/schedule list" },
      { say: "/schedule explain staging-batch" },
      { say: "/schedule explain dev-apo" },
      { say: "/schedule explain dev-api", locale: "ko" },
    ]);
    const [list, untagged, unknown, korean] = answersTo(report, "operator").map(({ text }) => text);
    expect(list).toMatch(/office-hours: Mon–Fri, 09:00–22:00 Asia\/Seoul\. Stops </);
    expect(untagged).toContain("follows no schedule");
    expect(unknown).toMatch(/Nothing is called.*`dev-apo`[\s\S]*`\/schedule explain dev-api`/);
    expect(korean).toMatch(/현재 상태: 실행 중\n일정: office-hours: 월–금, 09:00–22:00\n[\s\S]*일정상 .*부터 실행/);
  });

  it("says what else is called that, with ids where names repeat", async () => {
    const report = await playOut([{ say: "/schedule explain web-staging" }, { say: "/schedule explain dev" }]);
    expect(report).toHaveAnswered("operator", [
      /web-staging \(i-0a51ce6e8d2f40c11\)[\s\S]*follows no schedule[\s\S]*This also means `web-staging \(i-0a51ce6e8d2f40c12\)`\./,
      /dev-api[\s\S]*This also means `dev-worker`, `dev-aurora`/,
    ]);
  });

  it.each([
    [["mon", "wed", "fri"], "Mon, Wed, Fri", "월, 수, 금"],
    [["sun", "mon", "tue", "wed", "thu"], "Sun–Thu", "일–목"],
    [["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "every day", "매일"],
  ])("writes the days %j as people do", async (days, english, korean) => {
    const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");
    const report = await playOut([{ say: "/schedule list" }, { say: "/schedule list", locale: "ko" }], {
      config: config.replace("[mon, tue, wed, thu, fri]", `[${days.join(", ")}]`),
    });
    expect(report).toHaveAnswered("operator", [`office-hours: ${english}, 09:00`, `office-hours: ${korean}, 09:00`]);
  });
});
