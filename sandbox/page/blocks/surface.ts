/** The surface of blocks: a message or a modal. Controls act through it. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** A value that was typed or chosen: an option's value, an id, a date; a list where several may be chosen. */
export type Given = string | readonly string[];

export interface Surface {
  /** Sends the press of a button. */
  press(actionId: string): Promise<void>;
  /** The same for a link that opens by itself: a refusal does not matter to the person. */
  pressQuietly(actionId: string): void;
  /** Sends a menu's choice. */
  choose(actionId: string, value: Given): Promise<void>;
  /** Keeps an input's value until the modal is submitted; unchanged presets are not sent. */
  fill(actionId: string, value: Given): void;
  /** By block id: the errors of a submission. */
  readonly errors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("A block was drawn outside of a message or modal.");
  return surface;
}

/** The block of an element; inside an `input` block a change is kept, elsewhere it is sent. */
export const PlaceContext = createContext<{ readonly blockId: string; readonly sends: boolean }>({
  blockId: "",
  sends: true,
});

/** How an element passes on a value: kept for the submission, or sent at once. */
export function useGive(actionId: string): (value: Given) => Promise<void> {
  const surface = useSurface();
  const { sends } = useContext(PlaceContext);
  return async (value) => {
    surface.fill(actionId, value);
    if (sends) await surface.choose(actionId, value);
  };
}
