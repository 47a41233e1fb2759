import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = fileURLToPath(new URL("../", import.meta.url));

/** Each breaks one rule; what the linter has to say of it; which rule it is, in our words. */
const broken: readonly (readonly [path: string, code: string, message: string, rule: string])[] = [
  ["lib/pure/a.ts", `import "node:crypto";`, "lib/pure is pure", "pure code uses nothing of Node"],
  ["lib/pure/b.ts", `import "@aws-sdk/client-ec2";`, "lib/pure is pure", "pure code uses no SDK"],
  ["lib/pure/c.ts", `import type { A } from "../app/define.ts";`, "lib/pure is pure", "nor types from outside"],
  ["lib/pure/d.ts", `import "../aws/verbs.ts";`, "lib/pure is pure", "pure code uses no adapter"],
  ["lib/pure/e.ts", `import { en } from "../i18n/words.en.ts";`, "lib/pure is pure", "it has no language"],
  ["lib/pure/f.ts", `import "yaml";`, "lib/pure is pure", "pure code uses no other library"],
  ["lib/pure/g.ts", `import type { A } from "../../handlers/alarms/state.ts";`, "lib/pure is pure", "nor subjects"],
  ["lib/alerts/alert.ts", `import "../store/table.ts";`, "lib/pure is pure", "what alerts are is pure"],
  ["lib/i18n/words.en.ts", `import "../pure/text.ts";`, "Words are sentences only", "words import nothing"],
  ["lib/i18n/catalog.ts", `import "../../handlers/catalog.ts";`, "nobody who speaks", "nor does the catalog"],
  ["lib/aws/a.ts", `import "../slack/api.ts";`, "Adapters don't know each other", "AWS does not know Slack"],
  ["lib/aws/b.ts", `import "../store/table.ts";`, "Adapters don't know each other", "nor the store"],
  ["lib/aws/c.ts", `import "@slack/web-api";`, "Only lib/slack imports Slack's", "nor Slack's libraries"],
  ["lib/aws/d.ts", `import { env } from "node:process";`, "Only functions/ reads", "adapters are given settings"],
  [
    "lib/aws/e.ts",
    `import type { A } from "../../handlers/costs/spending-state.ts";`,
    "Adapters don't",
    "nor subjects",
  ],
  ["lib/store/a.ts", `import "../aws/queue.ts";`, "Adapters don't know each other", "nor the store AWS verbs"],
  ["lib/store/b.ts", `import "../app/define.ts";`, "Adapters don't know each other", "nor definitions"],
  ["lib/store/schedules.ts", `import "../../handlers/schedules/state.ts";`, "Adapters don't know", "nor subjects"],
  ["lib/store/alerts.ts", `import "../alerts/alert.ts";`, "Adapters don't know", "nor alerts"],
  ["lib/slack/a.ts", `import "../store/messages.ts";`, "Adapters don't know each other", "nor Slack the store"],
  ["lib/slack/b.ts", `import "@aws-sdk/client-sqs";`, "Only lib/aws and lib/store", "nor the SDK"],
  ["lib/slack/c.ts", `import "@smithy/signature-v4";`, "Only lib/aws and lib/store", "nor signs it for AWS"],
  ["lib/a.ts", `import "../handlers/index.ts";`, "functions → handlers → lib", "lib does not know handlers"],
  [
    "lib/alerts/a.ts",
    `import type { A } from "../../handlers/alarms/state.ts";`,
    "functions → handlers → lib",
    "nor their types",
  ],
  ["lib/config/a.ts", `import "../../functions/slack.ts";`, "functions → handlers → lib", "nor functions"],
  ["lib/messages/a.ts", `import "../../sandbox/world.ts";`, "tried out with", "lib does not know the sandbox"],
  ["lib/b.ts", `export const a = process.env.TABLE_NAME;`, "Don't use process.env", "lib reads no environment"],
  ["lib/c.ts", `export const load = () => import("@aws-sdk/client-ec2");`, "Only lib/aws", "nor with a dynamic import"],
  ["handlers/a.ts", `import "../functions/slack.ts";`, "functions → handlers → lib", "handlers do not know functions"],
  ["handlers/b.ts", `import "./alarms/service.ts";`, "from its index", "the registry takes subjects from their index"],
  ["handlers/e.ts", `export const a = process.env.STAGE;`, "Don't use process.env", "handlers read no environment"],
  ["handlers/alarms/a.ts", `import "@aws-sdk/client-ec2";`, "Only lib/aws", "handlers use verbs, not the SDK"],
  ["handlers/alarms/b.ts", `import "@slack/bolt";`, "Only lib/slack", "handlers never call Slack"],
  ["handlers/alarms/c.ts", `import "../../test/fixtures.ts";`, "tried out with", "handlers do not know tests"],
  ["handlers/alarms/d.ts", `import "../schedules/service.ts";`, "only what its index offers", "nor each other's rooms"],
  [
    "handlers/alarms/e.ts",
    `import type { A } from "../schedules/state.ts";`,
    "only what its index offers",
    "nor types of them",
  ],
  ["handlers/alarms/f.ts", `import "../index.ts";`, "does not know the registry", "nor the registry"],
  [
    "handlers/alarms/events/a.ts",
    `import "../../schedules/service.ts";`,
    "only what its index offers",
    "nor deeper down",
  ],
  [
    "handlers/alarms/kinds/x/a.ts",
    `import "../../../schedules/service.ts";`,
    "only what its index offers",
    "nor in a kind",
  ],
  ["handlers/alarms/kinds/x/b.ts", `import "../../../index.ts";`, "does not know the registry", "nor there"],
  ["handlers/alarms/kinds/x/c.ts", `import "@aws-sdk/client-ec2";`, "Only lib/aws", "kinds use verbs, too"],
  ["handlers/alarms/state.ts", `import "./service.ts";`, "What is pure", "state is pure"],
  ["handlers/alarms/kinds/x/state.ts", `import "../../service.ts";`, "What is pure", "that of a kind, too"],
  [
    "handlers/alarms/x-state.ts",
    `import type { A } from "../../lib/aws/verbs.ts";`,
    "What is pure",
    "of whatever name",
  ],
  ["handlers/alarms/message.ts", `import "../../lib/store/table.ts";`, "What is pure", "messages are pure"],
  ["handlers/alerts/x-message.ts", `import "../../lib/store/due.ts";`, "What is pure", "those of alerts, too"],
  [
    "handlers/alarms/words.ko.ts",
    `import "./state.ts";`,
    "Words are sentences only",
    "words import nothing here either",
  ],
  ["functions/a.ts", `import "../sandbox/world.ts";`, "tried out with", "functions do not know the sandbox"],
  ["functions/b.ts", `import "../bench/main.ts";`, "tried out with", "functions do not know the bench"],
  ["functions/c.ts", `import "@aws-sdk/client-sqs";`, "Only lib/aws", "functions use adapters, not the SDK"],
  ["functions/d.ts", `import "@slack/bolt";`, "Only lib/slack", "functions use adapters, not Bolt"],
  [
    "functions/e.ts",
    `import "../handlers/alarms/service.ts";`,
    "what a subject's index offers",
    "nor rooms of subjects",
  ],
  ["scripts/a.ts", `import "../test/fixtures.ts";`, "tried out with", "scripts do not know tests"],
  ["lib/g.ts", `import { h } from "./h.ts"; export const g = () => h();`, "part of a cycle", "no cycles"],
  ["lib/i.ts", `import type { J } from "./j.ts"; export type I = J[];`, "part of a cycle", "nor of types"],
];

