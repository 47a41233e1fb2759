/** What Slack's `markdown` block supports: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
import { emojiGlyph } from "../emoji.ts";
import { type Flow, type Inline, type ListItem, safeHref } from "./nodes.ts";

const fenceLine = /^\s*(```|~~~)/;
const headingLine = /^(#{1,6})\s+(.*?)\s*#*$/;
const ruleLine = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const quoteLine = /^\s*>\s?/;
const itemLine = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

export function parseMarkdown(text: string): Flow[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const flow: Flow[] = [];
  let at = 0;
  const line = () => lines[at] ?? "";
  const isBlockStart = (one: string) =>
    one.trim() === "" || [fenceLine, headingLine, ruleLine, quoteLine, itemLine].some((start) => start.test(one));

  while (at < lines.length) {
    const fence = line().match(fenceLine)?.[1];
    const heading = line().match(headingLine);
    if (fence) {
      const code: string[] = [];
      for (at++; at < lines.length && !line().trim().startsWith(fence); at++) code.push(line());
      at++;
      flow.push({ is: "preformatted", text: code.join("\n") });
    } else if (heading) {
      flow.push({ is: "heading", level: heading[1]?.length ?? 1, children: parseSpan(heading[2] ?? "") });
      at++;
    } else if (ruleLine.test(line())) {
      flow.push({ is: "rule" });
      at++;
    } else if (quoteLine.test(line())) {
      const quoted: string[] = [];
      for (; quoteLine.test(line()); at++) quoted.push(line().replace(quoteLine, ""));
      flow.push({ is: "quote", children: parseMarkdown(quoted.join("\n")) });
    } else if (itemLine.test(line())) {
      const ordered = /\d/.test(line().match(itemLine)?.[2] ?? "");
      const items: ListItem[] = [];
      for (; itemLine.test(line()); at++) {
        const [, space = "", mark = "-", content = ""] = line().match(itemLine) ?? [];
        const marker = /\d/.test(mark) ? mark.replace(")", ".") : "•";
        items.push({
          indent: Math.min(4, Math.floor(space.length / 2)),
          marker,
          children: parseSpan(content),
        });
      }
      flow.push({ is: "list", ordered, items });
    } else if (line().includes("|") && tableRule.test(lines[at + 1] ?? "")) {
      const rows = [cellsOf(line())];
      for (at += 2; at < lines.length && line().includes("|"); at++) rows.push(cellsOf(line()));
      flow.push({ is: "table", rows });
    } else if (line().trim() === "") {
      at++;
    } else {
      const paragraph = [line()];
      for (at++; at < lines.length && !isBlockStart(line()); at++) paragraph.push(line());
      flow.push({ is: "paragraph", children: parseSpan(paragraph.join("\n")) });
    }
  }
  return flow;
}

function cellsOf(row: string): Inline[][] {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => parseSpan(cell.trim().replaceAll("\\|", "|")));
}

/** In the order in which they are tried at each position. */
const spans: readonly {
  readonly form: RegExp;
  readonly make: (match: RegExpMatchArray) => Inline | undefined;
}[] = [
  { form: /^\\([\\`*_{}[\]()#+.!~|>-])/, make: (match) => ({ is: "text", text: match[1] ?? "" }) },
  { form: /^(`+)(.+?)\1(?!`)/, make: (match) => ({ is: "code", text: match[2] ?? "" }) },
  { form: /^\*\*(?=\S)(.+?\S?)\*\*/, make: (match) => ({ is: "bold", children: parseSpan(match[1] ?? "") }) },
  {
    form: /^__(?=\S)(.+?\S?)__(?!\w)/,
    make: (match) => ({ is: "bold", children: parseSpan(match[1] ?? "") }),
  },
  { form: /^~~(?=\S)(.+?)~~/, make: (match) => ({ is: "strike", children: parseSpan(match[1] ?? "") }) },
  { form: /^\*(?=\S)([^*\n]+?)\*/, make: (match) => ({ is: "italic", children: parseSpan(match[1] ?? "") }) },
  {
    form: /^_(?=\S)([^_\n]+?)_(?!\w)/,
    make: (match) => ({ is: "italic", children: parseSpan(match[1] ?? "") }),
  },
  {
    form: /^!?\[([^\]]*)\]\(([^)\s]+)(?:\s+"[^"]*")?\)/,
    make: (match) => link(match[2] ?? "", match[1] ?? ""),
  },
  { form: /^<(https?:\/\/[^>\s]+)>/, make: (match) => link(match[1] ?? "", match[1] ?? "") },
  {
    form: /^https?:\/\/[^\s<>)]*[^\s<>).,:;!?'"]/,
    make: (match) => ({ is: "link", href: match[0], children: [{ is: "text", text: match[0] }] }),
  },
  {
    form: /^:([a-z0-9_+'-]+):/,
    make: (match) => {
      const glyph = emojiGlyph(match[1] ?? "");
      return glyph ? { is: "emoji", name: match[1] ?? "", glyph } : undefined;
    },
  },
  { form: /^ *\n/, make: () => ({ is: "break" }) },
];

function link(address: string, label: string): Inline | undefined {
  const href = safeHref(address);
  if (!href) return { is: "text", text: label };
  return { is: "link", href, children: label === address ? [{ is: "text", text: label }] : parseSpan(label) };
}

function parseSpan(text: string): Inline[] {
  const nodes: Inline[] = [];
  let pending = "";
  let rest = text;
  while (rest !== "") {
    let found: { node: Inline; length: number } | undefined;
    // A mark inside a word is a letter: snake_case stays as it is.
    const insideWord = /\w$/.test(pending) && rest.startsWith("_");
    for (const { form, make } of insideWord ? [] : spans) {
      const match = rest.match(form);
      const node = match ? make(match) : undefined;
      if (!match || !node) continue;
      found = { node, length: match[0].length };
      break;
    }
    if (!found) {
      pending += rest[0];
      rest = rest.slice(1);
      continue;
    }
    if (pending) nodes.push({ is: "text", text: pending });
    pending = "";
    nodes.push(found.node);
    rest = rest.slice(found.length);
  }
  if (pending) nodes.push({ is: "text", text: pending });
  return nodes;
}
