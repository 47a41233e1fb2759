import * as v from "valibot";
import type { Text } from "./text.ts";

/** The type of a schema's value, deeply read-only. */
export type StateOf<Schema extends v.GenericSchema> = DeepReadonly<v.InferOutput<Schema>>;

/** A Text is already read-only, and recursive. */
type DeepReadonly<T> = [Text] extends [T]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/**
 * The shape of a stored item, or of a part of one, with its version. A schema only checks: valid values are returned
 * unchanged, so that fields unknown to this version survive.
 */
export interface Versioned<Value> {
  /** For the log, and the table of retentions. */
  readonly name: string;
  /** Increases with each change that makes older items read differently. */
  readonly version: number;
  /** Undefined when this version cannot read it: it is newer, or has another shape. */
  parse(stored: unknown, version: number | undefined): { readonly value: Value } | undefined;
}

interface Shape<Schema extends v.GenericSchema> {
  readonly name: string;
  readonly version: number;
  readonly schema: Schema;
  /** Converts what an older version has stored to this version. */
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

/** An item's partition and sort key. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A kind of item of the one table. */
export interface State<Value> extends Versioned<Value> {
  /** The prefix of its items' partitions. */
  readonly prefix: string;
  readonly keep: Keep<Value>;
  /** It locks others out: one that cannot be read must stop the caller, rather than count as absent. */
  readonly isGuard: boolean;
  at(key: string): Key;
}

export interface StateOptions<Schema extends v.GenericSchema> extends Shape<Schema> {
  readonly prefix: string;
  readonly keep: Keep<StateOf<Schema>>;
  readonly isGuard?: true;
  /** The address of a key's item; by default in a partition of its own behind the prefix. */
  readonly at?: (key: string) => Key;
}

/** Defines a kind of item of the one table: its shape, its address, its retention. */
export function defineState<const Schema extends v.GenericSchema>(
  options: StateOptions<Schema>,
): State<StateOf<Schema>> {
  const { prefix } = options;
  const [sk = ""] = prefix.split("#");
  return { at: (key) => ({ pk: `${prefix}${key}`, sk }), isGuard: false, ...options, ...defineShape(options) };
}

/** For items that have an end of their own: the table deletes them a day later. */
export function dayAfter(end: string): Date {
  return new Date(Date.parse(end) + 24 * 60 * 60 * 1000);
}
