import { en, type Words } from "./en.ts";
import { ko } from "./ko.ts";

export const words = { en, ko } satisfies Record<string, Words>;

export type Language = keyof typeof words;

export function isLanguage(value: string | undefined): value is Language {
  return value !== undefined && Object.hasOwn(words, value);
}

/** The terminal's language, by POSIX's variables; English for unsupported ones. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.startsWith("ko") ? "ko" : "en";
}
