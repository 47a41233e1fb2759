import type { IncomingMessage, ServerResponse } from "node:http";

/** A complete request. */
export interface WireRequest {
  readonly method: string;
  /** The path, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Reads a whole request; rejects when the client disconnects early. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
  };
}

/** Resolves when the answer was written, or the client has disconnected. */
export function writeResponse(outgoing: ServerResponse, response: WireResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    outgoing.once("finish", resolve);
    outgoing.once("error", () => resolve());
    if (outgoing.destroyed) {
      resolve();
      return;
    }
    const body = bytesOf(response.body);
    outgoing.writeHead(response.status, { ...response.headers, "content-length": body.byteLength });
    outgoing.end(body);
  });
}

export function bytesOf(body: string | Uint8Array): Buffer {
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service that the request is signed for: `codepipeline`, `events`, … */
  readonly signingName: string;
}

/**
 * The access key and service of a signed request, or undefined without a signature. Signatures are not verified.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function readCredential(request: WireRequest): Credential | undefined {
  const header = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1];
  const scope = header ?? request.query.get("X-Amz-Credential");
  const [accessKeyId, , region, signingName] = scope?.split("/") ?? [];
  return accessKeyId && region && signingName ? { accessKeyId, region, signingName } : undefined;
}
