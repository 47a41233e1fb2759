import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { callerHeader } from "../callers.ts";
import { deathErrors, type Lives, refusalOfDead } from "../deaths.ts";
import { slack } from "../world.ts";
import { type Answer, refuse } from "./answer.ts";
import { type Fault, type Faults, timeout } from "./faults.ts";
import type { Method, Reach } from "./method.ts";
import { methods } from "./methods/index.ts";
import type { HookAnswer, ResponseUrls } from "./response-urls.ts";

/** A request to the local Slack, as in the sandbox's report. */
export interface SlackCall {
  readonly token: string;
  /** The caller, from the path segment after /from/; "" without one. */
  readonly container: string;
  /** The method's name, or "response_url". */
  readonly method: string;
  /** Slack's error code, e.g. "ratelimited"; absent on success. */
  readonly error?: string;
}

export interface ServerParts {
  readonly reach: Reach;
  readonly faults: Faults;
  readonly responseUrls: ResponseUrls;
  readonly onCall?: ((call: SlackCall) => void) | undefined;
  readonly turn?: ((container: string) => Promise<() => void>) | undefined;
  readonly lives?: Lives | undefined;
}

/** An answer and its entry in the report. Without a reply the connection is closed. */
interface Answered {
  readonly token: string;
  readonly error?: string | undefined;
  readonly reply?: Reply;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Request {
  /** The caller; "" when unknown. */
  readonly container: string;
  /** The Web API method, or "response_url". */
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
}

/** The HTTP server of the Web API (`/from/<container>/api/<method>`) and of the response URLs (`/hooks/…`). */
export function createSlackServer(parts: ServerParts): Server {
  return createServer((incoming, outgoing) => {
    handle(parts, incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent || outgoing.destroyed) return;
      outgoing.writeHead(500, { "content-type": "text/plain" });
      outgoing.end(error instanceof Error ? error.message : "internal_error");
    });
  });
}

async function handle(parts: ServerParts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { lives } = parts;
  const request = await readRequest(incoming);
  const { container, method } = request;
  if (lives?.isDead(container)) return write(outgoing, refusalOfDead);
  const release = (await parts.turn?.(container)) ?? (() => {});
  try {
    if (lives?.isDead(container)) return await write(outgoing, refusalOfDead);
    const fate = lives?.fate(container, method);
    const answered = fate === "before" ? undefined : carryOut(parts, request);
    const error = fate ? deathErrors[fate] : answered?.error;
    const { token = "", reply } = answered ?? {};
    parts.onCall?.({ token, container, method, ...(error !== undefined && { error }) });
    if (fate) lives?.end(container);
    if (fate) await write(outgoing, refusalOfDead);
    else if (reply) await write(outgoing, reply);
    else outgoing.destroy();
  } finally {
    release();
  }
}

const responseUrl = "response_url";

function carryOut(parts: ServerParts, request: Request): Answered {
  return request.method === responseUrl ? respond(parts, request) : callMethod(parts, request);
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? "/", "http://slack");
  const from = /^\/from\/([^/]*)(\/.*)$/.exec(url.pathname);
  const isGet = incoming.method === "GET";
  const caller = incoming.headers[callerHeader];
  const path = from?.[2] ?? url.pathname;
  return {
    container: from ? decodeURIComponent(from[1] ?? "") : typeof caller === "string" ? caller : "",
    method: path.startsWith("/hooks/") ? responseUrl : path.replace(/^\/api\//, ""),
    path,
    contentType: isGet ? "application/x-www-form-urlencoded" : (incoming.headers["content-type"] ?? ""),
    authorization: incoming.headers.authorization ?? "",
    body: isGet ? url.search.slice(1) : Buffer.concat(chunks).toString("utf8"),
  };
}

function write(outgoing: ServerResponse, reply: Reply): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    outgoing.writeHead(reply.status, { ...reply.headers });
    outgoing.end(reply.body, () => resolve());
  });
}

function respond(parts: ServerParts, request: Request): Answered {
  const fault = parts.faults.meet(responseUrl);
  const answer: HookAnswer =
    fault && !fault.carriedOut ? { status: 200, body: "" } : parts.responseUrls.use(request.path, request.body);
  if (fault) return failure(fault, "");
  const type = answer.body.startsWith("{") ? "application/json" : "text/plain";
  const headers = { "content-type": `${type}; charset=utf-8` };
  return { token: "", error: answer.error, reply: { status: answer.status, headers, body: answer.body } };
}

function callMethod(parts: ServerParts, request: Request): Answered {
  const { method: name } = request;
  const args = readArguments(request);
  const token = request.authorization.replace(/^Bearer /i, "") || String(args?.token ?? "");
  const method = methods.get(name);
  const { answer, wait, fault } = answerTo(parts, { name, method, args, token });
  if (fault) return failure(fault, token);
  const scope = method?.scope;
  const reply = {
    status: wait === undefined ? 200 : 429,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "x-oauth-scopes": parts.reach.scopes.join(","),
      ...(scope !== undefined && { "x-accepted-oauth-scopes": scope }),
      ...(wait !== undefined && { "retry-after": String(wait) }),
    },
    body: JSON.stringify(answer),
  };
  return { token, error: answer.error, reply };
}

function failure(fault: Fault, token: string): Answered {
  const error = errorOf(fault);
  return error === timeout ? { token, error } : { token, error, reply: faultReply(fault) };
}

interface Asked {
  readonly name: string;
  readonly method: Method | undefined;
  readonly args: Record<string, unknown> | undefined;
  readonly token: string;
}

/** The checks in Slack's order: token, method, scope, rate; then the method itself. */
function answerTo(
  { reach, faults }: ServerParts,
  { name, method, args, token }: Asked,
): { readonly answer: Answer; readonly wait?: number; readonly fault?: Fault } {
  const fault = faults.meet(name);
  if (fault && !fault.carriedOut) return { answer: refuse(errorOf(fault)), fault };
  if (args === undefined) return { answer: refuse("invalid_json") };
  if (!method) return { answer: refuse("unknown_method", { req_method: name }) };
  if (!method.isOpen) {
    if (token === "") return { answer: refuse("not_authed") };
    if (token !== slack.botToken) return { answer: refuse("invalid_auth") };
    if (method.scope !== undefined && !reach.scopes.includes(method.scope)) {
      const provided = reach.scopes.join(",");
      return { answer: refuse("missing_scope", { needed: method.scope, provided }) };
    }
  }
  const channel = typeof args.channel === "string" ? reach.workspace.channel(args.channel)?.id : undefined;
  const wait = channel === undefined ? undefined : reach.rates.take(name, channel);
  if (wait !== undefined) return { answer: refuse("ratelimited"), wait };
  const answer = method.run(args, reach);
  return fault ? { answer, fault } : { answer };
}

/** The arguments of a form or of a JSON body, whose token must be in the header; undefined for invalid JSON. */
function readArguments({ contentType, body }: Request): Record<string, unknown> | undefined {
  if (!contentType.startsWith("application/json")) return Object.fromEntries(new URLSearchParams(body));
  try {
    const { token: _, ...args } = JSON.parse(body || "{}") as Record<string, unknown>;
    return args;
  } catch {
    return undefined;
  }
}

function errorOf(fault: Fault): string {
  return fault.error ?? (fault.status === 429 ? "ratelimited" : "internal_error");
}

function faultReply(fault: Fault): Reply {
  const status = fault.status ?? 200;
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(status === 429 && { "retry-after": String(fault.retryAfter ?? 1) }),
    },
    body: JSON.stringify(refuse(errorOf(fault))),
  };
}
