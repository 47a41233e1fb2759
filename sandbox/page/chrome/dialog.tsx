/** Modal dialogs: the browser's dialog element keeps the focus inside and everything else inert. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useSession } from "../session.ts";
import { CloseIcon } from "./icons.tsx";

export function Dialog(props: {
  readonly title: ComponentChildren;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
  readonly size?: "small" | "medium";
  readonly footer: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const { words } = useSession();
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>(".dialog-content :is(.field, .select), footer [type=submit]")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={`dialog dialog-${props.size ?? "medium"}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
      onPointerDown={(event) => event.target === box.current && props.onClose()}
    >
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit?.();
        }}
      >
        <header>
          <h2 id={titleId}>{props.title}</h2>
          <button type="button" class="icon-button" aria-label={words.close} onClick={props.onClose}>
            <CloseIcon />
          </button>
        </header>
        <div class="dialog-content">{props.children}</div>
        <footer>{props.footer}</footer>
      </form>
    </dialog>
  );
}
