import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../sandbox/page/text/markdown.ts";
import { plain } from "../../../sandbox/page/text/nodes.ts";

describe("the markdown block", () => {
  it("has headings, rules, quotes and fences", () => {
    const flow = parseMarkdown("## Title\n\n---\n> quoted\n\n```sh\nls *\n```");
    expect(flow).toEqual([
      { is: "heading", level: 2, children: [{ is: "text", text: "Title" }] },
      { is: "rule" },
      { is: "quote", children: [{ is: "paragraph", children: [{ is: "text", text: "quoted" }] }] },
      { is: "preformatted", text: "ls *" },
    ]);
  });

  it("nests lists by their indentation", () => {
    const [list] = parseMarkdown("1. one\n   - two\n2. three");
    expect(list).toMatchObject({
      is: "list",
      ordered: true,
      items: [
        { indent: 0, marker: "1." },
        { indent: 1, marker: "•" },
        { indent: 0, marker: "2." },
      ],
    });
  });

  it("reads tables with escaped bars", () => {
    const [table] = parseMarkdown("| a | b |\n|---|:-:|\n| 1 \\| 2 | **3** |");
    if (table?.is !== "table") throw new Error("no table");
    expect(table.rows.map((row) => row.map(plain))).toEqual([
      ["a", "b"],
      ["1 | 2", "3"],
    ]);
  });

  it.each([
    ["**bold** and *it*", ["bold", "text", "italic"], "the marks differ from mrkdwn's"],
    ["snake_case_name", ["text"], "a name keeps its underscores"],
    ["[x](javascript:alert(1))", ["text", "text"], "an address that runs something becomes its label"],
    ["[x](https://a.io)", ["link"], "links"],
    ["\\*not\\*", ["text", "text", "text"], "escapes"],
    ["`a_b_c`", ["code"], "code"],
    ["<script>alert(1)</script>", ["text"], "HTML is text"],
  ])("%j", (text, kinds) => {
    const [paragraph] = parseMarkdown(text);
    if (paragraph?.is !== "paragraph") throw new Error("no paragraph");
    expect(paragraph.children.map((node) => node.is)).toEqual(kinds);
  });
});
