import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../lib/config/load.ts";
import { type PlayError, play, type Report, readPlay, type Step } from "../../sandbox/play.ts";
import { checkMessages, commandForm, playOut, replacement, signed } from "../stage.ts";

const root = join(import.meta.dirname, "../..");

describe("a play", () => {
  it("prints the same twice, also where things happen at once", async () => {
    const [left, came] = replacement("web-asg", "i-0a1", "i-0b1");
    const steps: Step[] = [
      {
        parallel: [
          { say: "/deploy staging" },
          { say: "/deploy staging", as: "owner", locale: "ko" },
          { say: "/deploy dev", as: "owner" },
          { say: "/deploy status", as: "viewer" },
          { event: left },
          { event: came },
          { aws: { failHealthCheck: "web-staging-asg" } },
        ],
      },
      { advance: "90s" },
      signed(commandForm({ text: "status" })),
      { say: "/deploy production", as: "owner" },
      {
        parallel: [
          { press: "confirm", as: "owner" },
          { press: "confirm", as: "owner" },
        ],
      },
      { advance: "10m" },
      { parallel: [{ press: "approve" }, { press: "reject", as: "owner" }] },
      { advance: "5m" },
    ];
    const [one, two] = [await play(steps), await play(steps)];
    expect(one.error).toBeUndefined();
    checkMessages(one.report.messages);
    expect(JSON.stringify(two.report)).toBe(JSON.stringify(one.report));
    expect(one.report.messages.length).toBeGreaterThan(6);
  });

  it("begins at its first step when that is a clock, and else at nine in Seoul", async () => {
    const later = await playOut([{ clock: "2026-11-23T22:00:00+09:00" }, { say: "/deploy help" }]);
    expect(later.messages[0]?.updatedAt).toBe("2026-11-23T13:00:00.000Z");
    expect(later.calls.filter(({ function: fn }) => fn === "ticks")).toEqual([]);
    const usual = await playOut([
      { say: "/deploy help" },
      { clock: "2026-11-23T09:02:00+09:00" },
      { say: "/deploy help" },
    ]);
    expect(usual.messages.map(({ updatedAt }) => updatedAt)).toEqual([
      "2026-11-23T00:00:00.000Z",
      "2026-11-23T00:02:00.000Z",
    ]);
    expect(usual.calls.filter(({ function: fn, step }) => fn === "ticks" && step === 1)).not.toEqual([]);
  });

  it("runs with the sandbox's configuration, in which its own keys replace those of the same name", async () => {
    const environments = { live: { pipeline: "web-production", channel: "#deploys" } };
    const report = await playOut([
      { config: { language: "ko", environments } },
      { clock: "2026-11-23T22:00:00+09:00" },
      { say: "/deploy live" },
      { say: "/deploy staging" },
      { say: "/schedule list" },
    ]);
    expect(report.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/live.*배포/),
      expect.stringContaining("staging"),
      expect.stringContaining("office-hours"),
    ]);
    expect(report.calls.filter(({ operation }) => operation === "StartPipelineExecution")).toHaveLength(1);
    expect(report.messages[1]?.updatedAt).toBe("2026-11-23T13:00:00.000Z");
    expect(report.calls.filter(({ function: fn }) => fn === "ticks")).toEqual([]);
    expect(report.responses.map(({ step }) => step)).toEqual([2, 3, 4]);
  });

  it("reports every call with its step, and everything in the shape that is promised", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { http: { method: "POST", path: "/slack/events", body: "nothing" } },
      { advance: "1m" },
    ]);
    expect(Object.keys(report)).toEqual(["messages", "calls", "slack", "responses", "deadLetters", "audit", "logs"]);
    expect(report.calls[0]).toEqual({
      step: 0,
      function: "slack",
      service: "ssm",
      operation: "GetParameter",
      input: { Name: "/nightshift/sandbox/slack/signing-secret", WithDecryption: true },
    });
    expect(report.calls).toContainEqual(
      expect.objectContaining({
        step: 0,
        function: "commands",
        service: "codepipeline",
        operation: "StartPipelineExecution",
      }),
    );
    expect(new Set(report.calls.map(({ step }) => step))).toEqual(new Set([0, 2]));
    expect(report.slack[0]).toEqual({ step: 0, function: "outbox", method: "chat.postMessage" });
    expect(report.responses).toEqual([
      { step: 0, status: 200, body: "" },
      { step: 1, status: 401, body: "" },
    ]);
    expect(report.messages[0]).toMatchObject({
      channel: "#deploys",
      ts: expect.stringMatching(/^\d+\.\d{6}$/),
      threadTs: null,
      ephemeralTo: null,
      text: expect.any(String),
      blocks: expect.any(Array),
      edits: expect.any(Number),
      updatedAt: expect.stringMatching(/^2026-11-23T00:0/),
    });
    expect(JSON.stringify(report)).not.toContain("127.0.0.1");
  });

  it.each([
    ["no list", "say: /deploy staging", /list of steps/],
    ["no YAML", "- say: [", /./],
    ["a step that does not exist", "- sey: /deploy staging", /step 0: “sey” is no step.*Did you mean say\?/],
    ["two steps in one", "- say: /deploy staging\n  advance: 1m", /step 0: say and advance are two steps/],
    ["a field that does not exist", "- say: /deploy staging\n  at: operator", /step 0 \(say\).*at/],
    ["a person who does not exist", "- say: x\n  as: boss", /step 0 \(say\).*owner, operator, viewer/],
    ["a duration without a unit", "- advance: 10", /step 0 \(advance\)/],
    [
      "a faulty step inside parallel",
      "- parallel: [{ say: /deploy dev }, { advance: soon }]",
      /step 0.*1 of parallel.*advance/,
    ],
    ["an empty aws", "- aws: {}", /step 0 \(aws\)/],
    [
      "a configuration that comes too late",
      "- say: /deploy help\n- config: { language: ko }",
      /step 1: config can only be the first step/,
    ],
    [
      "a configuration beside other steps",
      "- parallel: [{ config: { language: ko } }]",
      /step 0, 0 of parallel: config can only be the first/,
    ],
    ["a configuration that is a number", "- config: 7", /step 0 \(config\): config must be string,object/],
    ["a configuration and a step in one", "- config: {}\n  say: x", /step 0: config and say are two steps/],
  ])("with %s is refused before it begins", (_why, yaml, message) => {
    expect(() => readPlay(yaml)).toThrow(message);
  });

  it.each([
    [
      "nobody of that channel",
      [{ say: "/deploy help", in: "#nowhere" }],
      /step 0: There is no channel "#nowhere"; there are: #deploys/,
    ],
    [
      "a button that is not there",
      [{ say: "/deploy help" }, { press: "approve" }],
      /step 1: .*sees no button "approve"/,
    ],
    [
      "time that goes back",
      [{ advance: "1h" }, { clock: "2026-11-23T09:30:00+09:00" }],
      /step 1: .*time does not go back/,
    ],
    ["something AWS does not do", [{ aws: { explode: "web-staging" } }], /step 0: .*explode/],
    ["an event's file that is not there", [{ event: "./no-such-event.json" }], /step 0: .*no-such-event\.json/],
  ])("ends at %s, with what happened until then", async (_why, steps, message) => {
    const { report, error } = await play(steps as Step[]);
    expect((error as PlayError | undefined)?.message).toMatch(message);
    expect(report.calls).toBeDefined();
  });
});

