/** An invocation that is to end at one of its calls, and its container with it. */
export interface Death {
  /** `before`: the call never reaches the service; `after`: it was carried out, and the function never hears of it. */
  readonly when: "before" | "after";
  /** An AWS operation, a method of Slack, or "response_url"; any call, when left out. */
  readonly call?: string;
  /** Any, when left out. */
  readonly function?: string;
  /** So many such calls go well before. */
  readonly skip?: number;
  /** So many invocations die, one after the other. */
  readonly times: number;
  /** Which of these calls; all of them, when left out. */
  readonly isFor?: (calling: Calling) => boolean;
}

/** What is known of a call before it is carried out. */
export interface Calling {
  readonly function: string;
  readonly call: string;
  /** Which of all invocations makes it, counted from 1. */
  readonly invocation: number;
  /** The ids of the queue's messages that the invocation was handed; the same at each delivery. */
  readonly messages: readonly string[];
}

/** What the local AWS and the local Slack ask about whoever calls them. */
export interface Lives {
  isDead(caller: string): boolean;
  /** Whether this call ends the caller's life, and at which side of it; counts as met. */
  fate(caller: string, call: string): Death["when"] | undefined;
  /** Ends the caller's life. */
  end(caller: string): void;
}

/** The error under which a call at which a function died stands in the trace. */
export const deathErrors = { before: "CrashedBefore", after: "CrashedAfter" } as const;

/** What a dead caller is answered, should it still ask: nothing comes of it, and no client tries that again. */
export const refusalOfDead = { status: 410, headers: {}, body: "" } as const;

/** The deaths that are still to be died, in the order in which they were asked for. */
export class Deaths {
  #waiting: { readonly death: Death; skip: number; left: number }[] = [];

  add(death: Death): void {
    this.#waiting.push({ death, skip: death.skip ?? 0, left: death.times });
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** At which side of its call the function is to die; counts as met. */
  meet(calling: Calling): Death["when"] | undefined {
    for (const waiting of this.#waiting) {
      const { call = calling.call, function: fn = calling.function, isFor } = waiting.death;
      if (call !== calling.call || fn !== calling.function || isFor?.(calling) === false) continue;
      if (waiting.skip > 0) {
        waiting.skip -= 1;
        continue;
      }
      waiting.left -= 1;
      this.#waiting = this.#waiting.filter(({ left }) => left > 0);
      return waiting.death.when;
    }
    return undefined;
  }
}
