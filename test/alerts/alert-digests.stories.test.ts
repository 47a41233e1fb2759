import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  answersTo,
  awsEvent,
  buttonsOf,
  buttonValue,
  listen,
  type OpenStage,
  openStage,
  pass,
  playOut,
  postedIn,
  pressForm,
  signed,
} from "../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");
const withAlerts = (lines: string) =>
  yaml.replace('  channel: "#alerts"\n', `  channel: "#alerts"\n${lines.replace(/^/gm, "  ")}\n`);
const escalating = withAlerts("escalation: { afterMinutes: 10, to: U0OWNER }");

function alarm(name: string, value: "ALARM" | "OK" = "ALARM", time = "2026-11-23T00:00:00Z") {
  const state = { value, reason: "Threshold crossed" };
  return awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", { alarmName: name, state }, { time });
}

/** Fifteen alarms at once: ten messages, and a digest of five. */
async function storm(stage: OpenStage, more = 5): Promise<void> {
  for (let index = 0; index < 10 + more; index++) {
    stage.sandbox.event(alarm(`cpu-${String(index).padStart(2, "0")}`));
    // They come in any order; those of the digest are to be known.
    if (index === 9) await stage.sandbox.drain();
  }
  await stage.sandbox.drain();
  await pass(stage, "2m");
}

const digestOf = (stage: OpenStage) =>
  postedIn(stage.messages(), "#alerts").find(({ text }) => /more (CloudWatch|event)/.test(text));

describe("a digest", () => {
  it("says of what kind they are, and of each its sign, its state and where it is shown", async () => {
    const stage = await openStage();
    await storm(stage);
    stage.sandbox.event(alarm("cpu-12", "OK", "2026-11-23T00:02:00Z"));
    await stage.sandbox.drain();
    await pass(stage, "2m");
    const lines = digestOf(stage)?.text.split("\n") ?? [];
    expect(lines[0]).toBe(":x: 5 more CloudWatch alarms");
    expect(lines.slice(1, 6)).toEqual([
      ...["10", "11", "13", "14"].map((name) =>
        expect.stringMatching(new RegExp(`^🔴 <https:[^|]*alarm/cpu-${name}\\|Alarm: cpu-${name}> · still open$`)),
      ),
      expect.stringMatching(/^✅ <https:[^|]*\|cpu-12 is OK again> · over$/),
    ]);
    expect(lines.slice(6).join("\n")).toMatch(/Still open: 4\nOver by now: 1/);
  });

  it("is in Korean, too", async () => {
    const stage = await openStage({ config: yaml.replace("language: en", "language: ko") });
    await storm(stage);
    const text = postedIn(stage.messages(), "#alerts").at(-1)?.text ?? "";
    expect(text).toMatch(/CloudWatch 경보 5건 추가 발생\n🔴 <[^>]*> · 진행 중/);
  });

  it("is acknowledged as a whole: it says who, all of it counts as acknowledged, and nobody is called", async () => {
    const stage = await openStage({ config: escalating });
    await storm(stage);
    const digest = digestOf(stage);
    const press = pressForm({
      action: "acknowledge",
      value: buttonValue(digest, "acknowledge"),
      user: "U0OPERATOR",
      ts: digest?.ts ?? "",
    });
    await stage.run(signed(press, { at: stage.sandbox.now() }));
    expect(digestOf(stage)?.text).toMatch(/Acknowledged by: <@U0OPERATOR>/);
    expect(buttonsOf(digestOf(stage))).toEqual([]);
    await pass(stage, "40m");
    const calls = postedIn(stage.messages(), "#alerts").filter(({ text }) => /nobody has/.test(text));
    expect(calls.some(({ text }) => /more CloudWatch alarms/.test(text))).toBe(false);
    await stage.run({ say: "/nightshift alerts" });
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toMatch(/15 still open, 5 acknowledged/);
  });

  it("calls whoever is on call once for all of it, and later the channel", async () => {
    const stage = await openStage({ config: escalating });
    await storm(stage, 30);
    await pass(stage, "11m");
    const called = () =>
      postedIn(stage.messages(), "#alerts").filter(({ text }) =>
        /(nobody has acknowledged)[\s\S]*30 more CloudWatch alarms/.test(text),
      );
    expect(called().map(({ text }) => text)).toEqual([expect.stringContaining("<@U0OWNER>")]);
    await pass(stage, "30m");
    expect(called().map(({ text }) => text)).toEqual([
      expect.stringContaining("<@U0OWNER>"),
      expect.stringContaining("<!here>"),
    ]);
  });

  it("calls nobody once all of it is over", async () => {
    const stage = await openStage({ config: escalating });
    await storm(stage);
    for (let index = 0; index < 15; index++)
      stage.sandbox.event(alarm(`cpu-${String(index).padStart(2, "0")}`, "OK", "2026-11-23T00:03:00Z"));
    await stage.sandbox.drain();
    await pass(stage, "40m");
    expect(postedIn(stage.messages(), "#alerts").filter(({ text }) => /nobody has/.test(text))).toEqual([]);
    expect(digestOf(stage)?.text).toMatch(/^:white_check_mark: 5 more/);
    expect(buttonsOf(digestOf(stage))).toEqual([]);
  });

  it("calls somebody although the function died before it was told", async () => {
    const report = await playOut(
      [
        { parallel: Array.from({ length: 10 }, (_, index) => ({ event: alarm(`cpu-${index}`) })) },
        { crash: { after: "SendMessage", function: "events" } },
        { event: alarm("last") },
        { advance: "20m" },
      ],
      { config: escalating, errors: true },
    );
    const texts = postedIn(report, "#alerts").map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/1 more CloudWatch alarm\n🔴 .*last/));
    expect(texts).toContainEqual(expect.stringMatching(/<@U0OWNER>.*1 more CloudWatch alarm/));
  });

  it("of many alarms with long Korean names leaves none out", async () => {
    const stage = await openStage();
    const name = (index: number) => `결제-서비스-응답시간-경보-${"가".repeat(120)}-${index}`;
    for (let index = 0; index < 130; index++) stage.sandbox.event(alarm(`${index}-${name(index)}`));
    await stage.sandbox.drain();
    await pass(stage, "10m");
    const posted = postedIn(stage.messages(), "#alerts");
    const told = posted.flatMap(({ blocks }) => JSON.stringify(blocks).match(/\d+-결제/g) ?? []);
    expect(new Set(told).size).toBe(130);
  });
});

