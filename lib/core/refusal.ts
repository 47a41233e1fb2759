import { isThere, type OperationVerb } from "./operation.ts";
import { type Resource, stateText } from "./resource.ts";
import { say, type Text } from "./text.ts";

/** Engines whose clusters RDS lists although it does not run them. */
const foreignEngines = new Set(["neptune"]);

/**
 * Why an operation makes no sense for a resource, with what to do instead; undefined when it can be asked of AWS.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html#USER_StopInstance.Limitations
 */
export function refusalOf(resource: Resource, verb: OperationVerb): Text | undefined {
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
  if (isThere(resource, verb)) return say("operation.already", { state: stateText(state) });
  if (verb === "reboot" && ["stopped", "stopping"].includes(state))
    return say("operation.not-running", { state: stateText(state) });
  return undefined;
}
