/** An invocation that dies at one of its calls, with its container. */
export interface Death {
  /** `before`: the call never reaches the service; `after`: it is carried out, but its answer is lost. */
  readonly when: "before" | "after";
  /** An AWS operation, a method of Slack, or "response_url"; any call by default. */
  readonly call?: string;
  /** Any by default. */
  readonly function?: string;
  /** The number of such calls that succeed first. */
  readonly skip?: number;
  /** The number of invocations that die, one after the other. */
  readonly times: number;
  /** Which of these calls; all by default. */
  readonly isFor?: (calling: Calling) => boolean;
}

/** What is known of a call before it is carried out. */
export interface Calling {
  readonly function: string;
  readonly call: string;
  /** The number of the invocation, counted from 1 over all. */
  readonly invocation: number;
  /** The ids of the invocation's queue messages; the same at each delivery. */
  readonly messages: readonly string[];
}

/** How the local AWS and the local Slack find out whether a caller is alive. */
export interface Lives {
  isDead(caller: string): boolean;
  /** Whether the caller dies before or after this call; the death is used up. */
  fate(caller: string, call: string): Death["when"] | undefined;
  /** Kills the caller. */
  end(caller: string): void;
}

/** The error that the trace shows for a call at which a function died. */
export const deathErrors = { before: "CrashedBefore", after: "CrashedAfter" } as const;

/** The answer to calls of a dead caller: without effect, and no client retries it. */
export const refusalOfDead = { status: 410, headers: {}, body: "" } as const;

/** The deaths still to come, in the order of their definition. */
export class Deaths {
  #waiting: { readonly death: Death; skip: number; left: number }[] = [];

  add(death: Death): void {
    this.#waiting.push({ death, skip: death.skip ?? 0, left: death.times });
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Whether the function dies before or after this call; the death is used up. */
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
