import { alarmThroughSns } from "./core/alarm.ts";
import { cut } from "./core/cut.ts";
import type { AwsEvent } from "./core/event.ts";
import { isObject, jsonIn, momentIn, textAt, wellFormed } from "./core/fields.ts";
import type { Place } from "./core/place.ts";
import { autoScalingThroughSns, databaseThroughSns } from "./core/through-sns.ts";

/**
 * What stands in the events queue as an event of EventBridge, with every field filled: what is missing is made up from
 * the queue's message.
 */
export function readEvent(
  body: string,
  messageId: string,
  { now: clock, home }: { readonly now: () => Date; readonly home: Place },
): AwsEvent {
  const now = clock();
  const parsed = jsonIn(body);
  // https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
  if (isObject(parsed) && parsed.Type === "Notification" && typeof parsed.Message === "string") {
    const inner = jsonIn(parsed.Message);
    if (isObject(inner) && textAt(inner, "detail-type")) return envelope(inner, messageId, now);
    const topic = textAt(parsed, "TopicArn");
    const [, , , region = "", account = ""] = topic?.split(":") ?? [];
    const own = isObject(inner) ? throughSns(inner, messageId, now, { account, region }) : undefined;
    if (own) return own;
    return {
      id: textAt(parsed, "MessageId") ?? messageId,
      source: "aws.sns",
      type: textAt(parsed, "Subject") ?? "Notification",
      account,
      region,
      time: moment(textAt(parsed, "Timestamp"), now),
      resources: topic ? [topic] : [],
      detail: isObject(inner) ? inner : { Message: parsed.Message },
    };
  }
  if (isObject(parsed)) return throughSns(parsed, messageId, now, home) ?? envelope(parsed, messageId, now);
  return envelope({ detail: { Message: body } }, messageId, now);
}

/**
 * A notification of an alarm, an Auto Scaling group or a database, with raw message delivery or without, as the event
 * that EventBridge makes of it. `place`: where it is when the message itself does not say so.
 */
function throughSns(
  message: Readonly<Record<string, unknown>>,
  messageId: string,
  now: Date,
  place: Place,
): AwsEvent | undefined {
  const own = alarmThroughSns(message) ?? autoScalingThroughSns(message) ?? databaseThroughSns(message);
  if (!own) return undefined;
  const [account, region] = [own.account || place.account, own.region || place.region];
  return { ...own, account, region, id: messageId, time: moment(own.time, now) };
}

/** Longer than AWS makes any field of an envelope, and short enough to be kept and shown. */
const longestField = 500;

function envelope(fields: Readonly<Record<string, unknown>>, messageId: string, now: Date): AwsEvent {
  const resources = Array.isArray(fields.resources) ? (fields.resources as unknown[]) : [];
  const short = (name: string): string => cut(textAt(fields, name) ?? "", longestField);
  return {
    id: short("id") || messageId,
    source: short("source"),
    type: short("detail-type"),
    account: short("account"),
    region: short("region"),
    time: moment(textAt(fields, "time"), now),
    resources: resources.filter((resource) => typeof resource === "string").map(wellFormed),
    detail: isObject(fields.detail) ? fields.detail : {},
  };
}

function moment(text: string | undefined, now: Date): string {
  return momentIn(text ?? "") ?? now.toISOString();
}
