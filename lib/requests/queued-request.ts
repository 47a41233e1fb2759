import { jsonIn, objectAt, textAt } from "../pure/json.ts";

/** What the front door puts into the queue for the worker, and what the worker reads: one request of Slack, verified. */
export interface QueuedRequest {
  /** When it was taken, ISO 8601. */
  readonly at: string;
  readonly contentType: "form" | "json";
  /** The body as Slack sent it. */
  readonly body: string;
  /** The dialog that was opened for a command. */
  readonly view?: OpenedView;
}

/** A dialog that waits before a person to be filled. */
export interface OpenedView {
  /** The external id by which Slack finds it. */
  readonly id: string;
  /** Whether it surely stands there: Slack may have been too late to say so. */
  readonly isOpen: boolean;
}

/** What stands in the queue, read; undefined when the front door has not written it. */
export function queuedRequest(text: string): QueuedRequest | undefined {
  const fields = jsonIn(text);
  const [at, contentType, body] = [
    textAt(fields, "at"),
    textAt(fields, "contentType"),
    textAt(fields, "body"),
  ];
  if (!at || Number.isNaN(Date.parse(at)) || (contentType !== "form" && contentType !== "json"))
    return undefined;
  const view = objectAt(fields, "view");
  const id = textAt(view, "id");
  return { at, contentType, body: body ?? "", ...(id && { view: { id, isOpen: view?.isOpen === true } }) };
}

/**
 * What Slack sent: the fields of a slash command's form, or the payload of a button or an event; undefined when it is
 * no JSON where it should be.
 * https://docs.slack.dev/interactivity/implementing-slash-commands, https://docs.slack.dev/reference/interaction-payloads
 */
export function payloadOf({ contentType, body }: QueuedRequest): unknown {
  if (contentType === "json") return jsonIn(body);
  const form = new URLSearchParams(body);
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : jsonIn(payload);
}
