import { XmlCodec } from "@aws-sdk/core/protocols";
import { type NormalizedSchema, SCHEMA } from "@smithy/core/schema";

function codec(namespace: string | undefined) {
  return new XmlCodec({
    timestampFormat: { useTrait: true, default: SCHEMA.TIMESTAMP_DATE_TIME as 5 },
    httpBindings: true,
    xmlNamespace: namespace as string,
    serviceNamespace: "nightshift.sandbox",
  });
}

/** `value` as a document whose root element is named by the schema. */
export function writeXml(schema: NormalizedSchema, value: object, namespace?: string): string {
  const serializer = codec(namespace).createSerializer();
  serializer.write(schema, value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serializer.flush()}`;
}

/** The content of a document's root element, whatever its name. */
export async function readXml(schema: NormalizedSchema, body: Uint8Array): Promise<unknown> {
  return codec(undefined).createDeserializer().read(schema, body);
}
