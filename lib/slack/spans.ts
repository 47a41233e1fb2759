import type { Text } from "../core/text.ts";
import { type Language, words } from "../words/languages.ts";

/** A run of text with one look; what messages are made of once their language is known. */
export type Span =
  | { readonly kind: "text"; readonly text: string; readonly bold?: true }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly text: string; readonly bold?: true }
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "time"; readonly at: Date };

export interface Reader {
  readonly language: Language;
  /** The address of the Slack message of that key, once it has been posted. */
  readonly linkTo: (messageKey: string) => string | undefined;
}

// Private-use characters stand for arguments while a phrase is put together, so that an argument keeps its own look.
const [opening, closing] = ["\uE000", "\uE001"];
const slot = /\uE000(\d+)\uE001/;

/** Says a text in the reader's language. */
export function spansOf(text: Text, reader: Reader): Span[] {
  if (typeof text === "string") return text ? [{ kind: "text", text: withoutSlots(text) }] : [];
  if (isList(text)) return text.flatMap((part) => spansOf(part, reader));
  if ("say" in text) return phrase(text.say, "with" in text ? text.with : {}, reader);
  if ("code" in text) return [{ kind: "code", text: withoutSlots(text.code) }];
  if ("bold" in text) return spansOf(text.bold, reader).map(embolden);
  if ("link" in text) return linked(text.link, text.text, reader);
  if ("message" in text) {
    const url = reader.linkTo(text.message);
    return url ? linked(url, text.text, reader) : spansOf(text.otherwise ?? text.text, reader);
  }
  if ("user" in text) return [{ kind: "user", id: text.user }];
  if ("time" in text) return [{ kind: "time", at: new Date(text.time) }];
  return [{ kind: "text", text: durationIn(reader.language, text.duration) }];
}

function isList(text: Text): text is readonly Text[] {
  return Array.isArray(text);
}

function phrase(key: keyof typeof words.en, values: object, reader: Reader): Span[] {
  const word = words[reader.language][key] as string | ((args: Record<string, unknown>) => string);
  if (typeof word === "string") return [{ kind: "text", text: word }];
  const slots: Text[] = [];
  const args = Object.fromEntries(
    Object.entries(values as Record<string, Text | number>).map(([name, value]) => {
      if (typeof value === "number") return [name, value];
      slots.push(value);
      return [name, `${opening}${slots.length - 1}${closing}`];
    }),
  );
  return word(args)
    .split(slot)
    .flatMap((part, index): Span[] => {
      if (index % 2 === 0) return part ? [{ kind: "text", text: part }] : [];
      return spansOf(slots[Number(part)] ?? "", reader);
    });
}

function withoutSlots(text: string): string {
  return text.replace(/[\uE000\uE001]/g, "");
}

function embolden(span: Span): Span {
  return span.kind === "text" || span.kind === "link" ? { ...span, bold: true } : span;
}

function linked(url: string, text: Text, reader: Reader): Span[] {
  return [{ kind: "link", url, text: plain(spansOf(text, reader)) }];
}

/** A length of time as people say it: `2m 05s`, `2분 5초`. */
export function durationIn(language: Language, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const units = language === "ko" ? (["시간", "분", "초"] as const) : (["h", "m", "s"] as const);
  const parts = [h ? `${h}${units[0]}` : "", m ? `${m}${units[1]}` : "", s && !h ? `${s}${units[2]}` : ""];
  return parts.filter(Boolean).join(" ") || `0${units[2]}`;
}

/** Text without any look, for places where Slack shows none. */
export function plain(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      if (span.kind === "user") return `@${span.id}`;
      if (span.kind === "time") return isoMinute(span.at);
      return span.text;
    })
    .join("");
}

/** As Slack's mrkdwn, with everything that could have an effect escaped. https://docs.slack.dev/messaging/formatting-message-text */
export function mrkdwn(spans: readonly Span[]): string {
  return merged(spans)
    .map((span, index, all) => {
      const shown = marked(span);
      // Marks only count at the edge of a word, which Korean particles are not: they stick to what they follow.
      const isMarked = span.kind === "code" || ("bold" in span && span.bold === true);
      const [previous, next] = [all[index - 1], all[index + 1]];
      const opens = isMarked && previous?.kind === "text" && /[\p{L}\p{N}]$/u.test(previous.text);
      const closes = isMarked && next?.kind === "text" && /^[\p{L}\p{N}]/u.test(next.text);
      return `${opens ? zeroWidthSpace : ""}${shown}${closes ? zeroWidthSpace : ""}`;
    })
    .join("");
}

const zeroWidthSpace = "\u200b";

/** Neighbours of one look as one run, so that their marks do not meet. */
function merged(spans: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (span.kind === "text" && last?.kind === "text" && last.bold === span.bold) {
      runs[runs.length - 1] = { ...last, text: last.text + span.text };
    } else runs.push(span);
  }
  return runs;
}

function marked(span: Span): string {
  switch (span.kind) {
    case "text":
      return span.bold ? bold(span.text) : escapeText(span.text);
    case "code":
      return `\`${escapeEntities(span.text).replaceAll("`", "ˋ").replace(/\s+/g, " ")}\``;
    case "link": {
      const text = escapeText(span.text).replace(/\s+/g, " ").replaceAll("|", "¦");
      const link = `<${safeUrl(span.url)}|${text}>`;
      return span.bold ? `*${link}*` : link;
    }
    case "user":
      return /^[A-Z0-9]+$/.test(span.id) ? `<@${span.id}>` : escapeText(span.id);
    case "time": {
      const seconds = Math.floor(span.at.getTime() / 1000);
      return `<!date^${seconds}^{date_short_pretty} {time}|${isoMinute(span.at)}>`;
    }
  }
}

/** Slack takes the marks only where they touch a word, so spaces and lone punctuation stay outside. */
function bold(text: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (!/[\p{L}\p{N}]/u.test(inner)) return escapeText(text);
  return `${before}*${escapeText(inner).replaceAll("*", "∗")}*${after}`;
}

function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Besides the entities, the marks of mrkdwn: a zero-width joiner keeps them from pairing, a look-alike replaces the backtick. */
function escapeText(text: string): string {
  return escapeEntities(text)
    .replaceAll("`", "ˋ")
    .replace(/(^|[^\p{L}\p{N}])([*_~])(?=\S)/gu, "$1$2\u2060")
    .replace(/(^|\n)(&gt;)/g, "$1\u2060$2");
}

function safeUrl(url: string): string {
  return /^https?:\/\//i.test(url) ? url.replace(/[\s<>|]/g, encodeURIComponent) : "about:blank";
}

function isoMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** One element of a rich_text_section. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export type RichTextElement = Readonly<Record<string, unknown>> & { readonly type: string };

/** As the elements of a rich_text_section, which needs no escaping. */
export function richText(spans: readonly Span[]): RichTextElement[] {
  return spans.map((span): RichTextElement => {
    switch (span.kind) {
      case "text":
        return { type: "text", text: span.text, ...(span.bold && { style: { bold: true } }) };
      case "code":
        return { type: "text", text: span.text, style: { code: true } };
      case "link":
        return { type: "link", url: span.url, text: span.text };
      case "user":
        return { type: "user", user_id: span.id };
      case "time":
        return {
          type: "date",
          timestamp: Math.floor(span.at.getTime() / 1000),
          format: "{date_short_pretty} {time}",
          fallback: isoMinute(span.at),
        };
    }
  });
}
