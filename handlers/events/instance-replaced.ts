import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import { objectAt, textAt } from "../../lib/core/fields.ts";
import { enter, type Ledger, movementOf } from "../../lib/core/replacement.ts";
import { replacementMessage } from "../../lib/core/replacement-message.ts";
import { defineEvent } from "../../lib/define.ts";

/** An Auto Scaling group replaces an unhealthy instance: one card from two events that come in any order. */
export const instanceReplaced = defineEvent({
  name: "instance-replaced",
  source: "aws.autoscaling",
  types: [
    "EC2 Instance Launch Successful",
    "EC2 Instance Launch Unsuccessful",
    "EC2 Instance Terminate Successful",
    "EC2 Instance Terminate Unsuccessful",
  ],
  uses: [],
  async run(context) {
    const { event, store, now } = context;
    const { detail, account, region } = event;
    const group = textAt(detail, "AutoScalingGroupName");
    const cause = textAt(detail, "Cause");
    if (!group || !cause) return "unreadable";
    const details = objectAt(detail, "Details");
    const zone = textAt(details, "Availability Zone");
    const statusMessage = textAt(detail, "StatusMessage");
    const movement = movementOf({
      type: event.type,
      cause,
      instanceId: textAt(detail, "EC2InstanceId") ?? "",
      activityId: textAt(detail, "ActivityId") ?? "",
      startedAt: moment(textAt(detail, "StartTime"), event.time),
      endedAt: moment(textAt(detail, "EndTime"), event.time),
      ...(zone && { zone }),
      ...(statusMessage && { statusMessage }),
    });
    if (!movement) return "quiet";
    const name = `replacements/${account}/${region}/${group}`;
    const ledger = await store.ledgers.change<Ledger>(
      name,
      now(),
      (known) => enter(known ?? [], movement).ledger,
    );
    const { replacement } = enter(ledger, movement);
    if (!replacement) return "quiet";
    const subject = `replacement/${account}/${region}/${group}/${replacement.id}`;
    await tellAlert({ subject, family: "replacement" }, context, () => ({
      severity: "medium",
      content: replacementMessage(replacement, group, region),
      state: replacement,
    }));
    return "told";
  },
});

function moment(text: string | undefined, otherwise: string): string {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? otherwise : new Date(at).toISOString();
}
