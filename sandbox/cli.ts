/** `npm run -s sandbox -- play FILE`: drives the sandbox without a browser and prints what came of it. */
import { readFileSync } from "node:fs";
import { closestMatch } from "../lib/pure/closest-match.ts";
import { folderOf, PlayError, play, readPlay } from "./play.ts";

const usage = `Usage: npm run -s sandbox -- play FILE

  play FILE   carries out the steps of a YAML file (- for standard input) in a fresh sandbox and prints one JSON
              object: messages, calls, slack, responses, deadLetters, audit, logs.
              docs/play.schema.json describes the file; docs/sandbox.md explains it.

  Exit status: 0 every step was carried out, 2 the file or a step is faulty, 3 the queues do not come to rest.`;

async function main(args: readonly string[]): Promise<number> {
  const [command, file, ...rest] = args;
  if (command === "--help" || command === "help") {
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
    const { report, error } = await play(readPlay(text), folderOf(file));
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
