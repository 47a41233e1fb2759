import { type Accounts, sessionOf } from "../aws/accounts.ts";
import type { Config } from "../config/schema.ts";
import type { LogLine } from "../host.ts";
import type { Publish } from "../messages/publish.ts";
import type { AwsEvent } from "../pure/event.ts";
import type { Location } from "../pure/location.ts";
import type { Store } from "../store/store.ts";
import { createAwsAccess } from "./aws-access.ts";
import type { EventDefinition, EventOutcome } from "./define.ts";
import { readEvent } from "./read-event.ts";

/** What events are handled with. */
export interface EventDeps {
  readonly events: readonly EventDefinition[];
  /** What is made of an event that none of them knows or can read. */
  readonly otherEvent: EventDefinition;
  readonly config: Config;
  readonly store: Store;
  readonly publish: Publish;
  readonly accounts: Accounts;
  /** Where the bot itself is. */
  readonly home: Location;
  now(): Date;
  log(line: LogLine): void;
}

/**
 * Handles one message of the events queue: an EventBridge event, or an SNS notification with one (or anything else)
 * in it. What no definition knows gets a plain message; nothing is dropped.
 */
export async function runEvent(body: string, messageId: string, deps: EventDeps): Promise<void> {
  const event = readEvent(body, messageId, deps);
  const run = async (definition: EventDefinition): Promise<EventOutcome> => {
    const access = createAwsAccess(definition.uses, deps, sessionOf("events"));
    return definition.run({
      event,
      ...access,
      ...access.at(event),
      config: deps.config,
      store: deps.store,
      publish: deps.publish,
      now: deps.now,
      log: deps.log,
    });
  };
  const definition = definitionOf(event, deps.events);
  const outcome = definition ? await run(definition) : "unreadable";
  if (outcome === "unreadable") await run(deps.otherEvent);
  deps.log({
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
