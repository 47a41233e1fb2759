import type { RichTextBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { parseRichText } from "../../../sandbox/page/text/rich-text.ts";

const section = (text: string) => ({
  type: "rich_text_section" as const,
  elements: [{ type: "text" as const, text }],
});
const block = (...elements: RichTextBlock["elements"]): RichTextBlock => ({ type: "rich_text", elements });

describe("rich text", () => {
  it("goes on counting after a nested list, which Slack sends as a list of its own", () => {
    const flow = parseRichText(
      block(
        { type: "rich_text_list", style: "ordered", elements: [section("a"), section("b")] },
        { type: "rich_text_list", style: "bullet", indent: 1, elements: [section("c")] },
        { type: "rich_text_list", style: "ordered", elements: [section("d")] },
      ),
    );
    const markers = flow.flatMap((part) => (part.is === "list" ? part.items.map((item) => item.marker) : []));
    expect(markers).toEqual(["1.", "2.", "◦", "3."]);
  });

  it("applies several styles to one text", () => {
    const styled = { type: "text" as const, text: "x", style: { bold: true, code: true } };
    expect(parseRichText(block({ type: "rich_text_section", elements: [styled] }))).toEqual([
      { is: "paragraph", children: [{ is: "bold", children: [{ is: "code", text: "x" }] }] },
    ]);
  });

  it("shows the address of a link that must not be opened as text", () => {
    const link = { type: "link" as const, url: "javascript:alert(1)", text: "click" };
    expect(parseRichText(block({ type: "rich_text_section", elements: [link] }))).toEqual([
      { is: "paragraph", children: [{ is: "text", text: "click" }] },
    ]);
  });

  it("draws an emoji from its code points, and does not trust them", () => {
    const emoji = (unicode: string) => ({ type: "emoji" as const, name: "tada", unicode });
    const glyphs = ["1f389", "1f468-200d-1f4bb", "zz", "ffffffff"].map(
      (unicode) => parseRichText(block({ type: "rich_text_section", elements: [emoji(unicode)] }))[0],
    );
    expect(glyphs).toEqual([
      { is: "paragraph", children: [{ is: "emoji", name: "tada", glyph: "🎉" }] },
      { is: "paragraph", children: [{ is: "emoji", name: "tada", glyph: "👨‍💻" }] },
      { is: "paragraph", children: [{ is: "text", text: ":tada:" }] },
      { is: "paragraph", children: [{ is: "text", text: ":tada:" }] },
    ]);
  });
});
