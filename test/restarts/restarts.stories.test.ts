import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { answersTo, awsEvent, buttonsOf, callsOf, openStage, playOut, postedIn, threadOf } from "../stage.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");
const unscheduled = config.replace(/^schedules:[\s\S]*?(?=^audit:)/m, "");
const stopOnly = config.replace('    start: "09:00"\n', "");

/** Into the night, until what its stop has begun is over. */
const evening = "2026-11-23T21:58:00+09:00";
const asleep: Step[] = [{ clock: evening }, { advance: "25m" }];
const exceed = (database: string): Step => ({ aws: { sevenDays: database } });

const stopsIn = ({ audit }: { readonly audit: readonly unknown[] }): unknown[] =>
  audit.filter((entry) => (entry as { action: string }).action === "stop again");

const overdue = (time: string, fields: object = {}): Step => ({
  event: awsEvent(
    "aws.rds",
    "RDS DB Instance Event",
    {
      EventID: "RDS-EVENT-0154",
      EventCategories: ["notification"],
      SourceIdentifier: "dev-db",
      Message: "DB instance is being started due to it exceeding the maximum allowed time being stopped.",
      Date: time,
      ...fields,
    },
    { time },
  ),
});

describe("a database that AWS starts after seven days", () => {
  it.each([
    ["dev-db", "StopDBInstance", 2],
    ["dev-aurora", "StopDBCluster", 3],
    ["dev-docs", "StopDBCluster", 3],
  ])("is stopped again at night as soon as it is available: %s", async (name, operation, calls) => {
    const stage = await openStage({ start: new Date(evening) });
    await stage.run({ advance: "25m" }, exceed(name));
    const posted = () => postedIn(stage.messages(), "#alerts");
    expect(posted()).toHaveLength(1);
    expect(posted()[0]?.text).toMatch(
      new RegExp(`AWS started ${name} after seven days: it is stopped again as soon as it is available`),
    );
    expect(posted()[0]?.text).toContain("The schedule office-hours wants it stopped now.");
    expect(buttonsOf(posted()[0])).toEqual(["Leave it on", "Open in AWS"]);
    // It takes two minutes to start and one and a half to stop.
    await stage.run({ advance: "10m" });
    expect(posted().map(({ text }) => text.split("\n")[0])).toEqual([
      expect.stringContaining(`AWS had started ${name} after seven days: it is stopped again`),
    ]);
    expect(threadOf(stage.messages(), posted()[0])).toHaveLength(1);
    expect(callsOf(stage, operation)).toHaveLength(calls);
    // The alert channel alone heard of it: the night's summary is as it was.
    expect(postedIn(stage.messages(), "#dev")).toHaveLength(1);
  });

  it("is in the audit, with the call that stopped it", async () => {
    const report = await playOut([...asleep, exceed("dev-db"), { advance: "10m" }]);
    expect(report.audit.at(-1)).toMatchObject({
      actor: "nightshift",
      action: "stop again",
      text: "dev-db",
      result: "done",
      environment: "dev",
      resources: [{ id: "dev-db" }],
      calls: [{ operation: "rds:StopDBInstance" }],
    });
  });

  it("is stopped once, though the event comes twice, and again when all is over", async () => {
    const report = await playOut([
      ...asleep,
      { redeliver: 2 },
      exceed("dev-db"),
      overdue("2026-11-23T13:23:00Z"),
      { advance: "10m" },
      overdue("2026-11-23T13:23:00Z"),
      { advance: "10m" },
    ]);
    expect(callsOf(report, "StopDBInstance")).toHaveLength(2);
    expect(report).toHavePosted("#alerts", [/it is stopped again/]);
    expect(stopsIn(report)).toHaveLength(1);
  });

  it("is no news when that is heard long after it was stopped again", async () => {
    const report = await playOut([
      ...asleep,
      { drop: "aws.rds/RDS DB Instance Event" },
      exceed("dev-db"),
      { advance: "5m" },
      { aws: { stopDatabase: "dev-db" } },
      { advance: "5m" },
      overdue("2026-11-23T13:23:00Z"),
      { advance: "10m" },
    ]);
    expect(callsOf(report, "StopDBInstance")).toHaveLength(1);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });

  it.each(["before", "after"] as const)("is stopped once when the function dies %s asking", async (when) => {
    const report = await playOut(
      [...asleep, exceed("dev-db"), { crash: { [when]: "StopDBInstance", function: "ticks" } }, { advance: "20m" }],
      { errors: true },
    );
    const asked = callsOf(report, "StopDBInstance").filter(({ error }) => error !== "CrashedBefore");
    expect(asked).toHaveLength(2);
    expect(report).toHavePosted("#alerts", [/it is stopped again/]);
    expect(stopsIn(report)).toHaveLength(1);
  });

  it("stays on when somebody says so before it is stopped", async () => {
    const stage = await openStage({ start: new Date(evening) });
    await stage.run({ advance: "25m" }, exceed("dev-db"), { press: "leave-on" }, { advance: "15m" });
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(message?.text).toMatch(/It stays on, as <@U0OPERATOR> asked\.[\s\S]*`\/rds stop dev-db`/);
    expect(buttonsOf(message)).toEqual(["Stop it again", "Open in AWS"]);
    expect(callsOf(stage, "StopDBInstance")).toHaveLength(1);
  });

  it("cannot be left on by a viewer", async () => {
    const report = await playOut([
      ...asleep,
      exceed("dev-db"),
      { press: "leave-on", as: "viewer" },
      { advance: "10m" },
    ]);
    expect(answersTo(report, "viewer")[0]?.text).toContain("needs the role `operator`");
    expect(report).toHavePosted("#alerts", [/it is stopped again/]);
  });

  it("stays on when somebody types that it be started meanwhile", async () => {
    const report = await playOut([...asleep, exceed("dev-db"), { say: "/rds start dev-db" }, { advance: "15m" }]);
    expect(callsOf(report, "StopDBInstance")).toHaveLength(1);
    expect(report).toHavePosted("#alerts", [/It stays on, as <@U0OPERATOR> asked/]);
  });

  it("stays on as long as the coming stop is put off", async () => {
    const report = await playOut(
      [
        // A schedule that only stops begins with the stop of the evening before.
        { clock: "2026-11-23T21:20:00+09:00" },
        { advance: "5m" },
        { say: "/ec2 start dev-api" },
        { clock: "2026-11-23T21:46:00+09:00" },
        { press: "snooze" },
        exceed("dev-db"),
        { clock: "2026-11-23T22:30:00+09:00" },
      ],
      { config: stopOnly },
    );
    expect(report).toHavePosted("#alerts", [/<@U0OPERATOR> put the stop of office-hours off/]);
    expect(callsOf(report, "StopDBInstance")).toHaveLength(1);
  });

  it("stays on by day, as the schedule wants it", async () => {
    const report = await playOut([
      { aws: { stopDatabase: "dev-db" } },
      { advance: "5m" },
      exceed("dev-db"),
      { advance: "10m" },
    ]);
    expect(report).toHavePosted("#alerts", [/The schedule office-hours wants it to run now/]);
    expect(callsOf(report, "StopDBInstance")).toEqual([]);
  });

  it("is stopped when its stop comes while it is still starting, though the night finds it busy", async () => {
    const stage = await openStage({ start: new Date("2026-11-23T21:30:00+09:00") });
    await stage.run({ aws: { stopDatabase: "dev-db" } }, { clock: "2026-11-23T21:59:30+09:00" }, exceed("dev-db"), {
      advance: "1m",
    });
    const posted = () => postedIn(stage.messages(), "#alerts").map(({ text }) => text);
    expect(posted()).toEqual([expect.stringContaining("wants it to run now")]);
    expect(callsOf(stage, "StopDBInstance")).toEqual([]);
    await stage.run({ advance: "10m" });
    expect(posted()).toEqual([expect.stringContaining("after seven days: it is stopped again")]);
    expect(callsOf(stage, "StopDBInstance")).toHaveLength(1);
  });

  it("is stopped again when Nightshift was told to stop it", async () => {
    const report = await playOut(
      [{ say: "/rds stop dev-db" }, { advance: "25m" }, exceed("dev-db"), { advance: "10m" }],
      { config: unscheduled },
    );
    expect(report).toHavePosted("#alerts", [
      /it is stopped again\nIt was stopped with Nightshift, and nobody has started it since/,
    ]);
  });

  it("is stopped again in every week that follows", async () => {
    const again: Step[] = [exceed("dev-db"), { advance: "65m" }];
    const report = await playOut([{ say: "/rds stop dev-db" }, { advance: "25m" }, ...again, ...again, ...again], {
      config: unscheduled,
    });
    expect(callsOf(report, "StopDBInstance")).toHaveLength(4);
    expect(report).toHavePosted("#alerts", [/stopped again/, /stopped again/, /stopped again/]);
  });

  it("stays on when somebody has started and stopped it elsewhere since", async () => {
    const report = await playOut(
      [
        { say: "/rds stop dev-db" },
        { advance: "25m" },
        { aws: { startDatabase: "dev-db" } },
        { advance: "5m" },
        { aws: { stopDatabase: "dev-db" } },
        { advance: "5m" },
        exceed("dev-db"),
        { advance: "10m" },
      ],
      { config: unscheduled },
    );
    expect(report).toHavePosted("#alerts", [/Nobody has told Nightshift to keep it stopped/]);
    expect(callsOf(report, "StopDBInstance")).toHaveLength(1);
  });

  it("that nobody wants stopped says what it costs, and is stopped by a button", async () => {
    const stage = await openStage({ config: unscheduled });
    await stage.run({ aws: { stopDatabase: "dev-db" } }, { advance: "5m" }, exceed("dev-db"), {
      advance: "10m",
    });
    const message = () => postedIn(stage.messages(), "#alerts")[0];
    expect(message()?.text).toMatch(
      /AWS started dev-db, which had been stopped for seven days\nNobody has told[\s\S]*full hourly price[\s\S]*`\/rds stop dev-db`/,
    );
    expect(buttonsOf(message())).toEqual(["Stop it again", "Open in AWS", "Acknowledge"]);
    await stage.run({ press: "stop-again" }, { press: "confirm" }, { advance: "5m" });
    expect(callsOf(stage, "StopDBInstance")).toHaveLength(1);
    expect(message()?.text).toContain("AWS had started dev-db after seven days: it is stopped again");
  });

  it("that AWS will not stop is given up after hours, and loudly", async () => {
    const stage = await openStage({ start: new Date(evening) });
    await stage.run(
      { advance: "25m" },
      exceed("dev-db"),
      { fault: { aws: "AccessDenied", operation: "StopDBInstance", times: 1_000 } },
      { advance: "10m" },
    );
    const message = () => postedIn(stage.messages(), "#alerts")[0];
    expect(message()?.text).toMatch(/as soon as it is available[\s\S]*Not yet: /);
    await stage.run({ advance: "4h" });
    expect(message()?.text).toMatch(/^:x: dev-db could not be stopped again[\s\S]*It was tried for 4h/);
    expect(buttonsOf(message())).toContain("Acknowledge");
    const tries = callsOf(stage, "StopDBInstance").length;
    await stage.run({ advance: "30m" });
    expect(callsOf(stage, "StopDBInstance")).toHaveLength(tries);
  });

  it("is only told when its account cannot be looked at", async () => {
    const report = await playOut([
      { event: { ...(overdue("2026-11-23T00:00:00Z") as { event: object }).event, account: "999999999999" } },
      { advance: "5m" },
    ]);
    expect(report).toHavePosted("#alerts", [/AWS started dev-db, which had been[\s\S]*could not look at it/]);
  });
});
