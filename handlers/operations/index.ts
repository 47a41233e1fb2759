import type { Subject } from "../../lib/app/define.ts";
import { check } from "./actions.ts";
import { operationCheck } from "./jobs.ts";
import { packedOperationShape } from "./packed-state.ts";
import { watchedOperationShape, watchedState } from "./service.ts";

/** Start, stop and reboot: one message each, until it is done. */
export const operations: Subject = {
  actions: [check],
  jobs: [operationCheck],
  states: [packedOperationShape, watchedOperationShape, watchedState],
};
export {
  powerVerbs,
  type ResourceVerb,
  rebootVerbs,
  refusalOf,
  resourceReads,
  serviceNames,
  services,
} from "./kinds/index.ts";
export { refusalLines, resourceNames } from "./message.ts";
export { noTarget } from "./no-target-message.ts";
export { packedOperationShape, packOperation, unpackOperation } from "./packed-state.ts";
export { rebootTargets } from "./reboot.ts";
export {
  checkOperation,
  type FoundResources,
  findAll,
  findDatabases,
  findIn,
  findInstances,
  pendingTargets,
  publishOperation,
  refreshTargets,
  requestPowerChange,
  scheduleTag,
  type WatchedOperation,
  watchedState,
  watchOperation,
} from "./service.ts";
export {
  isInTargetState,
  isReachingTargetState,
  type Operation,
  type OperationTarget,
  type OperationVerb,
  operationOn,
  targetKey,
} from "./state.ts";
