/** `npm run -s sandbox -- play FILE`: drives the sandbox without a browser and prints what came of it. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { nearest } from "../lib/core/nearest.ts";
import { folderOf, PlayError, play, readPlay } from "./play.ts";
import { readTicks, ticksOption } from "./sandbox.ts";

const usage = `Usage: npm run -s sandbox -- play FILE [--ticks dense]

  play FILE   carries out the steps of a YAML file (- for standard input) in a fresh sandbox and prints one JSON
              object: messages, calls, slack, responses, deadLetters, audit, logs.
              docs/play.schema.json describes the file; docs/sandbox.md explains it.

  --ticks     dense: the minute tick runs in every minute; sparse (the default): where something can come of it.

  Exit status: 0 every step was carried out, 2 the file or a step is faulty, 3 the queues do not come to rest.`;

/** The arguments and `--ticks`; undefined when there are other options, or it is neither of the two. */
function readArguments(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: ticksOption,
      allowPositionals: true,
    });
    return { positionals, ticks: readTicks(values.ticks) };
  } catch {
    return undefined;
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === "--help" || args[0] === "help") {
    console.log(usage);
    return 0;
  }
  const read = readArguments(args);
  const [command, file, ...rest] = read?.positionals ?? [];
  if (!read || command !== "play" || file === undefined || rest.length) {
    const meant = command && command !== "play" ? nearest(command, ["play", "help"]) : undefined;
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
    const { report, error } = await play(readPlay(text), folderOf(file), { ticks: read.ticks });
    await new Promise<void>((resolve) =>
      process.stdout.write(`${JSON.stringify(report)}\n`, () => resolve()),
    );
    if (!error) return 0;
    console.error(error.message);
    return error.name === "NotAtRest" ? 3 : 2;
  } catch (error) {
    if (!(error instanceof PlayError)) throw error;
    console.error(`${file === "-" ? "The play" : file}: ${error.message}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
