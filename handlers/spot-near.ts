import type { AlertRecord } from "../lib/core/alert.ts";
import { type Place, placeKey } from "../lib/core/place.ts";
import { type Episode, episodeAt } from "../lib/core/scaling.ts";
import type { Spot, SpotInstance } from "../lib/core/spot.ts";
import type { HandlerContext } from "../lib/define.ts";

/** What is known of a Spot instance that was warned of. */
export interface SpotTold {
  readonly spot: Spot;
  readonly instance: SpotInstance;
}

/** A recommendation comes minutes to hours before the warning, if at all. */
export const spotApartMs = 6 * 60 * 60_000;

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
): Promise<SpotTold | undefined> {
  const name = spotOf(id, place);
  const known = await store.ledgers.read<Episode>(name);
  if (!known || episodeAt(known, at, spotApartMs).named !== known.named) return undefined;
  const record = await store.messages.read(`${name}/${known.named}`);
  return (record?.state as AlertRecord<SpotTold> | undefined)?.own;
}
