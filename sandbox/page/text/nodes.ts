/** Formatted text as data: the common form of mrkdwn, Markdown and rich text. */

export type Inline =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "bold" | "italic" | "strike" | "underline"; readonly children: readonly Inline[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly is: "user" | "channel" | "group"; readonly id: string; readonly label?: string }
  | { readonly is: "broadcast"; readonly range: string }
  | {
      readonly is: "date";
      readonly seconds: number;
      readonly format: string;
      readonly fallback: string;
      readonly href?: string;
    }
  | { readonly is: "emoji"; readonly name: string; readonly glyph: string }
  | { readonly is: "break" };

export interface ListItem {
  /** Levels below the outermost, from 0. */
  readonly indent: number;
  readonly marker: string;
  readonly children: readonly Inline[];
}

export type Flow =
  | { readonly is: "paragraph"; readonly children: readonly Inline[] }
  | { readonly is: "heading"; readonly level: number; readonly children: readonly Inline[] }
  | { readonly is: "preformatted"; readonly text: string }
  | { readonly is: "quote"; readonly children: readonly Flow[] }
  | { readonly is: "list"; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | { readonly is: "table"; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly is: "rule" };

/** The URL, if it is safe to open; anything else (`javascript:`, `data:`) is undefined. */
export function safeHref(address: string): string | undefined {
  return /^(https?:\/\/|mailto:|tel:|slack:\/\/)/i.test(address.trim()) ? address.trim() : undefined;
}

/** The text alone, for labels and descriptions. */
export function plain(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.is) {
        case "text":
        case "code":
          return node.text;
        case "emoji":
          return node.glyph;
        case "break":
          return " ";
        case "date":
          return node.fallback;
        case "user":
        case "channel":
        case "group":
          return node.label ?? node.id;
        case "broadcast":
          return `@${node.range}`;
        default:
          return plain(node.children);
      }
    })
    .join("");
}
