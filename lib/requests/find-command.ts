import type { CommandDefinition } from "../app/define.ts";
import { closestMatch } from "../pure/closest-match.ts";
import { typed } from "../pure/command-line.ts";
import type { Content } from "../pure/content.ts";
import { refusal, seeHelp } from "../pure/replies.ts";
import { say, type Text } from "../pure/text.ts";
import { truncateWord } from "../pure/truncate.ts";
import { usageOf } from "./parse-arguments.ts";

export interface FoundCommand {
  readonly definition: CommandDefinition;
  /** The words left for its arguments. */
  readonly rest: readonly string[];
}

/** The definition with the longest name that the words start with. */
export function findCommand(
  command: string,
  words: readonly string[],
  definitions: readonly CommandDefinition[],
): FoundCommand | undefined {
  const first = command.replace(/^\//, "");
  const second = words[0]?.toLowerCase();
  const longer = second === undefined ? undefined : definitions.find(({ name }) => name === `${first} ${second}`);
  if (longer) return { definition: longer, rest: words.slice(1) };
  const plain = definitions.find(({ name }) => name === first);
  if (plain) return { definition: plain, rest: words };
  // A command that has only subcommands lists them.
  const help = definitions.find(({ name }) => name === `${first} help`);
  return help && words.length === 0 ? { definition: help, rest: [] } : undefined;
}

/** The answer to an unknown command: what was probably meant, or what there is. */
export function unknownCommand(
  command: string,
  words: readonly string[],
  definitions: readonly CommandDefinition[],
): Content {
  const given = truncateWord([command, ...words].join(" "));
  const first = command.replace(/^\//, "");
  const family = definitions.filter(({ name }) => name.startsWith(`${first} `));
  const usages = family.map((definition): Text => [{ code: usageOf(definition) }, "  ", { say: definition.summary }]);
  if (words.length === 0 && usages.length) {
    return refusal(say("error.incomplete", { command: { code: command } }), ...usages);
  }
  const candidates = family.map(({ name }) => name);
  const meant = closestMatch(`${first} ${words[0] ?? ""}`, candidates);
  return refusal(
    say("error.unknown-command", { command: { code: given } }),
    ...(meant ? [say("error.did-you-mean", { suggestion: { code: `/${meant}` } })] : usages),
    seeHelp("/nightshift help"),
  );
}

/** The command as it can be typed again. */
export function commandLine(
  { name }: CommandDefinition,
  words: readonly string[],
): { readonly command: string; readonly text: string } {
  const [first, ...more] = name.split(" ");
  return { command: `/${first}`, text: [...more, ...words].map(typed).join(" ") };
}
