import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = fileURLToPath(new URL("../", import.meta.url));

/** Each breaks one rule; what the linter has to say of it; which rule it is, in our words. */
const broken: readonly (readonly [path: string, code: string, message: string, rule: string])[] = [
  ["lib/core/a.ts", `import "node:crypto";`, "lib/core is pure", "core uses nothing of Node"],
  ["lib/core/b.ts", `import "@aws-sdk/client-ec2";`, "lib/core is pure", "core uses no SDK"],
  [
    "lib/core/c.ts",
    `import type { A } from "../define.ts";`,
    "lib/core is pure",
    "core takes no types from outside",
  ],
  ["lib/core/d.ts", `import "../aws/verbs.ts";`, "lib/core is pure", "core uses no adapter"],
  [
    "lib/core/e.ts",
    `import { en } from "../words/en.ts";`,
    "only types from lib/words",
    "core says nothing in a language",
  ],
  ["lib/core/f.ts", `import "valibot";`, "lib/core is pure", "core uses no other library"],
  ["lib/words/a.ts", `import "../core/text.ts";`, "lib/words holds sentences only", "words import nothing"],
  ["lib/aws/a.ts", `import "../slack/api.ts";`, "Adapters don't know each other", "AWS does not know Slack"],
  [
    "lib/aws/b.ts",
    `import "../store/table.ts";`,
    "Adapters don't know each other",
    "AWS does not know the store",
  ],
  [
    "lib/aws/c.ts",
    `import "@slack/web-api";`,
    "Only lib/slack imports Slack's",
    "AWS does not use Slack's libraries",
  ],
  [
    "lib/aws/d.ts",
    `import { env } from "node:process";`,
    "Only functions/ reads",
    "adapters are given their settings",
  ],
  [
    "lib/store/a.ts",
    `import "../aws/queue.ts";`,
    "Adapters don't know each other",
    "the store does not know AWS verbs",
  ],
  [
    "lib/store/b.ts",
    `import "../define.ts";`,
    "Adapters don't know each other",
    "the store does not know handlers",
  ],
  [
    "lib/slack/a.ts",
    `import "../store/messages.ts";`,
    "Adapters don't know each other",
    "Slack does not know the store",
  ],
  [
    "lib/slack/b.ts",
    `import "@aws-sdk/client-sqs";`,
    "Only lib/aws and lib/store",
    "Slack does not use the SDK",
  ],
  [
    "lib/slack/c.ts",
    `import "@smithy/signature-v4";`,
    "Only lib/aws and lib/store",
    "Slack does not sign for AWS",
  ],
  ["lib/a.ts", `import "../handlers/index.ts";`, "functions → handlers → lib", "lib does not know handlers"],
  [
    "lib/config/a.ts",
    `import "../../functions/slack.ts";`,
    "functions → handlers → lib",
    "lib does not know functions",
  ],
  ["lib/derive/a.ts", `import "../../sandbox/world.ts";`, "tried out with", "lib does not know the sandbox"],
  [
    "lib/b.ts",
    `export const a = process.env.TABLE_NAME;`,
    "Don't use process.env",
    "lib reads no environment",
  ],
  [
    "lib/c.ts",
    `export const load = () => import("@aws-sdk/client-ec2");`,
    "Only lib/aws",
    "nor with a dynamic import",
  ],
  [
    "handlers/a.ts",
    `import "../functions/slack.ts";`,
    "functions → handlers → lib",
    "handlers do not know functions",
  ],
  [
    "handlers/commands/b.ts",
    `import "@aws-sdk/client-ec2";`,
    "Only lib/aws",
    "handlers use verbs, not the SDK",
  ],
  ["handlers/commands/c.ts", `import "@slack/bolt";`, "Only lib/slack", "handlers never call Slack"],
  ["handlers/d.ts", `import "../../test/fixtures.ts";`, "tried out with", "handlers do not know tests"],
  [
    "handlers/e.ts",
    `export const a = process.env.STAGE;`,
    "Don't use process.env",
    "handlers read no environment",
  ],
  ["functions/a.ts", `import "../sandbox/world.ts";`, "tried out with", "functions do not know the sandbox"],
  ["functions/b.ts", `import "../bench/main.ts";`, "tried out with", "functions do not know the bench"],
  ["functions/c.ts", `import "@aws-sdk/client-sqs";`, "Only lib/aws", "functions use adapters, not the SDK"],
  ["functions/d.ts", `import "@slack/bolt";`, "Only lib/slack", "functions use adapters, not Bolt"],
  ["scripts/a.ts", `import "../test/fixtures.ts";`, "tried out with", "scripts do not know tests"],
  ["lib/g.ts", `import { h } from "./h.ts"; export const g = () => h();`, "part of a cycle", "no cycles"],
];

const allowed: readonly (readonly [path: string, code: string, rule: string])[] = [
  [
    "lib/core/ok.ts",
    `import type { Words } from "../words/en.ts"; export type A = Words;`,
    "core speaks of words",
  ],
  [
    "lib/core/ok2.ts",
    `import { distance } from "fastest-levenshtein"; import "./ok.ts"; distance("a", "b");`,
    "core",
  ],
  [
    "lib/aws/ok.ts",
    `import "@aws-sdk/client-ec2"; import "../core/ok2.ts"; import "../host.ts"; import "node:https";`,
    "AWS",
  ],
  ["lib/store/ok.ts", `import "@aws-sdk/client-dynamodb"; import "../core/ok2.ts";`, "the store"],
  ["lib/slack/ok.ts", `import "@slack/bolt"; import "../words/en.ts";`, "Slack"],
  ["handlers/ok.ts", `import "../lib/a.ts";`, "handlers use the library"],
  [
    "functions/ok.ts",
    `import "../handlers/ok.ts"; export const a = process.env.TABLE_NAME;`,
    "functions read settings",
  ],
  [
    "sandbox/ok.ts",
    `import "../functions/ok.ts"; import "@aws-sdk/client-ec2";`,
    "the sandbox runs the functions",
  ],
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
  ]) {
    const file = join(folder, path ?? "");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${code}\n`);
  }
  await copyFile(join(project, "biome.json"), join(folder, "biome.json"));
  await copyFile(join(project, ".gitignore"), join(folder, ".gitignore"));
  for (const { path, message } of await lint(folder)) said.set(path, [...(said.get(path) ?? []), message]);
}, 30_000);

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
