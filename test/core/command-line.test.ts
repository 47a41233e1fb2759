import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../../lib/core/command-line.ts";

describe("what people type", () => {
  it.each<[text: string, words: string[], reason: string]>([
    ["staging", ["staging"], "one word"],
    ["  status   staging  ", ["status", "staging"], "spaces around and between"],
    ["", [], "nothing"],
    [" \u00a0\u3000\t\n", [], "nothing but spaces of all kinds"],
    ["status\u00a0staging", ["status", "staging"], "a non-breaking space, as Slack's clients insert"],
    [
      "status\u3000staging",
      ["status", "staging"],
      "a full-width space, as Korean and Japanese keyboards type",
    ],
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
    [
      "__proto__ constructor toString",
      ["__proto__", "constructor", "toString"],
      "names of JavaScript are words",
    ],
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
