import { say, type Text } from "./text.ts";

/** Why something outside did not do what it was asked, in the classes that decide what happens next. */
export interface Fault {
  /** retryable: nothing said whether it will work, ask again; throttled: ask again later; the others: asking again is no use. */
  readonly class: "retryable" | "throttled" | "denied" | "not-found" | "invalid";
  /** The error code of the service, such as `PipelineNotFoundException`. */
  readonly code: string;
  /** The service's own words, for people who know AWS. */
  readonly message: string;
  /** What was asked of which service: `codepipeline:StartPipelineExecution`. */
  readonly operation: string;
  /** What the bot may not get into, when that was in the way: a role that it may not use, or an account without one. */
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

/** Whether asking again later can help. */
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
