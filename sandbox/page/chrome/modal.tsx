/** A modal of the bot: inputs, and the errors of a submission. */
import { useMemo, useRef } from "preact/hooks";
import { Blocks } from "../blocks/block.tsx";
import { type Given, type Surface, SurfaceContext } from "../blocks/surface.ts";
import type { PageView } from "../model.ts";
import { useBusy, useSession } from "../session.ts";
import { Line } from "../text/text.tsx";
import { Dialog } from "./dialog.tsx";

export function Modal({ open }: { readonly open: PageView }) {
  const { view, errors, trouble } = open;
  const { words, me, ask, askQuietly } = useSession();
  const values = useRef<Record<string, Given>>({});
  const [busy, run] = useBusy();
  const surface = useMemo<Surface>(() => {
    const step = (what: Readonly<Record<string, unknown>>) => ({
      path: "/step" as const,
      body: { ...what, as: me.persona },
    });
    return {
      async press(actionId) {
        await ask(step({ press: actionId }));
      },
      pressQuietly(actionId) {
        void askQuietly(step({ press: actionId }));
      },
      async choose(actionId, value) {
        await ask(step({ choose: actionId, value }));
      },
      fill(actionId, value) {
        values.current[actionId] = value;
      },
      errors,
    };
  }, [errors, me.persona, ask, askQuietly]);

  const close = () => run(() => ask({ path: "/step", body: { dismiss: view.id, as: me.persona } }));
  const submit = () => run(() => ask({ path: "/step", body: { submit: values.current, as: me.persona } }));
  return (
    <Dialog
      title={view.title ? <Line text={view.title} /> : null}
      onClose={close}
      {...(view.submit === undefined ? {} : { onSubmit: submit })}
      footer={
        <>
          <button type="button" class="button" data-testid="modal-close" onClick={close}>
            {view.close ? <Line text={view.close} /> : words.cancel}
          </button>
          {view.submit !== undefined && (
            <button type="submit" class="button button-primary" aria-busy={busy} data-testid="modal-submit">
              <span class="button-label">
                <Line text={view.submit} />
              </span>
            </button>
          )}
        </>
      }
    >
      {trouble !== undefined && (
        <p class="composer-problem" role="alert">
          <strong>{words.failed}</strong> {trouble}
        </p>
      )}
      <SurfaceContext.Provider value={surface}>
        <Blocks blocks={view.blocks} />
      </SurfaceContext.Provider>
    </Dialog>
  );
}
