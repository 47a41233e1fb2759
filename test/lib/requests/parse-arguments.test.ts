import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandDefinition } from "../../../lib/app/define.ts";
import { parseConfig } from "../../../lib/config/load.ts";
import type { Language } from "../../../lib/i18n/catalog.ts";
import { wordsOf } from "../../../lib/pure/command-line.ts";
import type { Content } from "../../../lib/pure/content.ts";
import { truncateWord } from "../../../lib/pure/truncate.ts";
import {
  environmentNamed,
  environmentOfPipeline,
  parseArguments,
  usageOf,
} from "../../../lib/requests/parse-arguments.ts";
import { render } from "../../../lib/slack/render.ts";
import { validateBlocks } from "../../../sandbox/slack/blocks/validate.ts";
import { readerIn } from "../../reader.ts";

const config = parseConfig(`slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: en
alerts: { channel: "#alerts" }
environments:
  dev: { pipeline: web-dev, channel: "#deploys" }
  staging: { pipeline: web-staging, channel: "#deploys" }
  production: { pipeline: web-production, channel: "#deploys", protection: confirm }
people: []
`);

const deploy = {
  name: "deploy",
  args: { environment: { kind: "environment" } },
} as unknown as CommandDefinition;
const status = {
  name: "deploy status",
  args: { environment: { kind: "environment", optional: true } },
} as unknown as CommandDefinition;

const parse = (definition: CommandDefinition, text: string) =>
  parseArguments(definition, wordsOf(text), config, [status, { name: "deploy help" }]);

function inWords(content: Content, language: Language = "en"): string {
  const { text, blocks } = render(content, readerIn(language));
  expect(validateBlocks(blocks, "message")).toEqual([]);
  return text;
}

function refusalOf(definition: CommandDefinition, text: string, language?: Language): string {
  const parsed = parse(definition, text);
  if (parsed.ok) throw new Error(`${text} was understood`);
  return inWords(parsed.fault, language);
}

describe("an environment", () => {
  it.each([
    ["staging", "as it is written"],
    ["STAGING", "in capitals"],
    ["ｓｔａｇｉｎｇ", "in full-width letters"],
    ["“staging”", "in smart quotes"],
    ["\u00a0staging\u3000", "between spaces of other kinds"],
  ])("named %j is found: %s", (text) => {
    const parsed = parse(deploy, text);
    expect(parsed.ok && parsed.value.args).toEqual({
      environment: { name: "staging", ...config.environments.staging },
    });
  });

  it("may be left out where it is optional", () => {
    expect(parse(status, "")).toEqual({ ok: true, value: { args: {} } });
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "🚀", "스테이징", "—force", "<!channel>"])(
    "named %j is unknown",
    (text) => {
      expect(parse(deploy, text).ok).toBe(false);
      expect(environmentNamed(config, text)).toBeUndefined();
    },
  );

  it("is never made up, and every refusal can be posted, whatever is typed", () => {
    const typed = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.constantFrom("x", "🚀", "<!channel> ", "`", "스").map((one) => one.repeat(10_000)),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom(deploy, status), (text, definition) => {
        const parsed = parse(definition, text);
        if (!parsed.ok) expect(inWords(parsed.fault)).not.toMatch(/<!/);
        else if (parsed.value.environment) {
          expect(Object.keys(config.environments)).toContain(parsed.value.environment.name);
        }
      }),
    );
  });
});

describe("an answer to what was not understood", () => {
  it("says which environments there are, and what was probably meant", () => {
    expect(refusalOf(deploy, "stagin")).toMatchInlineSnapshot(`
      ":warning: *There is no environment* \`stagin\`.
      Did you mean \`/deploy staging\`?
      There are \`dev\`, \`staging\`, \`production\`."
    `);
    expect(refusalOf(deploy, "stagin", "ko")).toMatchInlineSnapshot(`
      ":warning: \`stagin\` *환경은 없습니다.*
      혹시 \`/deploy staging\`​인가요?
      등록된 환경: \`dev\`, \`staging\`, \`production\`"
    `);
  });

  it("suggests a command, too", () => {
    expect(refusalOf(deploy, "statsu")).toContain("`/deploy status`");
    expect(refusalOf(deploy, "env=stagng")).toContain("Did you mean `/deploy staging`?");
    expect(refusalOf(deploy, "env=")).not.toContain("Did you mean");
  });

  it("says what is missing", () => {
    expect(refusalOf(deploy, "")).toMatchInlineSnapshot(`
      ":warning: *Which environment? Say* \`/deploy &lt;environment&gt;\`.
      There are \`dev\`, \`staging\`, \`production\`."
    `);
    expect(refusalOf(deploy, "", "ko")).toMatchInlineSnapshot(`
      ":warning: *어느 환경인가요?* \`/deploy &lt;environment&gt;\` *형식으로 입력해 주세요.*
      등록된 환경: \`dev\`, \`staging\`, \`production\`"
    `);
  });

  it("says what is too much", () => {
    expect(refusalOf(deploy, "staging now please")).toMatchInlineSnapshot(
      `":warning: *I do not know what to do with* \`now please\`​*. Say* \`/deploy &lt;environment&gt;\`."`,
    );
    expect(refusalOf(deploy, "staging now please", "ko")).toMatchInlineSnapshot(
      `":warning: \`now please\` *부분을 해석하지 못했습니다.* \`/deploy &lt;environment&gt;\` *형식으로 입력해 주세요.*"`,
    );
  });

  it("repeats only the beginning of a long text, at a whole character", () => {
    expect([...truncateWord("🚀".repeat(10_000))]).toHaveLength(60);
    expect(truncateWord("🚀".repeat(60))).toBe("🚀".repeat(60));
    expect(refusalOf(deploy, "x".repeat(10_000)).length).toBeLessThan(300);
  });
});

it("usage shows what must and what may be said", () => {
  expect([usageOf(deploy), usageOf(status)]).toEqual(["/deploy <environment>", "/deploy status [environment]"]);
});

it("a pipeline belongs to the environment that names it, or to none", () => {
  const home = { account: "123456789012", region: "ap-northeast-2" };
  expect(environmentOfPipeline(config, { ...home, pipeline: "web-staging" }, home)?.name).toBe("staging");
  expect(environmentOfPipeline(config, { ...home, pipeline: "web" }, home)).toBeUndefined();
  const elsewhere = { ...home, account: "210987654321" };
  expect(environmentOfPipeline(config, { ...elsewhere, pipeline: "web-staging" }, home)).toBeUndefined();
});
