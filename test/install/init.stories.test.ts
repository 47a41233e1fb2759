import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseConfig } from "../../lib/config/load.ts";
import { deriveConfigSchema } from "../../scripts/derive/config-schema.ts";
import { botScopes } from "../../scripts/derive/manifest.ts";
import { type Given, init } from "../../scripts/nightshift/init.ts";
import { openTerminal } from "../../scripts/nightshift/terminal.ts";
import { words } from "../../scripts/nightshift/words/languages.ts";
import { deploy, project, stage, temporaryFolder } from "./deployed.ts";

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a folder of its own, with these lines piped into it. */
async function run(
  folder: string,
  args: readonly string[],
  lines: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const cli = join(project, "scripts/nightshift/cli.ts");
  const loader = join(project, "node_modules/tsx/dist/loader.mjs");
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--import", loader, cli, ...args], {
    cwd: folder,
    env: { PATH, LANG: "C", HOME: folder, ...env },
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  child.stdin.on("error", () => {});
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...output };
}

const flags = [
  ...["--language", "en", "--team", "T0123ABCDEF", "--app", "A0123ABCDEF", "--owner", "U0123ABCDEF"],
  ...["--environment", "dev=web-dev", "--environment", "production=web-production"],
];

/** What has no default. */
const least: Given = {
  team: "T0123ABCDEF",
  app: "A0123ABCDEF",
  owner: ["U0123ABCDEF"],
  environment: ["dev=web-dev"],
};

/** The same without a process of its own: lines answer what is not given; without any, defaults do. */
async function inProcess(folder: string, given: Given, lines?: readonly string[], overwrite = false) {
  const output = new PassThrough();
  let said = "";
  output.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const isWritten = await init({
    words: words.en,
    language: "en",
    terminal: openTerminal(Readable.from((lines ?? []).map((line) => `${line}\n`)), output),
    given,
    configFile: join(folder, "nightshift.yaml"),
    manifestFile: join(folder, "slack-manifest.json"),
    yes: lines === undefined,
    overwrite,
  });
  return { isWritten, said };
}

const written = async (folder: string) => readFile(join(folder, "nightshift.yaml"), "utf8");

