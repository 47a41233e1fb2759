import { describe, expect, it } from "vitest";
import { catalog as words } from "../../../handlers/catalog.ts";
import { type Language, languageOf } from "../../../lib/i18n/catalog.ts";

type Word = string | ((args: Record<string, unknown>) => string);

/** The sentence with its arguments as ‹name›, and the names it used. */
function said(language: Language, key: string): { text: string; used: string[] } {
  const word = (words[language] as unknown as Record<string, Word>)[key];
  if (typeof word !== "function") return { text: word ?? "", used: [] };
  const used = new Set<string>();
  const args = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => {
        used.add(String(name));
        return `‹${String(name)}›`;
      },
    },
  );
  return { text: word(args), used: [...used].sort() };
}

const keys = Object.keys(words.en);
const bare = (text: string): string => text.replace(/‹\w+›/g, "");

describe("every sentence", () => {
  it.each(keys)("%s", (key) => {
    const [english, korean] = [said("en", key), said("ko", key)];
    for (const { text } of [english, korean]) {
      expect(text.trim(), "there is something to read").not.toBe("");
      expect(text, "nothing is missing").not.toMatch(/undefined|null|NaN|\[object/);
      expect(text, "no markup: that is made where it is rendered").not.toMatch(/[<>`]|&\w+;|\*\w/);
    }
    expect(korean.used, "both languages tell the same").toEqual(english.used);
    if (/[a-z]{3}/i.test(bare(english.text))) {
      expect(korean.text, "said in Korean").toMatch(/\p{Script=Hangul}/u);
    }
    expect(bare(korean.text), "no English sentence").not.toMatch(/\b[a-z]{2,} [a-z]{2,}\b/);
    expect(bare(english.text), "no Korean").not.toMatch(/\p{Script=Hangul}/u);
  });

  it("is there in Korean for each in English, and the other way round", () => {
    expect(Object.keys(words.ko).sort()).toEqual([...keys].sort());
  });
});

it.each<[string | undefined, Language, string]>([
  ["ko-KR", "ko", "as Slack writes it"],
  ["ko", "ko", "without the country"],
  ["KO-kr", "ko", "in another case"],
  ["en-GB", "en", "English"],
  ["ja-JP", "en", "a language that we do not speak"],
  ["", "en", "empty"],
  [undefined, "en", "unknown"],
])("the locale %s is read as %s: %s", (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
