/** A fault injected into the next requests. */
export interface Fault {
  /** The signing name; any by default. */
  readonly service?: string;
  readonly operation?: string;
  /** AWS's error code, or "timeout": the connection is closed without an answer. */
  readonly error: string;
  readonly times: number;
  readonly status?: number;
  /** The request is carried out, and only its answer is lost. */
  readonly carriedOut?: boolean;
  /** Which of these requests; all by default. */
  readonly isFor?: (request: Asked) => boolean;
}

/** What is known of a request before it is carried out. */
export interface Asked {
  readonly accessKeyId: string;
  readonly service: string;
  readonly operation: string;
}

/** The error of requests that get no answer. */
export const timeout = "timeout";

/** The faults still to be injected, in the order of their definition. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The fault for this request, if any; it is used up. */
  meet(request: Asked): Fault | undefined {
    const waiting = this.#waiting.find(
      ({ fault: { service = request.service, operation = request.operation, isFor } }) =>
        service === request.service && operation === request.operation && (isFor?.(request) ?? true),
    );
    if (!waiting) return undefined;
    waiting.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return waiting.fault;
  }
}

export function faultMessage(code: string): string {
  return /Throttl|TooManyRequests|RequestLimit/.test(code)
    ? "Rate exceeded"
    : `The sandbox was told to fail this request with ${code}.`;
}

/** The HTTP status of AWS's general codes; services have their own codes' status in their schemas. */
export function statusOf(code: string): number | undefined {
  if (/^Internal(Failure|Error|Server)/.test(code)) return 500;
  return /^(ServiceUnavailable|RequestLimitExceeded|SlowDown)/.test(code) ? 503 : undefined;
}
