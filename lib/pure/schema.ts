import * as v from "valibot";
import type { Text } from "./text.ts";

/** What a schema describes, read-only through and through. */
export type StateOf<Schema extends v.GenericSchema> = DeepReadonly<v.InferOutput<Schema>>;

/** A text is read-only already, and without end. */
type DeepReadonly<T> = [Text] extends [T]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/**
 * The shape of something that is stored, as one item or as a part of one, with the number of that shape. A schema only
 * checks: what it lets pass is given as it stands, so that fields of which this version knows nothing survive.
 */
export interface Versioned<Value> {
  /** In a log, and in the table of what is kept. */
  readonly name: string;
  /** Grows by one with each change after which older items read differently. */
  readonly version: number;
  /** Undefined when this version cannot read it: it is of a newer one, or of another shape. */
  parse(stored: unknown, version: number | undefined): { readonly value: Value } | undefined;
}

interface Shape<Schema extends v.GenericSchema> {
  readonly name: string;
  readonly version: number;
  readonly schema: Schema;
  /** Makes what an older version has stored one of this version. */
  readonly migrate?: (stored: unknown, version: number) => unknown;
}

/** Defines a part of a stored item, such as the state of a message: it is kept as long as the item. */
export function defineShape<const Schema extends v.GenericSchema>({
  name,
  version,
  schema,
  migrate,
}: Shape<Schema>): Versioned<StateOf<Schema>> {
  return {
    name,
    version,
    parse(stored, of = 1) {
      const value = of < version ? migrate?.(stored, of) : stored;
      return of <= version && v.is(schema, value) ? { value: value as StateOf<Schema> } : undefined;
    },
  };
}

/** For how many days after its last change it is kept; or until when, as the value says; for good without either. */
export type Keep<Value> = number | { readonly says: string; until?(value: Value): Date | undefined };

/** An item's address in the table: a partition and a place in it. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A kind of item of the one table. */
export interface State<Value> extends Versioned<Value> {
  /** How the partitions of its items begin. */
  readonly prefix: string;
  readonly keep: Keep<Value>;
  /** It holds others off: one that cannot be read must stop whoever asks, not pass for absent. */
  readonly isGuard: boolean;
  at(key: string): Key;
}

export interface StateOptions<Schema extends v.GenericSchema> extends Shape<Schema> {
  readonly prefix: string;
  readonly keep: Keep<StateOf<Schema>>;
  readonly isGuard?: true;
  /** Where the item of a key is; in a partition of its own behind the prefix unless told. */
  readonly at?: (key: string) => Key;
}

/** Defines a kind of item of the one table: what it looks like, where it is, how long it is kept. */
export function defineState<const Schema extends v.GenericSchema>(
  options: StateOptions<Schema>,
): State<StateOf<Schema>> {
  const { prefix, keep, isGuard = false } = options;
  const [sk = ""] = prefix.split("#");
  return {
    at: (key) => ({ pk: `${prefix}${key}`, sk }),
    ...options,
    ...defineShape(options),
    prefix,
    keep,
    isGuard,
  };
}

/** For what is judged by its own end: the table clears it away a day later. */
export function dayAfter(end: string): Date {
  return new Date(Date.parse(end) + 24 * 60 * 60 * 1000);
}
