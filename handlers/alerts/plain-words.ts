import type { Text } from "../../lib/pure/text.ts";

/** All parts of a text that came from outside, in one string: for searching, not for display. */
export function plainWords(text: Text): string {
  if (typeof text === "string") return text;
  return Object.values(text)
    .map((part: unknown) =>
      typeof part === "string" || (typeof part === "object" && part !== null) ? plainWords(part as Text) : "",
    )
    .join(" ");
}
