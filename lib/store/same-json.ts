import { isDeepStrictEqual } from "node:util";

/** Whether a value, written as JSON, is what was read: keys that have none do not count, nor does the order of keys. */
export function isSameJson(read: unknown, value: unknown): boolean {
  const text = JSON.stringify(value);
  return isDeepStrictEqual(read, text === undefined ? undefined : JSON.parse(text));
}
