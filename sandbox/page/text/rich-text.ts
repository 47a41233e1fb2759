/** Slack's rich_text as nodes: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
import type { RichTextBlock, RichTextElement, RichTextList } from "@slack/types";
import { emojiGlyph, glyphOfCodePoints } from "../emoji.ts";
import { type Flow, type Inline, type ListItem, safeHref } from "./nodes.ts";

export function parseRichText(block: RichTextBlock): Flow[] {
  const flow: Flow[] = [];
  // Numbering continues across a nested list: Slack sends each level as a list of its own.
  const counts: number[] = [];
  for (const element of block.elements) {
    if (element.type !== "rich_text_list") counts.length = 0;
    switch (element.type) {
      case "rich_text_section":
        if (element.elements.length > 0) flow.push({ is: "paragraph", children: element.elements.flatMap(inlineOf) });
        break;
      case "rich_text_quote":
        flow.push({
          is: "quote",
          children: [{ is: "paragraph", children: element.elements.flatMap(inlineOf) }],
        });
        break;
      case "rich_text_preformatted":
        flow.push({
          is: "preformatted",
          text: element.elements.map((part) => (part.type === "link" ? (part.text ?? part.url) : part.text)).join(""),
        });
        break;
      case "rich_text_list": {
        const items = itemsOf(element, counts);
        const last = flow.at(-1);
        if (last?.is === "list" && last.ordered === (element.style === "ordered")) {
          flow[flow.length - 1] = { ...last, items: [...last.items, ...items] };
        } else flow.push({ is: "list", ordered: element.style === "ordered", items });
        break;
      }
    }
  }
  return flow;
}

function itemsOf(list: RichTextList, counts: number[]): ListItem[] {
  const indent = list.indent ?? 0;
  counts.length = indent + 1;
  return list.elements.map((item) => {
    const count = (counts[indent] ?? 0) + 1;
    counts[indent] = count;
    const bullet = ["•", "◦", "▪"][indent % 3] ?? "•";
    return {
      indent,
      marker: list.style === "ordered" ? `${count}.` : bullet,
      children: item.elements.flatMap(inlineOf),
    };
  });
}

function inlineOf(element: RichTextElement): Inline[] {
  let nodes = bare(element);
  const style = element.style;
  if (!style) return nodes;
  if (style.code) {
    nodes = nodes.map((node) => (node.is === "text" ? { is: "code", text: node.text } : node));
  }
  for (const [name, is] of [
    ["bold", "bold"],
    ["italic", "italic"],
    ["strike", "strike"],
    ["underline", "underline"],
  ] as const) {
    if ((style as Record<string, boolean | undefined>)[name]) nodes = [{ is, children: nodes }];
  }
  return nodes;
}

function bare(element: RichTextElement): Inline[] {
  switch (element.type) {
    case "text":
      return element.text
        .split("\n")
        .flatMap((line, index): Inline[] => [
          ...(index > 0 ? [{ is: "break" } as const] : []),
          ...(line ? [{ is: "text", text: line } as const] : []),
        ]);
    case "link": {
      const href = safeHref(element.url);
      const children: Inline[] = [{ is: "text", text: element.text ?? element.url }];
      return href ? [{ is: "link", href, children }] : children;
    }
    case "emoji": {
      const glyph = element.unicode ? glyphOfCodePoints(element.unicode) : emojiGlyph(element.name);
      return [glyph ? { is: "emoji", name: element.name, glyph } : { is: "text", text: `:${element.name}:` }];
    }
    case "user":
      return [{ is: "user", id: element.user_id }];
    case "channel":
      return [{ is: "channel", id: element.channel_id }];
    case "usergroup":
      return [{ is: "group", id: element.usergroup_id }];
    case "broadcast":
      return [{ is: "broadcast", range: element.range }];
    case "date": {
      const href = safeHref(element.url ?? "");
      return [
        {
          is: "date",
          seconds: element.timestamp,
          format: element.format,
          fallback: element.fallback ?? "",
          ...(href === undefined ? {} : { href }),
        },
      ];
    }
    case "color":
      return [{ is: "code", text: element.value }];
    case "team":
      return [{ is: "text", text: element.team_id }];
    default:
      return [];
  }
}
