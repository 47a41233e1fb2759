import { tellAlert } from "./alerts/tell-alert.ts";
import { type Accounts, sessionOf } from "./aws/accounts.ts";
import type { Config } from "./config/schema.ts";
import { alarmThroughSns } from "./core/alarm.ts";
import type { Named } from "./core/alert.ts";
import { nameInArn } from "./core/arn.ts";
import { cut } from "./core/cut.ts";
import type { AwsEvent } from "./core/event.ts";
import { isObject, jsonIn, textAt } from "./core/fields.ts";
import type { Place } from "./core/place.ts";
import { plainNews } from "./core/plain-message.ts";
import { autoScalingThroughSns, databaseThroughSns } from "./core/through-sns.ts";
import type { EventDefinition } from "./define.ts";
import type { LogLine } from "./host.ts";
import { digest, type Notify } from "./notify.ts";
import { reaching } from "./reach.ts";
import type { Store } from "./store/store.ts";

/** What events are handled with. */
export interface EventWorkshop {
  readonly events: readonly EventDefinition[];
  readonly config: Config;
  readonly store: Store;
  readonly notify: Notify;
  readonly accounts: Accounts;
  /** Where the bot itself is. */
  readonly home: Place;
  now(): Date;
  log(line: LogLine): void;
}

/**
 * Handles one message of the events queue: an EventBridge event, or an SNS notification with one (or anything else)
 * in it. What no definition knows gets a plain message; nothing is dropped.
 */
export async function runEvent(body: string, messageId: string, shop: EventWorkshop): Promise<void> {
  const event = readEvent(body, messageId, shop);
  const definition = shop.events.find(
    ({ source, types, matches }) =>
      source === event.source && (types.includes(event.type) || matches?.(event) === true),
  );
  const reach = reaching(definition?.uses ?? [], shop, sessionOf("events"));
  const outcome = definition
    ? await definition.run({
        event,
        ...reach,
        ...reach.at(event),
        config: shop.config,
        store: shop.store,
        notify: shop.notify,
        now: shop.now,
        log: shop.log,
      })
    : "unreadable";
  if (outcome === "unreadable") await tellPlainly(event, shop);
  shop.log({
    level: "info",
    event: "event handled",
    source: event.source,
    type: event.type,
    id: event.id,
    outcome: outcome === "unreadable" ? "plain" : outcome,
  });
}

/** The envelope with every field filled: what is missing is made up from the queue's message. */
function readEvent(
  body: string,
  messageId: string,
  { now: clock, home }: Pick<EventWorkshop, "now" | "home">,
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
    resources: resources.filter((resource) => typeof resource === "string"),
    detail: isObject(fields.detail) ? fields.detail : {},
  };
}

function moment(text: string | undefined, now: Date): string {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return (Number.isNaN(at) ? now : new Date(at)).toISOString();
}

/** What it says that it is about, first of all. */
function namedIn({ account, region, resources }: AwsEvent): Named {
  const [arn, ...others] = resources;
  if (arn === undefined) return { account, region, names: [] };
  const name = nameInArn(arn);
  return { account, region, names: name === undefined ? [arn] : [name, arn], within: others };
}

async function tellPlainly(event: AwsEvent, shop: EventWorkshop): Promise<void> {
  const subject = `event/${digest(`${event.account}/${event.region}/${event.id}`)}`;
  const { severity, content } = plainNews(event);
  await tellAlert({ subject, family: `event:${event.source}` }, { ...shop, event }, () => ({
    severity,
    content,
    state: null,
    about: namedIn(event),
  }));
}
