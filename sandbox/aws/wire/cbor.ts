import { CborCodec } from "@smithy/core/cbor";
import { SCHEMA } from "@smithy/core/schema";
import { errorShape } from "./errors.ts";
import { constraintMessage, type Protocol } from "./protocol.ts";

const codec = new CborCodec();

/** Smithy RPC v2 with CBOR. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const cbor: Protocol = {
  unknownOperation: "UnknownOperationException",
  accessDenied: "AccessDeniedException",
  expired: "ExpiredTokenException",

  operationName(request) {
    return /\/operation\/([^/]+)$/.exec(request.path)?.[1];
  },

  async read(operation, request) {
    if (request.body.byteLength === 0 || operation.shape.input.isUnitSchema()) return {};
    return (await codec.createDeserializer().read(operation.shape.input, request.body)) as Record<string, unknown>;
  },

  write(operation, output, _service, requestId) {
    const unit = operation.shape.output.isUnitSchema();
    return answer(200, encode(unit ? SCHEMA.DOCUMENT : operation.shape.output, output ?? {}), requestId);
  },

  fail(error, service, requestId) {
    const { name, queryCode, status, fault } = errorShape(error, service);
    const body = {
      __type: `${service?.settings.defaultNamespace ?? "nightshift.sandbox"}#${name}`,
      message: error.message,
    };
    const compatible: Record<string, string> = service?.settings.awsQueryCompatible
      ? { "x-amzn-query-error": `${queryCode};${fault}` }
      : {};
    return answer(status, encode(SCHEMA.DOCUMENT, body), requestId, compatible);
  },

  missing(member) {
    return { code: "ValidationException", message: constraintMessage(member) };
  },
};

function encode(schema: Parameters<ReturnType<CborCodec["createSerializer"]>["write"]>[0], value: unknown): Uint8Array {
  const serializer = codec.createSerializer();
  serializer.write(schema, value);
  return serializer.flush() as Uint8Array;
}

function answer(status: number, body: Uint8Array, requestId: string, headers: Record<string, string> = {}) {
  return {
    status,
    headers: {
      "content-type": "application/cbor",
      "smithy-protocol": "rpc-v2-cbor",
      "x-amzn-requestid": requestId,
      ...headers,
    },
    body,
  };
}
