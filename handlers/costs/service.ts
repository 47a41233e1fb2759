import * as v from "valibot";
import type { HandlerContext } from "../../lib/app/define.ts";
import { ok, type Result } from "../../lib/pure/result.ts";
import { defineState, type StateOf } from "../../lib/pure/schema.ts";
import { comparedPeriodsAt, dayAfter, spendingOf, spendingSchema } from "./spending-state.ts";

/** The verbs with which costs are looked up. */
export const costReads = ["costexplorer.daily"] as const;

/** Cost Explorer has new figures about three times a day, and each question costs money. */
const freshMs = 6 * 60 * 60 * 1000;

/** What Cost Explorer said, and when, ISO 8601. */
const costReadingSchema = v.object({ spending: spendingSchema, readAt: v.string() });
type CostReading = StateOf<typeof costReadingSchema>;

/** Its answers, one for each last day that they tell of. */
export const costsState = defineState({
  name: "costs",
  version: 1,
  schema: costReadingSchema,
  prefix: "costs#",
  keep: 2,
});

/** What is spent by now: as it was read lately, or else from Cost Explorer, which wants 0.01 USD for it. */
export async function readCosts({
  home: { aws },
  store,
  now,
}: Pick<HandlerContext<(typeof costReads)[number]>, "home" | "store" | "now">): Promise<Result<CostReading>> {
  const comparison = comparedPeriodsAt(now());
  const { earlier, current } = comparison;
  const known = await store.states.read(costsState, current.last);
  if (known && now().getTime() - Date.parse(known.readAt) < freshMs) return ok(known);
  const costs = await aws["costexplorer.daily"]({ from: earlier.first, until: dayAfter(current.last) });
  if (!costs.ok) return costs;
  const reading = { spending: spendingOf(costs.value, comparison), readAt: now().toISOString() };
  await store.states.update(costsState, current.last, now(), () => reading);
  return ok(reading);
}
