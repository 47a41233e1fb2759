import { JsonCodec2 } from "@smithy/core/protocols";
import { SCHEMA } from "@smithy/core/schema";
import { errorShape } from "./errors.ts";
import { constraintMessage, type Protocol } from "./protocol.ts";
import type { AnyService } from "./service.ts";

const codec = new JsonCodec2({
  timestampFormat: { useTrait: true, default: SCHEMA.TIMESTAMP_EPOCH_SECONDS as 7 },
  jsonName: false,
});

/** AWS JSON 1.0 and 1.1. https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export const json: Protocol = {
  unknownOperation: "UnknownOperationException",
  accessDenied: "AccessDeniedException",
  expired: "ExpiredTokenException",

  operationName(request) {
    return request.headers["x-amz-target"]?.split(".").at(-1);
  },

  async read(operation, request) {
    if (request.body.byteLength === 0 || operation.shape.input.isUnitSchema()) return {};
    const input = await codec.createDeserializer().read(operation.shape.input, request.body.toString("utf8"));
    return (input ?? {}) as Record<string, unknown>;
  },

  write(operation, output, _service, requestId) {
    const serializer = codec.createSerializer();
    if (operation.shape.output.isUnitSchema()) return answer(200, "", requestId);
    serializer.write(operation.shape.output, output ?? {});
    return answer(200, serializer.flush(), requestId);
  },

  fail(error, service, requestId) {
    const { name, queryCode, status, fault } = errorShape(error, service);
    const body = JSON.stringify({ __type: typeName(name, service), message: error.message });
    const compatible: Record<string, string> = service?.settings.awsQueryCompatible
      ? { "x-amzn-query-error": `${queryCode};${fault}` }
      : {};
    return answer(status, body, requestId, { "x-amzn-errortype": name, ...compatible });
  },

  missing(member) {
    return { code: "ValidationException", message: constraintMessage(member) };
  },
};

/** Query-compatible services qualify their errors' names, as clients that read the query code expect. */
function typeName(name: string, service: AnyService | undefined): string {
  return service?.settings.awsQueryCompatible ? `${service.settings.defaultNamespace}#${name}` : name;
}

function answer(status: number, body: string | Uint8Array, requestId: string, headers: Record<string, string> = {}) {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId, ...headers },
    body,
  };
}
