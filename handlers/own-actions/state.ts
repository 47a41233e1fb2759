/** Nightshift's own actions cause no alerts: whether something that happens in AWS comes from a recorded action. */

import type { Resource } from "../../lib/pure/resource.ts";
import { isInTargetState, type OperationVerb } from "../operations/state.ts";

/** One of Nightshift's actions on a resource. */
export interface OwnAction {
  readonly verb: OperationVerb;
  /** The key of the action's message. */
  readonly message: string;
  /** How long AWS may take, ISO 8601. */
  readonly until: string;
  /** When it began, ISO 8601. */
  readonly at?: string;
}

/** The subject of an event, and Nightshift's part in it. */
export interface AttributionFacts {
  /** Absent when it is no longer known. */
  readonly state?: Resource["state"];
  /** Set when its schedule wants it stopped: the message of that stop. */
  readonly scheduledStop?: { readonly message: string; readonly schedule: string };
  /** The last action on it. */
  readonly lastAction?: OwnAction;
}

/** The action that caused something. */
export interface Cause {
  /** The key of its message. */
  readonly message: string;
  /** The schedule, if it was one. */
  readonly schedule?: string;
  /** Whether it is a running deployment. */
  readonly isDeployment?: true;
}

/** Whether AWS may still be carrying the action out. */
export function isUnderWay(action: Pick<OwnAction, "until">, now: Date): boolean {
  return now.getTime() <= Date.parse(action.until);
}

/** The action that explains a trouble of all of these; undefined when people must know, as there may be another cause. */
export function attributeCause(facts: readonly AttributionFacts[], now: Date): Cause | undefined {
  const causes = facts.map((concern) => causeOf(concern, now));
  return causes.every((cause) => cause !== undefined) ? causes[0] : undefined;
}

function causeOf({ state, scheduledStop, lastAction: action }: AttributionFacts, now: Date): Cause | undefined {
  if (state === undefined) return undefined;
  if (action?.verb === "reboot" && isUnderWay(action, now)) return { message: action.message };
  // A running resource is never explained by our own stop, however it was started.
  if (isInTargetState({ state }, "start")) return undefined;
  if (scheduledStop) return scheduledStop;
  // After a stop it stays stopped until a person starts it.
  return action?.verb === "stop" ? { message: action.message } : undefined;
}
