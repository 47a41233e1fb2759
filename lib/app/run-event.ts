import { sessionOf } from "../aws/accounts.ts";
import type { AwsEvent } from "../pure/event.ts";
import { type AwsAccessDeps, createHandlerContext } from "./aws-access.ts";
import type { EventDefinition, EventOutcome, SharedContext } from "./define.ts";
import { readEvent } from "./read-event.ts";

/** What handling events needs. */
export interface EventDeps extends SharedContext, AwsAccessDeps {
  readonly events: readonly EventDefinition[];
  /** Handles events that no definition matches or can parse. */
  readonly otherEvent: EventDefinition;
}

/**
 * Handles one message of the events queue: an EventBridge event, or an SNS notification with one (or anything else)
 * in it. Unknown events get a plain message; nothing is dropped.
 */
export async function runEvent(body: string, messageId: string, deps: EventDeps): Promise<void> {
  const event = readEvent(body, messageId, deps);
  const run = async (definition: EventDefinition): Promise<EventOutcome> => {
    const context = createHandlerContext(definition.uses, deps, sessionOf("events"));
    return definition.run({ event, ...context, ...context.at(event) });
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

/** The definition that matches the event. */
export function definitionOf(event: AwsEvent, definitions: readonly EventDefinition[]): EventDefinition | undefined {
  return definitions.find(
    ({ source, types, matches }) =>
      source === event.source && (types.includes(event.type) || matches?.(event) === true),
  );
}
