/** How much of a log is shown: lines, characters of a line, and characters in all. */
const most = { lines: 15, line: 200, all: 1_800 };

/** ANSI's control sequences: colours, cursor movements, titles. https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const sequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/**
 * The last lines of a log as a terminal would show them, without trailing empty ones; long lines, and too long a
 * text, are shortened in the middle.
 */
export function tailOf(messages: readonly string[]): string[] {
  const lines = messages
    .flatMap((message) => message.replace(/\r?\n$/, "").split(/\r?\n/))
    .map(shown)
    .filter((line) => line.trim() !== "")
    .slice(-most.lines);
  let length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const [head, tail] = [lines.slice(0, Math.ceil(lines.length / 2)), lines.slice(Math.ceil(lines.length / 2))];
  const isLong = length > most.all;
  while (length + 2 > most.all && head.length + tail.length > 2) {
    // The end matters more than the beginning.
    const dropped = head.length > 1 ? head.pop() : tail.shift();
    length -= (dropped?.length ?? 0) + 1;
  }
  return isLong ? [...head, "…", ...tail] : lines;
}

/** What a terminal shows of a line with carriage returns: the text that was written last. */
function shown(line: string): string {
  const written = line.replaceAll(sequences, "").replaceAll("\t", "  ").trimEnd().split("\r");
  const text = written.findLast((part) => part.trim() !== "") ?? "";
  const characters = [...text];
  if (characters.length <= most.line) return text;
  const head = Math.floor(most.line * 0.6);
  return `${characters.slice(0, head).join("")} … ${characters.slice(head + 3 - most.line).join("")}`;
}
