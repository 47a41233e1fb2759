import * as v from "valibot";
import { defineShape } from "../pure/schema.ts";
import type { AlertContext } from "./context.ts";

/** The input of the job `escalation`: how many times people were already mentioned. */
export const escalationShape = defineShape({
  name: "escalation",
  version: 1,
  schema: v.optional(v.object({ pinged: v.number() })),
});

/**
 * Schedules the next mention for an alert or a digest that is not acknowledged by then. On a full minute, like ticks,
 * so that the many alerts of a digest need few due items.
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
