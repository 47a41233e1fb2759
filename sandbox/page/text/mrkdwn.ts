/** Slack's mrkdwn as nodes: https://docs.slack.dev/messaging/formatting-message-text */
import { emojiGlyph } from "../emoji.ts";
import { type Flow, type Inline, type ListItem, safeHref } from "./nodes.ts";

/** The blocks of a mrkdwn text: paragraphs, quotes, lists and preformatted text. */
export function parseMrkdwn(text: string): Flow[] {
  const flow: Flow[] = [];
  let at = 0;
  for (const fence of text.matchAll(/```([\s\S]+?)```/g)) {
    flow.push(...parseLines(text.slice(at, fence.index), at > 0, true));
    flow.push({ is: "preformatted", text: decodeEntities((fence[1] ?? "").replace(/^\n|\n$/g, "")) });
    at = fence.index + fence[0].length;
  }
  flow.push(...parseLines(text.slice(at), at > 0, false));
  return flow;
}

/** A `plain_text` object: emoji names and entities, no formatting. */
export function parsePlainText(text: string, emoji = true): Inline[] {
  const nodes: Inline[] = [];
  const say = (part: string) => part && nodes.push({ is: "text", text: decodeEntities(part) });
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) nodes.push({ is: "break" });
    let at = 0;
    if (emoji) {
      for (const match of line.matchAll(emojiName)) {
        const glyph = emojiGlyph(match[1] ?? "");
        if (!glyph) continue;
        say(line.slice(at, match.index));
        nodes.push({ is: "emoji", name: match[1] ?? "", glyph });
        at = match.index + match[0].length;
      }
    }
    say(line.slice(at));
  }
  return nodes;
}

/** `&amp;`, `&lt;` and `&gt;`, once: `&amp;lt;` is the text `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => (name === "amp" ? "&" : name === "lt" ? "<" : ">"));
}

const emojiName = /:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/g;
const emojiHere = /^:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/;
const quoteMark = /^(?:&gt;|>) ?/;
const listLine = /^(\s*)([•◦▪‣-]|\d{1,3}\.)[ \t]+(\S.*)$/;

/** Lines next to a fence lose the line break between them. */
function parseLines(text: string, afterFence: boolean, beforeFence: boolean): Flow[] {
  let body = text;
  if (afterFence) body = body.replace(/^[ \t]*\n/, "");
  if (beforeFence) body = body.replace(/\n$/, "");
  if (body.trim() === "") return [];

  const flow: Flow[] = [];
  const lines = body.split("\n");
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) flow.push({ is: "paragraph", children: parseInline(paragraph.join("\n")) });
    paragraph = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const rest = line.match(/^(?:&gt;|>){3} ?/);
    if (rest) {
      endParagraph();
      const quoted = [line.slice(rest[0].length), ...lines.slice(index + 1)].join("\n");
      flow.push({ is: "quote", children: parseLines(quoted, false, false) });
      return flow;
    }
    if (quoteMark.test(line)) {
      endParagraph();
      const quoted: string[] = [];
      for (; quoteMark.test(lines[index] ?? ""); index++) quoted.push((lines[index] ?? "").replace(quoteMark, ""));
      index--;
      flow.push({ is: "quote", children: parseLines(quoted.join("\n"), false, false) });
      continue;
    }
    if (listLine.test(line)) {
      endParagraph();
      const items: ListItem[] = [];
      for (; ; index++) {
        const match = (lines[index] ?? "").match(listLine);
        if (!match) break;
        const [, space = "", marker = "•", content = ""] = match;
        items.push({
          indent: Math.min(4, Math.floor(space.length / 2)),
          marker,
          children: parseInline(content),
        });
      }
      index--;
      flow.push({ is: "list", ordered: /\d/.test(items[0]?.marker ?? ""), items });
      continue;
    }
    paragraph.push(line);
  }
  endParagraph();
  return flow;
}

