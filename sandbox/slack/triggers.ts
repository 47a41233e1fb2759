import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";

const lifetime = 3_000;

interface Trigger {
  readonly person: string;
  readonly until: number;
  isUsed: boolean;
}

/** Trigger ids: valid once, for three seconds (https://docs.slack.dev/interactivity/handling-user-interaction). */
export class Triggers {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #triggers = new Map<string, Trigger>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** A trigger id with which views can be opened for that person. */
  issue(person: string): string {
    const now = this.#clock.now().getTime();
    const id = `${now}.${Number.parseInt(this.#ids.hex(8), 16)}.${this.#ids.hex(32)}`;
    this.#triggers.set(id, { person, until: now + lifetime, isUsed: false });
    return id;
  }

  /** Uses it up: returns the person it was issued for, or Slack's error code. */
  exchange(id: string): { readonly person: string } | { readonly error: string } {
    const trigger = this.#triggers.get(id);
    if (!trigger) return { error: "invalid_trigger_id" };
    if (trigger.isUsed) return { error: "exchanged_trigger_id" };
    if (this.#clock.now().getTime() > trigger.until) return { error: "expired_trigger_id" };
    trigger.isUsed = true;
    return { person: trigger.person };
  }
}
