import type * as Slack from "@slack/types";
import { useContext } from "preact/hooks";
import { useSession } from "../session.ts";
import { Line } from "../text/text.tsx";
import { Element } from "./element.tsx";
import { PlaceContext, useSurface } from "./surface.ts";

export function InputBlock({ block }: { readonly block: Slack.InputBlock }) {
  const { words } = useSession();
  const { blockId } = useContext(PlaceContext);
  const problem = useSurface().errors[blockId];
  return (
    <PlaceContext.Provider value={{ blockId, sends: block.dispatch_action ?? false }}>
      <fieldset class={problem ? "block-input block-input-refused" : "block-input"}>
        <legend>
          <Line text={block.label} /> {block.optional && <small>{words.optional}</small>}
        </legend>
        <Element element={block.element} />
        {problem && (
          <p class="input-problem" role="alert">
            {problem}
          </p>
        )}
        {block.hint && (
          <p class="input-hint">
            <Line text={block.hint} />
          </p>
        )}
      </fieldset>
    </PlaceContext.Provider>
  );
}
