import { type LocalResource, stateText } from "../../lib/pure/resource.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { isReachingTargetState, type OperationVerb } from "./state.ts";

/** Engines whose clusters RDS lists although it does not run them. */
const foreignEngines = new Set(["neptune"]);

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

/**
 * Why an operation makes no sense for a resource, with what to do instead; undefined when it can be asked of AWS.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html#USER_StopInstance.Limitations
 */
export function refusalOf(resource: LocalResource, verb: OperationVerb): Text | undefined {
  const { group, cluster, engine, kind, state } = resource;
  if (engine !== undefined && foreignEngines.has(engine)) return say("operation.engine", { engine });
  if (kind === "cluster" && verb === "reboot") return say("operation.cluster-reboot");
  if (cluster !== undefined && verb !== "reboot")
    return say("operation.of-cluster", { cluster: { code: cluster } });
  if (verb === "stop") {
    if (group !== undefined) return say("operation.member", { group: { code: group } });
    if (resource.isInstanceStore) return say("operation.instance-store");
    if (resource.isReplicated) return say("operation.replica");
    if (resource.isMultiAz) return say("operation.multi-az");
  }
  if (verb === "start" && group !== undefined) return say("operation.member", { group: { code: group } });
  if (isReachingTargetState(resource, verb)) return say("operation.already", { state: stateText(state) });
  if (ending.has(state)) return say("operation.ending", { state: stateText(state) });
  if (verb === "reboot" && state === "stopped")
    return say("operation.not-running", { state: stateText(state) });
  const isPassing = passing.has(state) || state.startsWith("configuring-");
  return isPassing ? say("operation.busy", { state: stateText(state) }) : undefined;
}
