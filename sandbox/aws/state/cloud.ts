import type { Clock } from "../../clock.ts";
import type { Ids } from "../../ids.ts";
import type { PlaceOfWorld } from "../../world.ts";

/** What every part of the account's state shares: the clock, ids of its own, and the event bus. */
export interface Cloud {
  /** Its location, and its initial contents. */
  readonly world: PlaceOfWorld;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Puts an event on the default event bus and returns its id. */
  publish(source: string, detailType: string, resources: readonly string[], detail: object): string;
}

/** ISO 8601 with whole seconds, as in an event's `time` and in Auto Scaling's sentences. */
export function isoSeconds(when: Date): string {
  return `${when.toISOString().slice(0, 19)}Z`;
}

/** One page of `items`, and the token of the next. Tokens are positions. */
export function page<T>(
  items: readonly T[],
  token: string | undefined,
  max: number | undefined,
): { items: T[]; nextToken: string | undefined } {
  const from = token ? Number(token) : 0;
  const to = from + (max ?? items.length);
  return { items: items.slice(from, to), nextToken: to < items.length ? String(to) : undefined };
}
