import type { Subject } from "../../lib/app/define.ts";
import { trustedAdvisorCheck } from "./events.ts";

/** What Trusted Advisor found. */
export const trustedAdvisor: Subject = {
  events: [trustedAdvisorCheck],
};
