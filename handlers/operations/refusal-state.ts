import { type LocalResource, stateText } from "../../lib/pure/resource.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { isReachingTargetState, type OperationVerb } from "./state.ts";

/** States that lead to its end. */
const ending = new Set(["shutting-down", "deleting"]);

/**
 * States that pass, in which AWS refuses to start, stop or reboot. Others are AWS's to judge: while its storage is
 * optimized, a database can be rebooted.
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

/** Why an operation makes no sense for a resource in this state, whatever its kind; undefined when it can be asked of AWS. */
export function stateRefusal(resource: Pick<LocalResource, "state">, verb: OperationVerb): Text | undefined {
  const { state } = resource;
  if (isReachingTargetState(resource, verb)) return say("operation.already", { state: stateText(state) });
  if (ending.has(state)) return say("operation.ending", { state: stateText(state) });
  if (verb === "reboot" && state === "stopped")
    return say("operation.not-running", { state: stateText(state) });
  const isPassing = passing.has(state) || state.startsWith("configuring-");
  return isPassing ? say("operation.busy", { state: stateText(state) }) : undefined;
}
