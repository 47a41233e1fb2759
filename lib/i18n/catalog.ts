/** The shape that every language fills: the same keys, the same arguments. */
export type Translation<English> = {
  [Key in keyof English]: English[Key] extends (args: infer Args) => string ? (args: Args) => string : string;
};

/**
 * Every sentence by its key. Each room declares its own beside itself (`words.en.ts`), so that `lib` has the keys of all
 * without knowing any subject. https://www.typescriptlang.org/docs/handbook/declaration-merging.html
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Words {}

export const languages = ["en", "ko"] as const;

export type Language = (typeof languages)[number];

/** The sentences in every language; whoever renders is handed it. */
export type Catalog = Readonly<Record<Language, Words>>;

/** The language of a Slack locale such as `ko-KR`; English when it is none of ours. */
export function languageOf(locale: string | undefined): Language {
  const code = locale?.toLowerCase().split("-")[0];
  return languages.find((language) => language === code) ?? "en";
}
