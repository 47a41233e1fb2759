import * as v from "valibot";
import type { HandlerContext } from "../../lib/app/define.ts";
import { ok, type Result } from "../../lib/pure/result.ts";
import { defineState, type StateOf } from "../../lib/pure/schema.ts";
import { comparedPeriodsAt, dayAfter, spendingOf, spendingSchema } from "./spending-state.ts";

/** The verbs that look up costs. */
export const costReads = ["costexplorer.daily"] as const;

/** Cost Explorer updates about three times a day, and each request costs money. */
const freshMs = 6 * 60 * 60 * 1000;

/** A result of Cost Explorer, and its time, ISO 8601. */
const costReadingSchema = v.object({ spending: spendingSchema, readAt: v.string() });
type CostReading = StateOf<typeof costReadingSchema>;

/** Cost Explorer's results, one for each last day. */
export const costsState = defineState({
  name: "costs",
  version: 1,
  schema: costReadingSchema,
  prefix: "costs#",
  keep: 2,
});

/** This month's spending: cached, or from Cost Explorer at 0.01 USD a request. */
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
