/** Temporary notices: what the sandbox refused, and why. */
import { useSession } from "../session.ts";
import { CloseIcon } from "./icons.tsx";

export interface Toast {
  readonly id: number;
  readonly text: string;
}

export function Toasts({
  toasts,
  onClose,
}: {
  readonly toasts: readonly Toast[];
  readonly onClose: (id: number) => void;
}) {
  const { words } = useSession();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text }) => (
        <div key={id} class="toast" data-testid="toast">
          <span>
            <strong>{words.failed}</strong>
            {text}
          </span>
          <button type="button" class="icon-button" aria-label={words.close} onClick={() => onClose(id)}>
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
