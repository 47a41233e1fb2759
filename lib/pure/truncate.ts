/** The text, or its beginning with … if it is longer than that many characters; never half a character. */
export function truncate(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const kept = characters.slice(0, length - 1).join("");
  return `${kept.trimEnd()}…`;
}

const longestShown = 60;

/** Something that a person typed, short enough to repeat to them. */
export function truncateWord(text: string): string {
  const characters = [...text];
  return characters.length > longestShown ? `${characters.slice(0, longestShown - 1).join("")}…` : text;
}
