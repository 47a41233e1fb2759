import type { Subject } from "../../lib/app/define.ts";
import { cost } from "./commands.ts";
import { budget, costAnomaly, costAnomalyNotification } from "./events.ts";

/** What AWS costs: spending, budgets, anomalies. */
export const costs: Subject = {
  commands: [cost],
  events: [costAnomaly, costAnomalyNotification, budget],
};
export { costReads, readCosts } from "./service.ts";
export { totalsOf } from "./spending-state.ts";
