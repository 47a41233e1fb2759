import type { Subject } from "../../lib/app/define.ts";
import { guardDuty, securityHub } from "./events.ts";

/** Findings of GuardDuty and Security Hub. */
export const security: Subject = {
  events: [guardDuty, securityHub],
};
