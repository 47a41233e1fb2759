import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";

/** A schema as the SDK's clients export it. Its layout is the SDK's own: see the round-trip test before an upgrade. */
export type Schema = Parameters<typeof NormalizedSchema.of>[0];

/** The traits of a schema or member that the wire formats use. https://smithy.io/2.0/spec/protocol-traits.html */
export interface Traits {
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
  readonly ec2QueryName?: string;
  readonly httpLabel?: unknown;
  readonly httpQuery?: string;
  readonly httpQueryParams?: unknown;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpPayload?: unknown;
  readonly httpResponseCode?: unknown;
  /** Whether the client or the server caused it. */
  readonly error?: "client" | "server";
  readonly httpError?: number;
  /** The code in the query protocols, and its status. */
  readonly awsQueryError?: readonly [string, number];
  /** Method, path with labels and static query, and the status of a success. */
  readonly http?: readonly [string, string, number];
}

export function traitsOf(schema: NormalizedSchema): Traits {
  return schema.getMergedTraits() as Traits;
}

/** The members of a structure; none for the unit schema. */
export function membersOf(schema: NormalizedSchema): [string, NormalizedSchema][] {
  return schema.isStructSchema() ? [...schema.structIterator()] : [];
}

/** Our own structure for the wrappers that protocols put around a service's shapes. */
export function struct(name: string, members: Readonly<Record<string, Schema>>, traits: Traits = {}): NormalizedSchema {
  const schema = [3, "nightshift.sandbox", name, traits, Object.keys(members), Object.values(members)];
  return NormalizedSchema.of(schema as unknown as Schema);
}

export const string: Schema = 0;

/** The contents of an operation's schema. */
export interface OperationShape {
  readonly name: string;
  readonly traits: Traits;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

export function operationShape(schema: StaticOperationSchema): OperationShape {
  const [, , name, traits, input, output] = schema;
  return {
    name,
    traits: (typeof traits === "object" ? traits : {}) as Traits,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
  };
}

/** The first missing required member of `input`. Schemas list required members first, with their number. */
export function missingMember(shape: NormalizedSchema, input: Record<string, unknown>): string | undefined {
  const schema = shape.getSchema();
  if (!Array.isArray(schema)) return undefined;
  const required = typeof schema[6] === "number" ? schema[6] : 0;
  return (schema[4] as string[]).slice(0, required).find((name) => input[name] === undefined);
}
