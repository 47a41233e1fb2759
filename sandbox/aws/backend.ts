import { AwsError } from "./aws-error.ts";
import type { DynamoDb } from "./services/dynamodb.ts";
import type { Account } from "./state/account.ts";
import { errorShape } from "./wire/errors.ts";
import { bytesOf, readCredential, type WireRequest, type WireResponse } from "./wire/http.ts";
import { json } from "./wire/json.ts";
import type { Protocol } from "./wire/protocol.ts";
import { chooseProtocol } from "./wire/router.ts";
import { missingMember } from "./wire/schema.ts";
import type { AnyService } from "./wire/service.ts";
import { plain } from "./wire/values.ts";

/** The service that is not ours but dynalite's. */
const dynamoDb = "dynamodb";

export interface Answer {
  readonly response: WireResponse;
  /** The code of the error that the answer is. */
  readonly error?: string;
}

/** A request that was understood, or whose refusal was, and is still to be carried out. */
export interface Prepared {
  readonly accessKeyId: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  run(): Promise<Answer>;
  fail(error: AwsError): Answer;
  deny(message: string): Answer;
}

type Loader = (account: Account, queueUrl: (name: string) => string) => Promise<AnyService>;

/** By signing name, and loaded when first asked for: all the clients together take half a second. */
const loaders: Record<string, Loader> = {
  autoscaling: async ({ groups }) => (await import("./services/auto-scaling.ts")).autoScaling(groups),
  ce: async ({ costs }) => (await import("./services/ce.ts")).ce(costs),
  cloudfront: async ({ distributions }) =>
    (await import("./services/cloudfront.ts")).cloudfront(distributions),
  codepipeline: async ({ pipelines }) => (await import("./services/codepipeline.ts")).codepipeline(pipelines),
  ec2: async ({ instances }) => (await import("./services/ec2.ts")).ec2(instances),
  events: async ({ others }) => (await import("./services/events.ts")).events(others.events),
  rds: async ({ databases }) => (await import("./services/rds.ts")).rds(databases),
  sns: async ({ topics }) => (await import("./services/sns.ts")).sns(topics),
  sqs: async ({ queues }, queueUrl) => (await import("./services/sqs.ts")).sqs(queues, queueUrl),
  ssm: async ({ parameters }) => (await import("./services/ssm.ts")).ssm(parameters),
  sts: async ({ others }) => (await import("./services/sts.ts")).sts(others.sts),
};

/** The signing names of the services that the sandbox has. */
export const serviceNames: readonly string[] = [...Object.keys(loaders), dynamoDb].sort();

/** Finds the service and the operation that a request is for, and carries it out. */
export class Backend {
  readonly #account: Account;
  readonly #queueUrl: (name: string) => string;
  readonly #services = new Map<string, Promise<AnyService>>();
  #dynamoDb: Promise<DynamoDb> | undefined;

  constructor(account: Account, queueUrl: (name: string) => string) {
    this.#account = account;
    this.#queueUrl = queueUrl;
  }

