import { isDeepStrictEqual } from "node:util";

/** Whether a value, written as JSON, equals what was read: undefined members and the order of keys do not matter. */
export function isSameJson(read: unknown, value: unknown): boolean {
  const text = JSON.stringify(value);
  return isDeepStrictEqual(read, text === undefined ? undefined : JSON.parse(text));
}
