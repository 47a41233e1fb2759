import type { Subject } from "../../lib/app/define.ts";
import { guardDuty, securityHub } from "./events.ts";
import { findingBatchShape, findingState } from "./service.ts";
import { knownFindingShape } from "./state.ts";

/** Findings of GuardDuty and Security Hub. */
export const security: Subject = {
  events: [guardDuty, securityHub],
  states: [findingState, findingBatchShape, knownFindingShape],
};
