import { type Language, languageSpecs, type Words } from "../i18n/catalog.ts";
import { withParticle } from "../i18n/particles.ts";
import { wellFormed } from "../pure/json.ts";
import type { Text } from "../pure/text.ts";
import { type Weekday, weekdayRanges, weekdays } from "../pure/weekdays.ts";

/** A run of text with one style; the parts of messages once their language is chosen. */
export type Span =
  | { readonly kind: "text"; readonly text: string; readonly bold?: true }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly text: string; readonly bold?: true }
  | { readonly kind: "user"; readonly id: string }
  /** A mention of a user group, or (without an id) of everyone who is active. */
  | { readonly kind: "everyone"; readonly group?: string }
  | { readonly kind: "time"; readonly at: Date };

export interface Reader {
  readonly language: Language;
  /** The phrases of the language. */
  readonly words: Words;
  /** The permalink of the Slack message with that key, once it has been posted. */
  readonly linkTo: (messageKey: string) => string | undefined;
}

// Private-use characters stand for arguments while a phrase is assembled, so that arguments keep their style.
const [opening, closing] = ["\uE000", "\uE001"];
const slot = /\uE000(\d+)\uE001/;

/** Renders a text in the reader's language. */
export function spansOf(text: Text, reader: Reader): Span[] {
  if (typeof text === "string") return run("text", text);
  if (isList(text)) return text.flatMap((part) => spansOf(part, reader));
  if ("say" in text) return phrase(text.say, "with" in text ? text.with : {}, reader);
  if ("code" in text) return run("code", text.code);
  if ("bold" in text) return spansOf(text.bold, reader).map(embolden);
  if ("short" in text) return truncateSpans(spansOf(text.short, reader), text.length);
  if ("link" in text) return linked(text.link, text.text, reader);
  if ("message" in text) {
    const url = reader.linkTo(text.message);
    return url ? linked(url, text.text, reader) : spansOf(text.otherwise ?? text.text, reader);
  }
  if ("call" in text) {
    if (text.call === "here") return [{ kind: "everyone" }];
    return isGroupId(text.call) ? [{ kind: "everyone", group: text.call }] : run("text", text.call);
  }
  if ("user" in text) return isUserId(text.user) ? [{ kind: "user", id: text.user }] : run("text", text.user);
  if ("time" in text) {
    const at = new Date(text.time);
    return Number.isNaN(at.getTime()) ? run("text", text.time) : [{ kind: "time", at }];
  }
  if ("dollars" in text) {
    return [{ kind: "text", text: dollarsIn(reader.language, text.dollars, text.sign) }];
  }
  if ("days" in text) return [{ kind: "text", text: daysIn(reader.language, ...text.days) }];
  if ("weekdays" in text) return [{ kind: "text", text: weekdaysIn(reader.language, text.weekdays) }];
  return [{ kind: "text", text: durationIn(reader.language, text.duration) }];
}

function isList(text: Text): text is readonly Text[] {
  return Array.isArray(text);
}

function phrase(key: keyof Words, values: object, reader: Reader): Span[] {
  const word = reader.words[key] as string | ((args: Record<string, unknown>) => string);
  if (typeof word === "string") return [{ kind: "text", text: word }];
  const slots: Text[] = [];
  const args = Object.fromEntries(
    Object.entries(values as Record<string, Text | number>).map(([name, value]) => {
      if (typeof value === "number") return [name, value];
      slots.push(value);
      return [name, `${opening}${slots.length - 1}${closing}`];
    }),
  );
  const spans: Span[] = [];
  for (const [index, part] of word(args).split(slot).entries()) {
    if (index % 2 === 1) spans.push(...spansOf(slots[Number(part)] ?? "", reader));
    else if (part) spans.push({ kind: "text", text: withParticle(textIn(spans.at(-1)), part) });
  }
  return spans;
}

/** The text whose sound a particle can follow: not a person or a time, which Slack renders. */
function textIn(span: Span | undefined): string {
  return span && "text" in span ? span.text : "";
}

/**
 * Outside text made safe inside other text: without control characters, bidirectional overrides, and the placeholders
 * for arguments used here.
 */
export function harmless(text: string): string {
  return wellFormed(text).replace(/(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uE000\uE001]/gu, "");
}

/** Nothing when nothing is left. */
function run(kind: "text" | "code", text: string): Span[] {
  const shown = harmless(text);
  return shown ? [{ kind, text: shown }] : [];
}

function embolden(span: Span): Span {
  return span.kind === "text" || span.kind === "link" ? { ...span, bold: true } : span;
}

/** A link, or the text alone when the URL is unsafe, or too long for a message. */
function linked(link: string, text: Text, reader: Reader): Span[] {
  const spans = spansOf(text, reader);
  const url = link.length > 1_000 ? undefined : addressOf(link);
  return url === undefined ? spans : [{ kind: "link", url, text: plain(spans) || harmless(link) }];
}

