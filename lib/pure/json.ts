/** Reads fields of data from outside, where anything may be missing or have another type. */

/** The text at `name`, or undefined when it is missing or empty. */
export function textAt(value: unknown, name: string): string | undefined {
  const field = fieldAt(value, name);
  return typeof field === "string" && field !== "" ? wellFormed(field) : undefined;
}

/** The text with replacement characters for lone surrogates and noncharacters: they have no UTF-8, or queues replace them. */
export function wellFormed(text: string): string {
  return text.replace(/[\p{Cs}\p{NChar}]/gu, "\ufffd");
}

/** The finite number at `name`. */
export function numberAt(value: unknown, name: string): number | undefined {
  const field = fieldAt(value, name);
  return typeof field === "number" && Number.isFinite(field) ? field : undefined;
}

/** The finite number at `name`, also as text: `"31"`. */
export function figureAt(value: unknown, name: string): number | undefined {
  const text = textAt(value, name);
  if (text === undefined) return numberAt(value, name);
  const figure = /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(figure) ? figure : undefined;
}

/** The boolean at `name`, also as text, in any case. */
export function flagAt(value: unknown, name: string): boolean | undefined {
  const field = fieldAt(value, name);
  const text = typeof field === "string" ? field.toLowerCase() : field;
  if (text === true || text === "true") return true;
  return text === false || text === "false" ? false : undefined;
}

/** The list at `name`, or an empty one. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const field = fieldAt(value, name);
  return Array.isArray(field) ? (field as unknown[]) : [];
}

/** The time at `name`, ISO 8601, from that form or `Fri, 27 Nov 2026 05:00:00 GMT`. */
export function momentAt(value: unknown, name: string): string | undefined {
  return momentIn(textAt(value, name));
}

/**
 * The time in a text, or of a number as milliseconds since 1970, in ISO 8601. Undefined also for years of more than
 * four digits: adding an hour to the latest possible Date gives an invalid one.
 */
export function momentIn(value: unknown): string | undefined {
  const at = new Date(typeof value === "string" || typeof value === "number" ? value : Number.NaN);
  const moment = Number.isNaN(at.getTime()) ? "" : at.toISOString();
  return /^\d{4}-/.test(moment) ? moment : undefined;
}

/** The object at `name`, or undefined. */
export function objectAt(value: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  const field = fieldAt(value, name);
  return isObject(field) ? field : undefined;
}

/** The text parsed as JSON; undefined when it is invalid. */
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

/** The fields that have a value: without those that are undefined or an empty text. */
export function filled<Fields extends object>(fields: Fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined | ""> };
}
