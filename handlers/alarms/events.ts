import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { defineEvent } from "../../lib/app/define.ts";
import { locationKey } from "../../lib/pure/location.ts";
import {
  type AlarmChange,
  alarmChangeMessage,
  alarmChangeOf,
  alarmChangeShape,
  alarmChangeTitle,
} from "./change-message.ts";
import { alarmEvent, alarmReads, closeDeleted, publishAlarmChange } from "./service.ts";
import { alarmFromSns, alarmOf } from "./state.ts";

/** A change to an alarm: published only when it is deleted or its actions are disabled. */
export const alarmChange = defineEvent({
  name: "alarm-change",
  source: "aws.cloudwatch",
  types: ["CloudWatch Alarm Configuration Change"],
  only: { "CloudWatch Alarm Configuration Change": { operation: ["update", "delete"] } },
  uses: [],
  async run(context) {
    const { event } = context;
    const change = alarmChangeOf(event);
    if (!change) return "unreadable";
    const { alarm, what, isFiring, at } = change;
    const about = { account: event.account, region: event.region, names: [alarm] };
    const family = "alarm-change";
    if (what === "other") return "quiet";
    if (what === "deleted") {
      const subject = `alarm-deleted/${locationKey(event)}/${alarm}/${at}`;
      await closeDeleted(alarm, at, event, context);
      await publishAlert(alarmChangeShape, { subject, family }, context, () => ({
        severity: isFiring ? "medium" : "low",
        content: alarmChangeMessage(change, event),
        state: change,
        isOver: !isFiring,
        about,
      }));
      return "told";
    }
    const told = await publishIncident(
      { news: alarmChangeShape, state: alarmChangeShape },
      { subject: `alarm-actions/${locationKey(event)}/${alarm}`, family },
      context,
      { at, isWell: what === "enabled", news: change },
      (news, known, wellAt) => {
        const newest = known && known.at > news.at ? known : news;
        const current: AlarmChange =
          wellAt === undefined ? { ...newest, what: "disabled" } : { ...newest, what: "enabled", at: wellAt };
        return {
          severity: wellAt === undefined ? "medium" : "low",
          content: alarmChangeMessage(current, event),
          state: current,
          about,
          ...(known && known.what !== current.what && { line: alarmChangeTitle(current) }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});

/**
 * A CloudWatch alarm: one message for each firing, updated in place when it is OK. An alarm caused by Nightshift's
 * own action is listed in that action's message.
 */
export const alarm = defineEvent({
  name: "alarm",
  source: alarmEvent.source,
  types: [alarmEvent.type],
  fromSns: alarmFromSns,
  uses: alarmReads,
  async run(context) {
    const news = alarmOf(context.event);
    if (!news) return "unreadable";
    const { value } = news;
    // Insufficient data is not an alert; teams that want one have the alarm treat missing data as breaching.
    if (value !== "ALARM" && value !== "OK") return "quiet";
    return (await publishAlarmChange({ ...news, value }, context.event, context)) ? "told" : "quiet";
  },
});
