import type * as Slack from "@slack/types";
import { Text } from "../text/text.tsx";

const signs = { default: "•", info: "i", warning: "!", error: "×", success: "✓" } as const;

export function AlertBlock({ block }: { readonly block: Slack.AlertBlock }) {
  const level = block.level && Object.hasOwn(signs, block.level) ? block.level : "default";
  return (
    <div class={`block-alert alert-${level}`} role={level === "error" || level === "warning" ? "alert" : "note"}>
      <span class="alert-sign" aria-hidden="true">
        {signs[level]}
      </span>
      <Text text={block.text} />
    </div>
  );
}
