/** Reading fields of data from outside, where anything may be missing or of another type. */

/** The text at `name`, or undefined when there is none or it is empty. */
export function textAt(value: unknown, name: string): string | undefined {
  const field = fieldAt(value, name);
  return typeof field === "string" && field !== "" ? wellFormed(field) : undefined;
}

/** The text with a replacement character for each half of a character and each that Unicode says is none: they have no UTF-8, or queues take them for something else. */
export function wellFormed(text: string): string {
  return text.replace(/[\p{Cs}\p{NChar}]/gu, "\ufffd");
}

/** The finite number at `name`. */
export function numberAt(value: unknown, name: string): number | undefined {
  const field = fieldAt(value, name);
  return typeof field === "number" && Number.isFinite(field) ? field : undefined;
}

/** The object at `name`; undefined when there is none. */
export function objectAt(value: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  const field = fieldAt(value, name);
  return isObject(field) ? field : undefined;
}

/** The text as JSON; undefined when it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldAt(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
