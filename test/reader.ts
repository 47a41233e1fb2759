import { catalog } from "../handlers/catalog.ts";
import type { Language } from "../lib/i18n/catalog.ts";
import type { Reader } from "../lib/slack/spans.ts";

/** Somebody who reads that language; `linkTo` knows where messages were posted. */
export function readerIn(language: Language, linkTo: Reader["linkTo"] = () => undefined): Reader {
  return { language, words: catalog[language], linkTo };
}
