/** How many characters a person could read in a value: its strings, but neither its types nor its ids. */
export function textLength(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  let length = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== "type" && !key.endsWith("_id")) length += textLength(inner);
  }
  return length;
}

/** Beyond this, a message's blocks are refused with msg_blocks_too_long (https://github.com/slackapi/bolt-js/issues/2509). */
export const longestMessage = 13_200;