const allowed: readonly (readonly [path: string, code: string, rule: string])[] = [
  ["lib/pure/ok.ts", `import type { Words } from "../i18n/catalog.ts"; export type A = Words;`, "pure code has words"],
  [
    "lib/pure/ok2.ts",
    `import { distance } from "fastest-levenshtein"; import "valibot"; import "./ok.ts"; distance("a", "b");`,
    "pure code uses pure code",
  ],
  [
    "lib/aws/ok.ts",
    `import "@aws-sdk/client-ec2"; import "../pure/ok2.ts"; import "../host.ts"; import "node:https";`,
    "AWS",
  ],
  ["lib/store/ok.ts", `import "@aws-sdk/client-dynamodb"; import "../pure/ok2.ts";`, "the store"],
  ["lib/slack/ok.ts", `import "@slack/bolt"; import "../i18n/catalog.ts";`, "Slack"],
  [
    "handlers/alarms/ok.ts",
    `import "../../lib/a.ts"; import "../schedules/index.ts";`,
    "handlers use the library, and each other's index",
  ],
  [
    "handlers/alarms/kinds/x/ok.ts",
    `import "../../../../lib/a.ts"; import "../../../schedules/index.ts"; import "../../ok.ts";`,
    "kinds use the library, their subject, and the index of others",
  ],
  [
    "handlers/alarms/kinds/x/ok-state.ts",
    `import "../../../../lib/pure/ok.ts"; import "../../ok-state.ts";`,
    "pure code of kinds",
  ],
  [
    "handlers/alarms/ok-state.ts",
    `import "valibot"; import "../../lib/pure/ok.ts"; import "../schedules/state.ts";`,
    "pure code of subjects, and schemas",
  ],
  [
    "handlers/alarms/words.en.ts",
    `import type { Translation } from "../../lib/i18n/catalog.ts"; export type A = Translation<1>;`,
    "words have a shape",
  ],
  ["handlers/ok.ts", `import "./alarms/index.ts"; import "./alarms/words.en.ts";`, "the registry and the catalog"],
  [
    "functions/ok.ts",
    `import "../handlers/index.ts"; export const a = process.env.TABLE_NAME;`,
    "functions read settings",
  ],
  ["sandbox/ok.ts", `import "../functions/ok.ts"; import "@aws-sdk/client-ec2";`, "the sandbox runs the functions"],
  ["test/ok.ts", `import "../sandbox/ok.ts";`, "tests use the sandbox"],
];

