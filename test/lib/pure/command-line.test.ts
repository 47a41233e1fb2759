import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentioned, typed, typedText, wordsOf } from "../../../lib/pure/command-line.ts";

describe("what people type", () => {
  it.each<[text: string, words: string[], reason: string]>([
    ["staging", ["staging"], "one word"],
    ["  status   staging  ", ["status", "staging"], "spaces around and between"],
    ["", [], "nothing"],
    [" \u00a0\u3000\t\n", [], "nothing but spaces of all kinds"],
    ["status\u00a0staging", ["status", "staging"], "a non-breaking space, as Slack's clients insert"],
    ["status\u3000staging", ["status", "staging"], "a full-width space, as Korean and Japanese keyboards type"],
    ["status\u2003staging", ["status", "staging"], "an em space"],
    ["ｓｔａｇｉｎｇ", ["staging"], "full-width letters"],
    ["ＳＴＡＧＩＮＧ－２", ["STAGING-2"], "full-width capitals, digits and hyphens"],
    ["“staging area”", ["staging area"], "smart quotes"],
    ["‘staging area’", ["staging area"], "smart single quotes"],
    ["„staging area“", ["staging area"], "German quotes"],
    ["«staging area»", ["staging area"], "French quotes"],
    ["＂staging area＂", ["staging area"], "full-width quotes"],
    ['"staging area" now', ["staging area", "now"], "quotes keep words together"],
    ['""', [], "nothing in quotes is nothing"],
    ['"staging', ['"staging'], "a quote that nobody closes is a character"],
    ["don’t", ["don't"], "an apostrophe opens nothing"],
    ["—force", ["--force"], "a dash that autocorrection made of two hyphens"],
    ["staging –force", ["staging", "--force"], "an en dash"],
    ["a — b", ["a", "—", "b"], "a dash between spaces is a dash"],
    ["web—dev", ["web—dev"], "nor does one within a word begin an option"],
    ["stag\u200bing", ["staging"], "an invisible space"],
    ["\u2066staging\u2069", ["staging"], "marks of direction"],
    ["\ufeffstaging", ["staging"], "a byte order mark"],
    ["배포 스테이징", ["배포", "스테이징"], "Korean"],
    ["배포".normalize("NFD"), ["배포"], "Korean as macOS decomposes it"],
    ["🚀 staging", ["🚀", "staging"], "emoji"],
    ["__proto__ constructor toString", ["__proto__", "constructor", "toString"], "names of JavaScript are words"],
  ])("%j", (text, words, reason) => {
    expect(wordsOf(text), reason).toEqual(words);
  });

  it("is read quickly and without failing, whatever it is", () => {
    const long = fc
      .constantFrom('"', "'", "a ", '"a', "'\"", "—", "\u200b", "🚀", "“")
      .map((one) => one.repeat(10_000));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), long), (text) => {
        const words = wordsOf(text);
        expect(words).not.toContain("");
        expect(words.join("")).not.toMatch(/\p{Cf}/u);
      }),
    );
  });

  it("means the same when it is read again", () => {
    const word = fc.stringMatching(/^[a-z0-9가-힣][a-z0-9가-힣_-]{0,9}$/);
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(" ", "\u00a0", "\u3000", "  "), (words, space) => {
        expect(wordsOf(words.join(space))).toEqual(words.map((one) => one.normalize("NFKC")));
      }),
    );
  });
});

describe("what Slack makes of what people type", () => {
  it.each<[sent: string, typed: string, reason: string]>([
    ["<@U0KIM|min-jun.kim>", "<@U0KIM>", "a person is known by the id"],
    ["<@U0KIM>", "<@U0KIM>", "also without a name"],
    ["<@U0KIM|Kim Min-jun> yesterday", "<@U0KIM> yesterday", "and with a name of several words"],
    ["<#C0DEV|dev>", "#dev", "a channel is what it is called"],
    ["<#C0DEV|>", "C0DEV", "or its id, when it is private"],
    ["<https://www.example.com/a?b=1&amp;c=2>", "https://www.example.com/a?b=1&c=2", "a link"],
    ["Name=<http://www.example.com|www.example.com>", "Name=www.example.com", "a name that looks like a link"],
    ["<mailto:kim@example.com|kim@example.com>", "kim@example.com", "an address"],
    ["<!subteam^S0OPS|@ops>", "@ops", "a user group is what was typed"],
    ["&lt;!channel&gt; &amp;lt;", "<!channel> &lt;", "what was typed is decoded once"],
    ["&lt;@U0KIM&gt;", "<@U0KIM>", "a mention that was typed by hand names nobody else"],
    ["<!channel>", "<!channel>", "anything else stays as it is"],
    ["a < b > c", "a < b > c", "and so do signs that are no brackets"],
    ["<<@U0KIM|x>>", "<<@U0KIM>>", "brackets in brackets"],
  ])("%j was %j: %s", (sent, was) => {
    expect(typedText(sent)).toBe(was);
  });

  it.each<[word: string, user: string | undefined]>([
    ["<@U0KIM>", "U0KIM"],
    ["<@W0KIM>", "W0KIM"],
    ["@kim", undefined],
    ["<@U0KIM|x>", undefined],
    ["x<@U0KIM>", undefined],
    ["<#C0DEV>", undefined],
    ["<@u0kim>", undefined],
  ])("%j mentions %s", (word, user) => {
    expect(mentioned(word)).toBe(user);
  });

  it("is read without failing, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("<", ">", "|", "@U0", "#C0", "http:", "&lt;", "x")), (parts) => {
        expect(typedText(parts.join("")).length).toBeLessThanOrEqual(parts.join("").length);
      }),
    );
    expect(typedText("<".repeat(100_000))).toHaveLength(100_000);
  });
});

describe("a word that is suggested", () => {
  it("is read as the same word when it is typed, also with a backtick or a space in it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom("web`1", "a b", "밤 서버", "it's", "--force"),
          fc.string().filter((word) => word !== "" && wordsOf(word).join(" ") === word && !word.includes('"')),
        ),
        (word) => {
          expect(wordsOf(typed(word))).toEqual([word]);
        },
      ),
    );
  });
});
