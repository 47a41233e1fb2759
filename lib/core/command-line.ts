/**
 * The words of a command as people type them, or as their keyboards do: smart quotes, long dashes for `--`,
 * non-breaking and full-width spaces, full-width letters and invisible marks are read as what was meant.
 */
export function wordsOf(text: string): string[] {
  const normal = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/(^|\s)[—–](?=\S)/g, "$1--");
  const words: string[] = [];
  for (const match of normal.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']\S*|["']\S*)/g)) {
    const word = match[1] ?? match[2] ?? match[3] ?? "";
    if (word) words.push(word);
  }
  return words;
}
