/** Something that is to go wrong in the next calls. */
export interface Fault {
  /** A method's name, or "response_url"; any, when left out. */
  readonly method?: string;
  /** 429 (with Retry-After) or 5xx; else the call is answered with 200 and `error`. */
  readonly status?: number;
  /** Slack's error code, e.g. "token_revoked"; "timeout" cuts the connection, without an answer. */
  readonly error?: string;
  /** Seconds, with 429. */
  readonly retryAfter?: number;
  readonly times: number;
  /** The call is carried out all the same, and only its answer is lost. */
  readonly carriedOut?: boolean;
  /** Which of these calls; all of them, when left out. */
  readonly isFor?: (method: string) => boolean;
}

/** The error of calls that are never answered. */
export const timeout = "timeout";

/** The faults that are still to happen, in the order in which they were asked for. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  /** The fault that this call is to meet; it counts as met. */
  meet(method: string): Fault | undefined {
    const waiting = this.#waiting.find(
      ({ fault, left }) => left > 0 && (fault.method ?? method) === method && (fault.isFor?.(method) ?? true),
    );
    if (!waiting) return undefined;
    waiting.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return waiting.fault;
  }
}
