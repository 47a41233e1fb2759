import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { catalog } from "../../handlers/catalog.ts";
import { commands } from "../../handlers/index.ts";
import { ConfigError, parseConfig } from "../../lib/config/load.ts";
import { botScopes, deriveManifest, optionalBotScopes } from "../derive/manifest.ts";
import { type Answers, configText } from "./config-file.ts";
import type { Terminal } from "./terminal.ts";
import type { Words } from "./words/en.ts";
import type { Language } from "./words/languages.ts";

/** Command-line flags: one text each, or several where a flag may be repeated. */
export interface Given {
  readonly "request-url"?: string | undefined;
  readonly team?: string | undefined;
  readonly app?: string | undefined;
  readonly "alerts-channel"?: string | undefined;
  readonly "deploys-channel"?: string | undefined;
  readonly environment?: readonly string[] | undefined;
  readonly protect?: readonly string[] | undefined;
  readonly site?: readonly string[] | undefined;
  readonly "office-hours"?: string | undefined;
  readonly "time-zone"?: string | undefined;
  readonly owner?: readonly string[] | undefined;
}

type Flag = keyof Given;

export interface InitOptions {
  readonly words: Words;
  readonly language: Language;
  readonly terminal: Terminal;
  readonly given: Given;
  readonly configFile: string;
  readonly manifestFile: string;
  /** Use the default for everything that is not given. */
  readonly yes: boolean;
  readonly overwrite: boolean;
}

/** A given or piped answer is invalid, and no person can be asked again. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

/** Asks, and writes both files; false when an existing file should stay. @throws {Unusable} */
export async function init(options: InitOptions): Promise<boolean> {
  const { words, terminal, configFile, manifestFile } = options;
  terminal.say(words["init.welcome"]);
  if (!(await mayWrite(options))) {
    terminal.say(words["init.kept"]);
    return false;
  }
  const requestUrl = await ask(options, {
    flag: "request-url",
    text: words["init.request-url"],
    hint: words["init.request-url.hint"],
    fallback: "",
    read: (answer) => (answer === "" ? undefined : requestUrlOf(answer)),
  });
  terminal.say(`\n${words["init.scopes"]}`);
  for (const scope of botScopes) {
    const isOptional = optionalBotScopes.includes(scope);
    terminal.say(`  ${scope}${isOptional ? ` ${words["init.scopes.optional"]}` : ""}: ${words.scopes[scope]}`);
  }
  // Before asking for the ids: they come from the app, which may still have to be created from the manifest.
  await writeFile(manifestFile, manifestText(requestUrl));
  terminal.say(`\n${words["init.written"]({ file: manifestFile })}`);
  terminal.say(`${words["init.app.where"]}\n`);

  const answers = await askAll(options);
  const text = configText(answers, words);
  parseConfig(text, configFile);
  await writeFile(configFile, text);
  terminal.say(`\n${words["init.written"]({ file: configFile })}`);
  terminal.say(words["init.next"]);
  return true;
}

export function manifestText(requestUrl: string | undefined): string {
  return `${JSON.stringify(deriveManifest(commands, catalog, requestUrl), null, 2)}\n`;
}

/** The URL, if valid: Slack accepts HTTPS only. */
export function requestUrlOf(answer: string): string {
  const url = new URL(answer);
  if (url.protocol !== "https:") throw new TypeError("Slack takes addresses with https only");
  return url.href;
}

async function mayWrite({ words, terminal, configFile, manifestFile, yes, overwrite }: InitOptions) {
  const present = [configFile, ...((await isOurs(manifestFile)) ? [] : [manifestFile])].filter((file) =>
    existsSync(file),
  );
  if (present.length === 0 || overwrite) return true;
  const files = present.join(", ");
  if (yes) throw new Unusable(words["init.exists"]({ files }));
  return /^(y|yes|예|네)$/i.test(await terminal.ask(words["init.overwrite"]({ files })));
}

