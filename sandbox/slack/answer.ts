/** A Web API method's answer: `ok`, and Slack's error code when it is false. */
export interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly [field: string]: unknown;
}

export function accept(more: Readonly<Record<string, unknown>> = {}): Answer {
  return { ok: true, ...more };
}

export function refuse(error: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { ok: false, error, ...more };
}
