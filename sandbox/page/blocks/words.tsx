/** Blocks with only text. */
import type * as Slack from "@slack/types";
import { parseMarkdown } from "../text/markdown.ts";
import { parseRichText } from "../text/rich-text.ts";
import { Flows, Line, Text } from "../text/text.tsx";
import { Picture } from "./image.tsx";

export function HeaderBlock({ block }: { readonly block: Slack.HeaderBlock }) {
  return (
    <h3 class="block-header">
      <Line text={block.text} />
    </h3>
  );
}

export function DividerBlock() {
  return <hr />;
}

export function ContextBlock({ block }: { readonly block: Slack.ContextBlock }) {
  return (
    <div class="block-context">
      {block.elements.map((element, index) =>
        element.type === "image" ? (
          <Picture key={index} image={element} class="context-image" />
        ) : (
          <span key={index} class="context-text">
            <Text text={element} />
          </span>
        ),
      )}
    </div>
  );
}

export function MarkdownBlock({ block }: { readonly block: Slack.MarkdownBlock }) {
  return <Flows flow={parseMarkdown(block.text)} />;
}

export function RichTextBlock({ block }: { readonly block: Slack.RichTextBlock }) {
  return <Flows flow={parseRichText(block)} />;
}
