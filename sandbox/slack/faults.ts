/** A fault injected into the next calls. */
export interface Fault {
  /** A method's name, or "response_url"; any by default. */
  readonly method?: string;
  /** 429 (with Retry-After) or 5xx; otherwise the answer is 200 with `error`. */
  readonly status?: number;
  /** Slack's error code, e.g. "token_revoked"; "timeout" closes the connection without an answer. */
  readonly error?: string;
  /** Seconds, with 429. */
  readonly retryAfter?: number;
  readonly times: number;
  /** The call is carried out, and only its answer is lost. */
  readonly carriedOut?: boolean;
  /** Which of these calls; all by default. */
  readonly isFor?: (method: string) => boolean;
}

/** The error of calls that get no answer. */
export const timeout = "timeout";

/** The faults still to be injected, in the order of their definition. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  /** The fault for this call, if any; it is used up. */
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
