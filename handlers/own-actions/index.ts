/** What Nightshift itself has to do with the state of something. */
export {
  attributionFactsOf,
  deploymentUnderWay,
  lastOwnAction,
  lastScheduledTransition,
  operationUnderWay,
  scheduleNamed,
} from "./service.ts";
export { attributeCause, type Cause, type OwnAction } from "./state.ts";
