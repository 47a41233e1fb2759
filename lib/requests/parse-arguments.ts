import type { ArgumentValue, CommandDefinition, NamedEnvironment } from "../app/define.ts";
import type { Config } from "../config/schema.ts";
import { closestMatch } from "../pure/closest-match.ts";
import type { Content } from "../pure/content.ts";
import { accessOf, isSameLocation, type Location } from "../pure/location.ts";
import { nameList, refusal } from "../pure/replies.ts";
import { tagIn } from "../pure/resource.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import { say, type Text } from "../pure/text.ts";
import { truncateWord } from "../pure/truncate.ts";

/** An environment by its name. */
export function environmentNamed(config: Config, name: string): NamedEnvironment | undefined {
  return named(config.environments, name);
}

function named<One extends object>(all: Readonly<Record<string, One>>, name: string) {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  return found && { ...found, name };
}

/**
 * The environments of a button's value, for its definition: none when it names none, or one that was removed;
 * undefined when the value is not ours.
 */
export function environmentIn(read: (value: string) => { readonly environment?: string } | undefined) {
  return (value: string, config: Config): readonly NamedEnvironment[] | undefined => {
    const reference = read(value);
    const environment = environmentNamed(config, reference?.environment ?? "");
    return reference && (environment ? [environment] : []);
  };
}

/** The environment that a pipeline deploys; `home` is the bot's own location. */
export function environmentOfPipeline(
  config: Config,
  { pipeline, ...location }: Location & { readonly pipeline: string },
  home: Location,
): NamedEnvironment | undefined {
  const entry = Object.entries(config.environments).find(
    ([, environment]) => environment.pipeline === pipeline && isSameLocation(accessOf(environment, home), location),
  );
  return entry && { ...entry[1], name: entry[0] };
}

/** A command's usage: `/deploy <environment>`, `/cache invalidate <site> [paths…]`. */
export function usageOf(definition: Pick<CommandDefinition, "name" | "args">): string {
  const args = Object.entries(definition.args).map(([name, spec]) => {
    const shown = spec.kind === "words" ? `${name}…` : name;
    return spec.optional ? `[${shown}]` : `<${shown}>`;
  });
  return [`/${definition.name}`, ...args].join(" ");
}

/** The arguments of a command by their names. */
interface ParsedArguments {
  readonly args: Readonly<Record<string, ArgumentValue>>;
  /** The first that is an environment. */
  readonly environment?: NamedEnvironment | undefined;
}

/** Parses the words after a command, or returns an answer that says what is wrong and what to type. */
export function parseArguments(
  definition: CommandDefinition,
  words: readonly string[],
  config: Config,
  commands: readonly Pick<CommandDefinition, "name">[],
): Result<ParsedArguments, Content> {
  const names = Object.keys(config.environments);
  const usage: Text = { code: usageOf(definition) };
  const args: Record<string, ArgumentValue> = {};
  let environment: NamedEnvironment | undefined;
  let next = 0;
  for (const [name, spec] of Object.entries(definition.args)) {
    const word = words[next];
    if (word === undefined) {
      if (spec.optional) continue;
      if (spec.kind === "environment")
        return failed(refusal(say("error.missing-environment", { usage }), knownEnvironments(names)));
      if (spec.kind === "site") return failed(refusal(say("error.missing-site", { usage }), knownSites(config)));
      return failed(refusal(say("error.missing-argument", { what: { say: spec.what }, usage })));
    }
    if (spec.kind === "words") {
      args[name] = words.slice(next);
      next = words.length;
      continue;
    }
    next++;
    if (spec.kind === "word") {
      args[name] = word;
      continue;
    }
    if (spec.kind === "site") {
      const site = named(config.sites, word) ?? named(config.sites, word.toLowerCase());
      if (!site) return failed(unknownSite(definition, word, words.slice(next), config));
      args[name] = site;
      continue;
    }
    const found = environmentNamed(config, word) ?? environmentNamed(config, word.toLowerCase());
    if (!found) return failed(unknownEnvironment(definition, word, names, commands));
    args[name] = found;
    environment ??= found;
  }
  if (words.length > next) {
    const extra = truncateWord(words.slice(next).join(" "));
    return failed(refusal(say("error.too-many", { extra: { code: extra }, usage })));
  }
  return ok({ args, environment });
}

function unknownEnvironment(
  definition: CommandDefinition,
  word: string,
  names: readonly string[],
  commands: readonly Pick<CommandDefinition, "name">[],
): Content {
  const prefix = `${definition.name} `;
  const subcommands = commands.flatMap(({ name }) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
  // Where instances are named, an environment may also be given as its tag.
  const meant = closestMatch(tagIn(word)?.value || word, [...names, ...subcommands]);
  return refusal(
    say("error.unknown-environment", { given: { code: truncateWord(word) } }),
    ...(meant ? [say("error.did-you-mean", { suggestion: { code: `/${definition.name} ${meant}` } })] : []),
    knownEnvironments(names),
  );
}

function knownEnvironments(names: readonly string[]): Text {
  return say("error.environments", { list: nameList(names) });
}

function unknownSite(definition: CommandDefinition, word: string, rest: readonly string[], config: Config): Content {
  const names = Object.keys(config.sites);
  const meant = closestMatch(word, names);
  const typed = `/${definition.name} ${meant}`;
  const whole = [typed, ...rest].join(" ");
  return refusal(
    say("error.unknown-site", { given: { code: truncateWord(word) } }),
    ...(meant ? [say("error.did-you-mean", { suggestion: { code: whole.length > 200 ? typed : whole } })] : []),
    knownSites(config),
  );
}

function knownSites(config: Config): Text {
  const names = Object.keys(config.sites);
  return names.length ? say("error.sites", { list: nameList(names) }) : say("error.no-sites");
}
