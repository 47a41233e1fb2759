import { en, type Words } from "./en.ts";
import { ko } from "./ko.ts";

export const words = { en, ko } satisfies Record<string, Words>;

export type Language = keyof typeof words;

/** The language of a Slack locale such as `ko-KR`; English when it is none of ours. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith("ko") ? "ko" : "en";
}
