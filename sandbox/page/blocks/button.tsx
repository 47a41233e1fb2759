import type * as Slack from "@slack/types";
import { useContext } from "preact/hooks";
import { ExternalIcon } from "../chrome/icons.tsx";
import { useBusy } from "../session.ts";
import { safeHref } from "../text/nodes.ts";
import { Line } from "../text/text.tsx";
import { useConfirm } from "./confirm.tsx";
import { PlaceContext, useSurface } from "./surface.ts";

/**
 * A button of a message. It can be pressed again while a press runs, as in Slack: how the bot handles that is one of
 * the things to try here.
 */
export function Button({ element }: { readonly element: Slack.Button }) {
  const surface = useSurface();
  const { blockId } = useContext(PlaceContext);
  const [busy, run] = useBusy();
  const [ask, question] = useConfirm(element.confirm);
  const style = element.style ? ` button-${element.style}` : "";
  const actionId = element.action_id ?? "";
  const href = element.url ? safeHref(element.url) : undefined;
  if (href) {
    return (
      <a
        class={`button${style}`}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        data-action-id={actionId}
        aria-label={element.accessibility_label}
        onClick={() => surface.pressQuietly(actionId)}
      >
        <Line text={element.text} />
        <ExternalIcon />
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        class={`button${style}`}
        data-action-id={actionId}
        data-block-id={blockId}
        aria-busy={busy}
        aria-label={element.accessibility_label}
        onClick={() => ask(() => run(() => surface.press(actionId)))}
      >
        <span class="button-label">
          <Line text={element.text} />
        </span>
      </button>
      {question}
    </>
  );
}
