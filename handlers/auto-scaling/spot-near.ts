import type { HandlerContext } from "../../lib/app/define.ts";
import { type Location, locationKey } from "../../lib/pure/location.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { type Spot, spotAbout, spotHistorySchema } from "./spot-state.ts";

/** The notices of a Spot instance, by `spotKey`. */
export const spotState = defineState({
  name: "spot-warnings",
  version: 1,
  schema: spotHistorySchema,
  prefix: "ledger#spot/",
  keep: 14,
});

export function spotKey(id: string, location: Location): string {
  return `${locationKey(location)}/${id}`;
}

/** What is known of a Spot instance around that time; undefined when nothing is. */
export async function spotNear(
  id: string,
  at: string,
  location: Location,
  { store }: Pick<HandlerContext<never>, "store">,
): Promise<Spot | undefined> {
  const known = await store.states.read(spotState, spotKey(id, location));
  return known && spotAbout(known, at);
}
