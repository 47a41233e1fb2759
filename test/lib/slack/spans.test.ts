import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { say, type Text } from "../../../lib/pure/text.ts";
import { durationIn, mrkdwn, plain, richText, spansOf, truncateSpans } from "../../../lib/slack/spans.ts";
import { parseInline } from "../../../sandbox/page/text/mrkdwn.ts";
import { type Inline, plain as plainOf } from "../../../sandbox/page/text/nodes.ts";
import { anyText, outside, reader } from "./texts.ts";

const inEnglish = (text: Text): string => mrkdwn(spansOf(text, reader("en")));
const inKorean = (text: Text): string => mrkdwn(spansOf(text, reader("ko")));

/** What the reader sees, with the look-alikes and joiners taken for what they stand for. */
const seen = (text: string): string =>
  text.replace(/[\u2060\u200b]/g, "").replace(/[ˋ∗ˍ∼]/g, (mark) => "`*_~".charAt("ˋ∗ˍ∼".indexOf(mark)));
/** What is left of it: neither control characters, nor those that turn text around, nor ours; no half characters. */
const kept = (text: string): string =>
  text
    .replace(/[\p{Cs}\p{NChar}]/gu, "\ufffd")
    .replace(/[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uE000\uE001]/gu, "");
const collapsed = (text: string): string => text.replace(/\s+/g, " ");

/** Every kind of node, however deep. */
function kindsIn(nodes: readonly Inline[]): Set<string> {
  const kinds = nodes.flatMap((node) => [node.is, ...("children" in node ? kindsIn(node.children) : [])]);
  return new Set(kinds);
}

/** Names of emoji and bare addresses are drawn wherever they stand: that pings nobody, and is left out here. */
const quiet = outside.map((text) => text.replace(/:|http/g, ""));

describe("text from outside, read as Slack reads it", () => {
  it("is just that text", () => {
    fc.assert(
      fc.property(quiet, (text) => {
        const nodes = parseInline(inEnglish(text));
        expect([...kindsIn(nodes)].filter((kind) => kind !== "text" && kind !== "break")).toEqual([]);
        expect(collapsed(seen(plainOf(nodes)))).toBe(collapsed(seen(kept(text))));
      }),
      { numRuns: 100 },
    );
  });

  it("as code is one piece of code", () => {
    fc.assert(
      fc.property(quiet, (code) => {
        const shown = kept(code);
        fc.pre(shown.trim() !== "");
        const nodes = parseInline(inEnglish({ code }));
        expect(nodes.map(({ is }) => is)).toEqual(["code"]);
        expect(seen(plainOf(nodes))).toBe(seen(collapsed(shown)));
      }),
    );
  });

  it("in bold is one bold run of that text", () => {
    fc.assert(
      fc.property(quiet, (bold) => {
        const shown = kept(bold);
        fc.pre(/[\p{L}\p{N}]/u.test(shown));
        const nodes = parseInline(inEnglish({ bold }));
        expect(nodes.filter(({ is }) => is !== "break" && is !== "text").map(({ is }) => is)).toEqual(["bold"]);
        expect([...kindsIn(nodes)].filter((kind) => !["bold", "text", "break"].includes(kind))).toEqual([]);
        expect(collapsed(seen(plainOf(nodes))).trim()).toBe(collapsed(seen(shown)).trim());
      }),
    );
  });

  it("as a link's text stays within the link", () => {
    fc.assert(
      fc.property(quiet, (text) => {
        const nodes = parseInline(inEnglish({ link: "https://example.com/", text }));
        expect(nodes.map((node) => (node.is === "link" ? node.href : node.is))).toEqual(["https://example.com/"]);
      }),
    );
  });

  it("as an argument cannot pass for another argument", () => {
    const text = inEnglish(say("deploy.confirm-why", { environment: "\uE0001\uE001", pipeline: { code: "web" } }));
    expect(text).toMatch(/^1 is protected\. .*`web`/);
  });
});

