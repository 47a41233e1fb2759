import type { HandlerContext } from "../../lib/app/define.ts";
import { type Location, locationKey } from "../../lib/pure/location.ts";
import { type Spot, type SpotHistory, spotAbout } from "./spot-state.ts";

/** Under which name a Spot instance's warnings are kept. */
export function spotOf(id: string, location: Location): string {
  return `spot/${locationKey(location)}/${id}`;
}

/** What was heard of a Spot instance about that time; undefined when nothing was. */
export async function spotNear(
  id: string,
  at: string,
  location: Location,
  { store }: Pick<HandlerContext<never>, "store">,
): Promise<Spot | undefined> {
  const known = await store.records.read<SpotHistory>(spotOf(id, location));
  return known && spotAbout(known, at);
}
