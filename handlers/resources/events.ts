import { defineEvent } from "../../lib/app/define.ts";
import { textAt } from "../../lib/pure/json.ts";
import { publishReclaimed } from "../auto-scaling/index.ts";
import { checkOperation, resourceReads, targetKey } from "../operations/index.ts";
import { operationUnderWay } from "../own-actions/index.ts";

/** An instance changed its state: published in the message of Nightshift's operation, if any; ignored otherwise. */
export const instanceState = defineEvent({
  name: "instance-state",
  source: "aws.ec2",
  types: ["EC2 Instance State-change Notification"],
  uses: resourceReads,
  async run(context) {
    const { event } = context;
    const id = textAt(event.detail, "instance-id");
    if (!id) return "unreadable";
    const state = textAt(event.detail, "state");
    const isReclaimed = await publishReclaimed(id, state, event.time, context);
    const watched = await operationUnderWay(targetKey({ ...event, service: "ec2", kind: "instance", id }), context);
    if (watched) await checkOperation(watched, context);
    return watched || isReclaimed ? "told" : "quiet";
  },
});