describe("whatever is said", () => {
  const ours = /<(https?:\/\/[^\s<>|]*\|[^<>|\n]*|@[UW][A-Z0-9]+|!date\^\d+\^[^<>|]+\|[^<>|]+)>/g;

  it("has no control sequence but our own, and no backtick left open", () => {
    fc.assert(
      fc.property(anyText, fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }), (text, longest) => {
        for (const language of ["en", "ko"] as const) {
          const said = mrkdwn(spansOf(text, reader(language)), longest);
          expect(said.replace(ours, "")).not.toMatch(/[<>]/);
          for (const line of said.split("\n")) expect(line.split("`").length % 2).toBe(1);
          if (longest !== undefined) expect(said.length).toBeLessThanOrEqual(longest);
          const kinds = kindsIn(parseInline(said));
          for (const kind of ["broadcast", "group", "channel", "italic", "strike"]) expect(kinds).not.toContain(kind);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is as rich text without empty runs, and mentions nobody but users", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const element of richText(spansOf(text, reader("en")))) {
          if ("text" in element) expect(element.text).not.toBe("");
          if (element.type === "user") expect(element.user_id).toMatch(/^[UW][A-Z0-9]+$/);
          if (element.type === "link") expect(element.url).toMatch(/^https?:\/\/[^\s<>|]+$/i);
          expect(["text", "user", "link", "date"]).toContain(element.type);
        }
      }),
    );
  });

  it("is cut to whole characters, the first of them", () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, length) => {
        const spans = spansOf(text, reader("en"));
        const [whole, cut] = [plain(spans), plain(truncateSpans(spans, length))];
        expect(cut.endsWith("…") ? whole.startsWith(cut.slice(0, -1)) : whole.startsWith(cut)).toBe(true);
        expect([...cut].length).toBeLessThanOrEqual([...whole].length + 1);
      }),
    );
  });
});

describe("looks", () => {
  it.each<[text: Text, shown: string, reason: string]>([
    ["a & b < c", "a &amp; b &lt; c", "the three entities"],
    ["&lt;b&gt;", "&amp;lt;b&amp;gt;", "what was escaped already is shown as it was"],
    ["<!channel>", "&lt;!channel&gt;", "a tag of that name pings nobody"],
    ["> said\n> so", "\u2060&gt; said\n\u2060&gt; so", "no line of it is a quotation"],
    ["snake_case_name", "snake_case_name", "marks within words have no effect and stay as they are"],
    ["5 * 3 * 2", "5 * 3 * 2", "nor have those between spaces"],
    ["**x**", "∗∗x**", "every mark that could open something is kept from it"],
    [{ bold: "a\nb" }, "*a b*", "bold ends with its line"],
    [{ bold: " … " }, " … ", "nothing to make bold"],
    [{ code: "" }, "", "no code is nothing, not two backticks"],
    [[{ code: "a" }, { code: "b" }], "`a`\u200b`b`", "two codes side by side stay two"],
    [[{ code: "a" }, ", ", { code: "b" }], "`a`, `b`", "a list needs nothing in between"],
    [["x", { bold: "y" }], "x\u200b*y*", "a mark is taken at the edge of a word only"],
    [{ bold: ["a ", { link: "https://x.example", text: "b" }, "c"] }, "*a* *<https://x.example|b>*\u200b*c*", "bold"],
    [{ link: "javascript:alert(1)", text: "x" }, "x", "an address that must not be opened"],
    [{ link: "", text: "x" }, "x", "no address"],
    [{ link: `https://x.example/${"a".repeat(3000)}`, text: "x" }, "x", "an address longer than the message"],
    [{ link: "https://x.example/a|b>c", text: "d|e" }, "<https://x.example/a%7Cb%3Ec|d¦e>", "what would end it"],
    [{ link: "https://x.example/", text: "" }, "<https://x.example/|https://x.example/>", "it shows its address"],
    [{ user: "U0OWNER" }, "<@U0OWNER>", "a person"],
    [{ user: "!channel" }, "!channel", "not a person"],
    [{ message: "posted/1", text: "here" }, "<https://acme.slack.com/archives/C1/p1|here>", "a message in Slack"],
    [{ message: "lost/1", text: "here", otherwise: "there" }, "there", "a message that is not posted yet"],
    [
      { time: "2026-11-23T00:00:00Z" },
      "<!date^1795392000^{date_short_pretty} {time}|2026-11-23 00:00 UTC>",
      "in the reader's own time zone",
    ],
  ])("%j", (text, shown, reason) => {
    expect(inEnglish(text), reason).toBe(shown);
  });

  it("keep Korean particles apart from marks", () => {
    const text = say("deploy.confirm-why", { environment: { code: "dev" }, pipeline: { bold: "web" } });
    expect(inKorean(text)).toMatch(/^`dev`\u200b는 .*\*web\*\u200b이\(가\) /);
  });

  it.each([
    [0, "0s", "0초"],
    [499, "0s", "0초"],
    [59_999, "1m", "1분"],
    [125_000, "2m 5s", "2분 5초"],
    [3_600_000, "1h", "1시간"],
    [3_725_000, "1h 2m", "1시간 2분"],
    [-5_000, "0s", "0초"],
  ])("tell %i ms", (ms, english, korean) => {
    expect([durationIn("en", ms), durationIn("ko", ms)]).toEqual([english, korean]);
  });
});