/** Whether a manifest was written by this command, whatever its URL: it may then be overwritten. */
async function isOurs(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8").catch(() => "");
  const withoutAddress = (manifest: string) => manifest.replaceAll(/https?:[^"]*/g, "");
  return withoutAddress(text) === withoutAddress(manifestText(undefined));
}

async function askAll(options: InitOptions): Promise<Answers> {
  const { words, language, given } = options;
  const team = await ask(options, {
    flag: "team",
    text: words["init.team"],
    hint: words["init.team.hint"],
    read: (answer) => accept(answer, { slack: { team: answer, app: "A000" } }),
  });
  const app = await ask(options, {
    flag: "app",
    text: words["init.app"],
    hint: words["init.app.hint"],
    read: (answer) => accept(answer, { slack: { team: "T000", app: answer } }),
  });
  const alerts = await ask(options, {
    flag: "alerts-channel",
    text: words["init.alerts"],
    hint: words["init.channel.hint"],
    fallback: "#alerts",
    read: channelOf,
  });

  const pipelines = given.environment
    ? await ask(options, {
        flag: "environment",
        text: "",
        hint: words["init.environment.hint"],
        read: environmentsOf,
      })
    : await askPipelines(options);
  const names = Object.keys(pipelines);
  const deploys = await ask(options, {
    flag: "deploys-channel",
    text: words["init.deploys"],
    hint: words["init.channel.hint"],
    fallback: "#deploys",
    read: channelOf,
  });
  const isProtected = await ask(options, {
    flag: "protect",
    text: words["init.protected"],
    hint: words["init.protected.hint"],
    fallback: names.includes("production") ? "production" : "-",
    read: (answer) =>
      listOf(answer).map((name) => {
        if (!names.includes(name)) throw new TypeError(`No environment is named ${name}`);
        return name;
      }),
  });
  const distributions = await ask(options, {
    flag: "site",
    text: words["init.sites"],
    hint: words["init.sites.hint"],
    fallback: "-",
    read(answer) {
      const sites = Object.entries(pairsOf(answer)).map(([name, distribution]) => [
        name,
        { distribution, channel: deploys },
      ]);
      return accept(Object.fromEntries(sites) as NonNullable<Answers["sites"]>, {
        sites: Object.fromEntries(sites),
      });
    },
  });
  const schedule = await askSchedule(options, deploys);
  const people = await ask(options, {
    flag: "owner",
    text: words["init.owners"],
    hint: words["init.owners.hint"],
    read(answer) {
      const grants = listOf(answer).map((id) => (id.startsWith("S") ? { group: id } : { user: id }));
      if (grants.length === 0) throw new TypeError("Nobody could do anything");
      return accept(grants, { people: grants.map((who) => ({ ...who, roles: ["owner"] })) });
    },
  });
  const environments = names.map((name) => [
    name,
    {
      pipeline: pipelines[name] ?? "",
      channel: deploys,
      ...(isProtected.includes(name) && { protection: "confirm" as const }),
    },
  ]);
  return {
    language,
    slack: { team, app },
    alerts: { channel: alerts },
    environments: Object.fromEntries(environments),
    ...(Object.keys(distributions).length > 0 && { sites: distributions }),
    ...(schedule && { schedules: { "office-hours": schedule } }),
    people,
  };
}

/** One environment after the other, so that each question for a pipeline names its environment. */
async function askPipelines(options: InitOptions): Promise<Record<string, string>> {
  const { words } = options;
  const names = await ask(options, {
    flag: "environment",
    text: words["init.environments"],
    hint: words["init.environments.hint"],
    fallback: "dev, staging, production",
    read(answer) {
      const found = listOf(answer);
      environmentsOf(found.map((name) => `${name}=${name.replace(/[^a-z0-9]/g, "-")}`).join(","));
      return found;
    },
  });
  const pipelines: Record<string, string> = {};
  for (const environment of names) {
    pipelines[environment] = await ask(options, {
      flag: "environment",
      text: words["init.pipeline"]({ environment }),
      hint: words["init.pipeline.hint"],
      read(answer) {
        environmentsOf([...Object.entries(pipelines), [environment, answer]].map((pair) => pair.join("=")).join(","));
        return answer;
      },
    });
  }
  return pipelines;
}

async function askSchedule(options: InitOptions, channel: string) {
  const { words } = options;
  const hours = await ask(options, {
    flag: "office-hours",
    text: words["init.hours"],
    hint: words["init.hours.hint"],
    fallback: "-",
    read(answer) {
      if (answer === "-") return undefined;
      const [start = "", stop = ""] = answer.split(/\s*[-~]\s*/);
      const times = { days: ["mon", "tue", "wed", "thu", "fri"], start, stop };
      return accept(times, { schedules: { a: { ...times, timeZone: "UTC", channel } } });
    },
  });
  if (!hours) return undefined;
  const timeZone = await ask(options, {
    flag: "time-zone",
    text: words["init.zone"],
    hint: words["init.zone.hint"],
    fallback: Intl.DateTimeFormat().resolvedOptions().timeZone,
    read: (answer) => accept(answer, { schedules: { a: { ...hours, timeZone: answer, channel } } }),
  });
  return { ...hours, timeZone, channel };
}

interface Question<Value> {
  readonly flag: Flag;
  readonly text: string;
  readonly hint: string;
  /** For an empty answer. */
  readonly fallback?: string;
  /** @throws {TypeError | ConfigError} when the answer is invalid */
  read(answer: string): Value;
}

/** The answer from a flag, else from the person at the terminal, else the default. */
async function ask<Value>(options: InitOptions, question: Question<Value>): Promise<Value> {
  const { words, terminal, given, yes } = options;
  const { flag, text, hint, fallback } = question;
  const unusable = words["usage.flag"]({ flag, hint });
  const said = given[flag];
  if (said !== undefined) return attempt(question, typeof said === "string" ? said : said.join(","), unusable);
  if (yes) {
    if (fallback === undefined) throw new Unusable(words["init.unanswered"]({ flag }));
    return attempt(question, fallback, unusable);
  }
  for (;;) {
    const answer = await terminal.ask(`${text}${fallback ? ` [${fallback}]` : ""}:`);
    try {
      return attempt(question, answer || (fallback ?? ""), hint);
    } catch (error) {
      // After an invalid piped answer the next line would answer the wrong question.
      if (!(error instanceof Unusable) || !terminal.isPerson) throw error;
      terminal.say(`  ${hint}`);
    }
  }
}

function attempt<Value>(question: Question<Value>, answer: string, reason: string): Value {
  try {
    return question.read(answer);
  } catch (error) {
    if (error instanceof TypeError || error instanceof ConfigError) {
      throw new Unusable(`${answer || "(empty)"}: ${reason}`);
    }
    throw error;
  }
}

/** The value, if nightshift.yaml can hold that part of it. @throws {ConfigError} */
function accept<Value>(value: Value, part: object): Value {
  const rest = {
    slack: { team: "T000", app: "A000" },
    language: "en",
    alerts: { channel: "#a" },
    environments: { a: { pipeline: "a", channel: "#a" } },
    people: [],
  };
  parseConfig(JSON.stringify({ ...rest, ...part }));
  return value;
}

function channelOf(answer: string): string {
  const channel = /^(#|[CG][A-Z0-9]{2,20}$)/.test(answer) ? answer : `#${answer}`;
  return accept(channel, { alerts: { channel } });
}

function environmentsOf(answer: string): Record<string, string> {
  const pipelines = pairsOf(answer);
  const environments = Object.entries(pipelines).map(([name, pipeline]) => [name, { pipeline, channel: "#a" }]);
  return accept(pipelines, { environments: Object.fromEntries(environments) });
}

/** `a=x, b=y` as pairs; names must be unique. */
function pairsOf(answer: string): Record<string, string> {
  const pairs = listOf(answer).map((pair) => {
    const [name = "", value = "", ...rest] = pair.split("=").map((part) => part.trim());
    if (!name || !value || rest.length > 0) throw new TypeError(`Not a name and a value: ${pair}`);
    return [name, value] as const;
  });
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new TypeError("A name stands there twice");
  return Object.fromEntries(pairs);
}

/** `a, b` as a list; `-` or nothing is empty. */
function listOf(answer: string): string[] {
  return answer.split(/[\s,]*,[\s,]*|\s+/).filter((part) => part !== "" && part !== "-");
}
