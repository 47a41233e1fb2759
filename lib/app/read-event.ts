import { placeOfArn } from "../pure/arn.ts";
import type { AwsEvent } from "../pure/event.ts";
import { isObject, jsonIn, listAt, momentAt, momentIn, textAt, wellFormed } from "../pure/json.ts";
import type { Location } from "../pure/location.ts";
import { truncate } from "../pure/truncate.ts";
import type { EventDefinition } from "./define.ts";

/** What reading a message of the events queue needs. */
export interface EventReading {
  readonly events: readonly Pick<EventDefinition, "fromSns">[];
  /** The bot's own location. */
  readonly home: Location;
  now(): Date;
}

/**
 * Reads a message of the events queue as an EventBridge event with every field; missing ones are filled in from the
 * queue's message.
 */
export function readEvent(body: string, messageId: string, { now: clock, home, events }: EventReading): AwsEvent {
  const now = clock().toISOString();
  // With or without raw message delivery; `place`: its location when the message has none.
  const fromSns = (message: Readonly<Record<string, unknown>>, location: Location): AwsEvent | undefined => {
    for (const { fromSns: read } of events) {
      const own = read?.(message);
      if (!own) continue;
      const [account, region] = [own.account || location.account, own.region || location.region];
      return { ...own, account, region, id: messageId, time: momentIn(own.time) ?? now };
    }
    return undefined;
  };
  const parsed = jsonIn(body);
  // https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
  if (isObject(parsed) && parsed.Type === "Notification" && typeof parsed.Message === "string") {
    const inner = jsonIn(parsed.Message);
    if (isObject(inner) && textAt(inner, "detail-type")) return envelope(inner, messageId, now);
    const topic = textAt(parsed, "TopicArn");
    const { account, region } = placeOfArn(topic);
    const own = isObject(inner) ? fromSns(inner, { account, region }) : undefined;
    if (own) return own;
    return {
      id: textAt(parsed, "MessageId") ?? messageId,
      source: "aws.sns",
      type: textAt(parsed, "Subject") ?? "Notification",
      account,
      region,
      time: momentAt(parsed, "Timestamp") ?? now,
      resources: topic ? [topic] : [],
      detail: isObject(inner) ? inner : { Message: parsed.Message },
    };
  }
  if (isObject(parsed)) return fromSns(parsed, home) ?? envelope(parsed, messageId, now);
  return envelope({ detail: { Message: body } }, messageId, now);
}

/** Longer than any envelope field of AWS, and short enough to store and show. */
const longestField = 500;

function envelope(fields: Readonly<Record<string, unknown>>, messageId: string, now: string): AwsEvent {
  const short = (name: string): string => truncate(textAt(fields, name) ?? "", longestField);
  return {
    id: short("id") || messageId,
    source: short("source"),
    type: short("detail-type"),
    account: short("account"),
    region: short("region"),
    time: momentAt(fields, "time") ?? now,
    resources: listAt(fields, "resources")
      .filter((resource) => typeof resource === "string")
      .map(wellFormed),
    detail: isObject(fields.detail) ? fields.detail : {},
  };
}
