import type { Text } from "../../lib/pure/text.ts";

/** Whatever of a text came from outside, in one string: for looking through it, not for showing it. */
export function plainWords(text: Text): string {
  if (typeof text === "string") return text;
  return Object.values(text)
    .map((part: unknown) =>
      typeof part === "string" || (typeof part === "object" && part !== null) ? plainWords(part as Text) : "",
    )
    .join(" ");
}
