import { noState } from "../../../lib/alerts/alert.ts";
import { publishAlert } from "../../../lib/alerts/publish-alert.ts";
import { defineEvent } from "../../../lib/app/define.ts";
import { autoScalingGroupUrl } from "../../../lib/pure/console.ts";
import { textAt } from "../../../lib/pure/json.ts";
import { locationKey } from "../../../lib/pure/location.ts";
import { say } from "../../../lib/pure/text.ts";
import { autoScalingTestType } from "../sns-state.ts";

/** Auto Scaling tests a group's new SNS topic: the message shows that the topic is connected. */
export const autoScalingTest = defineEvent({
  name: "auto-scaling-test",
  source: "aws.autoscaling",
  // It arrives through SNS only, so there is no rule for it.
  types: [],
  matches: ({ type }) => type === autoScalingTestType,
  uses: [],
  async run(context) {
    const { detail, time } = context.event;
    const { account, region } = context;
    const group = textAt(detail, "AutoScalingGroupName");
    if (!group) return "unreadable";
    const subject = `auto-scaling-test/${locationKey({ account, region })}/${group}/${time}`;
    const url = autoScalingGroupUrl(region, group);
    await publishAlert(noState, { subject, family: "auto-scaling-test" }, context, () => ({
      severity: "low",
      content: {
        tone: "success",
        title: say("autoscaling.test", { group }),
        lines: [say("autoscaling.test.hint")],
        facts: [
          { label: "replacement.group", value: { link: url, text: group } },
          { label: "event.time", value: { time } },
        ],
        buttons: [{ action: "open", label: "button.open", url }],
      },
      state: null,
      isOver: true,
    }));
    return "told";
  },
});
