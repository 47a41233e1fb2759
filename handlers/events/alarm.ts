import { alarmOf } from "../../lib/core/alarm.ts";
import { defineEvent } from "../../lib/define.ts";
import { alarmEvent, lookAtAlarm, tellAlarmChange } from "../tell-alarm.ts";

/**
 * A CloudWatch alarm: one message for each time it goes off, which is brought to OK in place. One that comes of
 * something that Nightshift did is listed in the message of that.
 */
export const alarm = defineEvent({
  name: "alarm",
  source: alarmEvent.source,
  types: [alarmEvent.type],
  uses: lookAtAlarm,
  async run(context) {
    const news = alarmOf(context.event);
    if (!news) return "unreadable";
    const { value } = news;
    // Too few data is no trouble yet: whoever wants to hear of it has the alarm treat missing data as breaching.
    if (value !== "ALARM" && value !== "OK") return "quiet";
    return (await tellAlarmChange({ ...news, value }, context.event, context)) ? "told" : "quiet";
  },
});
