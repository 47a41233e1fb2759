import { tellAlert } from "./alerts/tell-alert.ts";
import { type Accounts, sessionOf } from "./aws/accounts.ts";
import type { Config } from "./config/schema.ts";
import { alarmThroughSns } from "./core/alarm.ts";
import { regionUrl } from "./core/console.ts";
import type { Content } from "./core/content.ts";
import { cut } from "./core/cut.ts";
import type { AwsEvent } from "./core/event.ts";
import { isObject, jsonIn, textAt } from "./core/fields.ts";
import type { Place } from "./core/place.ts";
import { say, type Text } from "./core/text.ts";
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
  const event = readEvent(body, messageId, shop.now());
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
function readEvent(body: string, messageId: string, now: Date): AwsEvent {
  const parsed = jsonIn(body);
  // https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
  if (isObject(parsed) && parsed.Type === "Notification" && typeof parsed.Message === "string") {
    const inner = jsonIn(parsed.Message);
    if (isObject(inner) && textAt(inner, "detail-type")) return envelope(inner, messageId, now);
    const alarm = isObject(inner) ? throughSns(inner, messageId, now) : undefined;
    if (alarm) return alarm;
    const topic = textAt(parsed, "TopicArn");
    return {
      id: textAt(parsed, "MessageId") ?? messageId,
      source: "aws.sns",
      type: textAt(parsed, "Subject") ?? "Notification",
      account: topic?.split(":")[4] ?? "",
      region: topic?.split(":")[3] ?? "",
      time: moment(textAt(parsed, "Timestamp"), now),
      resources: topic ? [topic] : [],
      detail: isObject(inner) ? inner : { Message: parsed.Message },
    };
  }
  if (isObject(parsed)) return throughSns(parsed, messageId, now) ?? envelope(parsed, messageId, now);
  return envelope({ detail: { Message: body } }, messageId, now);
}

/** An alarm's own notification, with raw message delivery or without, as the event that EventBridge makes of it. */
function throughSns(
  message: Readonly<Record<string, unknown>>,
  messageId: string,
  now: Date,
): AwsEvent | undefined {
  const alarm = alarmThroughSns(message);
  return alarm && { ...alarm, id: messageId, time: moment(alarm.time, now) };
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

async function tellPlainly(event: AwsEvent, shop: EventWorkshop): Promise<void> {
  const subject = `event/${digest(`${event.account}/${event.region}/${event.id}`)}`;
  await tellAlert({ subject, family: `event:${event.source}` }, { ...shop, event }, () => ({
    severity: "medium",
    content: plainMessage(event),
    state: null,
  }));
}

const mostFields = 8;

/** A message for an event of no known kind: what it calls itself, what it is about, its main fields in words. */
function plainMessage(event: AwsEvent): Content {
  const { type, source, resources, region, account } = event;
  return {
    tone: "info",
    title: type ? say("event.unknown", { type, source: source || "?" }) : say("event.unreadable"),
    facts: [
      ...(resources[0]
        ? [{ label: "event.resource" as const, value: { code: cut(resources[0], longestField) } }]
        : []),
      ...(account ? [{ label: "event.account" as const, value: account }] : []),
      ...(region ? [{ label: "event.region" as const, value: region }] : []),
      { label: "event.time", value: { time: event.time } },
    ],
    lines: mainFields(event.detail).map(([name, value]): Text => say("event.field", { name, value })),
    ...(/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) && {
      buttons: [{ action: "open", label: "button.open", url: regionUrl(region) }],
    }),
  };
}

/** The first fields that hold something people can read, those nested one level included. */
function mainFields(detail: Readonly<Record<string, unknown>>): [string, string][] {
  const fields: [string, string][] = [];
  const add = (name: string, value: unknown): void => {
    const shown = cut(name, 100);
    if (typeof value === "string" && value.trim()) fields.push([shown, cut(value, 300)]);
    else if (typeof value === "boolean" || Number.isFinite(value)) fields.push([shown, String(value)]);
  };
  for (const [name, value] of Object.entries(detail)) {
    if (isObject(value)) for (const [inner, nested] of Object.entries(value)) add(`${name}.${inner}`, nested);
    else if (Array.isArray(value) && value.every((item) => typeof item === "string"))
      add(name, value.join(", "));
    else add(name, value);
  }
  return fields.slice(0, mostFields);
}
