/** Initials for an avatar: SP for Seo-yeon Park, 서연 for 박서연. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (/^\p{Script=Hangul}{2,4}$/u.test(trimmed)) return trimmed.slice(-2);
  const words = trimmed.split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}

/** One of six hues, the same for the same id. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 6_007;
  return sum % 6;
}