/** The URL in Slack's form; undefined when it is unsafe to open. */
export function addressOf(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url)) return undefined;
  return harmless(url).replace(/[\s<>|`"]/g, encodeURIComponent);
}

/** A duration: `2m 05s`, `2분 5초`. */
export function durationIn(language: Language, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const { units } = languageSpecs[language];
  const parts = [h ? `${h}${units[0]}` : "", m ? `${m}${units[1]}` : "", s && !h ? `${s}${units[2]}` : ""];
  return parts.filter(Boolean).join(" ") || `0${units[2]}`;
}

const dollarFormats = new Map<string, Intl.NumberFormat>();

/** An amount: `$1,234.50`, `US$1,234.50`; with `sign` `+$1.00`. */
function dollarsIn(language: Language, amount: number, sign?: true): string {
  const signDisplay = sign ? "exceptZero" : "auto";
  const name = `${language} ${signDisplay}`;
  const format =
    dollarFormats.get(name) ?? new Intl.NumberFormat(language, { style: "currency", currency: "USD", signDisplay });
  // Making a format takes longer than formatting all amounts of a message.
  dollarFormats.set(name, format);
  return format.format(amount);
}

/** Days without the year: `Nov 1 – 22`, `11월 1일~22일`. */
function daysIn(language: Language, first: string, last: string): string {
  const { month } = languageSpecs[language];
  const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", month, day: "numeric" });
  // The spaces around the dash depend on the version of ICU.
  return format.formatRange(new Date(first), new Date(last)).replace(/\s/g, " ");
}

/** Days of the week: `Mon–Fri`, `월, 수, 금`. */
function weekdaysIn(language: Language, days: readonly Weekday[]): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "short" });
  // The first of January 2024 was a Monday.
  const nameOf = (day: Weekday): string => format.format(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
  return weekdayRanges(days)
    .map((range) => range.map(nameOf).join("–"))
    .join(", ");
}

/** Text without styles, for places where Slack shows none. */
export function plain(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      if (span.kind === "user") return `@${span.id}`;
      if (span.kind === "everyone") return `@${span.group ?? "here"}`;
      if (span.kind === "time") return isoMinute(span.at);
      return span.text;
    })
    .join("");
}

/** The first characters of it; a person or a time counts as one. */
export function truncateSpans(spans: readonly Span[], length: number): Span[] {
  const kept: Span[] = [];
  let left = length;
  for (const span of spans) {
    if (left <= 0) break;
    if (span.kind === "user" || span.kind === "time" || span.kind === "everyone") {
      kept.push(span);
      left -= 1;
    } else {
      // Only the part that can matter: a character has one or two code units, and the text may have thousands.
      const characters = [...span.text.slice(0, 2 * left + 1)];
      kept.push(characters.length <= left ? span : { ...span, text: characters.slice(0, left).join("") });
      left -= characters.length;
    }
  }
  return left < 0 ? [...kept, { kind: "text", text: "…" }] : kept;
}

/**
 * As Slack's mrkdwn, with special characters escaped; at most `longest` characters, cut where no mark is left open.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(spans: readonly Span[], longest = Number.POSITIVE_INFINITY): string {
  const whole = written(spans);
  if (whole.length <= longest) return whole;
  // Escapes and URLs take extra room, so the number of characters that fit is searched for.
  let [fits, most] = [0, longest];
  while (most - fits > 1) {
    const length = Math.floor((fits + most) / 2);
    if (written(truncateSpans(spans, length)).length < longest) fits = length;
    else most = length;
  }
  return written(truncateSpans(spans, fits)) || "…";
}

function written(spans: readonly Span[]): string {
  return merged(spans)
    .map((span, index, all) => {
      const shown = marked(span);
      // Marks only work at word boundaries, and Korean particles are attached to the word.
      const previous = all[index - 1];
      if (!previous || !(isMarked(span) || isMarked(previous))) return shown;
      return /[\p{L}\p{N}*`]$/u.test(marked(previous)) && /^[\p{L}\p{N}*`]/u.test(shown)
        ? `${zeroWidthSpace}${shown}`
        : shown;
    })
    .join("");
}

function isMarked(span: Span): boolean {
  return span.kind === "code" || ("bold" in span && span.bold === true);
}

const zeroWidthSpace = "\u200b";

/** Merges neighbours of one style, so that their marks do not touch. */
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
      const link = `<${span.url}|${text}>`;
      return span.bold ? `*${link}*` : link;
    }
    case "user":
      return `<@${span.id}>`;
    case "everyone":
      return span.group === undefined ? "<!here>" : `<!subteam^${span.group}>`;
    case "time": {
      const seconds = Math.floor(span.at.getTime() / 1000);
      return `<!date^${seconds}^{date_short_pretty} {time}|${isoMinute(span.at)}>`;
    }
  }
}

/** Slack only accepts marks next to a word, so spaces and lone punctuation stay outside. */
function bold(text: string): string {
  const inner = text.trim();
  if (!/[\p{L}\p{N}]/u.test(inner)) return escapeText(text);
  const [before, after] = [text.slice(0, text.indexOf(inner)), text.slice(text.trimEnd().length)];
  return `${before}*${escapeText(inner).replaceAll("*", "∗").replace(/\s+/g, " ")}*${after}`;
}

/** The three characters that Slack reads as control sequences. */
export function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Slack has no escape for its marks, and invisible characters do not stop all clients from pairing them. */
const lookAlikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/** Besides the entities, mrkdwn marks that could open a style; those within words have no effect. */
function escapeText(text: string): string {
  return escapeEntities(text)
    .replaceAll("`", "ˋ")
    .replace(/(?<![\p{L}\p{N}])[*_~](?=\S)/gu, (mark) => lookAlikes[mark] ?? mark)
    .replace(/(^|[\n\r\u2028\u2029])([^\S\n\r\u2028\u2029]*)(&gt;)/g, "$1$2\u2060$3");
}

function isGroupId(id: string): boolean {
  return /^S[A-Z0-9]{2,20}$/.test(id);
}

/** Invalid ids, such as a typed name, are shown as text. */
function isUserId(id: string): boolean {
  return /^[UW][A-Z0-9]{1,20}$/.test(id);
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
      case "everyone":
        return span.group === undefined
          ? { type: "broadcast", range: "here" }
          : { type: "usergroup", usergroup_id: span.group };
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