it("A play whose configuration is not there does not begin", async () => {
  await expect(play([{ config: "./none.yaml" }])).rejects.toThrow(
    /^\.\/none\.yaml is not right:\n {2}\(the whole file\): .*no such file/,
  );
});

describe("the command line", () => {
  const run = (args: readonly string[], input?: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "sandbox/cli.ts", ...args], {
      cwd: root,
      encoding: "utf8",
      ...(input !== undefined && { input }),
    });
    return { status, stdout, stderr };
  };

  it("plays a file with its events beside it, and prints one JSON object and nothing else", () => {
    const folder = mkdtempSync(join(tmpdir(), "nightshift-play-"));
    const [left] = replacement("web-asg", "i-0a1", "i-0b1");
    writeFileSync(join(folder, "left.json"), JSON.stringify(left));
    writeFileSync(join(folder, "play.yaml"), "- event: ./left.json\n- advance: 1m\n");
    const { status, stdout, stderr } = run(["play", join(folder, "play.yaml")]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout.endsWith("}\n")).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({
      messages: [{ channel: "#alerts", text: expect.stringContaining("web-asg") }],
    });
  });

  it("plays a file with its configuration beside it, or with the one that --config names", () => {
    const folder = mkdtempSync(join(tmpdir(), "nightshift-play-"));
    const english = readFileSync(join(root, "sandbox/nightshift.yaml"), "utf8");
    writeFileSync(join(folder, "korean.yaml"), english.replace("language: en", "language: ko"));
    writeFileSync(join(folder, "play.yaml"), "- config: ./korean.yaml\n- say: /deploy staging\n");
    const play = join(folder, "play.yaml");
    const textOf = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as Report).messages[0]?.text;
    expect(textOf(run(["play", play]))).toContain("배포");
    expect(textOf(run(["play", play, "--config", "sandbox/nightshift.yaml"]))).not.toContain("배포");
  });

  it.each([
    ["of a play", ["play", "-"], "- config: { people: [{ user: U0OWNER, roles: [boss] }], site: {} }\n"],
    ["of the command line", ["play", "-", "--config", "FILE"], "- say: /deploy help\n"],
  ])("prints what packaged functions say of a configuration %s that is wrong, and ends with 2", (_, args, input) => {
    const right = readFileSync(join(root, "sandbox/nightshift.yaml"), "utf8");
    const wrong = `${right.replace("[owner]", "[boss]")}\nsite: {}\n`;
    const file = join(mkdtempSync(join(tmpdir(), "nightshift-play-")), "nightshift.yaml");
    writeFileSync(file, wrong);
    const { status, stdout, stderr } = run(
      args.map((one) => (one === "FILE" ? file : one)),
      input,
    );
    expect(status).toBe(2);
    expect(stdout).toBe("");
    const source = args.includes("FILE") ? file : "nightshift.yaml";
    // The whole message: toThrow would be content with a part of it.
    expect(() => parseConfig(wrong, source)).toThrow(expect.objectContaining({ message: stderr.trimEnd() }));
    expect(stderr).toMatch(/people\[0\]\.roles\[0\]: .*boss.*\n.*site: unknown key.*Did you mean sites\?/);
  });

  it("ends with 2 at an option that does not exist", () => {
    const { status, stdout, stderr } = run(["play", "-", "--confg", "x"], "- say: /deploy help\n");
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("--confg"),
    });
  });

  it("runs the minute tick in every minute when it is told to, and knows no other way", () => {
    const ticksOf = ({ stdout }: { readonly stdout: string }) =>
      (JSON.parse(stdout) as { calls: { function: string; operation: string }[] }).calls.filter(
        (call) => call.function === "ticks" && call.operation === "Query",
      ).length;
    const steps = "- advance: 30m\n";
    expect(ticksOf(run(["play", "-"], steps))).toBeLessThan(5);
    expect(ticksOf(run(["play", "-", "--ticks", "dense"], steps))).toBe(30);
    expect(run(["play", "-", "--ticks", "often"], steps)).toMatchObject({ status: 2, stdout: "" });
  });

  it("says what is wrong with standard input, and ends with 2", () => {
    const { status, stdout, stderr } = run(["play", "-"], "- sey: /deploy staging\n");
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^The play: step 0: “sey” is no step/);
  });
});
