import type { Subject } from "../../lib/app/define.ts";
import { knownAnomalyShape } from "./anomaly-state.ts";
import { cost } from "./commands.ts";
import { budget, budgetActionShape, budgetAlertShape, costAnomaly, costAnomalyNotification } from "./events.ts";
import { costsState } from "./service.ts";

/** AWS costs: spending, budgets, anomalies. */
export const costs: Subject = {
  commands: [cost],
  events: [costAnomaly, costAnomalyNotification, budget],
  states: [knownAnomalyShape, budgetAlertShape, budgetActionShape, costsState],
};
export { costReads, readCosts } from "./service.ts";
export { totalsOf } from "./spending-state.ts";
