/** Nightshift's own part in the state of resources. */
export {
  attributionFactsOf,
  deploymentUnderWay,
  lastOwnAction,
  lastScheduledTransition,
  operationUnderWay,
  scheduleNamed,
} from "./service.ts";
export { attributeCause, type Cause } from "./state.ts";
