import { Agent, createServer, type Server, request as send } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { AwsError } from "../aws-error.ts";
import type { WireRequest, WireResponse } from "../wire/http.ts";

/** DynamoDB: dynalite, in memory, reached by handing the request through as it came. */
export interface DynamoDb {
  answer(
    operation: string,
    input: Record<string, unknown>,
    request: WireRequest,
    requestId: string,
  ): Promise<WireResponse>;
  close(): Promise<void>;
}

interface TimeToLive {
  readonly AttributeName: string;
  readonly Enabled: boolean;
}

export async function startDynamoDb(): Promise<DynamoDb> {
  // A CommonJS package without types.
  const dynalite = createRequire(import.meta.url)("dynalite") as (options: object) => Server;
  // createTableMs and its like are how long a table stays in CREATING, UPDATING and DELETING.
  const inner = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  // dynalite's own close() waits for idle connections; a plain server around its handler does not.
  const server = createServer((incoming, outgoing) => inner.emit("request", incoming, outgoing));
  // As in front of it: no timers of the real clock, or a connection is closed while a request is under way on it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const timesToLive = new Map<string, TimeToLive>();

  function handThrough(request: WireRequest): Promise<WireResponse> {
    return new Promise((resolve, reject) => {
      const { "accept-encoding": _, ...headers } = request.headers;
      const outgoing = send(
        { host: "127.0.0.1", port, agent, method: request.method, path: request.path, headers },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", reject);
          incoming.on("end", () => {
            const kept = ["content-type", "x-amz-crc32", "x-amzn-requestid"];
            resolve({
              status: incoming.statusCode ?? 500,
              headers: Object.fromEntries(
                kept.flatMap((name) =>
                  incoming.headers[name] ? [[name, String(incoming.headers[name])]] : [],
                ),
              ),
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(request.body);
    });
  }

  /** dynalite knows no UpdateTimeToLive; items never expire here, as they may not for days in AWS. */
  async function answer(
    operation: string,
    input: Record<string, unknown>,
    request: WireRequest,
    requestId: string,
  ) {
    if (operation !== "UpdateTimeToLive" && operation !== "DescribeTimeToLive") return handThrough(request);
    const table = String(input.TableName);
    const asked = { ...request, body: Buffer.from(JSON.stringify({ TableName: table })) };
    const { "content-length": _, ...headers } = request.headers;
    const found = await handThrough({
      ...asked,
      headers: {
        ...headers,
        "x-amz-target": "DynamoDB_20120810.DescribeTable",
        "content-length": String(asked.body.byteLength),
      },
    });
    if (found.status !== 200)
      throw new AwsError(
        "ResourceNotFoundException",
        `Requested resource not found: Table: ${table} not found`,
      );
    const known = timesToLive.get(table);
    if (operation === "DescribeTimeToLive") {
      const TimeToLiveDescription = known?.Enabled
        ? { TimeToLiveStatus: "ENABLED", AttributeName: known.AttributeName }
        : { TimeToLiveStatus: "DISABLED" };
      return answerJson({ TimeToLiveDescription }, requestId);
    }
    const wanted = input.TimeToLiveSpecification as TimeToLive;
    if ((known?.Enabled ?? false) === wanted.Enabled)
      throw new AwsError(
        "ValidationException",
        `TimeToLive is already ${wanted.Enabled ? "enabled" : "disabled"}`,
      );
    timesToLive.set(table, wanted);
    return answerJson({ TimeToLiveSpecification: wanted }, requestId);
  }

  return {
    answer,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerJson(value: object, requestId: string): WireResponse {
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": requestId },
    body: JSON.stringify(value),
  };
}
