import * as v from "valibot";
import type { HandlerContext } from "../../lib/app/define.ts";
import { locationSchema } from "../../lib/pure/location.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import type { Due } from "../../lib/store/due.ts";
import { type Invalidation, invalidationMessage, invalidationShape } from "./message.ts";

/** An invalidation that is checked until it is completed. */
const watchedInvalidationSchema = v.object({
  ...locationSchema.entries,
  distribution: v.string(),
  id: v.string(),
  /** The lock that it holds until then. */
  lock: v.string(),
});

export type WatchedInvalidation = StateOf<typeof watchedInvalidationSchema>;

export const watchedInvalidationShape = defineShape({
  name: "invalidation-check",
  version: 1,
  schema: watchedInvalidationSchema,
});

/** The key of an invalidation's one message. */
export function invalidationKey(account: string, distribution: string, id: string): string {
  return `invalidation/${account}/${distribution}/${id}`;
}

/** Updates the message of an invalidation; the first outcome is kept. */
export async function publishInvalidation(
  news: Invalidation,
  channel: string,
  { publish }: Pick<HandlerContext<never>, "publish">,
): Promise<void> {
  await publish(invalidationShape, invalidationKey(news.account, news.distribution, news.id), (known) => {
    const state = known?.outcome ? known : news;
    return {
      destination: { kind: "channel", channel },
      content: invalidationMessage(state),
      state,
    };
  });
}

/** Less than the tick's minute, so that every tick checks. */
const pauseMs = 30 * 1000;

/** Schedules a check by the next tick. */
export async function watchInvalidation(watched: WatchedInvalidation, from: Date, due: Due): Promise<void> {
  const at = new Date(from.getTime() + pauseMs).toISOString();
  await due.set({ job: "invalidation-check", subject: watched.id, at, data: watched }, watchedInvalidationShape);
}