/** What the linter said, by file. */
const said = new Map<string, string[]>();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nightshift-architecture-"));
  const files = [...broken, ...allowed].map(([path, code]) => [path, code] as const);
  for (const [path, code] of [
    ...files,
    ["lib/h.ts", `import { g } from "./g.ts"; export const h = () => g();`],
    ["lib/j.ts", `import type { I } from "./i.ts"; export type J = I[];`],
  ]) {
    const file = join(folder, path ?? "");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${code}\n`);
  }
  await copyFile(join(project, "biome.json"), join(folder, "biome.json"));
  await copyFile(join(project, ".gitignore"), join(folder, ".gitignore"));
  for (const { path, message } of await lint(folder)) said.set(path, [...(said.get(path) ?? []), message]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("The rules of the architecture bite", () => {
  it.each(broken)("%s: %s", (path, _code, message) => {
    expect(said.get(path)?.join("\n") ?? "").toContain(message);
  });
});

describe("The rules of the architecture leave alone what they should", () => {
  it.each(allowed)("%s: %s", (path) => {
    expect(said.get(path) ?? []).toEqual([]);
  });
});

interface Complaint {
  readonly path: string;
  readonly message: string;
}

/** Runs the linter as `npm run check` does, with the project's own settings. It exits with 1 when it finds something. */
async function lint(directory: string): Promise<Complaint[]> {
  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [
        join(project, "node_modules/@biomejs/biome/bin/biome"),
        "lint",
        "--reporter=json",
        "--max-diagnostics=none",
        "--only=style/noRestrictedImports",
        "--only=style/noProcessEnv",
        "--only=suspicious/noImportCycles",
        ".",
      ],
      { cwd: directory, maxBuffer: 10_000_000 },
      (_error, stdout) => resolve(stdout),
    );
  });
  const report = JSON.parse(output) as {
    diagnostics: { severity: string; message: string; location: { path: string } }[];
  };
  return report.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message, location }) => ({ path: location.path, message }));
}
