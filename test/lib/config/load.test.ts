import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "../../../lib/config/load.ts";

const good = `slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: en
alerts: { channel: "#alerts" }
environments:
  dev: { pipeline: web-dev, channel: "#deploys" }
  staging: { pipeline: web-staging, channel: "#deploys" }
people:
  - { user: U0OWNER, roles: [owner] }
`;

/** What is found wrong, as people read it; nothing when all is well. */
function problemsOf(yaml: string): string[] {
  try {
    parseConfig(yaml);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).toContain("nightshift.yaml is not right:\n  ");
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
}

const change = (from: string | RegExp, to: string): string => {
  const changed = good.replace(from, to);
  expect(changed).not.toBe(good);
  return changed;
};
const people = (...lines: string[]): string =>
  change("  - { user: U0OWNER, roles: [owner] }\n", lines.map((line) => `  - ${line}\n`).join(""));

describe("nightshift.yaml", () => {
  it("of this repository is right", async () => {
    const yaml = await readFile(new URL("../../../nightshift.yaml", import.meta.url), "utf8");
    const config = parseConfig(yaml);
    expect(Object.keys(config.environments)).toEqual(["dev", "staging", "production"]);
    expect(config.environments.production?.protection).toBe("confirm");
    expect(config.environments.dev?.protection).toBe("none");
  });

  it("keeps the audit for as long as it says, and else for as long as is usual", () => {
    expect(parseConfig(good).audit).toEqual({
      keepDays: { changes: 400, denials: 400, looks: 30 },
      timeZone: "UTC",
    });
    const said = parseConfig(`${good}audit: { keepDays: { looks: 7 }, timeZone: Asia/Seoul }\n`);
    expect(said.audit).toEqual({
      keepDays: { changes: 400, denials: 400, looks: 7 },
      timeZone: "Asia/Seoul",
    });
  });

  it("takes grants for another company's people and for some channels, and a second person's approval", () => {
    const yaml = people(
      "{ user: U0A, team: T0OTHER, roles: [viewer] }",
      '{ group: S0A, roles: [deployer], environments: [dev], channels: ["#deploys", C0DEV] }',
    ).replace("pipeline: web-dev", "protection: approval, pipeline: web-dev");
    const config = parseConfig(yaml);
    expect(config.people).toEqual([
      { user: "U0A", team: "T0OTHER", roles: ["viewer"] },
      { group: "S0A", roles: ["deployer"], environments: ["dev"], channels: ["#deploys", "C0DEV"] },
    ]);
    expect(config.environments.dev?.protection).toBe("approval");
  });

  it("as the other tests here change it is right", () => {
    expect(problemsOf(good)).toEqual([]);
  });

  it.each<[what: string, yaml: string, problems: string[]]>([
    [
      "a misspelt key",
      change("language", "langauge"),
      [
        "language: is missing",
        expect.stringMatching(/^langauge: unknown key; allowed are slack, language, .*\. Did you mean language\?$/),
      ],
    ],
    [
      "a misspelt key within a name",
      change("pipeline: web-dev", "pipline: web-dev"),
      [
        "environments.dev.pipeline: is missing",
        expect.stringMatching(/^environments\.dev\.pipline: unknown key; .*\. Did you mean pipeline\?$/),
      ],
    ],
    [
      "a key that is nothing like any",
      `${good}zzz: 1\n`,
      [expect.stringMatching(/^zzz: unknown key; allowed are [^.]*$/)],
    ],
    ["no environments", change(/environments:\n.*\n.*\n/, ""), ["environments: is missing"]],
    [
      "environments without any",
      change(/environments:\n.*\n.*\n/, "environments: {}\n"),
      ["environments: {} stands here; expected at least one environment"],
    ],
    [
      "environments with nothing behind",
      change(/environments:\n.*\n.*\n/, "environments:\n"),
      ["environments: null stands here; expected a group of keys"],
    ],
    [
      "a language that is not spoken",
      change("language: en", "language: eng"),
      ['language: "eng" stands here; expected en or ko. Did you mean en?'],
    ],
    ["a number for a text", change("web-dev", "7"), ["environments.dev.pipeline: 7 stands here; expected text"]],
    [
      "a channel without #",
      change('"#alerts"', "alerts"),
      [
        'alerts.channel: "alerts" stands here; expected a channel: its name with # (in quotes) or its id, such as C0123ABCDEF',
      ],
    ],
    [
      "a user's id for the team",
      change("T0NIGHT", "U0OWNER"),
      ['slack.team: "U0OWNER" stands here; expected a Slack team id, such as T0123ABCDEF'],
    ],
    [
      "a protection that does not exist",
      change('web-dev, channel: "#deploys"', 'web-dev, channel: "#deploys", protection: confrim'),
      ['environments.dev.protection: "confrim" stands here; expected none, confirm or approval. Did you mean confirm?'],
    ],
    [
      "an environment in capitals",
      change("dev:", "Dev:"),
      ['environments.Dev: "Dev" stands here; expected a short name in lower-case letters, digits, - and _'],
    ],
    [
      "an environment named as a command is",
      change("dev:", "status:"),
      ['environments.status: "status" stands here; expected a name other than status, stop, help: they are commands'],
    ],
    [
      "two environments of one pipeline",
      change("web-staging", "web-dev"),
      ['environments.staging.pipeline: "web-dev" stands here; expected a pipeline of its own: this one is that of dev'],
    ],
    [
      "a role that does not exist",
      people("{ user: U0OWNER, roles: [ownr] }"),
      [
        'people[0].roles[0]: "ownr" stands here; expected one of viewer, operator, deployer, owner. Did you mean owner?',
      ],
    ],
    [
      "no role",
      people("{ user: U0OWNER, roles: [] }"),
      ["people[0].roles: [] stands here; expected at least one role"],
    ],
    [
      "a role that is no list",
      people("{ user: U0OWNER, roles: owner }"),
      ['people[0].roles: "owner" stands here; expected a list (lines that begin with -)'],
    ],
    [
      "an environment that a person cannot have",
      people("{ user: U0A, roles: [viewer] }", "{ user: U0B, roles: [owner], environments: [dev, stagin] }"),
      ['people[1].environments[1]: "stagin" stands here; expected one of dev, staging. Did you mean staging?'],
    ],
    [
      "a person's name",
      people("{ user: bob, roles: [owner] }"),
      ['people[0].user: "bob" stands here; expected a Slack user id, such as U0123ABCDEF'],
    ],
    [
      "neither a user nor a group",
      people("{ roles: [owner] }"),
      ['people[0]: {"roles":["owner"]} stands here; expected either a user or a group, not both'],
    ],
    [
      "a user and a group",
      people("{ user: U0A, group: S0A, roles: [owner] }"),
      [
        'people[0]: {"user":"U0A","group":"S0A","roles":["owner"]} stands here; expected either a user or a group, not both',
      ],
    ],
    [
      "a syntax error",
      "a: [1\nb: 2",
      ["line 2: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    ["a key twice", `${good}language: ko\n`, ["line 9: Map keys must be unique"]],
    ["a tab", "a:\n\t- b", ["line 2: Tabs are not allowed as indentation"]],
    [
      "a # that YAML takes for a comment",
      change('channel: "#alerts" }', "channel: #alerts }"),
      [expect.stringMatching(/^line \d: /)],
    ],
    [
      "a workspace that is none",
      people("{ user: U0A, team: acme, roles: [viewer] }"),
      ['people[0].team: "acme" stands here; expected a Slack team id, such as T0123ABCDEF'],
    ],
    [
      "a channel of a grant that is none",
      people("{ user: U0A, roles: [viewer], channels: [dev] }"),
      [expect.stringMatching(/^people\[0\]\.channels\[0\]: "dev" stands here; expected a channel: its name with #/)],
    ],
    [
      "a protection that there is not",
      change("pipeline: web-dev", "protection: aproval, pipeline: web-dev"),
      [
        expect.stringMatching(
          /^environments\.dev\.protection: "aproval" stands here; expected none, confirm or approval/,
        ),
      ],
    ],
    [
      "days that are not whole, are none, or are no number",
      `${good}audit: { keepDays: { changes: 1.5, denials: 0, looks: many } }\n`,
      [
        "audit.keepDays.changes: 1.5 stands here; expected whole days",
        "audit.keepDays.denials: 0 stands here; expected at least 1",
        'audit.keepDays.looks: "many" stands here; expected number',
      ],
    ],
    [
      "a time zone of the audit that there is not",
      `${good}audit: { timeZone: Seoul }\n`,
      ['audit.timeZone: "Seoul" stands here; expected a time zone, such as Asia/Seoul'],
    ],
    ["nothing", "", [": expected keys such as slack, environments and people"]],
    ["a comment only", "# soon", [": expected keys such as slack, environments and people"]],
    ["a list", "- a", [": expected keys such as slack, environments and people"]],
    ["a word", "hello", [": expected keys such as slack, environments and people"]],
    ["an alias of nothing", "a: *b", [": Unresolved alias (the anchor must be set before the alias): b"]],
    [
      "aliases that multiply",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e"]
        .map(
          (name, at) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${"abcd".charAt(at)}`)
              .join(",")}]`,
        )
        .join("\n")}`,
      [": Excessive alias count indicates a resource exhaustion attack"],
    ],
    [
      "an account that says nothing",
      change("pipeline: web-dev", "pipeline: web-dev, account: {}"),
      ["environments.dev.account: {} stands here; expected a role, a region, or both"],
    ],
    [
      "a role that Nightshift could not use",
      change("pipeline: web-dev", "pipeline: web-dev, account: { role: arn:aws:iam::210987654321:role/admin }"),
      [
        'environments.dev.account.role: "arn:aws:iam::210987654321:role/admin" stands here; expected the ARN of a role whose name begins with nightshift, such as arn:aws:iam::123456789012:role/nightshift',
      ],
    ],
    [
      "an external id without a role",
      change("pipeline: web-dev", "pipeline: web-dev, account: { region: us-east-1, externalId: acme }"),
      [
        'environments.dev.account: {"externalId":"acme","region":"us-east-1"} stands here; expected a role for the externalId',
      ],
    ],
    [
      "a place for a region",
      change("pipeline: web-dev", "pipeline: web-dev, account: { region: Seoul }"),
      ['environments.dev.account.region: "Seoul" stands here; expected a region, such as ap-northeast-2'],
    ],
    [
      "__proto__ as an environment",
      change("dev:", "__proto__:"),
      ["environments.__proto__: this name cannot be used; expected another one"],
    ],
    [
      "constructor as an environment",
      change("dev:", "constructor:"),
      ["environments.constructor: this name cannot be used; expected another one"],
    ],
    [
      "__proto__ at the top",
      `${good}__proto__: { language: ko }\n`,
      ["__proto__: this name cannot be used; expected another one"],
    ],
    [
      "a huge value",
      change("language: en", `language: ${"x".repeat(100_000)}`),
      [`language: "${"x".repeat(56)}… stands here; expected en or ko`],
    ],
  ])("with %s says so", (_what, yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });

  it("with several things wrong says all of them", () => {
    expect(problemsOf(change("T0NIGHT", "x").replace("language: en", "language: de"))).toHaveLength(2);
  });

  it("names the file that it was read from", () => {
    expect(() => parseConfig("", "team.yaml")).toThrow(/^team\.yaml is not right:/);
  });

  it("with any text is read or found wrong, and fails in no other way", () => {
    const piece = fc.constantFrom(
      "slack",
      ":",
      " ",
      "\n",
      "- ",
      "{",
      "}",
      "[",
      "]",
      "#",
      '"',
      "&a",
      "*a",
      "!!x",
      "|",
      ">",
      "?",
      "~",
    );
    const yaml = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(fc.property(yaml, (text) => void problemsOf(text)));
  });

  it("with any value in any place is found wrong, and fails in no other way", () => {
    const config = parseConfig(good);
    const place = fc.constantFrom("slack", "language", "alerts", "environments", "people");
    fc.assert(
      fc.property(place, fc.jsonValue(), (key, value) => {
        // JSON is YAML.
        problemsOf(JSON.stringify({ ...config, [key]: value }));
      }),
    );
  });
});
