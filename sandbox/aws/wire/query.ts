import type { NormalizedSchema } from "@smithy/core/schema";
import { errorShape } from "./errors.ts";
import type { WireRequest } from "./http.ts";
import { constraintMessage, type Protocol } from "./protocol.ts";
import { membersOf, type Schema, string, struct, traitsOf } from "./schema.ts";
import { readText } from "./values.ts";
import { writeXml } from "./xml.ts";

/** AWS query. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const query: Protocol = {
  unknownOperation: "InvalidAction",
  accessDenied: "AccessDenied",
  expired: "ExpiredToken",
  operationName: (request) => form(request).get("Action") ?? undefined,
  read: async (operation, request) => readForm(operation.shape.input, form(request), queryNames),

  write(operation, output, service, requestId) {
    const { name, output: shape } = operation.shape;
    const members: Record<string, Schema> = {
      ResponseMetadata: struct("ResponseMetadata", { RequestId: string }),
    };
    const value: Record<string, unknown> = { ResponseMetadata: { RequestId: requestId } };
    if (!shape.isUnitSchema()) {
      // The bare schema: a normalised one would keep its own name instead of the member's.
      members[`${name}Result`] = shape.getSchema() as Schema;
      value[`${name}Result`] = output ?? {};
    }
    return xml(200, writeXml(struct(`${name}Response`, members), value, service.settings.xmlNamespace), requestId);
  },

  fail(error, service, requestId) {
    const { queryCode, status, fault } = errorShape(error, service);
    const value = { Error: { Type: fault, Code: queryCode, Message: error.message }, RequestId: requestId };
    return xml(status, writeXml(errorResponse, value, service?.settings.xmlNamespace), requestId);
  },

  missing(member) {
    return { code: "ValidationError", message: constraintMessage(member) };
  },
};

/** EC2's query, with names of its own. https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Query: Protocol = {
  unknownOperation: "InvalidAction",
  accessDenied: "UnauthorizedOperation",
  expired: "RequestExpired",
  operationName: query.operationName,
  read: async (operation, request) => readForm(operation.shape.input, form(request), ec2Names),

  write(operation, output, service, requestId) {
    const { name, output: shape } = operation.shape;
    const members = { requestId: string, ...Object.fromEntries(membersOf(shape)) };
    const value = { requestId, ...(output as object | undefined) };
    return xml(200, writeXml(struct(`${name}Response`, members), value, service.settings.xmlNamespace), requestId);
  },

  fail(error, service, requestId) {
    const { queryCode, status } = errorShape(error, service);
    const value = { Errors: { Error: { Code: queryCode, Message: error.message } }, RequestID: requestId };
    return xml(status, writeXml(ec2ErrorResponse, value), requestId);
  },

  missing(member) {
    return { code: "MissingParameter", message: `The request must contain the parameter ${member}` };
  },
};

/** The error format of the query protocols and of REST with XML. */
export const errorResponse = struct("ErrorResponse", {
  Error: struct("Error", { Type: string, Code: string, Message: string }),
  RequestId: string,
});

const ec2ErrorResponse = struct("Response", {
  Errors: struct("Errors", { Error: struct("Error", { Code: string, Message: string }) }),
  RequestID: string,
});

/** How a dialect names members of structures, and whether lists have a level of their own. */
interface Names {
  member(name: string, schema: NormalizedSchema): string;
  readonly flat: boolean;
}

const queryNames: Names = { member: (name, schema) => traitsOf(schema).xmlName ?? name, flat: false };

const ec2Names: Names = {
  member(name, schema) {
    const { ec2QueryName, xmlName } = traitsOf(schema);
    const spoken = xmlName ?? name;
    return ec2QueryName ?? spoken.charAt(0).toUpperCase() + spoken.slice(1);
  },
  flat: true,
};

/** A form as a tree: `Filter.1.Name=x` is at Filter, 1, Name. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

function form(request: WireRequest): URLSearchParams {
  return request.method === "GET" ? request.query : new URLSearchParams(request.body.toString("utf8"));
}

function readForm(shape: NormalizedSchema, fields: URLSearchParams, names: Names): Record<string, unknown> {
  const root: Node = { children: new Map() };
  for (const [key, text] of fields) {
    let node = root;
    for (const part of key.split(".")) {
      const child: Node = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return readStruct(shape, root, names);
}

function readStruct(shape: NormalizedSchema, node: Node, names: Names): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, schema] of membersOf(shape)) {
    const child = node.children.get(names.member(name, schema));
    if (child) value[name] = readNode(schema, child, names);
  }
  return value;
}

function readNode(schema: NormalizedSchema, node: Node, names: Names): unknown {
  if (schema.isStructSchema()) return readStruct(schema, node, names);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const flat = names.flat || traitsOf(schema).xmlFlattened;
    const items = flat ? node : node.children.get(traitsOf(item).xmlName ?? "member");
    return numbered(items).map((child) => readNode(item, child, names));
  }
  if (schema.isMapSchema()) {
    const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
    const entries = traitsOf(schema).xmlFlattened ? node : node.children.get("entry");
    return Object.fromEntries(
      numbered(entries).flatMap((entry) => {
        const name = entry.children.get(traitsOf(key).xmlName ?? "key");
        const child = entry.children.get(traitsOf(item).xmlName ?? "value");
        return name && child ? [[name.text ?? "", readNode(item, child, names)]] : [];
      }),
    );
  }
  return readText(schema, node.text ?? "");
}

function numbered(node: Node | undefined): Node[] {
  return [...(node?.children ?? [])]
    .filter(([number]) => /^\d+$/.test(number))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function xml(status: number, body: string, requestId: string) {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
}
