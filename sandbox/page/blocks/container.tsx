import type * as Slack from "@slack/types";
import { useId, useState } from "preact/hooks";
import { ChevronIcon } from "../chrome/icons.tsx";
import { parseRichText } from "../text/rich-text.ts";
import { Flows, Line } from "../text/text.tsx";
import { Blocks } from "./block.tsx";
import { Picture } from "./image.tsx";

export function ContainerBlock({ block }: { readonly block: Slack.ContainerBlock }) {
  const [open, setOpen] = useState(!(block.is_collapsible && block.default_collapsed));
  const bodyId = useId();
  const head = (
    <>
      {block.icon && <Picture image={block.icon} class="container-icon" />}
      <span class="container-titles">
        <strong>
          {block.title && <Line text={block.title} />}
          {block.rich_text_title && <Flows flow={parseRichText(block.rich_text_title)} />}
        </strong>
        {block.subtitle && (
          <small>
            <Line text={block.subtitle} />
          </small>
        )}
      </span>
    </>
  );
  return (
    <section class={`block-container container-${block.width ?? "standard"}`}>
      {block.is_collapsible ? (
        <button
          type="button"
          class="container-head"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          {head}
          <ChevronIcon />
        </button>
      ) : (
        <div class="container-head">{head}</div>
      )}
      {open && (
        <div id={bodyId} class={block.has_header_divider ? "container-body container-divided" : "container-body"}>
          <Blocks blocks={block.child_blocks.map((child) => ({ ...child }))} />
        </div>
      )}
    </section>
  );
}
