/** A control's confirmation dialog: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
import type * as Slack from "@slack/types";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "../chrome/dialog.tsx";
import { useSession } from "../session.ts";
import { Line, Text } from "../text/text.tsx";

/** Runs an action at once, or after its confirmation; the second value is the open dialog, to be drawn. */
export function useConfirm(
  confirm: Slack.ConfirmationDialog | undefined,
): readonly [(run: () => void) => void, ComponentChildren] {
  const { words } = useSession();
  const [waiting, setWaiting] = useState<(() => void) | undefined>(undefined);
  const ask = (run: () => void) => {
    if (confirm) setWaiting(() => run);
    else run();
  };
  if (!confirm || !waiting) return [ask, null];
  const answer = (yes: boolean) => {
    setWaiting(undefined);
    if (yes) waiting();
  };
  const dialog = (
    <Dialog
      size="small"
      title={confirm.title ? <Line text={confirm.title} /> : null}
      onClose={() => answer(false)}
      onSubmit={() => answer(true)}
      footer={
        <>
          <button type="button" class="button" data-testid="confirm-deny" onClick={() => answer(false)}>
            {confirm.deny ? <Line text={confirm.deny} /> : words.cancel}
          </button>
          <button type="submit" class={`button button-${confirm.style ?? "primary"}`} data-testid="confirm-accept">
            {confirm.confirm ? <Line text={confirm.confirm} /> : words.confirm}
          </button>
        </>
      }
    >
      <Text text={confirm.text} />
    </Dialog>
  );
  return [ask, dialog];
}
