import type { Fault as AwsFault } from "./aws/faults.ts";
import type { ReceivedMessage } from "./aws/state/queues.ts";
import type { Death } from "./deaths.ts";
import type { Fault as SlackFault } from "./slack/faults.ts";

/** Messages that a function is handed together. One that stands in no delivery comes back as if it had failed. */
export interface Delivery {
  readonly function: string;
  readonly queue: string;
  readonly messages: readonly ReceivedMessage[];
}

/** What goes wrong on purpose: in calls, in functions, and on the way between a queue and a function. */
export interface Mishaps {
  /** The next such calls of the functions to AWS fail. */
  faultInAws(fault: AwsFault): void;
  /** The next such calls to Slack fail. */
  faultInSlack(fault: SlackFault): void;
  /** The next invocations that make such a call die at it. */
  crash(death: Death): void;
  /** From now on each message goes to its function that many more times than once, though it succeeded. */
  redeliver(times: number): void;
  /** From now on what can be handed out at one moment is, instead, what this makes of it: more often, later, otherwise. */
  arrange(order: (deliveries: readonly Delivery[]) => readonly Delivery[]): void;
  /** The next event of that detail-type, source/detail-type or SNS subject is lost on its way to the bot. */
  drop(kind: string): void;
}

/** The events that are to be lost, in the order in which that was asked for. */
export class Losses {
  readonly #kinds: string[] = [];

  add(kind: string): void {
    this.#kinds.push(kind);
  }

  /** Whether an event that goes by any of these names is to be lost; counts as met. */
  take(names: readonly (string | undefined)[]): boolean {
    const at = this.#kinds.findIndex((kind) => names.includes(kind));
    if (at < 0) return false;
    this.#kinds.splice(at, 1);
    return true;
  }
}
