/** The bot's possible answers within a request. */
import { largestView, parseView, type SentView } from "./blocks/views.ts";
import { type Content, checkContent } from "./content.ts";
import type { View } from "./model.ts";

export type CommandReply =
  | { readonly kind: "nothing" }
  | { readonly kind: "message"; readonly content: Content; readonly isPublic: boolean }
  | { readonly kind: "invalid" };

/** https://docs.slack.dev/interactivity/implementing-slash-commands#responding_to_commands */
export function readCommandReply(body: string): CommandReply {
  if (body.trim() === "") return { kind: "nothing" };
  const sent = parseObject(body) ?? { text: body };
  const { text, blocks } = sent;
  if (text === undefined && blocks === undefined) return { kind: "nothing" };
  if (text !== undefined && typeof text !== "string") return { kind: "invalid" };
  const checked = checkContent({ text, blocks });
  if ("refusal" in checked) return { kind: "invalid" };
  return { kind: "message", content: checked.content, isPublic: sent.response_type === "in_channel" };
}

export type SubmissionReply =
  | { readonly kind: "close" | "clear" | "invalid" }
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: "update" | "push"; readonly view: SentView };

/** https://docs.slack.dev/surfaces/modals#response_actions */
export function readSubmissionReply(body: string, view: View): SubmissionReply {
  if (body.trim() === "") return { kind: "close" };
  const sent = parseObject(body);
  const action = sent?.response_action;
  if (!sent) return { kind: "invalid" };
  if (action === undefined) return { kind: "close" };
  if (action === "clear") return { kind: "clear" };
  if (action === "errors") {
    const errors = Object.entries((sent.errors ?? {}) as Record<string, string>);
    const inputs = new Set(view.blocks.filter((one) => one.type === "input").map((one) => one.block_id));
    const isKnown = errors.every(([blockId]) => inputs.has(blockId));
    return errors.length > 0 && isKnown ? { kind: "errors", errors: Object.fromEntries(errors) } : { kind: "invalid" };
  }
  if (action !== "update" && action !== "push") return { kind: "invalid" };
  const parsed = parseView(sent.view, "modal");
  if ("problems" in parsed || JSON.stringify(sent.view).length > largestView) return { kind: "invalid" };
  return { kind: action, view: parsed.view };
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
