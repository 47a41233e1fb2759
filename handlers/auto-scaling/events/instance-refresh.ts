import { publishAlert } from "../../../lib/alerts/publish-alert.ts";
import { defineEvent } from "../../../lib/app/define.ts";
import { textAt } from "../../../lib/pure/json.ts";
import { locationKey } from "../../../lib/pure/location.ts";
import { say } from "../../../lib/pure/text.ts";
import { groupSubject } from "../replacement-service.ts";
import {
  mergeRefresh,
  type Refresh,
  type RefreshState,
  refreshMessage,
  refreshShape,
  refreshStates,
} from "../scaling-message.ts";

const prefix = "EC2 Auto Scaling Instance Refresh ";
const states = Object.keys(refreshStates) as RefreshState[];

/**
 * An Auto Scaling group replaces all of its instances: one message for each refresh, with its progress.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-eventbridge-events.html
 */
export const instanceRefresh = defineEvent({
  name: "instance-refresh",
  source: "aws.autoscaling",
  types: states.map((state) => `${prefix}${state}`),
  uses: ["autoscaling.refresh"],
  async run(context) {
    const { event, aws } = context;
    const { detail, region } = event;
    const [group, id] = [textAt(detail, "AutoScalingGroupName"), textAt(detail, "InstanceRefreshId")];
    const state = states.find((one) => event.type === `${prefix}${one}`);
    if (!group || !id || !state) return "unreadable";
    const found = await aws["autoscaling.refresh"]({ group, id });
    const progress = found.ok ? found.value : undefined;
    const percent = progress?.percent ?? numberIn(textAt(detail, "CheckpointPercentage"));
    const delay = state === "Checkpoint Reached" ? numberIn(textAt(detail, "CheckpointDelay")) : undefined;
    const news: Refresh = {
      ...progress,
      state,
      at: event.time,
      startedAt: event.time,
      ...(percent !== undefined && { percent }),
      ...(delay !== undefined && { waits: delay * 1000 }),
    };
    const subject = `refresh/${locationKey(event)}/${group}/${id}`;
    await publishAlert(refreshShape, { subject, family: "refresh" }, context, (known) => {
      const refresh = mergeRefresh(known, news);
      const isBad = refresh.state === "Failed" || refresh.state === "Rollback Failed";
      return {
        severity: isBad ? "high" : refresh.state.startsWith("Rollback") ? "medium" : "low",
        content: refreshMessage(refresh, group, region),
        state: refresh,
        about: groupSubject({ group, account: event.account, region }),
        // A failed refresh still needs a person.
        isOver: refreshStates[refresh.state].isOver && !isBad,
        // A late or repeated event adds no line.
        ...(known && known.state !== refresh.state && { line: say(`refresh.${refresh.state}`, { group }) }),
      };
    });
    return "told";
  },
});

/** AWS writes these numbers as text. */
function numberIn(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) ? value : undefined;
}
