import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../clock.ts";
import { Ids } from "../ids.ts";
import type { AwsSummary } from "../page/model.ts";
import { account as accountId } from "../world.ts";
import { AwsError } from "./aws-error.ts";
import { Backend, type Prepared } from "./backend.ts";
import { type EventBridgeEvent, openAccount } from "./state/account.ts";
import type { Queues } from "./state/queues.ts";
import type { Notification } from "./state/topics.ts";
import { happenings, known, summarise, type Thing } from "./things.ts";
import { readRequest, writeResponse } from "./wire/http.ts";

export type { EventBridgeEvent } from "./state/account.ts";
export type { Queues, ReceivedMessage } from "./state/queues.ts";
export type { Notification } from "./state/topics.ts";

/** One request that was answered. */
export interface CallRecord {
  accessKeyId: string;
  /** The signing name: codepipeline, dynamodb, sqs, ssm, autoscaling, ec2, cloudfront, … */
  service: string;
  operation: string;
  /** The deserialised input, as JSON can hold it. */
  input: unknown;
  /** The error code, if that was the answer. */
  error?: string;
}

/** The next `times` requests that match fail with `error`. */
export interface Fault {
  service?: string;
  operation?: string;
  error: string;
  times: number;
  status?: number;
}

export interface LocalAwsOptions {
  clock: Clock;
  ids: Ids;
  /** Is given what AWS publishes on the default event bus, PutEvents included. */
  emit(event: EventBridgeEvent): void;
  /** Is given what is published to a topic of SNS, by a request or by AWS itself. */
  publish?(topicName: string, notification: Notification): void;
  /** Once for each request, in the order in which they are answered. */
  onCall?(record: CallRecord): void;
  /** Awaited before a request is carried out; what it returns is called when the answer was written. */
  turn?(accessKeyId: string): Promise<() => void>;
  /** A message refuses the request with the service's own form of AccessDenied. */
  authorize?(accessKeyId: string, service: string, operation: string, input: unknown): string | undefined;
  /** By default any free one. */
  port?: number;
}

export interface LocalAws {
  readonly url: string;
  close(): Promise<void>;
  readonly queues: Queues;
  summary(): AwsSummary;
  /** Makes a thing happen in AWS; throws an Error that says what there is for an unknown thing or subject. */
  make(thing: string, argument: unknown): void;
  readonly things: Record<string, Thing>;
  /** Stores a SecureString. */
  putParameter(name: string, value: string): void;
  fault(fault: Fault): void;
}

/**
 * Starts an AWS account of its own on 127.0.0.1, which speaks AWS's wire protocols to unmodified SDKs and to the AWS
 * CLI. Its time is the clock's, its ids are `ids`': two runs of the same requests are alike.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const requestIds = new Ids(Number.parseInt(options.ids.hex(7), 16));
  let url = "";
  const queueUrl = (name: string) => `${url}/${accountId}/${name}`;
  const account = openAccount(options.clock, options.ids, options.emit, queueUrl, (topicName, notification) =>
    options.publish?.(topicName, notification),
  );
  const backend = new Backend(account, queueUrl);
  const faults: Fault[] = [];
  let arrivals: Promise<unknown> = Promise.resolve();

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const requestId = requestIds.uuid();
    // One after the other, so that loading a service's schemas lets no later request pass.
    const preparing = arrivals.then(() => backend.prepare(request, requestId));
    arrivals = preparing.catch(() => {});
    const prepared = await preparing;
    const release = await options.turn?.(prepared.accessKeyId);
    try {
      const { response, error } = await carryOut(prepared);
      const { accessKeyId, service, operation, input } = prepared;
      options.onCall?.({ accessKeyId, service, operation, input, ...(error === undefined ? {} : { error }) });
      await writeResponse(outgoing, response);
    } finally {
      release?.();
    }
  }

  async function carryOut(prepared: Prepared) {
    const { accessKeyId, service, operation, input } = prepared;
    const fault = faults.find(
      (candidate) =>
        candidate.times > 0 &&
        (candidate.service ?? service) === service &&
        (candidate.operation ?? operation) === operation,
    );
    if (fault) {
      fault.times -= 1;
      return prepared.fail(new AwsError(fault.error, faultMessage(fault.error), fault.status));
    }
    const refusal = options.authorize?.(accessKeyId, service, operation, input);
    return refusal === undefined ? prepared.run() : prepared.deny(refusal);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      if (incoming.errored || outgoing.destroyed) return;
      console.error("The sandbox's AWS failed:", error);
      outgoing.destroy();
    });
  });
  // No timers of the real clock: a connection stays until one side closes it.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const happening = happenings(account);
  return {
    url,
    queues: account.queues,
    things: Object.fromEntries(
      Object.entries(happening).map(([name, { summary, argument }]) => [name, { summary, argument }]),
    ),
    summary: () => summarise(account),
    make(thing, argument) {
      happening[known(thing, Object.keys(happening), "thing that can happen in AWS called")]?.run(argument);
    },
    putParameter(name, value) {
      account.parameters.put(name, "SecureString", value, true);
    },
    fault(fault) {
      faults.push({ ...fault });
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await backend.close();
    },
  };
}

function faultMessage(code: string): string {
  return /Throttl|TooManyRequests|RequestLimit/.test(code)
    ? "Rate exceeded"
    : `The sandbox was told to fail this request with ${code}.`;
}
