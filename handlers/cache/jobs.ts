import { defineJob, type JobContext } from "../../lib/app/define.ts";
import { explain, isRetryable } from "../../lib/pure/result.ts";
import { type Invalidation, invalidationShape, invalidationTimeoutMs } from "./message.ts";
import {
  invalidationKey,
  publishInvalidation,
  type WatchedInvalidation,
  watchedInvalidationShape,
  watchInvalidation,
} from "./service.ts";

/** Checks an invalidation, since CloudFront sends no event when it is completed. */
export const invalidationCheck = defineJob({
  name: "invalidation-check",
  uses: ["cloudfront.invalidation"],
  data: watchedInvalidationShape,
  async run(context) {
    const { data: watched, store, now } = context;
    const { account, distribution, id, lock } = watched;
    const record = await store.messages.read(invalidationShape, invalidationKey(account, distribution, id));
    const known = record?.state;
    if (record?.destination.kind !== "channel" || !known) return;
    // Publish a known outcome again: the function that found it may have died before publishing it.
    const outcome = known.outcome ?? (await readOutcome(known, watched, context));
    if (!outcome) {
      await watchInvalidation(watched, now(), store.due);
      return;
    }
    await publishInvalidation({ ...known, outcome }, record.destination.channel, context);
    await store.locks.free(lock, { subject: id });
  },
});

async function readOutcome(
  { distribution, id, createdAt }: Invalidation,
  watched: WatchedInvalidation,
  { at, now }: JobContext<"cloudfront.invalidation">,
): Promise<Invalidation["outcome"]> {
  const found = await at(watched).aws["cloudfront.invalidation"]({ distribution, id });
  if (found.ok && found.value.isCompleted) return { kind: "completed", seenAt: now().toISOString() };
  if (!found.ok && !isRetryable(found.fault)) return { kind: "unknown", reason: explain(found.fault) };
  return now().getTime() - Date.parse(createdAt) >= invalidationTimeoutMs ? { kind: "late" } : undefined;
}
