import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { membersOf, operationShape } from "../../sandbox/aws/wire/schema.ts";
import { readServerlessFile } from "../../scripts/nightshift/serverless-file.ts";
import { words } from "../../scripts/nightshift/words/languages.ts";
import { project } from "./deployed.ts";

const read = (file: string) => readFileSync(join(project, file), "utf8");
const guides = ["docs/install.md", "docs/install.ko.md"] as const;
const template = read("serverless.yml");

/** Every match's first group, once. */
function all(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))];
}

/** The commands in the code blocks, one a line, without comments and with continued lines joined. */
function commandsIn(text: string): string[] {
  return all(text, /```sh\n([\s\S]*?)```/g)
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");
}

describe.each(guides)("%s", (guide) => {
  const text = read(guide);
  const commands = commandsIn(text);

  it("names npm scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...all(text, /npm run (?:-s )?([\w:-]+)/g), ...all(text, /npm (start|test)\b/g)];
    expect(named).toContain("nightshift");
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names commands of nightshift and options of theirs that there are", () => {
    const named = all(text, /nightshift -- (\w+)/g);
    expect(named.sort()).toEqual(["doctor", "init", "manifest"]);
    for (const name of named) expect(words.en.usage).toContain(`\n  ${name} `);
    for (const option of ["--profile", "--region", "--stage"]) {
      expect(text).toContain(`\`${option}\``);
      expect(words.en.usage).toContain(option);
    }
  });

  it("names commands, options and parameters of serverless that there are", () => {
    const lines = commands.filter((line) => line.startsWith("npx serverless"));
    const schema = ["global", "service", "aws-service"]
      .map((file) => read(`node_modules/serverless/lib/cli/commands-schema/common-options/${file}.js`))
      .join("");
    const ofServerless = read("node_modules/serverless/lib/cli/commands-schema/aws-service.js");
    expect(lines.length).toBeGreaterThan(2);
    for (const command of all(lines.join("\n"), /npx serverless (\w+)/g)) {
      expect(ofServerless).toContain(`commands.set('${command}'`);
    }
    const options = [...all(lines.join("\n"), /\s--([\w-]+)/g), ...all(text, /^\| `--([\w-]+)/gm)];
    for (const option of options) expect(schema).toMatch(new RegExp(`^\\s*'?${option}'?:`, "m"));
    const parameters = all(text, /--param ([\w-]+)=/g);
    expect(parameters.sort()).toEqual(all(template, /\$\{param:([\w-]+),/g).sort());
  });

  it("names parameters, a stack, resources and outputs as serverless.yml has them", async () => {
    const { service, stage, region, resources } = await readServerlessFile(project);
    const paths = all(text, /(\/nightshift\/[\w/-]+)/g);
    expect(paths).toHaveLength(2);
    const placeholder = ["$", "{sls:stage}"].join("");
    for (const path of paths) expect(template).toContain(path.replace(stage, placeholder));
    expect(all(text, /--stack-name ([\w-]+)/g)).toEqual([`${service}-${stage}`]);
    expect(all(text, /--region ([\w-]+)/g)).toEqual([region]);
    for (const id of all(text, /--logical-resource-id (\w+)/g)) expect(resources).toContain(id);
    expect(text).toContain("`SlackRequestUrl`");
    expect(template).toContain("\n    SlackRequestUrl:\n");
    expect(template).toMatch(/ Table:\n\s+Type: AWS::DynamoDB::Table\n\s+DeletionPolicy: Retain\n/);
  });

  it("names files that there are", () => {
    const linked = all(text, /\]\((?!https?:)([^)#]+)/g).map((path) => join("docs", path));
    const mentioned = all(text, /`([\w./-]+\.(?:md|json|ya?ml))`/g);
    expect(linked.length).toBeGreaterThan(2);
    // Written by init.
    expect(words.en.usage).toContain("slack-manifest.json");
    const missing = [...linked, ...mentioned].filter((path) => !existsSync(join(project, path)));
    expect(missing.filter((path) => path !== "slack-manifest.json")).toEqual([]);
  });

  it("calls operations of AWS by the names and options that they have", async () => {
    const lines = commands
      .map((line) => /\baws (?<service>[a-z]+) (?<operation>[a-z-]+)(?<rest>.*)$/.exec(line)?.groups)
      .filter((groups) => groups !== undefined)
      .filter(({ service }) => service !== "sso");
    expect(lines.length).toBeGreaterThan(6);
    for (const { service = "", operation = "", rest = "" } of lines) {
      const client = (await import(`@aws-sdk/client-${service}`)) as Record<string, new (input: object) => object>;
      const name = `${pascal(operation)}Command`;
      const Command = client[name] ?? expect.fail(`${service} has no ${name}`);
      const { schema } = new Command({}) as unknown as { schema: Parameters<typeof operationShape>[0] };
      const members = membersOf(operationShape(schema).input).map(([member]) => member);
      const options = all(rest, /\s--([\w-]+)/g).filter((option) => !["region", "query", "output"].includes(option));
      expect(members).toEqual(expect.arrayContaining(options.map(pascal)));
    }
  });

  it("puts no secret where others can see it", () => {
    for (const line of commands.filter((one) => one.includes("put-parameter"))) {
      expect(line).toMatch(/^printf %s "\$SECRET" \| aws .* --type SecureString .*--value file:\/\/\/dev\/stdin$/);
    }
  });

  it("computes what it costs", () => {
    const rows = [...text.matchAll(/^\| ([^|]+) \| ([\d,.]+) \| ([\d.]+) \/ ([\d,]+) \| ([\d.]+) \|$/gm)].map(
      ([, part = "", amount = "", price = "", unit = "", usd = ""]) => ({
        part,
        amount: number(amount),
        exact: (number(amount) * number(price)) / number(unit),
        usd,
      }),
    );
    expect(rows.length).toBeGreaterThan(9);
    for (const { part, exact, usd } of rows) expect([part, exact.toFixed(2)]).toEqual([part, usd]);
    const total = rows.reduce((sum, { exact }) => sum + exact, 0);
    expect(text).toContain(`| **${total.toFixed(2)}** |`);
    const amountOf = (word: string) => rows.find(({ part }) => part.includes(word))?.amount;
    expect(amountOf("Scheduler")).toBe(30 * 24 * 60);
    expect(text).toContain("43,200");
    const file = parseDocument(template, { logLevel: "silent", merge: true }).toJS() as {
      resources: [derived: string, own: { Resources: Record<string, { Type: string }> }];
    };
    const alarms = Object.values(file.resources[1].Resources).filter(({ Type }) => Type === "AWS::CloudWatch::Alarm");
    expect(amountOf(guide.endsWith("ko.md") ? "경보" : "alarms")).toBe(alarms.length);
  });
});

it("both guides give the same commands, prices and amounts", () => {
  const [english, korean] = guides.map(read);
  expect(commandsIn(korean ?? "")).toEqual(commandsIn(english ?? ""));
  const table = (text = "") =>
    [...text.matchAll(/\| ([\d,.]+ \| [\d.]+ \/ [\d,]+ \| [\d.]+) \|$/gm)].map((row) => row[1]);
  expect(table(korean)).toEqual(table(english));
  const headings = (text = "") => [...text.matchAll(/^#+ (\d+)?/gm)].map((row) => row[0].trim().replace(/ .*/, ""));
  expect(headings(korean)).toEqual(headings(english));
});

it("the README leads to both", () => {
  const readme = read("README.md");
  for (const guide of guides) expect(readme).toContain(`](${guide})`);
});

function number(text: string): number {
  return Number(text.replaceAll(",", ""));
}

function pascal(kebab: string): string {
  return kebab.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