const marks: Readonly<Record<string, "bold" | "italic" | "strike">> = {
  "*": "bold",
  _: "italic",
  "~": "strike",
};
const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * Whether a mark is valid next to this character. Slack accepts marks only at word boundaries, and a Hangul particle
 * is part of the word: `*web*은` stays as typed (seratch/ChatGPT-in-Slack#61 and #121). Senders put a zero-width space
 * between the two.
 */
const isEdge = (character: string | undefined) => character === undefined || !wordCharacter.test(character);

/** One paragraph's formatting. */
export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let pending = "";
  const flush = () => {
    if (pending) nodes.push({ is: "text", text: decodeEntities(pending) });
    pending = "";
  };
  const take = (node: Inline) => {
    flush();
    nodes.push(node);
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? "";
    if (character === "\n") {
      take({ is: "break" });
      at++;
      continue;
    }
    if (character === "<") {
      const end = text.indexOf(">", at);
      const node = end > at + 1 ? parseAngle(text.slice(at + 1, end)) : undefined;
      if (node) {
        take(node);
        at = end + 1;
        continue;
      }
    }
    if (character === "`") {
      const end = text.indexOf("`", at + 1);
      const code = end > at + 1 ? text.slice(at + 1, end) : "";
      if (code && !code.includes("\n") && isEdge(text[at - 1]) && isEdge(text[end + 1])) {
        take({ is: "code", text: decodeEntities(code) });
        at = end + 1;
        continue;
      }
    }
    const style = marks[character];
    if (style) {
      const end = closingMark(text, at);
      if (end !== undefined) {
        take({ is: style, children: parseInline(text.slice(at + 1, end)) });
        at = end + 1;
        continue;
      }
    }
    if (character === ":") {
      const match = text.slice(at).match(emojiHere);
      const glyph = match ? emojiGlyph(match[1] ?? "") : undefined;
      if (match && glyph) {
        take({ is: "emoji", name: match[1] ?? "", glyph });
        at += match[0].length;
        continue;
      }
    }
    if (character === "h" && isEdge(text[at - 1])) {
      const address = text.slice(at).match(/^https?:\/\/[^\s<>|*`]+[^\s<>|*`.,:;!?)\]}'"]/)?.[0];
      if (address) {
        const href = decodeEntities(address);
        take({ is: "link", href, children: [{ is: "text", text: href }] });
        at += address.length;
        continue;
      }
    }
    pending += character;
    at++;
  }
  flush();
  return nodes;
}

/** Where the emphasis that opens at `at` closes, on the same line. */
function closingMark(text: string, at: number): number | undefined {
  const mark = text[at];
  if (!isEdge(text[at - 1])) return undefined;
  const first = text[at + 1];
  if (first === undefined || first === mark || /\s/.test(first)) return undefined;
  for (let end = at + 1; end < text.length; end++) {
    const character = text[end];
    if (character === "\n") return undefined;
    if (character === "`" || character === "<") {
      const close = text.indexOf(character === "<" ? ">" : "`", end + 1);
      if (close > end && !text.slice(end, close).includes("\n")) end = close;
      continue;
    }
    if (character !== mark || end === at + 1) continue;
    if (/\s/.test(text[end - 1] ?? "") || !isEdge(text[end + 1])) continue;
    return end;
  }
  return undefined;
}

/** The contents of `<…>`: a mention, a date or a link; undefined for anything else. */
function parseAngle(content: string): Inline | undefined {
  const bar = content.indexOf("|");
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? undefined : content.slice(bar + 1);
  const named = label === undefined ? {} : { label: decodeEntities(label) };
  const id = target.slice(1);
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return { is: "user", id, ...named };
  if (/^#[CG][A-Z0-9]+$/.test(target)) return { is: "channel", id, ...named };
  if (/^!(here|channel|everyone)$/.test(target)) return { is: "broadcast", range: id };
  const group = target.match(/^!subteam\^([A-Z0-9]+)$/);
  if (group) return { is: "group", id: group[1] ?? "", ...named };
  const date = target.match(/^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/);
  if (date) {
    const href = safeHref(decodeEntities(date[3] ?? ""));
    return {
      is: "date",
      seconds: Number(date[1]),
      format: decodeEntities(date[2] ?? ""),
      fallback: decodeEntities(label ?? ""),
      ...(href === undefined ? {} : { href }),
    };
  }
  const href = safeHref(decodeEntities(target));
  if (!href) return undefined;
  return {
    is: "link",
    href,
    children: label ? parseInline(label) : [{ is: "text", text: href.replace(/^mailto:/, "") }],
  };
}