  async close(): Promise<void> {
    await (await this.#dynamoDb)?.close();
  }

  /** The service of that signing name, or undefined. */
  async service(name: string): Promise<AnyService | undefined> {
    const known = this.#services.get(name);
    if (known) return known;
    const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
    const loading = load?.(this.#account, this.#queueUrl);
    if (loading) this.#services.set(name, loading);
    return loading;
  }

  async prepare(request: WireRequest, requestId: string): Promise<Prepared> {
    const credential = readCredential(request);
    const accessKeyId = credential?.accessKeyId ?? "";
    const name = credential?.signingName ?? "";
    const protocol = await chooseProtocol(request, name);
    if (name === dynamoDb) return this.#prepareDynamoDb(request, requestId, accessKeyId);
    const service = await this.service(name);
    const operationName = protocol.operationName(request, service) ?? "";
    const identity = { accessKeyId, service: name, operation: operationName };
    const refuse = (error: AwsError, input: unknown = {}) =>
      refused({ ...identity, input }, protocol, service, error, requestId);
    if (!credential)
      return refuse(
        new AwsError(
          "MissingAuthenticationToken",
          "The request is not signed: the sandbox's AWS finds the service in the signature's scope.",
          403,
        ),
      );
    if (!service)
      return refuse(
        new AwsError(
          protocol.unknownOperation,
          `The sandbox's AWS has no service "${name}"; it has: ${serviceNames.join(", ")}.`,
        ),
      );
    const operation = service.operations.get(operationName);
    if (!operation)
      return refuse(
        new AwsError(
          protocol.unknownOperation,
          `The sandbox's AWS has no operation "${operationName || `${request.method} ${request.path}`}" of ${name}; it has: ${[...service.operations.keys()].sort().join(", ")}.`,
        ),
      );
    let input: Record<string, unknown>;
    try {
      input = await protocol.read(operation, request);
    } catch (error) {
      return refuse(
        new AwsError(
          "SerializationException",
          `The request could not be read: ${error instanceof Error ? error.message : error}`,
        ),
      );
    }
    const missing = missingMember(operation.shape.input, input);
    if (missing !== undefined) {
      const { code, message } = protocol.missing(missing);
      return refuse(new AwsError(code, message), plain(input));
    }
    const prepared: Prepared = {
      ...identity,
      input: plain(input),
      fail: (error) => failure(protocol, service, error, requestId),
      deny: (message) =>
        failure(protocol, service, new AwsError(protocol.accessDenied, message, 403), requestId),
      async run() {
        try {
          const output = await operation.run(input, { accessKeyId, requestId });
          return { response: protocol.write(operation, output, service, requestId) };
        } catch (error) {
          return prepared.fail(asAwsError(error));
        }
      },
    };
    return prepared;
  }

  async #prepareDynamoDb(request: WireRequest, requestId: string, accessKeyId: string): Promise<Prepared> {
    this.#dynamoDb ??= import("./services/dynamodb.ts").then(({ startDynamoDb }) => startDynamoDb());
    const inner = await this.#dynamoDb;
    const operation = request.headers["x-amz-target"]?.split(".").at(-1) ?? "";
    const input = parseObject(request.body.toString("utf8"));
    const prepared: Prepared = {
      accessKeyId,
      service: dynamoDb,
      operation,
      input,
      fail: (error) => failure(json, undefined, error, requestId),
      deny: (message) => failure(json, undefined, new AwsError(json.accessDenied, message, 400), requestId),
      async run() {
        try {
          const response = await inner.answer(operation, input, request, requestId);
          if (response.status < 400) return { response };
          const { __type } = parseObject(bytesOf(response.body).toString("utf8"));
          return { response, error: String(__type).split("#").at(-1) ?? "" };
        } catch (error) {
          return prepared.fail(asAwsError(error));
        }
      },
    };
    return prepared;
  }
}

/** A request that was refused while it was read; it still waits for its turn, and is recorded like any other. */
function refused(
  identity: { accessKeyId: string; service: string; operation: string; input: unknown },
  protocol: Protocol,
  service: AnyService | undefined,
  error: AwsError,
  requestId: string,
): Prepared {
  const fail = (other: AwsError) => failure(protocol, service, other, requestId);
  return {
    ...identity,
    fail,
    deny: (message) => fail(new AwsError(protocol.accessDenied, message, 403)),
    run: async () => fail(error),
  };
}

function failure(
  protocol: Protocol,
  service: AnyService | undefined,
  error: AwsError,
  requestId: string,
): Answer {
  return { response: protocol.fail(error, service, requestId), error: errorShape(error, service).name };
}

/** Anything else than an AwsError is a mistake of the sandbox's: said to the client, and on the console. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error("The sandbox's AWS failed:", error);
  return new AwsError("InternalFailure", error instanceof Error ? error.message : String(error), 500);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
