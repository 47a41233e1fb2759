import * as v from "valibot";
import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { slack } from "../world.ts";
import { checkContent } from "./content.ts";
import type { SlackMessage } from "./model.ts";
import type { Workspace } from "./workspace.ts";

const lifetime = 30 * 60_000;
const mostUses = 5;

interface ResponseUrl {
  readonly kind: "commands" | "actions";
  readonly channel: string;
  readonly person: string;
  /** The message of the button. */
  readonly original?: { readonly channel: string; readonly ts: string };
  readonly until: number;
  uses: number;
}

/** A response URL's body: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const responseSchema = v.object({
  text: v.optional(v.string()),
  blocks: v.optional(v.unknown()),
  response_type: v.optional(v.picklist(["ephemeral", "in_channel"])),
  replace_original: v.optional(v.boolean()),
  delete_original: v.optional(v.boolean()),
  thread_ts: v.optional(v.string()),
  metadata: v.optional(v.object({ event_type: v.string(), event_payload: v.record(v.string(), v.unknown()) })),
});
type Response = v.InferOutput<typeof responseSchema>;

export interface HookAnswer {
  readonly status: number;
  readonly body: string;
  readonly error?: string;
}

const taken: HookAnswer = { status: 200, body: "ok" };
const refused = (status: number, error: string): HookAnswer => ({
  status,
  body: JSON.stringify({ ok: false, error }),
  error,
});

/** The response URLs of commands and interactions: five uses within thirty minutes, whatever the membership. */
export class ResponseUrls {
  readonly #workspace: Workspace;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #urls = new Map<string, ResponseUrl>();

  constructor(workspace: Workspace, clock: Clock, ids: Ids) {
    this.#workspace = workspace;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** The path of a new one, below the local Slack's address. */
  issue(kind: "commands" | "actions", channel: string, person: string, original?: SlackMessage): string {
    const path = `/hooks/${kind}/${slack.team.id}/${this.#ids.upper(11)}/${this.#ids.hex(24)}`;
    this.#urls.set(path, {
      kind,
      channel,
      person,
      ...(original && { original: { channel: original.channel, ts: original.ts } }),
      until: this.#clock.now().getTime() + lifetime,
      uses: 0,
    });
    return path;
  }

  use(path: string, body: string): HookAnswer {
    const url = this.#urls.get(path);
    if (!url) return refused(404, "no_service");
    if (this.#clock.now().getTime() > url.until) return refused(404, "expired_url");
    if (url.uses >= mostUses) return refused(404, "used_url");
    let parsed: v.SafeParseResult<typeof responseSchema>;
    try {
      parsed = v.safeParse(responseSchema, JSON.parse(body));
    } catch {
      return refused(400, "invalid_payload");
    }
    if (!parsed.success) return refused(400, "invalid_payload");
    const error = this.#respond(url, parsed.output);
    if (error !== undefined) return refused(400, error);
    url.uses += 1;
    return taken;
  }

  /** Slack's error code when the response can't be carried out. */
  #respond(url: ResponseUrl, response: Response): string | undefined {
    const original =
      url.original &&
      this.#workspace.messages.find((one) => one.channel === url.original?.channel && one.ts === url.original.ts);
    if (response.delete_original && original) {
      this.#workspace.remove(original);
      return undefined;
    }
    const checked = checkContent(response);
    if ("refusal" in checked) return checked.refusal.error;
    const { text = "", blocks = [] } = checked.content;
    if (response.replace_original && original) {
      this.#workspace.revise(original, { text, blocks, metadata: response.metadata });
      return undefined;
    }
    this.#workspace.post({
      channel: url.channel,
      user: slack.bot.userId,
      text,
      blocks,
      metadata: response.metadata,
      threadTs: response.thread_ts,
      ephemeralTo: response.response_type === "in_channel" ? undefined : url.person,
    });
    return undefined;
  }
}
