import { ErrorCode, WebClient } from "@slack/web-api";
import { isObject, listAt, numberAt, objectAt, textAt } from "../pure/json.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import type { Block } from "./render.ts";
import type { ModalView } from "./render-dialog.ts";

/** Why Slack did not do what it was asked, in the classes that decide what happens next. */
export interface SlackFault {
  /**
   * retryable: try again, not before `seconds`; invalid-blocks: Slack refuses these blocks; not-found: the subject no
   * longer exists; no-access: the channel does not exist, or the bot is not in it; invalid-token: the token is no
   * longer valid; invalid: do not try again.
   */
  readonly class: "retryable" | "invalid-blocks" | "not-found" | "no-access" | "invalid-token" | "invalid";
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
    thread?: string,
  ): Promise<Result<{ channel: string; ts: string }, SlackFault>>;
  update(channel: string, ts: string, posting: Posting): Promise<Result<undefined, SlackFault>>;
  /**
   * The message with that key in its metadata, posted since then, in the channel or in a thread of it; undefined when there is none. Needs the optional
   * scopes channels:history and groups:history, and the bot in the channel.
   * https://docs.slack.dev/reference/methods/conversations.history
   */
  find(
    channel: string,
    key: string,
    since: Date,
    thread?: string,
  ): Promise<Result<FoundMessage | undefined, SlackFault>>;
  /**
   * Updates the view with that external id; not-found when it was closed, or never opened.
   * https://docs.slack.dev/reference/methods/views.update
   */
  show(view: string, content: ModalView): Promise<Result<undefined, SlackFault>>;
  permalink(channel: string, ts: string): Promise<Result<string, SlackFault>>;
  /** The person's locale, such as `ko-KR`. */
  locale(user: string): Promise<Result<string, SlackFault>>;
  members(group: string): Promise<Result<readonly string[], SlackFault>>;
}

/** The code of a fault without an answer from Slack, so that the call may have succeeded. */
export const noAnswer = "no_answer";

/** A message found in a channel. */
export interface FoundMessage {
  readonly channel: string;
  readonly ts: string;
  /** The version that was posted. */
  readonly version: number;
}

/** Slack's error codes by class; all others are invalid. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const codes: readonly (readonly [SlackFault["class"], readonly string[]])[] = [
  ["invalid-blocks", ["invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"]],
  // The last one is a view's.
  ["not-found", ["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "not_found"]],
  [
    "no-access",
    ["channel_not_found", "is_archived", "not_in_channel", "restricted_action", "restricted_action_read_only_channel"],
  ],
  // The token was revoked or replaced.
  ["invalid-token", ["account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"]],
  [
    "retryable",
    ["fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org", "timeout"],
  ],
];

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
      return failed(slackFault(error));
    }
  };
  return {
    post: (channel, { text, blocks }, metadata, thread) =>
      call(
        "chat.postMessage",
        {
          channel,
          text,
          blocks,
          metadata,
          unfurl_links: false,
          unfurl_media: false,
          ...(thread && { thread_ts: thread }),
        },
        (answer) => ({ channel: textAt(answer, "channel") ?? channel, ts: textAt(answer, "ts") ?? "" }),
      ),
    update: (channel, ts, { text, blocks }) => call("chat.update", { channel, ts, text, blocks }, () => undefined),
    find: (channel, key, since, thread) =>
      call(
        thread ? "conversations.replies" : "conversations.history",
        {
          channel,
          oldest: String(since.getTime() / 1000),
          include_all_metadata: true,
          limit: 200,
          ...(thread && { ts: thread }),
        },
        (answer) => {
          for (const message of listAt(answer, "messages")) {
            const payload = objectAt(objectAt(message, "metadata"), "event_payload");
            const ts = textAt(message, "ts");
            if (textAt(payload, "key") === key && ts)
              return { channel, ts, version: numberAt(payload, "version") ?? 0 };
          }
          return undefined;
        },
      ),
    show: (view, content) =>
      call("views.update", { external_id: view, view: { ...content, external_id: view } }, () => undefined),
    permalink: (channel, ts) =>
      call("chat.getPermalink", { channel, message_ts: ts }, (answer) => textAt(answer, "permalink") ?? ""),
    locale: (user) =>
      call("users.info", { user, include_locale: true }, (answer) => textAt(answer.user, "locale") ?? ""),
    members: (group) =>
      call("usergroups.users.list", { usergroup: group }, (answer) =>
        listAt(answer, "users").filter((user) => typeof user === "string"),
      ),
  };
}

function slackFault(error: unknown): SlackFault {
  if (!isObject(error) && !(error instanceof Error)) throw error;
  // By `code` and not by class: bundling renames classes.
  const code = "code" in error ? error.code : undefined;
  if (code === ErrorCode.RateLimitedError) {
    return { class: "retryable", code: "ratelimited", seconds: numberAt({ ...error }, "retryAfter") ?? 1 };
  }
  if (code === ErrorCode.PlatformError) {
    const slackCode = textAt("data" in error ? error.data : undefined, "error") ?? "unknown";
    if (slackCode === "ratelimited") return { class: "retryable", code: slackCode, seconds: 1 };
    return { class: codes.find(([, known]) => known.includes(slackCode))?.[0] ?? "invalid", code: slackCode };
  }
  if (code === ErrorCode.RequestError || code === ErrorCode.HTTPError) {
    return { class: "retryable", code: noAnswer };
  }
  throw error;
}

/** Answers through a response URL, visible to one person; needs no token. */
export async function respondByUrl(
  responseUrl: string,
  { text, blocks }: Posting,
  replaces: boolean,
): Promise<Result<undefined, SlackFault>> {
  // A retry would have no address either.
  if (!URL.canParse(responseUrl)) return failed({ class: "not-found", code: "no_address" });
  let response: Response;
  try {
    response = await fetch(responseUrl, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: replaces, text, blocks }),
      signal: AbortSignal.timeout(5_000),
    });
  } catch {
    return failed({ class: "retryable", code: noAnswer });
  }
  const said = (await response.text()).slice(0, 500);
  if (response.ok && !said.includes('"ok":false')) return ok(undefined);
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after")) || 1;
    return failed({ class: "retryable", code: "ratelimited", seconds });
  }
  if (response.status >= 500) return failed({ class: "retryable", code: `http_${response.status}` });
  if (/invalid_blocks|blocks_too_long/.test(said)) return failed({ class: "invalid-blocks", code: "invalid_blocks" });
  return failed({ class: "not-found", code: /[a-z]+_[a-z_]+/.exec(said)?.[0] ?? `http_${response.status}` });
}
