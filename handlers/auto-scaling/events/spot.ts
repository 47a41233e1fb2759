import { defineEvent } from "../../../lib/app/define.ts";
import { textAt } from "../../../lib/pure/json.ts";
import { truncate } from "../../../lib/pure/truncate.ts";
import { publishSpot } from "../spot-service.ts";
import { spotActions } from "../spot-state.ts";

/**
 * AWS reclaims a Spot instance, or may do so soon: one message for both.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/rebalance-recommendations.html
 */
export const spot = defineEvent({
  name: "spot",
  source: "aws.ec2",
  types: ["EC2 Spot Instance Interruption Warning", "EC2 Instance Rebalance Recommendation"],
  uses: ["ec2.find"],
  async run(context) {
    const { detail, type, time } = context.event;
    const named = textAt(detail, "instance-id");
    if (!named) return "unreadable";
    const id = truncate(named, 100);
    const said = textAt(detail, "instance-action");
    const action = spotActions.find((one) => one === said);
    const isWarning = type === "EC2 Spot Instance Interruption Warning";
    const news = isWarning ? { warned: time, ...(action && { action }) } : { advised: time };
    await publishSpot(id, news, time, context);
    return "told";
  },
});
