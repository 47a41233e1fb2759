import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { catalog } from "../handlers/catalog.ts";
import { commands } from "../handlers/index.ts";
import type { CommandDefinition } from "../lib/app/define.ts";
import { parseConfig } from "../lib/config/load.ts";
import { isObject } from "../lib/pure/json.ts";
import { buildPage } from "./page/build.ts";
import type { CommandHint, PageState } from "./page/model.ts";
import { perform, type Step } from "./play.ts";
import type { Sandbox } from "./sandbox.ts";
import * as world from "./world.ts";

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface PageServerOptions {
  readonly sandbox: Sandbox;
  readonly port: number;
  /** The text of nightshift.yaml, for the completion of environments. */
  readonly config: string;
  /** Sandbox seconds for each real second at the start. */
  readonly speed: number;
}

/** How often a running clock is moved, in real milliseconds. */
const beatMs = 200;
const largestBody = 1024 * 1024;

const contentPolicy = "default-src 'self'; img-src 'self' data: https:";

/** Serves the page on 127.0.0.1 and handles its requests one after the other. */
export async function servePage({ sandbox, port, config, speed: initial }: PageServerOptions): Promise<PageServer> {
  const page = await buildPage();
  const hints = hintsFor(commands, Object.keys(parseConfig(config).environments));
  const listeners = new Set<ServerResponse>();
  let speed = initial;

  // People press buttons while time runs: each step and each move of time waits for the previous one.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  };

  const state = (): PageState => ({
    now: sandbox.now().toISOString(),
    speed,
    team: { name: world.slack.team.name },
    bot: { userId: world.slack.bot.userId, name: world.slack.bot.name },
    channels: sandbox.slack.channels,
    people: sandbox.slack.people,
    messages: sandbox.slack.messages,
    commands: hints,
    aws: sandbox.aws.summary(),
    views: sandbox.slack.people.flatMap(({ id }) => {
      const open = sandbox.slack.openViewOf(id);
      return open ? [{ ...open, person: id }] : [];
    }),
  });
  const publish = (): void => {
    const data = `data: ${JSON.stringify(state())}\n\n`;
    for (const listener of listeners) listener.write(data);
  };
  const off = sandbox.slack.onChange(publish);

  let last = Date.now();
  const beat = setInterval(() => {
    const elapsed = (Date.now() - last) * speed;
    last = Date.now();
    if (elapsed <= 0) return;
    void inTurn(() => sandbox.advanceTo(new Date(sandbox.now().getTime() + elapsed))).then(publish, report);
  }, beatMs);

  const carryOut = async (path: string, body: unknown): Promise<void> => {
    if (path === "/speed") {
      const wanted = isObject(body) ? Number(body.speed) : Number.NaN;
      if (!(wanted >= 0 && wanted <= 3_600)) throw new Error("A speed is a number from 0 to 3600.");
      speed = wanted;
      return;
    }
    if (path === "/locale") {
      const { person, locale } = isObject(body) ? body : {};
      if (locale !== "en" && locale !== "ko") throw new Error("A locale is en or ko.");
      await sandbox.setLocale(String(person), locale);
      return;
    }
    if (!isObject(body)) throw new Error('A step is an object, such as {"say": "/deploy staging"}.');
    await perform(body as Step, { sandbox, folder: ".", respond: () => {} });
    await sandbox.drain();
  };

  const server = createServer(async (request, response) => {
    try {
      await serve(request, response);
    } catch (error) {
      report(error);
      if (!response.headersSent) response.writeHead(500).end();
    }
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (!isOwn(request)) {
      response.writeHead(403).end();
      return;
    }
    if (request.method === "GET" && path === "/") {
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": contentPolicy,
      });
      response.end(page.html);
    } else if (request.method === "GET" && path === "/state") {
      answer(response, 200, state());
    } else if (request.method === "GET" && path === "/stream") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(`data: ${JSON.stringify(state())}\n\n`);
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
    } else if (request.method === "POST" && ["/step", "/speed", "/locale"].includes(path)) {
      try {
        const body = JSON.parse(await bodyOf(request)) as unknown;
        await inTurn(() => carryOut(path, body));
        answer(response, 200, {});
      } catch (error) {
        answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
      }
      publish();
    } else {
      const asset = request.method === "GET" ? (page.assets.get(path) ?? page.assets.get(path.slice(1))) : undefined;
      if (!asset) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "content-type": asset.type, "cache-control": "no-cache" });
      response.end(asset.body);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      clearInterval(beat);
      off();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await queue;
    },
  };
}

/** Only this server's own pages may send requests, so that no other site in the same browser controls the sandbox. */
function isOwn(request: IncomingMessage): boolean {
  const { host = "", origin } = request.headers;
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error("That is too much at once.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function report(error: unknown): void {
  console.error("The sandbox failed:", error);
}

/** Completions: each command with each environment where it takes one. */
function hintsFor(definitions: readonly CommandDefinition[], environments: readonly string[]): CommandHint[] {
  return definitions.flatMap(({ name, args, summary }): CommandHint[] => {
    const text = `/${name}`;
    const hint = { en: catalog.en[summary], ko: catalog.ko[summary] };
    const specs = Object.values(args);
    const withEach = specs.length
      ? environments.map((environment) => ({ text: `${text} ${environment}`, summary: hint }))
      : [];
    return specs.some(({ optional }) => !optional) ? withEach : [{ text, summary: hint }, ...withEach];
  });
}
