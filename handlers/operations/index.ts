import type { Subject } from "../../lib/app/define.ts";
import { check } from "./actions.ts";
import { operationCheck } from "./jobs.ts";

/** Starting, stopping and rebooting: one message each, until it is done. */
export const operations: Subject = {
  actions: [check],
  jobs: [operationCheck],
};
export { namesOf, refusalLines } from "./message.ts";
export { noTarget } from "./no-target-message.ts";
export { packOperation, unpackOperation } from "./packed-state.ts";
export { reboot, rebootVerbs } from "./reboot.ts";
export { refusalOf } from "./refusal-state.ts";
export {
  ask,
  type FoundResources,
  findAll,
  findDatabases,
  findIn,
  findInstances,
  follow,
  leftToAsk,
  powerVerbs,
  publishOperation,
  resourceReads,
  scheduleTag,
  seen,
  type Watched,
  watch,
} from "./service.ts";
export {
  isMoving,
  isThere,
  type Operation,
  type OperationTarget,
  type OperationVerb,
  operationOn,
  targetKey,
} from "./state.ts";
