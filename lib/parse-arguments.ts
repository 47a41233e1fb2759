import type { Config } from "./config/schema.ts";
import { listOf, refusal } from "./core/answers.ts";
import type { Content } from "./core/content.ts";
import { nearest } from "./core/nearest.ts";
import { failed, ok, type Result } from "./core/result.ts";
import { say, type Text } from "./core/text.ts";
import type { ArgumentSpecs, CommandDefinition, NamedEnvironment } from "./define.ts";

/** An environment by its name. */
export function environmentNamed(config: Config, name: string): NamedEnvironment | undefined {
  const found = Object.hasOwn(config.environments, name) ? config.environments[name] : undefined;
  return found && { ...found, name };
}

/** The environment that a pipeline deploys. */
export function environmentOf(config: Config, pipeline: string): NamedEnvironment | undefined {
  const entry = Object.entries(config.environments).find(
    ([, environment]) => environment.pipeline === pipeline,
  );
  return entry && { ...entry[1], name: entry[0] };
}

/** How a command is typed: `/deploy <environment>`, `/deploy status [environment]`. */
export function usageOf(definition: Pick<CommandDefinition, "name" | "args">): string {
  const args = Object.entries(definition.args).map(([name, spec]) =>
    spec.optional ? `[${name}]` : `<${name}>`,
  );
  return [`/${definition.name}`, ...args].join(" ");
}

const longestShown = 60;

/** The words after a command as its arguments, or an answer that says what is wrong and what to type. */
export function parseArguments(
  definition: CommandDefinition,
  words: readonly string[],
  config: Config,
  otherCommands: readonly string[],
): Result<Record<string, NamedEnvironment | undefined>, Content> {
  const names = Object.keys(config.environments);
  const usage: Text = { code: usageOf(definition) };
  const values: Record<string, NamedEnvironment | undefined> = {};
  const specs: ArgumentSpecs = definition.args;
  let next = 0;
  for (const [name, spec] of Object.entries(specs)) {
    const word = words[next];
    if (word === undefined) {
      if (spec.optional) continue;
      return failed(
        refusal(
          say("error.missing-environment", { usage }),
          say("error.environments", { list: listOf(names) }),
        ),
      );
    }
    const environment = environmentNamed(config, word) ?? environmentNamed(config, word.toLowerCase());
    if (!environment) return failed(unknownEnvironment(definition, word, names, otherCommands));
    values[name] = environment;
    next++;
  }
  if (words.length > next) {
    const extra = shorten(words.slice(next).join(" "));
    return failed(refusal(say("error.too-many", { extra: { code: extra }, usage })));
  }
  return ok(values);
}

function unknownEnvironment(
  definition: CommandDefinition,
  word: string,
  names: readonly string[],
  otherCommands: readonly string[],
): Content {
  const meant = nearest(word, [...names, ...otherCommands]);
  const lines: Text[] = [];
  if (meant) {
    lines.push(say("error.did-you-mean", { suggestion: { code: `/${definition.name} ${meant}` } }));
  }
  lines.push(say("error.environments", { list: listOf(names) }));
  return refusal(say("error.unknown-environment", { given: { code: shorten(word) } }), ...lines);
}

/** What somebody typed, short enough to be repeated to them. */
export function shorten(text: string): string {
  const characters = [...text];
  return characters.length > longestShown ? `${characters.slice(0, longestShown - 1).join("")}…` : text;
}
