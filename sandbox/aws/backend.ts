import type { Location } from "../../lib/pure/location.ts";
import { AwsError } from "./aws-error.ts";
import { callerArn } from "./caller.ts";
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

/** The one service that dynalite provides. */
const dynamoDb = "dynamodb";

export interface Answer {
  readonly response: WireResponse;
  /** The error code, if the answer is an error. */
  readonly error?: string;
}

/** A parsed request, or its refusal, that still has to be carried out. */
export interface Prepared {
  readonly accessKeyId: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** The location of the request. */
  readonly place: Location;
  run(): Promise<Answer>;
  fail(error: AwsError): Answer;
  deny(message: string): Answer;
}

type Loader = (account: Account, queueUrl: (name: string) => string) => Promise<AnyService>;

/** By signing name, loaded on first use: all clients together take half a second. */
const loaders: Record<string, Loader> = {
  autoscaling: async ({ groups, targetGroups }) =>
    (await import("./services/auto-scaling.ts")).autoScaling(groups, targetGroups),
  ce: async ({ costs }) => (await import("./services/ce.ts")).ce(costs),
  cloudformation: async ({ stacks }) => (await import("./services/cloudformation.ts")).cloudformation(stacks),
  cloudfront: async ({ distributions }) => (await import("./services/cloudfront.ts")).cloudfront(distributions),
  cloudtrail: async ({ trail }) => (await import("./services/cloudtrail.ts")).cloudtrail(trail),
  codedeploy: async ({ codeDeployments }) => (await import("./services/codedeploy.ts")).codedeploy(codeDeployments),
  codepipeline: async ({ pipelines }) => (await import("./services/codepipeline.ts")).codepipeline(pipelines),
  ec2: async ({ instances }) => (await import("./services/ec2.ts")).ec2(instances),
  elasticloadbalancing: async ({ targetGroups }) =>
    (await import("./services/elasticloadbalancing.ts")).elasticLoadBalancing(targetGroups),
  events: async ({ others, rules }) => (await import("./services/events.ts")).events(others.events, rules),
  iam: async ({ roles }) => (await import("./services/iam.ts")).iam(roles),
  logs: async ({ logs }) => (await import("./services/logs.ts")).logs(logs),
  rds: async ({ databases }) => (await import("./services/rds.ts")).rds(databases),
  monitoring: async ({ alarms }) => (await import("./services/cloudwatch.ts")).cloudwatch(alarms),
  sns: async ({ topics }) => (await import("./services/sns.ts")).sns(topics),
  sqs: async ({ queues }, queueUrl) => (await import("./services/sqs.ts")).sqs(queues, queueUrl),
  ssm: async ({ parameters }) => (await import("./services/ssm.ts")).ssm(parameters),
  sts: async ({ sessions }) => (await import("./services/sts.ts")).sts(sessions),
};

/** The signing names of the sandbox's services. */
export const serviceNames: readonly string[] = [...Object.keys(loaders), dynamoDb].sort();

/** Finds the service and operation of a request, and carries it out. */
export class Backend {
  readonly #account: Account;
  readonly #queueUrl: (name: string) => string;
  readonly #others: readonly Account[];
  /** By account and region, then by signing name. */
  readonly #services = new Map<Account, Map<string, Promise<AnyService>>>();
  #dynamoDb: Promise<DynamoDb> | undefined;

  /** `others`: further accounts and regions; every other request is for `account`. */
  constructor(account: Account, queueUrl: (name: string) => string, others: readonly Account[] = []) {
    this.#account = account;
    this.#others = others;
    this.#queueUrl = queueUrl;
  }

  /** The service of that signing name, or undefined. */
  async service(name: string, account = this.#account): Promise<AnyService | undefined> {
    const services = this.#services.get(account) ?? new Map<string, Promise<AnyService>>();
    this.#services.set(account, services);
    const known = services.get(name);
    if (known) return known;
    const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
    const loading = load?.(account, this.#queueUrl);
    if (loading) services.set(name, loading);
    return loading;
  }

  /** The account and region of a key; global services are signed for a region that an account may not have. */
  #accountOf(accessKeyId: string, region: string): Account {
    const id = this.#account.sessions.get(accessKeyId)?.account ?? this.#account.world.account;
    const own = [this.#account, ...this.#others].filter(({ world }) => world.account === id);
    return own.find(({ world }) => world.region === region) ?? own[0] ?? this.#account;
  }

  async prepare(request: WireRequest, requestId: string): Promise<Prepared> {
    const credential = readCredential(request);
    const accessKeyId = credential?.accessKeyId ?? "";
    const name = credential?.signingName ?? "";
    const protocol = await chooseProtocol(request, name);
    if (name === dynamoDb) return this.#prepareDynamoDb(request, requestId, accessKeyId);
    const account = this.#accountOf(accessKeyId, credential?.region ?? "");
    const service = await this.service(name, account);
    const operationName = protocol.operationName(request, service) ?? "";
    const identity = { accessKeyId, service: name, operation: operationName, place: account.world };
    const { sessions } = this.#account;
    const session = sessions.get(accessKeyId);
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
    if (session && sessions.isExpired(session))
      return refuse(new AwsError(protocol.expired, "The security token included in the request is expired", 403));
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
      deny: (message) => failure(protocol, service, new AwsError(protocol.accessDenied, message, 403), requestId),
      async run() {
        const caller = callerArn(accessKeyId, sessions);
        const userAgent = request.headers["user-agent"] ?? "";
        const call = {
          ...{ service: name, operation: operationName, input, accessKeyId, caller, requestId },
          userAgent,
        };
        try {
          const output = await operation.run(input, call);
          const response = protocol.write(operation, output, service, requestId);
          account.trail.record(call);
          return { response };
        } catch (error) {
          const refusal = asAwsError(error);
          account.trail.record({ ...call, error: refusal.code });
          return prepared.fail(refusal);
        }
      },
    };
    return prepared;
  }

  async #prepareDynamoDb(request: WireRequest, requestId: string, accessKeyId: string): Promise<Prepared> {
    this.#dynamoDb ??= import("./services/dynamodb.ts").then(({ openDynamoDb }) => openDynamoDb());
    const inner = await this.#dynamoDb;
    const operation = request.headers["x-amz-target"]?.split(".").at(-1) ?? "";
    const input = parseObject(request.body.toString("utf8"));
    const prepared: Prepared = {
      accessKeyId,
      service: dynamoDb,
      operation,
      input,
      place: this.#account.world,
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

/** A request that was refused while parsing; it still waits for its turn, and is recorded like any other. */
function refused(
  identity: Pick<Prepared, "accessKeyId" | "service" | "operation" | "input" | "place">,
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

function failure(protocol: Protocol, service: AnyService | undefined, error: AwsError, requestId: string): Answer {
  return { response: protocol.fail(error, service, requestId), error: errorShape(error, service).name };
}

/** Any error but an AwsError is a bug of the sandbox: returned to the client, and shown on the console. */
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
