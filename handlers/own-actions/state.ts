/**
 * What Nightshift has brought about itself is no alert: whether something that happens in AWS comes of a recorded action.
 */

import type { Resource } from "../../lib/pure/resource.ts";
import { isInTargetState, type OperationVerb } from "../operations/state.ts";

/** An action of Nightshift's on a resource. */
export interface OwnAction {
  readonly verb: OperationVerb;
  /** The key of the action's message. */
  readonly message: string;
  /** How long AWS may be at it, ISO 8601. */
  readonly until: string;
  /** When it was begun, ISO 8601. */
  readonly at?: string;
}

/** Something that an event is about, and what Nightshift has to do with it. */
export interface AttributionFacts {
  /** Absent when it is not known any more. */
  readonly state?: Resource["state"];
  /** Its schedule wants it stopped: the message of that stop. */
  readonly scheduledStop?: { readonly message: string; readonly schedule: string };
  /** The last action on it. */
  readonly lastAction?: OwnAction;
}

/** The action that something comes of. */
export interface Cause {
  /** The key of its message. */
  readonly message: string;
  /** The schedule, when that was it. */
  readonly schedule?: string;
  /** Whether it is a deployment that is under way. */
  readonly isDeployment?: true;
}

/** Whether AWS may still be carrying the action out. */
export function isUnderWay(action: Pick<OwnAction, "until">, now: Date): boolean {
  return now.getTime() <= Date.parse(action.until);
}

/** The action that a trouble with all of these comes of; undefined when it may have another cause, and somebody must know. */
export function attributeCause(facts: readonly AttributionFacts[], now: Date): Cause | undefined {
  const causes = facts.map((concern) => causeOf(concern, now));
  return causes.every((cause) => cause !== undefined) ? causes[0] : undefined;
}

function causeOf(
  { state, scheduledStop, lastAction: action }: AttributionFacts,
  now: Date,
): Cause | undefined {
  if (state === undefined) return undefined;
  if (action?.verb === "reboot" && isUnderWay(action, now)) return { message: action.message };
  // What runs has no excuse, whoever has started it.
  if (isInTargetState({ state }, "start")) return undefined;
  if (scheduledStop) return scheduledStop;
  // Stopped it stays, until somebody starts it.
  return action?.verb === "stop" ? { message: action.message } : undefined;
}
