/** Completions of a typed command. */
import type { CommandHint } from "./model.ts";

const mostShown = 8;

/**
 * The commands that start with the text or, if none does, those in which each of its words starts a word; at most
 * eight. Empty for a text that is no command, and when the only match is complete.
 */
export function completionsOf(text: string, commands: readonly CommandHint[]): CommandHint[] {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = text.toLowerCase().replace(/\s+/g, " ");
  const begins = commands.filter((command) => command.text.toLowerCase().startsWith(typed));
  const found = (begins.length > 0 ? begins : commands.filter((command) => holds(command, typed))).slice(0, mostShown);
  return found.length === 1 && found[0]?.text.toLowerCase() === typed.trim() ? [] : found;
}

function holds({ text, summary }: CommandHint, typed: string): boolean {
  const own = `${text} ${summary.en} ${summary.ko}`.toLowerCase().split(/[\s/.,-]+/);
  const words = typed.slice(1).split(" ").filter(Boolean);
  return words.length > 0 && words.every((word) => own.some((one) => one.startsWith(word)));
}
