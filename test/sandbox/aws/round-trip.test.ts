import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { MetadataBearer } from "@smithy/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Backend, serviceNames } from "../../../sandbox/aws/backend.ts";
import { openAccount } from "../../../sandbox/aws/state/account.ts";
import { bytesOf, readCredential, readRequest } from "../../../sandbox/aws/wire/http.ts";
import { chooseProtocol } from "../../../sandbox/aws/wire/router.ts";
import { membersOf, traitsOf } from "../../../sandbox/aws/wire/schema.ts";
import type { AnyService, Service } from "../../../sandbox/aws/wire/service.ts";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { start } from "../../../sandbox/world.ts";

// Every operation that is registered goes once over the wire with every member of its input and output filled in. The
// layout of the SDK's schemas is its own affair: this is the gate for its upgrades. With ROUND_TRIP=all every operation
// of these clients goes the way, about 1,300 in a quarter of a minute.

const backend = new Backend(
  openAccount(
    new VirtualClock(start),
    new Ids(),
    () => {},
    (name) => name,
  ),
  (name) => name,
);
const ours = serviceNames.filter((name) => name !== "dynamodb");

const modules: Record<string, () => Promise<object>> = {
  autoscaling: () => import("@aws-sdk/client-auto-scaling"),
  ce: () => import("@aws-sdk/client-cost-explorer"),
  cloudformation: () => import("@aws-sdk/client-cloudformation"),
  cloudfront: () => import("@aws-sdk/client-cloudfront"),
  cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
  codedeploy: () => import("@aws-sdk/client-codedeploy"),
  codepipeline: () => import("@aws-sdk/client-codepipeline"),
  ec2: () => import("@aws-sdk/client-ec2"),
  elasticloadbalancing: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
  events: () => import("@aws-sdk/client-eventbridge"),
  iam: () => import("@aws-sdk/client-iam"),
  logs: () => import("@aws-sdk/client-cloudwatch-logs"),
  monitoring: () => import("@aws-sdk/client-cloudwatch"),
  rds: () => import("@aws-sdk/client-rds"),
  sns: () => import("@aws-sdk/client-sns"),
  sqs: () => import("@aws-sdk/client-sqs"),
  ssm: () => import("@aws-sdk/client-ssm"),
  sts: () => import("@aws-sdk/client-sts"),
};

/** They name no service, and are not for who has an access key. */
const unsigned = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

let received: unknown;
let endpoint: string;
const server = createServer(async (incoming, outgoing) => {
  const request = await readRequest(incoming);
  const name = readCredential(request)?.signingName ?? "";
  const protocol = await chooseProtocol(request, name);
  const service = (await backend.service(name)) as AnyService;
  const operation = service.operations.get(protocol.operationName(request, service) ?? "");
  if (!operation) throw new Error(`No operation for ${request.method} ${request.path}`);
  received = await protocol.read(operation, request);
  const response = protocol.write(operation, sample(operation.shape.output), service, "request-1");
  outgoing.writeHead(response.status, response.headers).end(bytesOf(response.body));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

it("knows a client for every service", () => {
  expect(Object.keys(modules).sort()).toEqual(ours);
});

describe.each(ours)("%s", async (name) => {
  const service = (await backend.service(name)) as AnyService;
  const exported = (await modules[name]?.()) as Record<string, new (argument: object) => never>;
  const Client = Object.values(exported).find(
    (value) => /^\w+Client$/.test(value.name) && !value.name.startsWith("__"),
  );

  if (process.env.ROUND_TRIP === "all") await registerAll(name, exported);

  it.each([...service.operations.keys()].filter((operationName) => !unsigned.includes(operationName)))(
    "%s",
    async (operationName) => {
      const client = new (Client as new (config: object) => { send(command: unknown): Promise<object> })({
        endpoint,
        region: "ap-northeast-2",
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
        maxAttempts: 1,
        // SQS's client checks digests and goes to the queue's own URL unless told otherwise.
        md5: false,
        useQueueUrlAsEndpoint: false,
      });
      const { shape } = service.operations.get(operationName) ?? expect.fail();
      const input = sample(shape.input);
      const Command = exported[`${operationName}Command`] ?? expect.fail();
      const { $metadata, ...output } = (await client.send(new Command(structuredClone(input) as object))) as Record<
        string,
        unknown
      >;
      expect(comparable(received)).toEqual(comparable(input));
      expect(comparable(output)).toEqual(comparable(sample(shape.output)));
    },
  );
});

it("reads and writes CBOR for a client that prefers it", async () => {
  const { SQSClient, SendMessageCommand } = await import("@aws-sdk/client-sqs");
  const { AwsSmithyRpcV2CborProtocol } = await import("@aws-sdk/core/protocols");
  const client = new SQSClient({
    endpoint,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    protocol: AwsSmithyRpcV2CborProtocol,
    md5: false,
    useQueueUrlAsEndpoint: false,
  });
  const service = (await backend.service("sqs")) as AnyService;
  const { shape } = service.operations.get("SendMessage") ?? expect.fail();
  const input = sample(shape.input);
  const { $metadata, ...output } = await client.send(new SendMessageCommand(structuredClone(input) as never));
  expect(comparable(received)).toEqual(comparable(input));
  expect(comparable(output)).toEqual(comparable(sample(shape.output)));
});

async function registerAll(name: string, exported: Record<string, new (argument: object) => never>) {
  const service = (await backend.service(name)) as Service<object, MetadataBearer, unknown>;
  for (const [exportedName, Command] of Object.entries(exported))
    if (/^[A-Z]\w+Command$/.test(exportedName)) service.on(Command, () => ({}));
}

/** A value with every member filled in; where a shape contains itself, once. */
function sample(schema: NormalizedSchema, within: readonly string[] = [], member = "value"): unknown {
  const name = schema.getName(true) ?? "";
  if (schema.isStructSchema()) {
    // A multi-region endpoint has a host name and a signature of its own.
    const members = membersOf(schema)
      .filter(([key]) => key !== "EndpointId")
      .filter(([, inner]) => !within.includes(inner.getName(true) ?? "?"));
    const chosen = schema.isUnionSchema() ? members.slice(0, 1) : members;
    return Object.fromEntries(chosen.map(([key, inner]) => [key, sample(inner, [...within, name], key)]));
  }
  if (schema.isListSchema())
    return [1, 2].map((n) => sample(schema.getValueSchema(), [...within, name], `${member}${n}`));
  if (schema.isMapSchema()) return { "a key": sample(schema.getValueSchema(), [...within, name], member) };
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 42;
  if (schema.isTimestampSchema()) return new Date("2026-11-23T00:00:00Z");
  if (schema.isBlobSchema()) return new Uint8Array([1, 2, 250]);
  if (schema.isUnitSchema()) return {};
  // Headers hold ASCII only.
  return traitsOf(schema).httpHeader ? `${member} +/%` : `${member} <&> "한글" +/%`;
}

/** Bytes as numbers, whichever class holds them. */
function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Date || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(comparable);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, comparable(inner)]));
}
