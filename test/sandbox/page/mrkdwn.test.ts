import { describe, expect, it } from "vitest";
import { decodeEntities, parseInline, parseMrkdwn, parsePlainText } from "../../../sandbox/page/text/mrkdwn.ts";
import { type Flow, type Inline, safeHref } from "../../../sandbox/page/text/nodes.ts";

/** Nodes written short, so that a table of examples can be read. */
function short(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.is) {
        case "text":
          return node.text;
        case "code":
          return `[code ${node.text}]`;
        case "break":
          return "⏎";
        case "emoji":
          return node.glyph;
        case "link":
          return `[link ${node.href} ${short(node.children)}]`;
        case "date":
          return `[date ${node.seconds} ${node.format} ${node.fallback}]`;
        case "broadcast":
          return `[${node.is} ${node.range}]`;
        case "user":
        case "channel":
        case "group":
          return `[${node.is} ${node.id}${node.label === undefined ? "" : ` ${node.label}`}]`;
        default:
          return `[${node.is} ${short(node.children)}]`;
      }
    })
    .join("");
}

describe("the formatting of a line", () => {
  it.each([
    ["*bold* _italic_ ~gone~", "[bold bold] [italic italic] [strike gone]", "the three marks"],
    ["*_both_*", "[bold [italic both]]", "marks inside marks"],
    ["a*b*c", "a*b*c", "a mark inside a word is a character"],
    ["*web*은 준비됐습니다", "*web*은 준비됐습니다", "a Hangul particle is part of the word, as in Slack"],
    ["*web*\u200b은", "[bold web]\u200b은", "a zero-width space separates the two"],
    ["`web`은", "`web`은", "code follows the same rule"],
    ["*정상적으로* 끝났고", "[bold 정상적으로] 끝났고", "Korean between the marks is fine"],
    ["* not bold *", "* not bold *", "a mark beside a space opens nothing"],
    ["5 * 3 * 2", "5 * 3 * 2", "multiplication"],
    ["snake_case_name", "snake_case_name", "underscores of a name"],
    ["*never\nclosed*", "*never⏎closed*", "emphasis ends with its line"],
    ["`*raw* &lt;b&gt;`", "[code *raw* <b>]", "code is not formatted, but decoded"],
    ["*a `*` b*", "[bold a [code *] b]", "a mark within code closes nothing"],
    ["(*bold*), *bold*.", "([bold bold]), [bold bold].", "punctuation is an edge"],
    ["**", "**", "nothing between the marks"],
    [":rocket: go :nope: 10:30:00", "🚀 go :nope: 10:30:00", "unknown names and times stay"],
    [":wave::skin-tone-3:", "👋", "skin tones are taken along"],
    [":rocket::tada:", "🚀🎉", "two in a row"],
  ])("%j", (text, expected) => expect(short(parseInline(text))).toBe(expected));

  it.each([
    ["<https://a.io/x?b=1&amp;c=2|the *plan*>", "[link https://a.io/x?b=1&c=2 the [bold plan]]", "label and query"],
    ["<https://a.io>", "[link https://a.io https://a.io]", "no label"],
    ["see https://a.io/x.", "see [link https://a.io/x https://a.io/x].", "a bare address, without the full stop"],
    ["*<https://a.io|x*y>*", "[bold [link https://a.io x*y]]", "a mark within a label closes nothing"],
    ["<mailto:ops@a.io|mail>", "[link mailto:ops@a.io mail]", "mail"],
    ["<javascript:alert(1)|click>", "<javascript:alert(1)|click>", "no scheme that runs anything"],
    ["<data:text/html,x>", "<data:text/html,x>", "no document in an address"],
    ["<@U0OWNER> <@U0OWNER|sy>", "[user U0OWNER] [user U0OWNER sy]", "people"],
    ["<#C0DEV|dev> <!subteam^S0OPS|@ops>", "[channel C0DEV dev] [group S0OPS @ops]", "channels and groups"],
    ["<!here> <!channel> <!everyone>", "[broadcast here] [broadcast channel] [broadcast everyone]", "everybody"],
    ["<!date^1763856000^{date} at {time}|then>", "[date 1763856000 {date} at {time} then]", "dates"],
    ["&lt;!channel&gt;", "<!channel>", "an escaped mention pings nobody"],
    ["<b>x</b>", "<b>x</b>", "HTML is text"],
    ["<>", "<>", "an empty pair"],
    ["a < b > c", "a < b > c", "comparison"],
  ])("%j", (text, expected) => expect(short(parseInline(text))).toBe(expected));
});

describe("the paragraphs of a text", () => {
  const shape = (flow: readonly Flow[]): unknown[] =>
    flow.map((part) => {
      if (part.is === "paragraph") return short(part.children);
      if (part.is === "quote") return { quote: shape(part.children) };
      if (part.is === "preformatted") return { pre: part.text };
      if (part.is === "list") return part.items.map((item) => `${item.indent} ${item.marker} ${short(item.children)}`);
      return part;
    });

  it.each<[string, unknown[], string]>([
    ["a\nb", ["a⏎b"], "a line break stays within the paragraph"],
    ["a\n```\nx &lt; *y*\n```\nb", ["a", { pre: "x < *y*" }, "b"], "a fence takes its line breaks with it"],
    ["```one line```", [{ pre: "one line" }], "a fence on one line"],
    ["```open", ["```open"], "a fence that never closes"],
    ["&gt; a\n&gt; b\nc", [{ quote: ["a⏎b"] }, "c"], "quotes, escaped as Slack sends them"],
    ["> a", [{ quote: ["a"] }], "quotes, as bots write them"],
    ["x\n>>> a\nb", ["x", { quote: ["a⏎b"] }], "the rest of the text"],
    ["t\n• a\n  • *b*\n1. c", ["t", ["0 • a", "1 • [bold b]", "0 1. c"]], "lines with bullets hang"],
    ["- 5 degrees", [["0 - 5 degrees"]], "hyphens too"],
    ["-5 degrees", ["-5 degrees"], "a negative number is none"],
    ["", [], "nothing"],
  ])("%j", (text, expected) => expect(shape(parseMrkdwn(text))).toEqual(expected));
});

describe("entities", () => {
  it("are decoded once", () => expect(decodeEntities("&amp;lt; &lt; &gt; &amp; &quot;")).toBe("&lt; < > & &quot;"));
});

describe("plain text", () => {
  it("has emoji and line breaks, but no formatting", () =>
    expect(short(parsePlainText("*a* :tada:\n<@U0> &amp;"))).toBe("*a* 🎉⏎<@U0> &"));
  it("keeps the names when emoji are off", () => expect(short(parsePlainText(":tada:", false))).toBe(":tada:"));
  it("finds the first emoji after formatted text was read (one state for both lost it)", () => {
    parseInline("several :eyes: and :tada:");
    expect(short(parsePlainText(":x: failed"))).toBe("❌ failed");
  });
});

describe("addresses", () => {
  it.each([
    ["https://a.io", "https://a.io"],
    [" HTTP://a.io ", "HTTP://a.io"],
    ["javascript:alert(1)", undefined],
    ["//a.io", undefined],
    ["java\nscript:x", undefined],
    ["vbscript:x", undefined],
  ])("%j may be opened: %s", (address, expected) => expect(safeHref(address)).toBe(expected));
});
