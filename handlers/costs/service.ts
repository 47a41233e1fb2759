import type { HandlerContext } from "../../lib/app/define.ts";
import { ok, type Result } from "../../lib/pure/result.ts";
import type { CostReading } from "../../lib/store/costs.ts";
import { comparedPeriodsAt, dayAfter, spendingOf } from "./spending-state.ts";

/** The verbs with which costs are looked up. */
export const costReads = ["costexplorer.daily"] as const;

/** What is spent by now: as it was read lately, or else from Cost Explorer, which wants 0.01 USD for it. */
export async function readCosts({
  home: { aws },
  store,
  now,
}: Pick<HandlerContext<(typeof costReads)[number]>, "home" | "store" | "now">): Promise<Result<CostReading>> {
  const comparison = comparedPeriodsAt(now());
  const { earlier, current } = comparison;
  const known = await store.costs.read(current.last, now());
  if (known) return ok(known);
  const costs = await aws["costexplorer.daily"]({ from: earlier.first, until: dayAfter(current.last) });
  if (!costs.ok) return costs;
  const reading = { spending: spendingOf(costs.value, comparison), readAt: now().toISOString() };
  await store.costs.keep(current.last, reading);
  return ok(reading);
}
