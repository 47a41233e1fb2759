/** The server's side of `sandbox/page/model.ts`, played: it keeps a state, records what it was asked, and pushes changes. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildPage } from "../../../sandbox/page/build.ts";
import type { PageState } from "../../../sandbox/page/model.ts";

export interface Mock {
  readonly url: string;
  state: PageState;
  /** What was asked, in order. */
  readonly asked: { readonly path: string; readonly body: unknown }[];
  /** How the next requests are answered: with this error, or well. */
  refusal: string | undefined;
  /** How long an answer takes, in milliseconds. */
  delay: number;
  /** Changes the state and tells the pages. */
  push(change: Partial<PageState>): void;
  close(): Promise<void>;
}

const policy =
  "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export async function startMock(first: PageState): Promise<Mock> {
  const { html, assets } = await buildPage();
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => void answer(request, response));
  const mock: Mock = {
    url: "",
    state: first,
    asked: [],
    refusal: undefined,
    delay: 0,
    push(change) {
      mock.state = { ...mock.state, ...change };
      for (const stream of streams) stream.write(`data: ${JSON.stringify(mock.state)}\n\n`);
    },
    close() {
      for (const stream of streams) stream.end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const asset = assets.get(path);
    if (asset) {
      response
        .writeHead(200, { "content-type": asset.type, "cache-control": "max-age=31536000, immutable" })
        .end(asset.body);
    } else if (path === "/") {
      response
        .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy })
        .end(html);
    } else if (path === "/state") {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(mock.state));
    } else if (path === "/stream") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(mock.state)}\n\n`);
      streams.add(response);
      request.on("close", () => streams.delete(response));
    } else if (request.method === "POST") {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body: unknown = JSON.parse(Buffer.concat(parts).toString());
      mock.asked.push({ path, body });
      await new Promise((resolve) => setTimeout(resolve, mock.delay));
      if (mock.refusal === undefined) {
        if (path === "/locale") {
          const { person, locale } = body as { person: string; locale: string };
          mock.push({
            people: mock.state.people.map((one) =>
              one.persona === person ? { ...one, locale: locale === "ko" ? "ko-KR" : "en-US" } : one,
            ),
          });
        }
        if (path === "/speed") mock.push(body as { speed: number });
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      } else {
        response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: mock.refusal }));
      }
    } else {
      response.writeHead(404).end();
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(mock, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
