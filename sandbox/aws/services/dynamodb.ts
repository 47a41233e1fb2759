import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { AwsError } from "../aws-error.ts";
import type { WireRequest, WireResponse } from "../wire/http.ts";

/** DynamoDB: dynalite, in memory; requests are passed through unchanged. */
export interface DynamoDb {
  answer(
    operation: string,
    input: Record<string, unknown>,
    request: WireRequest,
    requestId: string,
  ): Promise<WireResponse>;
}

interface TimeToLive {
  readonly AttributeName: string;
  readonly Enabled: boolean;
}

export function openDynamoDb(): DynamoDb {
  // A CommonJS package without types.
  const dynalite = createRequire(import.meta.url)("dynalite") as (options: object) => EventEmitter;
  // createTableMs and the like are how long a table stays in CREATING, UPDATING and DELETING.
  const server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const timesToLive = new Map<string, TimeToLive>();

  /** dynalite is an HTTP server; it is called directly, without the network. */
  function handThrough({ method, path, headers, body }: WireRequest): Promise<WireResponse> {
    return new Promise((resolve) => {
      const answered: Record<string, string> = {};
      const incoming = Object.assign(new EventEmitter(), { method, url: path, headers });
      const outgoing = {
        statusCode: 200,
        setHeader(name: string, value: unknown) {
          if (/^(content-type|x-amz-crc32|x-amzn-requestid)$/i.test(name)) answered[name.toLowerCase()] = String(value);
        },
        end(text = "") {
          resolve({ status: outgoing.statusCode, headers: answered, body: text });
        },
      };
      server.emit("request", incoming, outgoing);
      if (body.byteLength) incoming.emit("data", body);
      incoming.emit("end");
    });
  }

  /** dynalite has no UpdateTimeToLive; items never expire here, as they may not for days in AWS. */
  async function answer(operation: string, input: Record<string, unknown>, request: WireRequest, requestId: string) {
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
      throw new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${table} not found`);
    const known = timesToLive.get(table);
    if (operation === "DescribeTimeToLive") {
      const TimeToLiveDescription = known?.Enabled
        ? { TimeToLiveStatus: "ENABLED", AttributeName: known.AttributeName }
        : { TimeToLiveStatus: "DISABLED" };
      return answerJson({ TimeToLiveDescription }, requestId);
    }
    const wanted = input.TimeToLiveSpecification as TimeToLive;
    if ((known?.Enabled ?? false) === wanted.Enabled)
      throw new AwsError("ValidationException", `TimeToLive is already ${wanted.Enabled ? "enabled" : "disabled"}`);
    timesToLive.set(table, wanted);
    return answerJson({ TimeToLiveSpecification: wanted }, requestId);
  }

  return { answer };
}

function answerJson(value: object, requestId: string): WireResponse {
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": requestId },
    body: JSON.stringify(value),
  };
}
