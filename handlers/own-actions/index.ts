/** What Nightshift itself has to do with the state of something. */
export {
  concernOf,
  deedOn,
  deploymentUnderWay,
  lastScheduledTransition,
  scheduleNamed,
  watchedNow,
} from "./service.ts";
export { type Cause, type Deed, ownDoing } from "./state.ts";
