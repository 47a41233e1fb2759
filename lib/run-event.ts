import { tellAlert } from "./alerts/tell-alert.ts";
import { type Accounts, sessionOf } from "./aws/accounts.ts";
import type { Config } from "./config/schema.ts";
import type { Named } from "./core/alert.ts";
import { nameInArn } from "./core/arn.ts";
import type { AwsEvent } from "./core/event.ts";
import type { Place } from "./core/place.ts";
import { plainNews } from "./core/plain-message.ts";
import type { EventDefinition } from "./define.ts";
import type { LogLine } from "./host.ts";
import { digest, type Notify } from "./notify.ts";
import { reaching } from "./reach.ts";
import { readEvent } from "./read-event.ts";
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
  const definition = definitionOf(event, shop.events);
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

/** The definition that knows such events. */
export function definitionOf(
  event: AwsEvent,
  definitions: readonly EventDefinition[],
): EventDefinition | undefined {
  return definitions.find(
    ({ source, types, matches }) =>
      source === event.source && (types.includes(event.type) || matches?.(event) === true),
  );
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
