import { say, type Text } from "./text.ts";

/** Why an outside service did not do what it was asked, in the classes that decide what happens next. */
export interface Fault {
  /** retryable: the result is open, ask again; throttled: ask again later; the others: do not ask again. */
  readonly class: "retryable" | "throttled" | "denied" | "not-found" | "invalid";
  /** The error code of the service, such as `PipelineNotFoundException`. */
  readonly code: string;
  /** The service's own message, for people who know AWS. */
  readonly message: string;
  /** The operation: `codepipeline:StartPipelineExecution`. */
  readonly operation: string;
  /** What the bot could not access, if that was the cause: a role that it may not assume, or an account without one. */
  readonly closed?: { readonly role: string } | { readonly account: string };
}

export type Result<Value, Failure = Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Failure };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function failed<Failure>(fault: Failure): { readonly ok: false; readonly fault: Failure } {
  return { ok: false, fault };
}

/** Whether a later retry can help. */
export function isRetryable(fault: Fault): boolean {
  return fault.class === "retryable" || fault.class === "throttled";
}

/** The fault in words for the person who asked. */
export function explain(fault: Fault): Text {
  switch (fault.class) {
    case "denied":
      if (!fault.closed) return say("fault.denied", { action: { code: fault.operation } });
      return "role" in fault.closed
        ? say("fault.role", { role: { code: fault.closed.role } })
        : say("fault.account", { account: fault.closed.account });
    case "throttled":
      return say("fault.throttled");
    case "retryable":
      return say("fault.retryable");
    case "not-found":
    case "invalid":
      return say("fault.invalid", { message: fault.message || fault.code });
  }
}
