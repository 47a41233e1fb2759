/** Modals and the Home tab (https://docs.slack.dev/reference/views). */
import * as v from "valibot";
import { flag, plainText, words } from "./composition.ts";
import { type Problem, problemOf } from "./problems.ts";
import { validateBlocks } from "./validate.ts";

const shared = {
  blocks: v.array(v.unknown()),
  private_metadata: v.optional(v.pipe(v.string(), v.maxLength(3000))),
  callback_id: v.optional(v.pipe(v.string(), v.maxLength(255))),
  external_id: v.optional(words(255)),
};
const modal = v.strictObject({
  type: v.literal("modal"),
  title: plainText(24),
  close: v.optional(plainText(24)),
  submit: v.optional(plainText(24)),
  clear_on_close: flag,
  notify_on_close: flag,
  submit_disabled: flag,
  ...shared,
});
const home = v.strictObject({ type: v.literal("home"), ...shared });

export type SentView = v.InferOutput<typeof modal> | v.InferOutput<typeof home>;

/** Larger views are refused with view_too_large. */
export const largestView = 250_000;

/** The view, or its validation errors. */
export function parseView(
  view: unknown,
  type: "modal" | "home",
): { readonly view: SentView } | { readonly problems: readonly Problem[] } {
  const result = v.safeParse(type === "modal" ? modal : home, view);
  if (!result.success) return { problems: result.issues.map((issue) => problemOf(issue, "/view")) };
  const problems = validateBlocks(result.output.blocks, type, "/view/blocks");
  const asks = result.output.blocks.some((block) => (block as { type?: unknown }).type === "input");
  if (asks && result.output.type === "modal" && result.output.submit === undefined) {
    problems.push({ pointer: "/view", message: "missing required field: submit" });
  }
  return problems.length === 0 ? { view: result.output } : { problems };
}
