import * as v from "valibot";
import { defineShape } from "../pure/schema.ts";
import type { AlertContext } from "./context.ts";

/** What the job `escalation` is given: how often somebody was pinged already. */
const escalationStepSchema = v.object({ pinged: v.number() });

export const escalationShape = defineShape({
  name: "escalation",
  version: 1,
  schema: v.optional(escalationStepSchema),
});

/**
 * Sets the time at which somebody is pinged about an alert, or about a digest, should nobody have acknowledged it by
 * then: a full minute, as ticks come, so that the many alerts of a digest are few due items.
 */
export async function escalateLater(
  subject: string,
  from: Date,
  { config, store }: Pick<AlertContext, "config" | "store">,
  pinged = 0,
): Promise<void> {
  const { escalation } = config.alerts;
  if (!escalation) return;
  const minute = Math.ceil(from.getTime() / 60_000) + escalation.afterMinutes;
  const at = new Date(minute * 60_000).toISOString();
  await store.due.set({ job: "escalation", subject, at, data: { pinged } }, escalationShape);
}
