import type { LocalResource } from "../../../../lib/pure/resource.ts";
import { say, type Text } from "../../../../lib/pure/text.ts";
import type { OperationVerb } from "../../state.ts";

/** Engines that RDS lists but does not manage. */
const foreignEngines = new Set(["neptune"]);

export function engineLimit({ engine }: LocalResource): Text | undefined {
  return engine !== undefined && foreignEngines.has(engine) ? say("operation.engine", { engine }) : undefined;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html#USER_StopInstance.Limitations */
export function databaseLimit(resource: LocalResource, verb: OperationVerb): Text | undefined {
  const { cluster, isReplicated, isMultiAz } = resource;
  const engine = engineLimit(resource);
  if (engine || verb === "reboot") return engine;
  if (cluster !== undefined) return say("operation.of-cluster", { cluster: { code: cluster } });
  if (verb === "start") return undefined;
  if (isReplicated) return say("operation.replica");
  return isMultiAz ? say("operation.multi-az") : undefined;
}
