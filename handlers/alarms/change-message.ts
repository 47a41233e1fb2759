/** Changes to an alarm that may leave people without a warning. */
import * as v from "valibot";
import { alarmUrl } from "../../lib/pure/console.ts";
import type { Content } from "../../lib/pure/content.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { objectAt, textAt } from "../../lib/pure/json.ts";
import type { Location } from "../../lib/pure/location.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

const alarmChangeSchema = v.object({
  alarm: v.string(),
  /** `other`: no warning is lost by it. */
  what: v.picklist(["deleted", "disabled", "enabled", "other"]),
  /** Whether it was in ALARM at the time. */
  isFiring: v.boolean(),
  /** ISO 8601. */
  at: v.string(),
});
export type AlarmChange = StateOf<typeof alarmChangeSchema>;

export const alarmChangeShape = defineShape({ name: "alarm-change", version: 1, schema: alarmChangeSchema });

/**
 * Undefined when the event names no alarm.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmChangeOf({ detail, time }: Pick<AwsEvent, "detail" | "time">): AlarmChange | undefined {
  const alarm = textAt(detail, "alarmName");
  const operation = textAt(detail, "operation");
  if (!alarm || !operation) return undefined;
  const isFiring = textAt(objectAt(detail, "state"), "value") === "ALARM";
  const isOn = objectAt(detail, "configuration")?.actionsEnabled;
  const wasOn = objectAt(detail, "previousConfiguration")?.actionsEnabled;
  const isUpdate = operation === "update";
  const what =
    operation === "delete"
      ? "deleted"
      : isUpdate && isOn === false && wasOn !== false
        ? "disabled"
        : isUpdate && isOn === true
          ? "enabled"
          : "other";
  return { alarm, what, isFiring, at: time };
}

export function alarmChangeTitle({ alarm, what }: AlarmChange): Text {
  const name = { alarm: truncate(alarm, 150) };
  if (what === "deleted") return say("alarm-change.deleted", name);
  return say(what === "enabled" ? "alarm-change.enabled" : "alarm-change.disabled", name);
}

export function alarmChangeMessage(change: AlarmChange, { account, region }: Location): Content {
  const { what, isFiring, at, alarm } = change;
  const hint =
    what === "disabled"
      ? say("alarm-change.disabled-hint")
      : what === "deleted" && isFiring
        ? say("alarm-change.deleted-firing")
        : undefined;
  return {
    tone: what === "enabled" ? "success" : what === "disabled" || isFiring ? "warning" : "info",
    title: alarmChangeTitle(change),
    ...(hint && { lines: [hint] }),
    facts: [
      { label: "event.time", value: { time: at } },
      { label: "alarm.region", value: region },
      { label: "alarm.account", value: account },
    ],
    buttons: [{ action: "open", label: "button.open", url: alarmUrl(region, alarm) }],
  };
}
