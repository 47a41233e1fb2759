import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import { alarmUrl } from "../../lib/core/console.ts";
import type { Content } from "../../lib/core/content.ts";
import { objectAt, textAt } from "../../lib/core/fields.ts";
import { isThere } from "../../lib/core/operation.ts";
import { lastEdge } from "../../lib/core/schedule.ts";
import { say } from "../../lib/core/text.ts";
import { defineEvent, type EventContext } from "../../lib/define.ts";
import { findDatabases, findInstances, lookAt, scheduleTag } from "../operate.ts";

interface AlarmState {
  readonly value: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * A CloudWatch alarm: one message that is brought to OK in place. An alarm about what the night has stopped is none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const alarm = defineEvent({
  name: "alarm",
  source: "aws.cloudwatch",
  types: ["CloudWatch Alarm State Change"],
  uses: lookAt,
  async run(context) {
    const { event, store, region, account, now } = context;
    const name = textAt(event.detail, "alarmName");
    const value = textAt(objectAt(event.detail, "state"), "value");
    if (!name || !value) return "unreadable";
    if (value !== "ALARM" && value !== "OK") return "quiet";
    const subject = `alarm/${account}/${region}/${name}`;
    const reason = textAt(objectAt(event.detail, "state"), "reason") ?? "";
    const open = await store.ledgers.read<Firing>(subject);
    const isFiring = open?.key !== undefined;
    if (!isFiring && (value === "OK" || (await isAboutSleeper(context)))) return "quiet";
    // Each firing has a message of its own, so that it is heard; until it is over, that one is kept up to date.
    const key = open?.key ?? `${subject}/${event.time}`;
    const news: AlarmState = { value, reason, at: event.time };
    const told = await tellAlert<AlarmState>({ subject: key, family: "alarm" }, context, (known) => {
      const state = known && known.at > news.at ? known : news;
      return {
        severity: "high",
        content: message(name, state, region),
        state,
        isOver: state.value === "OK",
        line: [say(state.value === "OK" ? "alarm.ok" : "alarm.alarm", { name }), "  ", { time: state.at }],
      };
    });
    await store.ledgers.change<Firing>(subject, now(), () => (told.own.value === "OK" ? {} : { key }));
    return "told";
  },
});

/** The message of an alarm that goes on. */
interface Firing {
  readonly key?: string;
}

function message(name: string, { value, reason, at }: AlarmState, region: string): Content {
  const isAlarm = value === "ALARM";
  return {
    tone: isAlarm ? "failure" : "success",
    title: say(isAlarm ? "alarm.alarm" : "alarm.ok", { name }),
    facts: [
      ...(reason ? [{ label: "alarm.reason" as const, value: reason }] : []),
      { label: "alarm.since", value: { time: at } },
    ],
    buttons: [{ action: "open", label: "button.open", url: alarmUrl(region, name) }],
  };
}

/** Whether the alarm is about something that its schedule wants stopped now. */
async function isAboutSleeper(context: EventContext<(typeof lookAt)[number]>): Promise<boolean> {
  const { config, store, event, now } = context;
  const dimensions = dimensionsOf(event.detail);
  const instance = dimensions.InstanceId;
  const database = dimensions.DBInstanceIdentifier ?? dimensions.DBClusterIdentifier;
  const found = instance
    ? await findInstances(context, { ids: [instance] })
    : database
      ? await findDatabases(context)
      : undefined;
  const resource = found?.ok && found.value.find(({ id }) => id === instance || id === database);
  const name = resource ? resource.tags[scheduleTag] : undefined;
  const schedule = name !== undefined && Object.hasOwn(config.schedules, name) && config.schedules[name];
  if (!schedule || name === undefined) return false;
  // What a person started in the night is awake.
  if (resource && isThere(resource, "start")) return false;
  const { override } = await store.schedules.read(name);
  return lastEdge(schedule, override, now())?.kind === "stop";
}

/** The dimensions of all metrics of the alarm, by name. */
function dimensionsOf(detail: unknown): Record<string, string> {
  const metrics = objectAt(detail, "configuration")?.metrics;
  const all: Record<string, string> = {};
  for (const entry of Array.isArray(metrics) ? (metrics as unknown[]) : []) {
    const given = objectAt(objectAt(objectAt(entry, "metricStat"), "metric"), "dimensions") ?? {};
    for (const name of Object.keys(given)) all[name] = textAt(given, name) ?? "";
  }
  return all;
}
