import type { Subject } from "../../lib/app/define.ts";
import { adviceAlertStateShape, trustedAdvisorCheck } from "./events.ts";
import { adviceShape } from "./state.ts";

/** Trusted Advisor's results. */
export const trustedAdvisor: Subject = {
  events: [trustedAdvisorCheck],
  states: [adviceAlertStateShape, adviceShape],
};
