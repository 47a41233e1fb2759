import * as v from "valibot";
import type { Words } from "../i18n/catalog.ts";
import { isObject } from "./json.ts";
import { type Weekday, weekdays } from "./weekdays.ts";

/** An argument of a phrase: numbers stay numbers, everything else is text of its own. */
type Filled<Args> = { readonly [Name in keyof Args]: Args[Name] extends number ? number : Text };

/**
 * A phrase with its arguments; its language is chosen when it is rendered. Made with `say`, which checks the
 * arguments; a union of a type for each phrase is more than the compiler can join.
 */
export type Phrase =
  | { readonly say: PlainKey }
  | { readonly say: Exclude<keyof Words, PlainKey>; readonly with: Readonly<Record<string, Text | number>> };

/** The keys of phrases without arguments, such as labels. */
export type PlainKey = {
  [Key in keyof Words]: Words[Key] extends string ? Key : never;
}[keyof Words];

/**
 * Text as data, free of language and markup. A bare string comes from outside (a name, a commit message) and is shown
 * verbatim; nothing in it can affect the layout or mention anyone.
 */
export type Text =
  | string
  | Phrase
  | { readonly code: string }
  | { readonly bold: Text }
  /** At most that many characters of it. */
  | { readonly short: Text; readonly length: number }
  | { readonly link: string; readonly text: Text }
  /** A link to the Slack message with that key, once it has been posted, else `otherwise`. */
  | { readonly message: string; readonly text: Text; readonly otherwise?: Text }
  | { readonly user: string }
  /** Mentions a user group, by its id, or everyone who is active. Never built from outside data. */
  | { readonly call: string }
  /** A time, ISO 8601, shown in the reader's own time zone. */
  | { readonly time: string }
  /** A duration in milliseconds. */
  | { readonly duration: number }
  /** An amount in US dollars, in the reader's format; `sign` shows a plus, too. */
  | { readonly dollars: number; readonly sign?: true }
  /** The days from the first to the last, each `2026-11-23`, without a time zone. */
  | { readonly days: readonly [first: string, last: string] }
  /** Days of the week, in the reader's format: `Mon–Fri`. */
  | { readonly weekdays: readonly Weekday[] }
  | readonly Text[];

type ArgsOf<Key extends keyof Words> = Words[Key] extends (args: infer Args) => string ? [Filled<Args>] : [];

/** A phrase with its arguments: `say("deploy.busy", { environment, message })`. */
export function say<Key extends keyof Words>(key: Key, ...args: ArgsOf<Key>): Phrase {
  return (args.length ? { say: key, with: args[0] } : { say: key }) as Phrase;
}

/** The parts, with `between` between them. */
export function join(parts: readonly Text[], between: string): Text {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

/** A key added by another version is only recognised when it is rendered. */
export const plainKeySchema = v.custom<PlainKey>((value) => typeof value === "string");

export const textSchema = v.custom<Text>(isText);

const isString = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number";

/** The kinds of text by their distinguishing field: what their fields must be. */
const kinds: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  say: { say: isString },
  code: { code: isString },
  bold: { bold: isText },
  short: { short: isText, length: isNumber },
  link: { link: isString, text: isText },
  message: { message: isString, text: isText },
  user: { user: isString },
  call: { call: isString },
  time: { time: isString },
  duration: { duration: isNumber },
  dollars: { dollars: isNumber },
  days: { days: (value) => Array.isArray(value) && value.length === 2 && value.every(isString) },
  weekdays: { weekdays: (value) => Array.isArray(value) && value.every((day) => weekdays.includes(day)) },
};

/** Whether this version can render it; by hand, since a union would try so many kinds one after the other. */
export function isText(value: unknown): value is Text {
  if (typeof value === "string") return true;
  if (Array.isArray(value)) return value.every(isText);
  if (!isObject(value)) return false;
  const kind = Object.keys(kinds).find((name) => Object.hasOwn(value, name));
  const fields = Object.entries((kind && kinds[kind]) ?? {});
  if (!fields.length || !fields.every(([name, isRight]) => isRight(value[name]))) return false;
  const { with: filled = {}, otherwise = "" } = value;
  return isText(otherwise) && isObject(filled) && Object.values(filled).every((one) => isNumber(one) || isText(one));
}
