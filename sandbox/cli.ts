/** `npm run -s sandbox -- play FILE`: runs a play without a browser and prints its report. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ConfigError } from "../lib/config/load.ts";
import { closestMatch } from "../lib/pure/closest-match.ts";
import { configOf } from "./configuration.ts";
import { folderOf, PlayError, play, readPlay } from "./play.ts";
import { readTicks, ticksOption } from "./sandbox.ts";

const usage = `Usage: npm run -s sandbox -- play FILE [--config FILE] [--ticks dense]

  play FILE   carries out the steps of a YAML file (- for standard input) in a fresh sandbox and prints one JSON
              object: messages, calls, slack, responses, deadLetters, audit, logs.
              docs/play.schema.json describes the file; docs/sandbox.md explains it.

  --config FILE   a nightshift.yaml to run with, instead of the play's own (its first step) or sandbox/nightshift.yaml.
  --ticks         dense: the minute tick runs in every minute; sparse (the default): where something can come of it.

  Exit status: 0 every step was carried out, 2 the file, a step or the configuration is faulty, 3 the queues do not
  come to rest.`;

async function main(args: readonly string[]): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === "string") {
    console.error(`${parsed}\n${usage}`);
    return 2;
  }
  const [command, file, ...rest] = parsed.positionals;
  if (parsed.values.help || command === "help") {
    console.log(usage);
    return 0;
  }
  if (command !== "play" || file === undefined || rest.length) {
    const meant = command && command !== "play" ? closestMatch(command, ["play", "help"]) : undefined;
    console.error(`${meant ? `Did you mean ${meant}?\n` : ""}${usage}`);
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    console.error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  try {
    const { config, ticks } = parsed.values;
    const options = { ticks: readTicks(ticks), ...(config !== undefined && { config: configOf(config) }) };
    const { report, error } = await play(readPlay(text), folderOf(file), options);
    await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(report)}\n`, () => resolve()));
    if (!error) return 0;
    console.error(error.message);
    return error.name === "NotAtRest" ? 3 : 2;
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message);
    else if (error instanceof PlayError) console.error(`${file === "-" ? "The play" : file}: ${error.message}`);
    else throw error;
    return 2;
  }
}

function parse(args: readonly string[]) {
  try {
    const options = {
      config: { type: "string" },
      help: { type: "boolean", default: false },
      ...ticksOption,
    } as const;
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    readTicks(parsed.values.ticks);
    return parsed;
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
