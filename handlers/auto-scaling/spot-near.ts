import type { HandlerContext } from "../../lib/app/define.ts";
import { type Place, placeKey } from "../../lib/pure/place.ts";
import { type Spot, type SpotHistory, spotAbout } from "./spot-state.ts";

/** Under which name a Spot instance's warnings are kept. */
export function spotOf(id: string, place: Place): string {
  return `spot/${placeKey(place)}/${id}`;
}

/** What was heard of a Spot instance about that time; undefined when nothing was. */
export async function spotNear(
  id: string,
  at: string,
  place: Place,
  { store }: Pick<HandlerContext<never>, "store">,
): Promise<Spot | undefined> {
  const known = await store.ledgers.read<SpotHistory>(spotOf(id, place));
  return known && spotAbout(known, at);
}
