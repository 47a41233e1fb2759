import type { NormalizedSchema } from "@smithy/core/schema";
import { errorShape } from "./errors.ts";
import type { WireRequest } from "./http.ts";
import type { Protocol } from "./protocol.ts";
import { errorResponse } from "./query.ts";
import { membersOf, type OperationShape, struct, traitsOf } from "./schema.ts";
import type { AnyService } from "./service.ts";
import { readText } from "./values.ts";
import { readXml, writeXml } from "./xml.ts";

/** REST with XML. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXml: Protocol = {
  unknownOperation: "InvalidAction",
  accessDenied: "AccessDenied",
  expired: "ExpiredToken",

  operationName(request, service) {
    if (!service) return undefined;
    const candidates = [...service.operations.values()].filter(({ shape }) => matches(shape, request));
    // The operation with the most fixed query parameters wins: `?list-type=2` before none.
    candidates.sort((a, b) => fixedQuery(b.shape).length - fixedQuery(a.shape).length);
    return candidates[0]?.shape.name;
  },

  async read(operation, request) {
    const labels = pathPattern(operation.shape).exec(request.path)?.groups ?? {};
    const input: Record<string, unknown> = {};
    const inBody: Record<string, NormalizedSchema> = {};
    for (const [name, schema] of membersOf(operation.shape.input)) {
      const traits = traitsOf(schema);
      if (traits.httpLabel) input[name] = readText(schema, decodeURIComponent(labels[name] ?? ""));
      else if (traits.httpQuery) set(input, name, readQuery(schema, request.query.getAll(traits.httpQuery)));
      else if (traits.httpHeader)
        set(input, name, readHeader(schema, request.headers[traits.httpHeader.toLowerCase()]));
      else if (traits.httpPrefixHeaders !== undefined)
        input[name] = prefixed(request, traits.httpPrefixHeaders.toLowerCase());
      else if (traits.httpPayload) set(input, name, await readPayload(schema, request.body));
      else inBody[name] = schema;
    }
    if (Object.keys(inBody).length > 0 && request.body.byteLength > 0)
      Object.assign(input, await readXml(struct("Request", inBody), request.body));
    return input;
  },

  write(operation, output, service, requestId) {
    const { output: shape, name: operationName, traits: operationTraits } = operation.shape;
    const result = (output ?? {}) as Record<string, unknown>;
    const headers: Record<string, string> = { "x-amzn-requestid": requestId, "x-amz-request-id": requestId };
    const inBody: Record<string, NormalizedSchema> = {};
    let status = operationTraits.http?.[2] ?? 200;
    let payload: string | Uint8Array | undefined;
    for (const [name, schema] of membersOf(shape)) {
      const traits = traitsOf(schema);
      const value = result[name];
      if (traits.httpHeader) {
        if (value !== undefined) headers[traits.httpHeader.toLowerCase()] = headerText(value);
      } else if (traits.httpPrefixHeaders !== undefined) {
        for (const [key, text] of Object.entries((value ?? {}) as object))
          headers[(traits.httpPrefixHeaders + key).toLowerCase()] = String(text);
      } else if (traits.httpResponseCode) status = (value as number | undefined) ?? status;
      else if (traits.httpPayload) payload = value === undefined ? "" : writePayload(schema, value, service);
      else inBody[name] = schema;
    }
    if (payload === undefined && Object.keys(inBody).length > 0)
      payload = writeXml(
        struct(shape.getName() ?? `${operationName}Result`, inBody),
        result,
        service.settings.xmlNamespace,
      );
    return { status, headers: { "content-type": "application/xml", ...headers }, body: payload ?? "" };
  },

  fail(error, service, requestId) {
    const { queryCode, status, fault } = errorShape(error, service);
    const value = { Error: { Type: fault, Code: queryCode, Message: error.message }, RequestId: requestId };
    return {
      status,
      headers: {
        "content-type": "application/xml",
        "x-amzn-requestid": requestId,
        "x-amz-request-id": requestId,
      },
      body: writeXml(errorResponse, value, service?.settings.xmlNamespace),
    };
  },

  missing(member) {
    return { code: "InvalidArgument", message: `The parameter ${member} is required.` };
  },
};

function matches(shape: OperationShape, request: WireRequest): boolean {
  if (shape.traits.http?.[0] !== request.method || !pathPattern(shape).test(request.path)) return false;
  return fixedQuery(shape).every(([name, value]) => request.query.get(name) === value);
}

function fixedQuery(shape: OperationShape): [string, string][] {
  return [...new URLSearchParams(shape.traits.http?.[1].split("?")[1] ?? "")];
}

/** `/a/{Id}/b` as a pattern with a group for each label; a greedy label `{Key+}` also matches slashes. */
function pathPattern(shape: OperationShape): RegExp {
  const [path = ""] = shape.traits.http?.[1].split("?") ?? [];
  const pattern = path
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const label = /^\{(.+?)(\+?)\}$/.exec(part);
      if (!label) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      return `(?<${label[1]}>${label[2] ? ".+" : "[^/]+"})`;
    })
    .join("");
  return new RegExp(`^${pattern}/?$`);
}

function set(input: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) input[name] = value;
}

function readQuery(schema: NormalizedSchema, texts: string[]): unknown {
  if (texts.length === 0) return undefined;
  if (schema.isListSchema()) return texts.map((text) => readText(schema.getValueSchema(), text));
  return readText(schema, texts[0] ?? "");
}

function readHeader(schema: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (schema.isListSchema()) return text.split(/\s*,\s*/).map((item) => readText(schema.getValueSchema(), item));
  return readText(schema, text);
}

function prefixed(request: WireRequest, prefix: string): Record<string, string> {
  const found = Object.entries(request.headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, text]) => [name.slice(prefix.length), text]));
}

async function readPayload(schema: NormalizedSchema, body: Buffer): Promise<unknown> {
  if (body.byteLength === 0) return undefined;
  if (schema.isBlobSchema()) return body;
  if (schema.isStringSchema()) return body.toString("utf8");
  return readXml(schema, body);
}

function writePayload(schema: NormalizedSchema, value: unknown, service: AnyService): string | Uint8Array {
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  return writeXml(schema, value as object, service.settings.xmlNamespace);
}

function headerText(value: unknown): string {
  if (value instanceof Date) return value.toUTCString();
  return Array.isArray(value) ? value.join(", ") : String(value);
}
