import { jsonIn, objectAt, textAt } from "../pure/json.ts";

/** One verified Slack request, as the front door puts it into the queue and the worker reads it. */
export interface QueuedRequest {
  /** When it was received, ISO 8601. */
  readonly at: string;
  readonly contentType: "form" | "json";
  /** The body as Slack sent it. */
  readonly body: string;
  /** The dialog that was opened for a command. */
  readonly view?: OpenedView;
}

/** An open dialog that waits to be filled. */
export interface OpenedView {
  /** The external id by which Slack finds it. */
  readonly id: string;
  /** Whether it is certainly open: Slack's answer may have come too late. */
  readonly isOpen: boolean;
}

/** Parses a message of the queue; undefined when the front door has not written it. */
export function queuedRequest(text: string): QueuedRequest | undefined {
  const fields = jsonIn(text);
  const [at, contentType, body] = [textAt(fields, "at"), textAt(fields, "contentType"), textAt(fields, "body")];
  if (!at || Number.isNaN(Date.parse(at)) || (contentType !== "form" && contentType !== "json")) return undefined;
  const view = objectAt(fields, "view");
  const id = textAt(view, "id");
  return { at, contentType, body: body ?? "", ...(id && { view: { id, isOpen: view?.isOpen === true } }) };
}

/**
 * Slack's payload: a slash command's form, or the JSON of a button or an event; undefined for invalid JSON.
 * https://docs.slack.dev/interactivity/implementing-slash-commands,
 * https://docs.slack.dev/reference/interaction-payloads
 */
export function payloadOf({ contentType, body }: QueuedRequest): unknown {
  if (contentType === "json") return jsonIn(body);
  const form = new URLSearchParams(body);
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : jsonIn(payload);
}
