/**
 * The words of a command as people or their keyboards type them: smart quotes, long dashes for `--`, non-breaking and
 * full-width spaces, full-width letters and invisible characters are normalised.
 */
export function wordsOf(text: string): string[] {
  const normal = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[“”„‟«»「」『』]/g, '"')
    .replace(/[‘’‚‛‹›]/g, "'")
    .replace(/(^|\s)[—–](?=\S)/g, "$1--");
  const words: string[] = [];
  // Quotes enclose a word, or a value: "dev api", `dev-api`, Name="dev api".
  for (const match of normal.matchAll(/([^\s"'`=]+=)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`)|\S+/g)) {
    const [whole, name, ...quoted] = match;
    const value = quoted.find((one) => one !== undefined);
    const word = value === undefined ? whole : `${name ?? ""}${value.trim()}`;
    if (word) words.push(word);
  }
  return words;
}

/**
 * The text as it was typed, from Slack's escaped form: a mentioned person becomes `<@U0123>`, and channels, links and
 * the rest become what was typed.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function typedText(escaped: string): string {
  return escaped
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (whole, target: string, label = "") => {
      if (/^@[UW][A-Z0-9]+$/.test(target)) return `<${target}>`;
      if (/^#[CG][A-Z0-9]+$/.test(target)) return label ? `#${label}` : target.slice(1);
      if (/^(https?:|mailto:)/.test(target)) return label || target.replace(/^mailto:/, "");
      return target.startsWith("!subteam^") && label ? label : whole;
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** The user that a word mentions. */
export function mentioned(word: string): string | undefined {
  return /^<@([UW][A-Z0-9]+)>$/.exec(word)?.[1];
}

/** A word in a form that is parsed as one word again. */
export function typed(word: string): string {
  return /[\s'"`]/.test(word) ? `"${word.replaceAll('"', "'")}"` : word;
}
