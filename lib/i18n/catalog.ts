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

export const languages = ["en", "ko"] as const;

export type Language = (typeof languages)[number];

/** The phrases in every language, which are passed to the renderer. */
export type Catalog = Readonly<Record<Language, Words>>;

/** The language of a Slack locale such as `ko-KR`; English for unsupported ones. */
export function languageOf(locale: string | undefined): Language {
  const code = locale?.toLowerCase().split("-")[0];
  return languages.find((language) => language === code) ?? "en";
}
