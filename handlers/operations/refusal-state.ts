import { type LocalResource, stateText } from "../../lib/pure/resource.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { isReachingTargetState, type OperationVerb } from "./state.ts";

/** States on the way to deletion. */
const ending = new Set(["shutting-down", "deleting"]);

/**
 * Transitional states in which AWS refuses to start, stop or reboot. Others are left to AWS: a database can be
 * rebooted while its storage is optimized.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html#Overview.DBInstance.Status
 */
const passing = new Set([
  "pending",
  "starting",
  "stopping",
  "rebooting",
  "backing-up",
  "creating",
  "maintenance",
  "modifying",
  "renaming",
  "resetting-master-credentials",
  "upgrading",
]);

/** Why an operation is refused for a resource in this state, whatever its kind; undefined when AWS can be asked. */
export function stateRefusal(resource: Pick<LocalResource, "state">, verb: OperationVerb): Text | undefined {
  const { state } = resource;
  if (isReachingTargetState(resource, verb)) return say("operation.already", { state: stateText(state) });
  if (ending.has(state)) return say("operation.ending", { state: stateText(state) });
  if (verb === "reboot" && state === "stopped") return say("operation.not-running", { state: stateText(state) });
  const isPassing = passing.has(state) || state.startsWith("configuring-");
  return isPassing ? say("operation.busy", { state: stateText(state) }) : undefined;
}
