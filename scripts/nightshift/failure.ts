import { ErrorCode } from "@slack/web-api";
import { awsFault } from "../../lib/aws/fault.ts";
import { textAt } from "../../lib/pure/json.ts";
import { type Finding, unsure, wrong } from "./check.ts";
import type { Words } from "./words/en.ts";

/** The name of AWS's error, if it is one. */
export function awsErrorName(error: unknown): string | undefined {
  return error instanceof Error && "$metadata" in error ? error.name : undefined;
}

/** Whether AWS denied the caller's access. */
export function isDenied(error: unknown): boolean {
  return awsErrorName(error) !== undefined && awsFault(error, "").class === "denied";
}

/** Slack's error code, such as `channel_not_found`; undefined without an answer. */
export function slackErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  if (error.code === ErrorCode.RateLimitedError) return "ratelimited";
  return error.code === ErrorCode.PlatformError && "data" in error
    ? (textAt(error.data, "error") ?? "unknown")
    : undefined;
}

/** The finding of a check that could not go on: missing rights are no fault of the installation, anything else is. */
export function findingOf(error: unknown, words: Words): Finding {
  if (!(error instanceof Error)) throw error;
  const slackCode = slackErrorCode(error);
  if (slackCode !== undefined) return unsure(words["slack.refused"]({ code: slackCode }));
  if (awsErrorName(error) === undefined) {
    const reason = firstLine(error.message) || error.name;
    return wrong(words["call.failed"]({ reason }), words["call.failed.remedy"]);
  }
  const reason = `${error.name}: ${firstLine(error.message)}`;
  return isDenied(error)
    ? unsure(words["aws.denied"]({ reason }), words["aws.denied.remedy"])
    : wrong(words["call.failed"]({ reason }), words["call.failed.remedy"]);
}

function firstLine(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length > 240 ? `${line.slice(0, 239)}…` : line;
}
