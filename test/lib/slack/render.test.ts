import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Content, Step } from "../../../lib/pure/content.ts";
import { type Rendered, render } from "../../../lib/slack/render.ts";
import { validateBlocks } from "../../../sandbox/slack/blocks/validate.ts";
import { anyText as anyTypedText, outside, reader } from "./texts.ts";

// The type of every text is too much for the compiler to multiply.
const anyText: fc.Arbitrary<unknown> = anyTypedText;

const states = ["pending", "running", "waiting", "done", "failed", "rejected", "stopped"] as const;
const tones = ["info", "progress", "waiting", "success", "warning", "failure", "quiet"] as const;

const anyContent: fc.Arbitrary<Content> = fc.record(
  {
    tone: fc.constantFrom(...tones),
    title: anyText,
    facts: fc.array(fc.record({ label: fc.constantFrom("deployment.cause", "replacement.group"), value: anyText }), {
      maxLength: 14,
    }),
    lines: fc.array(anyText, { maxLength: 8 }),
    steps: fc.array(
      fc.record({
        id: outside,
        title: outside,
        state: fc.constantFrom(...states),
        notes: fc.array(anyText, { maxLength: 2 }),
      }),
      { maxLength: 5 },
    ),
    table: fc.record({
      columns: fc.constant(["deployment.cause", "replacement.group"]),
      rows: fc.array(fc.tuple(anyText, anyText), { maxLength: 9 }),
    }),
    buttons: fc.constant([
      { action: "approve", label: "button.approve" as const, value: "{}", style: "primary" as const },
      { action: "open", label: "button.open" as const, url: "https://example.com/" },
    ]),
    rows: fc.array(
      fc.record({
        text: anyText,
        button: fc.record({
          action: fc.constant("unmute"),
          label: fc.constant("button.unmute"),
          value: outside,
        }),
      }),
      { maxLength: 9 },
    ),
    menu: fc.record({
      options: fc.array(fc.record({ action: fc.constant("mute"), label: fc.constant("mute.hour"), value: outside }), {
        maxLength: 7,
      }),
    }),
    footer: fc.array(anyText, { maxLength: 12 }),
  },
  { requiredKeys: ["tone", "title"] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<Content>;

/** Every mrkdwn text that Slack is given. */
function markupOf({ text, blocks, classicBlocks }: Rendered): string[] {
  const found = [text];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("type" in value && value.type === "mrkdwn" && "text" in value) found.push(String(value.text));
    Object.values(value).forEach(visit);
  };
  visit([blocks, classicBlocks]);
  return found;
}

describe("a rendered message", () => {
  it("is within Slack's limits in either kind of blocks and either language, whatever it says", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        for (const language of ["en", "ko"] as const) {
          const { text, blocks, classicBlocks } = render(content, reader(language));
          expect(validateBlocks(blocks, "message")).toEqual([]);
          expect(validateBlocks(classicBlocks, "message")).toEqual([]);
          for (const all of [blocks, classicBlocks]) expect(JSON.stringify(all).length).toBeLessThan(13_200);
          expect(text.length).toBeLessThan(4_000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("pings nobody whom Nightshift does not name, and leaves no code open", () => {
    const ours = /<(https?:\/\/[^\s<>|]*\|[^<>|\n]*|@[UW][A-Z0-9]+|!date\^\d+\^[^<>|]+\|[^<>|]+)>/g;
    fc.assert(
      fc.property(anyContent, fc.constantFrom("en", "ko"), (content, language) => {
        for (const markup of markupOf(render(content, reader(language)))) {
          expect(markup.replace(ours, "")).not.toMatch(/[<>]/);
          for (const line of markup.split("\n")) expect(line.split("`").length % 2).toBe(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says everything in its text, for notifications and screen readers", () => {
    const content: Content = {
      tone: "failure",
      title: "It broke",
      lines: ["first", "second"],
      steps: [{ id: "a", title: "Build", state: "failed", notes: ["failed", "took 2m"] }],
      facts: [{ label: "deployment.cause", value: { code: "exit 1" } }],
      footer: ["last"],
    };
    expect(render(content, reader("en")).text).toMatchInlineSnapshot(`
      ":x: *It broke*
      first
      second
      :x: *Build*  failed · took 2m
      Cause: \`exit 1\`
      last"
    `);
  });

  it("keeps the title whole enough to be read, however long", () => {
    const { text } = render({ tone: "info", title: ["Deploying ", { code: "x".repeat(10_000) }] }, reader("en"));
    expect(text).toMatch(/^:information_source: \*Deploying\* `x+`…$/);
  });

  it("has no more notes below than Slack takes", () => {
    const footer = Array.from({ length: 12 }, (_, index) => `note ${index}`);
    const { blocks } = render({ tone: "info", title: "Notes", footer }, reader("en"));
    expect(validateBlocks(blocks, "message")).toEqual([]);
  });

  it("keeps its buttons and its first line when there is too much", () => {
    const long = "x".repeat(5_000);
    const content: Content = {
      tone: "info",
      title: "Much",
      facts: Array.from({ length: 60 }, () => ({ label: "deployment.cause", value: long }) as const),
      buttons: [{ action: "open", label: "button.open", url: "https://example.com/" }],
    };
    const { blocks } = render(content, reader("en"));
    expect(blocks[0]?.text).toEqual({ type: "mrkdwn", text: ":information_source: *Much*" });
    expect(blocks.at(-1)?.type).toBe("actions");
  });

  it.each([
    ["short ones in columns", ["a", "b"], ["a b"]],
    ["a long one that comes first above them", ["x ".repeat(50), "a", "b"], ["LONG", "a b"]],
    ["a long one that comes later below them", ["a", "x ".repeat(50), "b"], ["a b", "LONG"]],
    [
      "what links to a long address with what is read of it",
      [{ link: `https://a.example/${"p".repeat(400)}`, text: "a" }, "b"],
      ["a b"],
    ],
    [
      "a word that no column holds by itself",
      ["a", { code: "AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED" }],
      ["a", "LONG"],
    ],
    [
      "Korean by how wide it is",
      ["a", "도메인을 검증하지 못했습니다. 검증용 CNAME 레코드가 없거나 값이 다르거나 아직 퍼지지 않았습니다"],
      ["a", "LONG"],
    ],
  ] as const)("shows of the facts %s", (_what, values, shown) => {
    const facts = values.map((value) => ({ label: "deployment.cause", value }) as const);
    const { blocks } = render({ tone: "info", title: "Facts", facts }, reader("en"));
    const told = blocks
      .slice(1)
      .map(({ text, fields }) =>
        text ? "LONG" : (fields as { text: string }[]).map((field) => /[ab](?=>?$)/.exec(field.text)?.[0]).join(" "),
      );
    expect(told).toEqual(shown);
  });

  it("tells the fifty stages that CodePipeline allows, as a list where a plan takes too much room", () => {
    const steps = Array.from({ length: 50 }, (_, index): Step => {
      return {
        id: `stage-${index}`,
        title: `Deploy-to-region-${index}`,
        state: "done",
        notes: ["succeeded · took 2m"],
      };
    });
    const content: Content = {
      tone: "success",
      title: "Deployed",
      steps,
      facts: [{ label: "deployment.revision", value: "Serve images" }],
    };
    for (const blocks of [render(content, reader("en")).blocks, render(content, reader("ko")).classicBlocks]) {
      expect(validateBlocks(blocks, "message")).toEqual([]);
      expect(JSON.stringify(blocks)).toContain("Deploy-to-region-49");
      expect(JSON.stringify(blocks)).toContain("Serve images");
    }
  });

  it("tells few stages as a plan", () => {
    const content: Content = {
      tone: "progress",
      title: "Deploying",
      steps: [{ id: "Build", title: "Build", state: "running", notes: ["in progress"] }],
    };
    expect(render(content, reader("en")).blocks.map(({ type }) => type)).toEqual(["section", "plan"]);
    expect(render(content, reader("en")).classicBlocks.map(({ type }) => type)).toEqual(["section", "section"]);
  });
});

describe("a table", () => {
  const content: Content = {
    tone: "info",
    title: "Who",
    table: {
      columns: ["deployment.started-by", "deployment.revision"],
      rows: [
        [{ user: "U0KIM" }, { code: "abc" }],
        ["<!channel> *x*", ""],
      ],
    },
  };

  it("is drawn with a row of headings, and told as lines where it cannot be", () => {
    const { text, blocks, classicBlocks } = render(content, reader("en"));
    expect(blocks.find(({ type }) => type === "table")?.rows).toMatchObject([
      [{ type: "raw_text", text: "Started by" }, { text: "Revision" }],
      [
        { elements: [{ elements: [{ type: "user", user_id: "U0KIM" }] }] },
        { elements: [{ elements: [{ text: "abc", style: { code: true } }] }] },
      ],
      [{ text: "<!channel> *x*" }, { text: "–" }],
    ]);
    const lines = /<@U0KIM> · `abc`\n&lt;!channel&gt; ∗x\*$/;
    expect(text).toMatch(lines);
    expect(classicBlocks.at(-1)).toMatchObject({
      type: "section",
      text: { text: expect.stringMatching(lines) },
    });
  });

  it("becomes lines when its cells hold more than Slack would take", () => {
    const rows = Array.from({ length: 99 }, () => ["x".repeat(300), "y".repeat(300)]);
    const { blocks } = render({ ...content, table: { columns: content.table?.columns ?? [], rows } }, reader("en"));
    expect(blocks.map(({ type }) => type)).not.toContain("table");
    expect(validateBlocks(blocks, "message")).toEqual([]);
  });
});
