import type * as Slack from "@slack/types";
import { useState } from "preact/hooks";
import { CrossIcon } from "../chrome/icons.tsx";
import { useBusy, useSession } from "../session.ts";
import { useConfirm } from "./confirm.tsx";
import { Element } from "./element.tsx";
import { useSurface } from "./surface.ts";

export function ActionsBlock({ block }: { readonly block: Slack.ActionsBlock }) {
  return (
    <div class="block-actions">
      {block.elements.map((element, index) => (
        <Element key={("action_id" in element && element.action_id) || index} element={element} />
      ))}
    </div>
  );
}

export function ContextActionsBlock({ block }: { readonly block: Slack.ContextActionsBlock }) {
  return (
    <div class="block-actions">
      {block.elements.map((element, index) =>
        element.type === "icon_button" ? (
          <IconButton key={index} element={element} />
        ) : (
          <Feedback key={index} element={element} />
        ),
      )}
    </div>
  );
}

function IconButton({ element }: { readonly element: Slack.IconButton }) {
  const surface = useSurface();
  const { me } = useSession();
  const [busy, run] = useBusy();
  const [ask, question] = useConfirm(element.confirm);
  const actionId = element.action_id ?? "";
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(me.id)) return null;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        data-action-id={actionId}
        aria-busy={busy}
        aria-label={element.accessibility_label ?? element.text.text}
        title={element.text.text}
        onClick={() => ask(() => run(() => surface.press(actionId)))}
      >
        {/* Slack has one icon so far: trash. */}
        <CrossIcon />
      </button>
      {question}
    </>
  );
}

function Feedback({ element }: { readonly element: Slack.FeedbackButtons }) {
  const { words } = useSession();
  const surface = useSurface();
  const [given, setGiven] = useState<string | undefined>(undefined);
  const actionId = element.action_id ?? "";
  const buttons = [
    { glyph: "👍", ...element.positive_button },
    { glyph: "👎", ...element.negative_button },
  ];
  return (
    <span class="feedback">
      {buttons.map(({ glyph, text, accessibility_label, value }) => (
        <button
          key={glyph}
          type="button"
          class="icon-button"
          data-action-id={actionId}
          aria-pressed={given === value}
          aria-label={accessibility_label ?? text.text}
          title={text.text}
          onClick={() => {
            setGiven(value);
            void surface.choose(actionId, value);
          }}
        >
          <span class="emoji">{glyph}</span>
        </button>
      ))}
      {given !== undefined && <small role="status">{words.feedbackThanks}</small>}
    </span>
  );
}
