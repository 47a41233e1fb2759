import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Asks a person, or reads piped answers, one a line. */
export interface Terminal {
  /** Whether a person is there, who can be asked again. */
  readonly isPerson: boolean;
  say(text: string): void;
  /** The trimmed answer. @throws {InputEnded} */
  ask(question: string): Promise<string>;
  close(): void;
}

/** The input ended before a question was answered. */
export class InputEnded extends Error {
  override readonly name = "InputEnded";
  readonly question: string;

  constructor(question: string) {
    super(`The input ended before the question "${question}" was answered`);
    this.question = question;
  }
}

export function openTerminal(input: Readable & { isTTY?: boolean }, output: Writable): Terminal {
  const isPerson = input.isTTY === true;
  const lines = createInterface({ input, ...(isPerson && { output }), terminal: isPerson });
  // Piped lines arrive before their questions; readline's own question() would lose them.
  const iterator = lines[Symbol.asyncIterator]();
  return {
    isPerson,
    say: (text) => void output.write(`${text}\n`),
    async ask(question) {
      if (isPerson) {
        lines.setPrompt(`${question} `);
        lines.prompt();
      } else output.write(`${question} `);
      const { value, done } = await iterator.next();
      if (done) throw new InputEnded(question);
      const answer = String(value).trim();
      if (!isPerson) output.write(`${answer}\n`);
      return answer;
    },
    close: () => lines.close(),
  };
}
