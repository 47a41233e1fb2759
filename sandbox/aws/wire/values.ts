import { type NormalizedSchema, SCHEMA } from "@smithy/core/schema";
import { NumericValue } from "@smithy/core/serde";

/** Parses a simple value from a form, a path, a query or a header. */
export function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return text === "true";
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBigIntegerSchema()) return BigInt(text);
  if (schema.isBigDecimalSchema()) return new NumericValue(text, "bigDecimal");
  if (schema.isBlobSchema()) return Buffer.from(text, "base64");
  if (schema.isTimestampSchema()) {
    const epoch = schema.getSchema() === SCHEMA.TIMESTAMP_EPOCH_SECONDS || /^[\d.]+$/.test(text);
    return new Date(epoch ? Number(text) * 1000 : text);
  }
  return text;
}

/** An input as JSON, for the record of calls. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "bigint") return value.toString();
  if (value instanceof NumericValue) return value.string;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, plain(member)]),
  );
}
