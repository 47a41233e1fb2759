import type { Answer } from "./answer.ts";
import { refuse } from "./answer.ts";
import { longestMessage, textLength } from "./blocks/length.ts";
import { type Problem, problemLine } from "./blocks/problems.ts";
import { validateBlocks } from "./blocks/validate.ts";
import type { Block } from "./model.ts";

/** Characters of `text`: https://docs.slack.dev/reference/methods/chat.postMessage and …/chat.update. */
export const longestText = { post: 40_000, update: 4_000 } as const;

export interface Content {
  readonly text?: string | undefined;
  readonly blocks?: readonly Block[] | undefined;
}

/** A message's content if Slack would accept it; otherwise Slack's answer. */
export function checkContent(
  sent: { readonly text?: string | undefined; readonly blocks?: unknown },
  longest: number = longestText.post,
): { readonly content: Content } | { readonly refusal: Answer } {
  const hasBlocks = sent.blocks !== undefined && sent.blocks !== null && sent.blocks !== "";
  if (hasBlocks && !Array.isArray(sent.blocks)) return { refusal: refuse("invalid_blocks_format") };
  const blocks = hasBlocks ? (sent.blocks as readonly Block[]) : undefined;
  if (!sent.text && (blocks === undefined || blocks.length === 0)) return { refusal: refuse("no_text") };
  if (sent.text !== undefined && sent.text.length > longest) return { refusal: refuse("msg_too_long") };
  if (blocks !== undefined) {
    const problems = validateBlocks(blocks, "message");
    if (problems.length > 0) return { refusal: refuseFor("invalid_blocks", problems) };
    if (textLength(blocks) > longestMessage) return { refusal: refuse("msg_blocks_too_long") };
  }
  return { content: { text: sent.text, blocks } };
}

/** A refusal with the errors and their places, as Slack sends it. */
export function refuseFor(error: string, problems: readonly Problem[]): Answer {
  const lines = problems.map(problemLine);
  return refuse(error, {
    errors: lines.map((line) => line.replace("[ERROR] ", "")),
    response_metadata: { messages: lines },
  });
}
