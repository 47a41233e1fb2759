import type { LocalResource } from "../../../../lib/pure/resource.ts";
import { say, type Text } from "../../../../lib/pure/text.ts";
import type { OperationVerb } from "../../state.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html */
export function instanceLimit({ group, isInstanceStore }: LocalResource, verb: OperationVerb): Text | undefined {
  if (verb === "reboot") return undefined;
  if (group !== undefined) return say("operation.member", { group: { code: group } });
  return verb === "stop" && isInstanceStore ? say("operation.instance-store") : undefined;
}
