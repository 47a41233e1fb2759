import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { Died, type Reservation } from "./lambda.ts";

/** The target container of a request that the sandbox itself sends. */
export const containerHeader = "x-sandbox-container";
/** Forces a base64-encoded body (1) or a text (0). */
export const base64Header = "x-sandbox-base64";

export interface GatewayOptions {
  readonly route: { readonly method: string; readonly path: string };
  /** The container of that name, or a free one. */
  reserve(container: string | undefined): Reservation;
}

export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

const largestBody = 10 * 1024 * 1024;

/** An HTTP API in front of the front door. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export async function startGateway({ route, reserve }: GatewayOptions): Promise<Gateway> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const named = incoming.headers[containerHeader];
    const [path = "/", query = ""] = (incoming.url ?? "/").split("?");
    const reservation = reserve(typeof named === "string" ? named : undefined);
    let answer: unknown = { statusCode: 404, body: '{"message":"Not Found"}' };
    if (incoming.method !== route.method || path !== route.path) reservation.cancel();
    else {
      answer = await reservation
        .invoke(eventOf(incoming, path, query, body))
        .catch((error: unknown) =>
          error instanceof Died
            ? { statusCode: 502, body: '{"message":"Bad Gateway"}' }
            : { statusCode: 500, body: '{"message":"Internal Server Error"}' },
        );
    }
    const { statusCode = 200, headers = {}, body: text = "" } = answer as APIGatewayProxyStructuredResultV2;
    outgoing.writeHead(statusCode, headers as Record<string, string>);
    outgoing.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function eventOf(incoming: IncomingMessage, path: string, query: string, body: Buffer): Record<string, unknown> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (name !== containerHeader && name !== base64Header)
      headers[name] = Array.isArray(value) ? value.join(",") : (value ?? "");
  }
  // API Gateway passes on text and JSON as text; a form is base64 encoded.
  const wish = incoming.headers[base64Header];
  const isText = /^(text\/|application\/(json|javascript|xml))/i.test(headers["content-type"] ?? "");
  const isBase64Encoded = wish === undefined ? !isText && body.length > 0 : wish === "1";
  return {
    version: "2.0",
    routeKey: `${incoming.method} ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers,
    requestContext: { http: { method: incoming.method, path, sourceIp: "127.0.0.1" } },
    body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}