describe("npm run -s nightshift -- init", () => {
  it("asks, language first, and writes what was answered", async () => {
    const folder = await temporaryFolder();
    const { status, stdout } = await run(
      folder,
      ["init"],
      [
        "en",
        "https://abc.execute-api.ap-northeast-2.amazonaws.com/slack/events",
        "T0123ABCDEF",
        "A0123ABCDEF",
        "",
        "dev, production",
        "web-dev",
        "web-production",
        "releases",
        "",
        "www=E1ABCDEFGHIJKL",
        "09:00-22:00",
        "Asia/Seoul",
        "U0123ABCDEF, S0123ABCDEF",
      ],
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Language \/ 언어 \(en, ko\)/);
    const text = await written(folder);
    expect(() => parseConfig(text)).not.toThrow();
    expect(parse(text)).toEqual({
      slack: { team: "T0123ABCDEF", app: "A0123ABCDEF" },
      language: "en",
      alerts: { channel: "#alerts" },
      environments: {
        dev: { pipeline: "web-dev", channel: "#releases" },
        production: { pipeline: "web-production", channel: "#releases", protection: "confirm" },
      },
      sites: { www: { distribution: "E1ABCDEFGHIJKL", channel: "#releases" } },
      schedules: {
        "office-hours": {
          days: ["mon", "tue", "wed", "thu", "fri"],
          start: "09:00",
          stop: "22:00",
          timeZone: "Asia/Seoul",
          channel: "#releases",
        },
      },
      people: [
        { user: "U0123ABCDEF", roles: ["owner"] },
        { group: "S0123ABCDEF", roles: ["owner"] },
      ],
    });
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/docs\/nightshift\.schema\.json\n# What this team/);
    expect(text).toMatch(/\n# Nobody named means nobody may do anything\./);
    const manifest = JSON.parse(await readFile(join(folder, "slack-manifest.json"), "utf8")) as {
      settings: { interactivity: { request_url: string } };
    };
    expect(manifest.settings.interactivity.request_url).toBe(
      "https://abc.execute-api.ap-northeast-2.amazonaws.com/slack/events",
    );
  });

  it.each(["en", "ko"])("asks nothing when all is given, and writes what editors take, in %s", async (language) => {
    const folder = await temporaryFolder();
    const { status, stdout } = await run(folder, ["init", ...flags, "--language", language, "--yes"]);
    expect(status).toBe(0);
    // Each question ends in a colon, and so would stand there with its answer.
    expect(stdout).not.toContain("]:");
    // Why the app asks for each of its scopes.
    for (const scope of botScopes) expect(stdout).toMatch(new RegExp(`\n  ${scope}( \\(.+\\))?: \\S`));
    const text = await written(folder);
    expect(parseConfig(text)).toMatchObject({ language, sites: {}, schedules: {} });
    expect(new Ajv({ strict: false }).validate(deriveConfigSchema(), parse(text))).toBe(true);
    expect(text).toContain(language === "ko" ? "# 다른 워크스페이스나" : "# Commands from any other");
    // What was left out can be brought in by taking the # away.
    const example = text.slice(text.indexOf("# sites:")).replaceAll(/^# (?=( |sites:|schedules:))/gm, "");
    const whole = `${text.slice(0, text.indexOf("# sites:"))}${example.replaceAll(/^#.*$/gm, "")}`;
    expect(parseConfig(whole)).toMatchObject({
      sites: { www: { distribution: "E1ABCDEFGHIJKL" } },
      schedules: { "office-hours": { start: "09:00" } },
    });
  });

  it.each([
    ["n", "an own file\n"],
    ["y", undefined],
  ])("asks before it overwrites: %s", async (answer, kept) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "nightshift.yaml"), "an own file\n");
    const lines = [answer, "", "", "", "", "-"];
    const { isWritten, said } = await inProcess(folder, { ...least, "office-hours": "-" }, lines);
    expect(said).toContain("nightshift.yaml: already there. Overwrite? (y/n)");
    expect(isWritten).toBe(kept === undefined);
    if (kept) {
      expect(await written(folder)).toBe(kept);
      expect(existsSync(join(folder, "slack-manifest.json"))).toBe(false);
    } else expect(parseConfig(await written(folder)).slack.team).toBe("T0123ABCDEF");
  });

  it("overwrites nothing unasked, unless it is told to", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "slack-manifest.json"), "{}");
    await expect(inProcess(folder, least)).rejects.toMatchObject({
      name: "Unusable",
      message: expect.stringContaining("slack-manifest.json: already there"),
    });
    expect(existsSync(join(folder, "nightshift.yaml"))).toBe(false);
    await inProcess(folder, least, undefined, true);
    expect(parseConfig(await written(folder)).slack.app).toBe("A0123ABCDEF");
    // A manifest of its own making is no loss.
    await rm(join(folder, "nightshift.yaml"));
    await inProcess(folder, { ...least, "request-url": "https://example.com/slack/events" });
    const manifest = await readFile(join(folder, "slack-manifest.json"), "utf8");
    expect(manifest).toContain("https://example.com/slack/events");
  });

  it.each<[string, Given, string]>([
    ["a team that is none", { team: "acme" }, "acme: --team: a Slack team id"],
    ["two environments of one pipeline", { environment: ["a=x", "b=x"] }, "a=x,b=x: --environment: NAME="],
    ["an environment of a reserved name", { environment: ["status=x"] }, "status=x: --environment: NAME="],
    ["an environment without a pipeline", { environment: ["a"] }, "a: --environment: NAME=PIPELINE"],
    ["an unknown environment", { protect: ["prod"] }, "prod: --protect: names of the environments above"],
    ["a distribution that is none", { site: ["www=example.com"] }, "--site: NAME=DISTRIBUTION"],
    ["a time that is none", { "office-hours": "9-22" }, "9-22: --office-hours: two times"],
    [
      "a time zone that is none",
      { "office-hours": "09:00-22:00", "time-zone": "Seoul" },
      "Seoul: --time-zone: a time zone",
    ],
    ["a person who is none", { owner: ["min-jun"] }, "min-jun: --owner: ids such as"],
    ["an address without TLS", { "request-url": "http://example.com" }, "--request-url: an address"],
    ["what is not said at all", { app: undefined }, "--app"],
  ])("refuses %s", async (_, more, said) => {
    const folder = await temporaryFolder();
    const refused = inProcess(folder, { ...least, ...more });
    await expect(refused).rejects.toMatchObject({ name: "Unusable", message: expect.stringContaining(said) });
    expect(existsSync(join(folder, "nightshift.yaml"))).toBe(false);
  });

  it("shows how it is used to whoever mistypes a flag", async () => {
    const { status, stderr } = await run(await temporaryFolder(), ["init", "--teams", "T0123ABCDEF"]);
    expect(status).toBe(2);
    expect(stderr).toContain("--teams");
    expect(stderr).toContain("Usage: npm run -s nightshift");
  });

  it("writes no half of a file when the answers end too soon", async () => {
    const folder = await temporaryFolder();
    const { status, stderr } = await run(folder, ["init"], ["ko", "", "T0123ABCDEF"]);
    expect(status).toBe(2);
    expect(stderr).toContain("앱 ID");
    expect(stderr).toContain("답하기 전에 입력이 끝나서 nightshift.yaml을 쓰지 않았습니다");
    expect(existsSync(join(folder, "nightshift.yaml"))).toBe(false);
  });
});

describe("npm run -s nightshift -- manifest", () => {
  it("finds the address in the stack", async () => {
    const { sandbox, env } = await deploy();
    const { status, stdout } = await run(project, ["manifest", "--stage", stage], [], env);
    expect(status).toBe(0);
    const { settings } = JSON.parse(stdout) as { settings: { event_subscriptions: { request_url: string } } };
    expect(settings.event_subscriptions.request_url).toBe(`${sandbox.url}/slack/events`);
  });

  it("says so when there is none yet", async () => {
    const { env } = await deploy({ bare: true });
    const { status, stdout, stderr } = await run(project, ["manifest"], [], env);
    expect(status).toBe(1);
    expect(stderr).toContain("Deploy first, or give it with --request-url");
    expect(JSON.parse(stdout)).toMatchObject({ settings: { interactivity: { is_enabled: true } } });
  });
});
