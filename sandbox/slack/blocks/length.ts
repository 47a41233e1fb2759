/** The number of readable characters in a value: its strings, without types and ids. */
export function textLength(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  let length = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== "type" && !key.endsWith("_id")) length += textLength(inner);
  }
  return length;
}

/** Longer blocks of a message are refused with msg_blocks_too_long (https://github.com/slackapi/bolt-js/issues/2509). */
export const longestMessage = 13_200;
