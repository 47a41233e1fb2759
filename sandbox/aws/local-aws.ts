import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject } from "../../lib/pure/json.ts";
import type { Location } from "../../lib/pure/location.ts";
import type { Clock } from "../clock.ts";
import { deathErrors, type Lives, refusalOfDead } from "../deaths.ts";
import { Ids } from "../ids.ts";
import type { AwsSummary } from "../page/model.ts";
import { account as accountId, elsewhere } from "../world.ts";
import { AwsError } from "./aws-error.ts";
import { Backend, type Prepared } from "./backend.ts";
import { type Fault, Faults, faultMessage, statusOf, timeout } from "./faults.ts";
import { type EventBridgeEvent, openAccount } from "./state/account.ts";
import type { Queues } from "./state/queues.ts";
import type { Session } from "./state/sessions.ts";
import type { Notification } from "./state/topics.ts";
import { happenings, known, summarise, type Thing } from "./things.ts";
import { readCredential, readRequest, type WireResponse, writeResponse } from "./wire/http.ts";

export type { EventBridgeEvent } from "./state/account.ts";
export type { Queues, ReceivedMessage } from "./state/queues.ts";
export type { Notification } from "./state/topics.ts";

/** One answered request. */
export interface CallRecord {
  /** The original caller's, when a role was assumed. */
  accessKeyId: string;
  /** The location of the request. */
  place: Location;
  /** The role that was assumed for it, if any. */
  session?: { readonly role: string; readonly name: string };
  /** The signing name: codepipeline, dynamodb, sqs, ssm, autoscaling, ec2, cloudfront, … */
  service: string;
  operation: string;
  /** The deserialised input, as JSON can hold it. */
  input: unknown;
  /** The error code, if that was the answer. */
  error?: string;
}

export interface LocalAwsOptions {
  clock: Clock;
  ids: Ids;
  /** Receives what AWS publishes on the default event bus, including PutEvents. */
  emit(event: EventBridgeEvent): void;
  /** Receives what a request or AWS itself publishes to an SNS topic. */
  publish?(topicName: string, notification: Notification): void;
  /** Called once for each request, in the order of the answers. */
  onCall?(record: CallRecord): void;
  /** Awaited before a request is carried out; the returned function is called after the answer was written. */
  turn?(accessKeyId: string): Promise<() => void>;
  /** Returns a message to refuse the request with the service's own form of AccessDenied. */
  authorize?(call: Omit<CallRecord, "error">): string | undefined;
  /** Which caller dies at which request, by access key. */
  lives?: Lives;
  /** Any free one by default. */
  port?: number;
}

export interface LocalAws {
  readonly url: string;
  close(): Promise<void>;
  readonly queues: Queues;
  summary(): AwsSummary;
  /** Makes something happen in AWS; throws an Error that lists the choices for an unknown thing or subject. */
  make(thing: string, argument: unknown): void;
  /** Revokes every session of the role. */
  revoke(role: string): void;
  readonly things: Record<string, Thing>;
  /** Stores a SecureString. */
  putParameter(name: string, value: string): void;
  fault(fault: Fault): void;
  /** Whether faults are still to happen. */
  hasFaults(): boolean;
}