describe("what is muted", () => {
  it("is listed with who and until when, and each can be undone by itself", async () => {
    const stage = await openStage();
    for (const name of ["one", "two", "three"]) stage.sandbox.event(alarm(name));
    await stage.sandbox.drain();
    for (const [index, length] of ["Mute for an hour", "Mute until tomorrow", "Mute until undone"].entries()) {
      const message = postedIn(stage.messages(), "#alerts")[index];
      await stage.run({
        choose: "menu",
        value: length,
        on: { channel: "#alerts", ts: message?.ts },
      } as never);
    }
    await stage.run({ say: "/nightshift mutes" });
    const list = answersTo(stage.messages(), "operator").at(-1);
    const lines = list?.text.split("\n") ?? [];
    expect(lines).toEqual([
      expect.stringMatching(/Muted alerts/),
      expect.stringMatching(/^Alarm: one, by <@U0OPERATOR>, until <!date/),
      expect.stringMatching(/^Alarm: three, by <@U0OPERATOR>, until undone/),
      expect.stringMatching(/^Alarm: two, by <@U0OPERATOR>, until <!date/),
    ]);
    const { url, heard } = await listen();
    const values = (list?.blocks ?? []).flatMap(
      ({ accessory }) => (accessory as { value?: string } | undefined)?.value ?? [],
    );
    expect(values).toHaveLength(3);
    const press = pressForm({
      action: "unmute",
      value: values[1] ?? "",
      user: "U0OPERATOR",
      ts: list?.ts ?? "",
      responseUrl: url,
    });
    await stage.run(signed(press, { at: stage.sandbox.now() }));
    await stage.run({ say: "/nightshift mutes" });
    const left = answersTo(stage.messages(), "operator").at(-1)?.text;
    expect(left).toMatch(/Alarm: one[\s\S]*Alarm: two/);
    expect(left).not.toMatch(/three/);
    expect(heard).toEqual([expect.stringMatching(/Unmuted: Alarm: three[\s\S]*Alarm: one[\s\S]*Alarm: two/)]);
  });

  it("is answered with what is left of the list", async () => {
    const report = await playOut([
      { event: alarm("one") },
      { choose: "menu", value: "Mute for an hour" },
      { say: "/nightshift mutes" },
      { press: "unmute" },
      { say: "/nightshift mutes" },
    ]);
    const texts = answersTo(report, "operator").map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/Unmuted: Alarm: one$/));
    expect(texts.at(-1)).toMatch(/Nothing is muted/);
  });

  it("is undone by those who may mute it", async () => {
    const config = yaml.replace("roles: [viewer]", "roles: [operator]\n    environments: [dev]");
    const dev = { aws: { alarm: { name: "cpu", dimensions: { InstanceId: "i-0d1a2b3c4d5e6f701" } } } };
    const report = await playOut(
      [
        dev,
        { choose: "menu", value: "Mute for an hour", as: "viewer" },
        { say: "/nightshift mutes", as: "viewer" },
        { press: "unmute", as: "viewer" },
      ],
      { config },
    );
    expect(report.audit.at(-1)).toMatchObject({ action: "unmute", result: "done", environment: "dev" });
  });
});
