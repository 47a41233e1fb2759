/**
 * One signed call to an AWS service with a JSON protocol, with as little code as possible: the front door must start
 * cold in a fraction of Slack's three seconds, so it loads no SDK client. Connections are kept alive.
 */
import { type BinaryLike, createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { SignatureV4 } from "@smithy/signature-v4";
import { type Host, setting } from "../host.ts";

const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };
const timeoutMs = 2_000;

class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as BinaryLike);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error("A hash is used once");
  }
}

interface JsonCall {
  /** The service's signing name and host prefix: `ssm`, `sqs`. */
  readonly service: "ssm" | "sqs";
  /** The header X-Amz-Target: `AmazonSSM.GetParameter`. */
  readonly target: string;
  /** The version of the service's JSON protocol. */
  readonly jsonVersion: "1.0" | "1.1";
  readonly input: object;
}

/**
 * Calls a service and returns its answer.
 * @throws {Error} with the service's error code as its name when it refused, or the network's error
 */
export async function callJson(host: Host, call: JsonCall): Promise<unknown> {
  const { env } = host;
  const region = setting(host, "AWS_REGION");
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const endpoint = new URL(env.AWS_ENDPOINT_URL || `https://${call.service}.${region}.${suffix}`);
  const body = JSON.stringify(call.input);
  const signer = new SignatureV4({
    service: call.service,
    region,
    credentials: {
      accessKeyId: setting(host, "AWS_ACCESS_KEY_ID"),
      secretAccessKey: setting(host, "AWS_SECRET_ACCESS_KEY"),
      ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
    },
    sha256: Sha256,
  });
  const signed = await signer.sign({
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port && { port: Number(endpoint.port) }),
    path: "/",
    query: {},
    headers: {
      host: endpoint.host,
      "content-type": `application/x-amz-json-${call.jsonVersion}`,
      "x-amz-target": call.target,
    },
    body,
  });
  const answer = await post(endpoint, { ...signed.headers, "content-length": `${Buffer.byteLength(body)}` }, body);
  if (answer.status >= 300) {
    const code = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(answer.body)?.[1];
    const error = new Error(`${call.target} answered ${answer.status}`);
    error.name = code ?? "UnknownError";
    throw error;
  }
  return JSON.parse(answer.body || "{}");
}

function post(
  endpoint: URL,
  headers: Record<string, string>,
  body: string,
  isSecond = false,
): Promise<{ status: number; body: string }> {
  const isPlain = endpoint.protocol === "http:";
  const send = isPlain ? httpRequest : httpsRequest;
  const kept = isPlain ? agents["http:"] : agents["https:"];
  return new Promise((resolve, reject) => {
    const request = send(
      endpoint,
      { method: "POST", headers, agent: isSecond ? false : kept, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
      },
    );
    request.on("timeout", () => request.destroy(new Error(`${endpoint.host} did not answer in ${timeoutMs} ms`)));
    request.on("error", (error: NodeJS.ErrnoException) => {
      // The service may have closed a kept connection while the container was frozen: open a new one.
      // https://nodejs.org/api/http.html#requestreusedsocket
      const wasClosed = request.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (wasClosed && !isSecond) resolve(post(endpoint, headers, body, true));
      else reject(error);
    });
    request.end(body);
  });
}