/**
 * Starts a local AWS account on 127.0.0.1, which speaks AWS's wire protocols to unmodified SDKs and the AWS CLI. It
 * uses the given clock and `ids`: two runs of the same requests are identical.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const requestIds = new Ids(Number.parseInt(options.ids.hex(7), 16));
  /** Of the table and the queues: how often they are called does not change the ids of other requests. */
  const dataRequestIds = new Ids(Number.parseInt(requestIds.hex(7), 16));
  let url = "";
  const queueUrl = (name: string) => `${url}/${accountId}/${name}`;
  const account = openAccount(options.clock, options.ids, options.emit, queueUrl, (topicName, notification) =>
    options.publish?.(topicName, notification),
  );
  const { sessions } = account;
  // Each has ids of its own, so that those of the first stay the same.
  const others = elsewhere.map((world, number) =>
    openAccount(options.clock, new Ids(number + 1), options.emit, queueUrl, undefined, { world, sessions }),
  );
  const backend = new Backend(account, queueUrl, others);
  const faults = new Faults();
  const { lives } = options;
  let arrivals: Promise<unknown> = Promise.resolve();

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const { accessKeyId: asking = "", signingName = "" } = readCredential(request) ?? {};
    const isDead = () => lives?.isDead(sessions.by(asking));
    if (isDead()) return writeResponse(outgoing, refusalOfDead);
    const requestId = (["dynamodb", "sqs"].includes(signingName) ? dataRequestIds : requestIds).uuid();
    // One after the other, so that requests do not overtake one that loads a service's schemas.
    const preparing = arrivals.then(async () => behind(await backend.prepare(request, requestId)));
    arrivals = preparing.catch(() => {});
    const prepared = await preparing;
    const { accessKeyId, operation } = prepared;
    const release = await options.turn?.(accessKeyId);
    try {
      if (isDead()) return await writeResponse(outgoing, refusalOfDead);
      const fate = lives?.fate(accessKeyId, operation);
      const answer = fate === "before" ? undefined : await carryOut(prepared);
      const error = fate ? deathErrors[fate] : answer?.error;
      options.onCall?.({ ...recordOf(prepared), ...(error === undefined ? {} : { error }) });
      if (fate) lives?.end(accessKeyId);
      if (fate || !answer) await writeResponse(outgoing, refusalOfDead);
      else if (answer.response) await writeResponse(outgoing, answer.response);
      else outgoing.destroy();
    } finally {
      release?.();
    }
  }

  interface Behind extends Prepared {
    readonly session: Session | undefined;
  }

  /** A role's session acts for the caller who assumed it. */
  function behind(prepared: Prepared): Behind {
    const session = sessions.get(prepared.accessKeyId);
    return { ...prepared, session, accessKeyId: sessions.by(prepared.accessKeyId) };
  }

  function recordOf({ accessKeyId, service, operation, input, place: location, session }: Behind): CallRecord {
    const { role = "", name = "" } = session ?? {};
    const { account: id, region } = location;
    const record = { accessKeyId, service, operation, input, place: { account: id, region } };
    return { ...record, ...(session && { session: { role, name } }) };
  }

  /** Without a response the connection is closed. */
  async function carryOut(prepared: Behind): Promise<{ response?: WireResponse; error?: string }> {
    const fault = faults.meet(prepared);
    const refusal = options.authorize?.(recordOf(prepared));
    const run = () => (refusal === undefined ? prepared.run() : prepared.deny(refusal));
    if (!fault) return run();
    const { error, status = statusOf(error), carriedOut } = fault;
    if (carriedOut) await run();
    return error === timeout ? { error } : prepared.fail(new AwsError(error, faultMessage(error), status));
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      if (incoming.errored || outgoing.destroyed) return;
      console.error("The sandbox's AWS failed:", error);
      outgoing.destroy();
    });
  });
  // No timers of the real clock: a connection stays open until one side closes it.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const happening = happenings(account);
  const happeningThere = others.map((other) => ({ ...other.world, things: happenings(other) }));
  return {
    url,
    queues: account.queues,
    things: Object.fromEntries(
      Object.entries(happening).map(([name, { summary, argument }]) => [name, { summary, argument }]),
    ),
    summary: () => summarise(account),
    revoke: (role) => sessions.revoke(role),
    make(thing, argument) {
      const { account: id, region, ...rest } = fieldsOf(argument);
      const there = happeningThere.find(
        (one) =>
          (id !== undefined || region !== undefined) &&
          one.account === (id ?? accountId) &&
          one.region === (region ?? account.world.region),
      );
      if (there) {
        there.things[known(thing, Object.keys(there.things), "thing that can happen in AWS called")]?.run(rest);
        return;
      }
      happening[known(thing, Object.keys(happening), "thing that can happen in AWS called")]?.run(argument);
    },
    putParameter(name, value) {
      account.parameters.put(name, "SecureString", value, true);
    },
    fault: (fault) => faults.add(fault),
    hasFaults: () => !faults.isEmpty(),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function fieldsOf(argument: unknown): Readonly<Record<string, unknown>> {
  return isObject(argument) ? argument : {};
}
