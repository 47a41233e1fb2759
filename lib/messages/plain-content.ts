import * as v from "valibot";
import { type Content, contentSchema } from "../pure/content.ts";
import { isObject } from "../pure/json.ts";
import { isText, type Text } from "../pure/text.ts";
import { render } from "../slack/render.ts";
import { type Reader, spansOf } from "../slack/spans.ts";

/** The content, when this version has a word and a form for all of it. */
export function isRenderable(content: Content, reader: Reader): boolean {
  try {
    return v.is(contentSchema, content) && render(content, reader).blocks.length > 0;
  } catch {
    return false;
  }
}

/**
 * What a newer version has written, with what can be said of it: better a few names than nothing. What it has no word
 * for is told by what it would be filled with.
 */
export function plainContent({ tone, title, facts, lines, excerpt, rows, footer }: Content, reader: Reader): Content {
  const said = (text: unknown): Text => plainLine(text, reader);
  const below = [facts, lines, rows, footer].flatMap((some: unknown) => (Array.isArray(some) ? some : []));
  return {
    tone: v.is(contentSchema.entries.tone, tone) ? tone : "info",
    title: said(title),
    lines: below.map((one) => said(isObject(one) ? (one.value ?? one.text ?? one) : one)),
    ...(v.is(contentSchema.entries.excerpt, excerpt) && excerpt && { excerpt }),
  };
}

/** A text, or, when this version cannot say it, what is in it. */
export function plainLine(text: unknown, reader: Reader): Text {
  return isSayable(text, reader) ? text : (plainText(text) ?? "…");
}

function isSayable(text: unknown, reader: Reader): text is Text {
  try {
    return isText(text) && spansOf(text, reader) !== undefined;
  } catch {
    return false;
  }
}

/** The names and figures in a text, side by side; undefined when there are none. */
function plainText(text: unknown): string | undefined {
  if (typeof text === "string" || typeof text === "number") return String(text);
  if (Array.isArray(text)) return text.map((part) => plainText(part) ?? "").join("") || undefined;
  if (!isObject(text)) return undefined;
  // Neither a word's key nor a length or an address is for people.
  const { say: _, length: __, link: ___, message: ____, otherwise: _____, ...parts } = text;
  const all = Object.values(parts).flatMap((part) => plainText(part) ?? []);
  return all.filter((part) => part.trim()).join(" · ") || undefined;
}
