import { ErrorCode, WebClient } from "@slack/web-api";
import { isObject, numberAt, textAt } from "../core/fields.ts";
import { failed, ok, type Result } from "../core/result.ts";
import type { Block } from "./render.ts";

/** Why Slack did not do what it was asked, in the classes that decide what happens next. */
export interface SlackFault {
  /** later: try again, not before `seconds`; blocks: Slack does not take these blocks; gone: what it was about is no more; refused: asking again is no use. */
  readonly class: "later" | "blocks" | "gone" | "refused";
  /** Slack's error code, such as `channel_not_found`. */
  readonly code: string;
  readonly seconds?: number;
}

export interface Posting {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface Slack {
  post(
    channel: string,
    posting: Posting,
    metadata: {
      readonly event_type: string;
      readonly event_payload: Readonly<Record<string, string | number>>;
    },
  ): Promise<Result<{ channel: string; ts: string }, SlackFault>>;
  update(channel: string, ts: string, posting: Posting): Promise<Result<undefined, SlackFault>>;
  permalink(channel: string, ts: string): Promise<Result<string, SlackFault>>;
  /** The person's locale, such as `ko-KR`. */
  locale(user: string): Promise<Result<string, SlackFault>>;
  members(group: string): Promise<Result<readonly string[], SlackFault>>;
}

const gone = new Set(["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"]);
const temporary = new Set([
  "fatal_error",
  "internal_error",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
  "timeout",
]);

/** The few methods of Slack's Web API that the outbox needs. The queue retries, so the client does not. */
export function createSlack(token: string, apiUrl?: string): Slack {
  const client = new WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(apiUrl && { slackApiUrl: apiUrl }),
  });
  const call = async <Value>(
    method: string,
    input: Record<string, unknown>,
    read: (answer: Readonly<Record<string, unknown>>) => Value,
  ): Promise<Result<Value, SlackFault>> => {
    try {
      return ok(read({ ...(await client.apiCall(method, input)) }));
    } catch (error) {
      return failed(faultOf(error));
    }
  };
  return {
    post: (channel, { text, blocks }, metadata) =>
      call(
        "chat.postMessage",
        { channel, text, blocks, metadata, unfurl_links: false, unfurl_media: false },
        (answer) => ({ channel: textAt(answer, "channel") ?? channel, ts: textAt(answer, "ts") ?? "" }),
      ),
    update: (channel, ts, { text, blocks }) =>
      call("chat.update", { channel, ts, text, blocks }, () => undefined),
    permalink: (channel, ts) =>
      call("chat.getPermalink", { channel, message_ts: ts }, (answer) => textAt(answer, "permalink") ?? ""),
    locale: (user) =>
      call("users.info", { user, include_locale: true }, (answer) => textAt(answer.user, "locale") ?? ""),
    members: (group) =>
      call("usergroups.users.list", { usergroup: group }, (answer) =>
        Array.isArray(answer.users) ? answer.users.filter((user) => typeof user === "string") : [],
      ),
  };
}

function faultOf(error: unknown): SlackFault {
  if (!isObject(error) && !(error instanceof Error)) throw error;
  // By `code` and not by class: bundling renames classes.
  const code = "code" in error ? error.code : undefined;
  if (code === ErrorCode.RateLimitedError) {
    return { class: "later", code: "ratelimited", seconds: numberAt({ ...error }, "retryAfter") ?? 1 };
  }
  if (code === ErrorCode.PlatformError) {
    const slackCode = textAt("data" in error ? error.data : undefined, "error") ?? "unknown";
    if (slackCode === "ratelimited") return { class: "later", code: slackCode, seconds: 1 };
    if (
      slackCode === "invalid_blocks" ||
      slackCode === "msg_blocks_too_long" ||
      slackCode === "invalid_blocks_format"
    ) {
      return { class: "blocks", code: slackCode };
    }
    if (gone.has(slackCode)) return { class: "gone", code: slackCode };
    return { class: temporary.has(slackCode) ? "later" : "refused", code: slackCode };
  }
  if (code === ErrorCode.RequestError || code === ErrorCode.HTTPError) {
    return { class: "later", code: "no_answer" };
  }
  throw error;
}

/** Answers through a response URL, visible to one person; needs no token. */
export async function answer(
  responseUrl: string,
  { text, blocks }: Posting,
  replaces: boolean,
): Promise<Result<undefined, SlackFault>> {
  let response: Response;
  try {
    response = await fetch(responseUrl, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: replaces, text, blocks }),
      signal: AbortSignal.timeout(5_000),
    });
  } catch {
    return failed({ class: "later", code: "no_answer" });
  }
  const said = (await response.text()).slice(0, 500);
  if (response.ok && !said.includes('"ok":false')) return ok(undefined);
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after")) || 1;
    return failed({ class: "later", code: "ratelimited", seconds });
  }
  if (response.status >= 500) return failed({ class: "later", code: `http_${response.status}` });
  if (/invalid_blocks|blocks_too_long/.test(said)) return failed({ class: "blocks", code: "invalid_blocks" });
  return failed({ class: "gone", code: /[a-z]+_[a-z_]+/.exec(said)?.[0] ?? `http_${response.status}` });
}
