import type { Fault as AwsFault } from "./aws/faults.ts";
import type { ReceivedMessage } from "./aws/state/queues.ts";
import type { Death } from "./deaths.ts";
import type { Fault as SlackFault } from "./slack/faults.ts";

/** Messages that a function receives together. A message that is in no delivery returns as if it had failed. */
export interface Delivery {
  readonly function: string;
  readonly queue: string;
  readonly messages: readonly ReceivedMessage[];
}

/** Injected faults: in calls, in functions, and between a queue and a function. */
export interface Mishaps {
  /** The next such calls of the functions to AWS fail. */
  faultInAws(fault: AwsFault): void;
  /** The next such calls to Slack fail. */
  faultInSlack(fault: SlackFault): void;
  /** The next invocations that make such a call die at it. */
  crash(death: Death): void;
  /** From now on each message is delivered that many more times, even after success. */
  redeliver(times: number): void;
  /** From now on the result of `order` replaces the deliveries of each round: more often, later, or otherwise. */
  arrange(order: (deliveries: readonly Delivery[]) => readonly Delivery[]): void;
  /** The next event of that detail-type, source/detail-type or SNS subject is lost. */
  drop(kind: string): void;
}

/** The events still to be lost, in the order of their definition. */
export class Losses {
  readonly #kinds: string[] = [];

  add(kind: string): void {
    this.#kinds.push(kind);
  }

  /** Whether an event with any of these names is lost; the loss is used up. */
  take(names: readonly (string | undefined)[]): boolean {
    const at = this.#kinds.findIndex((kind) => names.includes(kind));
    if (at < 0) return false;
    this.#kinds.splice(at, 1);
    return true;
  }
}
