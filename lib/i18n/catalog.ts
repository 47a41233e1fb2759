/** The shape of every language's words: the same keys and arguments. */
export type Translation<English> = {
  [Key in keyof English]: English[Key] extends (args: infer Args) => string ? (args: Args) => string : string;
};

/**
 * Every phrase by its key. Each folder declares its own in `words.en.ts`, so that `lib` has all keys without
 * importing any subject. https://www.typescriptlang.org/docs/handbook/declaration-merging.html
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Words {}

/** How a language writes what `Intl` is not asked for: hours, minutes and seconds in short, and a month beside days. */
interface LanguageSpec {
  readonly units: readonly [hours: string, minutes: string, seconds: string];
  readonly month: "long" | "short";
}

export const languageSpecs = {
  en: { units: ["h", "m", "s"], month: "short" },
  ko: { units: ["시간", "분", "초"], month: "long" },
} as const satisfies Record<string, LanguageSpec>;

export type Language = keyof typeof languageSpecs;

export const languages = Object.keys(languageSpecs) as [Language, ...Language[]];

/** The phrases in every language, which are passed to the renderer. */
export type Catalog = Readonly<Record<Language, Words>>;

/** The language of a Slack locale such as `ko-KR`; English for unsupported ones. */
export function languageOf(locale: string | undefined): Language {
  const code = locale?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === code) ?? "en";
}
