/** Everything behind the functions, within the process: many thousand worlds a minute, each of its own. */

import { gzipSync } from "node:zlib";
import { type Accounts, createAccounts } from "../../../lib/aws/accounts.ts";
import { parseConfig } from "../../../lib/config/load.ts";
import type { Config } from "../../../lib/config/schema.ts";
import type { LogLine } from "../../../lib/host.ts";
import { createPublish, type Publish } from "../../../lib/messages/publish.ts";
import type { Location } from "../../../lib/pure/location.ts";
import type { Key } from "../../../lib/pure/schema.ts";
import { render } from "../../../lib/slack/render.ts";
import type { MessageRecord } from "../../../lib/store/messages.ts";
import { type Store, storeOn } from "../../../lib/store/store.ts";
import type { Range, Stored, Table } from "../../../lib/store/table.ts";
import { AwsError } from "../../../sandbox/aws/aws-error.ts";
import { Backend } from "../../../sandbox/aws/backend.ts";
import { type Account, openAccount } from "../../../sandbox/aws/state/account.ts";
import { bytesOf } from "../../../sandbox/aws/wire/http.ts";
import type { AnyService } from "../../../sandbox/aws/wire/service.ts";
import { VirtualClock } from "../../../sandbox/clock.ts";
import { Ids } from "../../../sandbox/ids.ts";
import { account, region, start } from "../../../sandbox/world.ts";
import { readerIn } from "../../reader.ts";
import { count, dice } from "./fuzz.ts";
import { pieces } from "./hostile.ts";
import { type Meant, wrongInMessage } from "./said.ts";

/** A team with everything that can be configured, and a channel whose name is not English. */
export const config: Config = parseConfig(`
slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: ko
alerts: { channel: "#알림" }
environments:
  dev: { pipeline: web-dev, channel: "#deploys" }
  staging: { pipeline: web-staging, channel: "#deploys" }
  production: { pipeline: web-production, channel: C0DEPLOYS, protection: confirm }
sites:
  www: { distribution: E1NIGHTSHIFT00, channel: "#deploys" }
schedules:
  office-hours:
    { days: [mon, tue, wed, thu, fri], start: "09:00", stop: "22:00", timeZone: Asia/Seoul, channel: "#dev" }
people:
  - { user: U0OWNER, roles: [owner] }
  - { user: U0OPERATOR, roles: [operator, deployer] }
  - { user: U0VIEWER, roles: [viewer] }
`);

/** Everybody whom messages may name when they have asked for something. */
export const people = new Set(["U0OWNER", "U0OPERATOR", "U0VIEWER"]);

export interface World {
  readonly store: Store;
  readonly publish: Publish;
  readonly accounts: Accounts;
  readonly home: Location;
  readonly config: Config;
  readonly logs: LogLine[];
  /** The keys of the messages that were said, and of those, which the outbox was asked to deliver. */
  readonly said: string[];
  readonly outbox: string[];
  /** Codes of the errors that AWS answered. */
  readonly refusals: string[];
  now(): Date;
  log(line: LogLine): void;
  /** The messages as they are wanted now, in the order in which they were first said. */
  messages(): Promise<MessageRecord[]>;
  /** What is wrong with any of them, in either language and with either kind of blocks. */
  wrong(meant: Meant): Promise<string[]>;
}

export interface WorldOptions {
  /** Makes AWS answer with names, texts and errors that nobody wants, the same ones for the same number. */
  readonly hostility?: number;
  readonly at?: Date;
}

export function openWorld({ hostility, at = start }: WorldOptions = {}): World {
  const logs: LogLine[] = [];
  const outbox: string[] = [];
  const refusals: string[] = [];
  const now = () => new Date(at);
  const store = openStore((line) => logs.push(line));
  const enqueue = async (task: object, group: string, dedupe: string): Promise<void> => {
    checkMessage(JSON.stringify(task), group, dedupe);
    if ("message" in task) outbox.push(String(task.message));
  };
  const said: string[] = [];
  const say = createPublish(store.messages, enqueue as Parameters<typeof createPublish>[1], now);
  const notify: Publish = (kind, key, desired) => {
    said.push(key);
    return say(kind, key, desired);
  };
  aws = awsWithin(hostility, at, refusals);
  const world: World = {
    store,
    publish: notify,
    accounts: createAccounts(clients, now),
    home: { account, region },
    config,
    logs,
    said,
    outbox,
    refusals,
    now,
    log: (line) => logs.push(line),
    async messages() {
      const records: MessageRecord[] = [];
      for (const key of new Set(said)) {
        const record = await store.messages.find(key);
        if (record) records.push(record);
      }
      return records;
    },
    async wrong(meant) {
      const wrong: string[] = [];
      for (const { key, content } of await world.messages()) {
        wrong.push(...wrongInContent(content, meant).map((one) => `${key.slice(0, 80)}: ${one}`));
      }
      return wrong;
    },
  };
  return world;
}

/** What is wrong with the content as it goes to Slack, in either language and with either kind of blocks. */
export function wrongInContent(content: MessageRecord["content"], meant: Meant): string[] {
  const wrong: string[] = [];
  for (const language of ["en", "ko"] as const) {
    const { text, blocks, classicBlocks } = render(content, readerIn(language, linkTo));
    // Most messages look alike in either.
    const isSame = JSON.stringify(blocks) === JSON.stringify(classicBlocks);
    for (const [kind, some] of Object.entries(isSame ? { blocks } : { blocks, classicBlocks })) {
      const found = wrongInMessage({ text, blocks: some }, meant);
      count("messages without a control sequence that is not ours", found.length === 0);
      wrong.push(...found.map((one) => `${language}, ${kind}: ${one}`));
    }
  }
  return wrong;
}

/** Every other message has been posted already. */
function linkTo(key: string): string | undefined {
  return key.length % 2 ? "https://acme-web.slack.com/archives/C0DEPLOYS/p1" : undefined;
}

/** What SQS takes. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function checkMessage(body: string, group?: string, dedupe?: string): void {
  const odd = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(body);
  if (odd) throw new Error(`InvalidMessageContents: U+${odd[0].charCodeAt(0).toString(16)}`);
  if (Buffer.byteLength(body) > 1024 * 1024) throw new Error(`InvalidMessageContents: ${body.length} characters`);
  for (const id of [group, dedupe]) {
    if (id !== undefined && !/^[!-~]{1,128}$/.test(id)) throw new Error(`InvalidParameterValue: ${id}`);
  }
}

/** A table in memory, with DynamoDB's limits. */
export function openStore(log: (line: LogLine) => void = () => {}): Store {
  const items = new Map<string, { json: string; version: number; revision: number; sk: string; expiresAt?: Date }>();
  const address = ({ pk, sk }: Key): string => {
    for (const part of [pk, sk]) {
      if (!part || /\p{Cs}/u.test(part)) throw new Error(`ValidationException: the key ${JSON.stringify(part)}`);
    }
    return `${pk}\n${sk}`;
  };
  const counts = new Map<string, number>();
  const stored = (key: Key, item: { json: string; version: number; revision: number }): Stored => ({
    key,
    value: JSON.parse(item.json),
    version: item.version,
    revision: item.revision,
  });
  const table: Table = {
    async read(key) {
      const item = items.get(address(key));
      return item && stored(key, item);
    },
    async write({ key, value, version, revision, expiresAt }) {
      const known = items.get(address(key));
      if ((known?.revision ?? 0) !== revision) return false;
      const json = JSON.stringify(value);
      const size = json.length < 32 * 1024 ? Buffer.byteLength(json) : gzipSync(json).byteLength;
      if (size > 400 * 1024 - 3_000) throw new Error(`ValidationException: an item of ${size} bytes`);
      if (expiresAt && Number.isNaN(expiresAt.getTime())) throw new Error("ValidationException: no number");
      items.set(address(key), { json, version, revision: revision + 1, sk: key.sk });
      return true;
    },
    async remove(key) {
      items.delete(address(key));
    },
    async next(counter) {
      const count = (counts.get(address(counter)) ?? 0) + 1;
      counts.set(address(counter), count);
      return count;
    },
    async list(pk, { from = "", upTo, most, isBackwards }: Range) {
      const found = [...items.entries()].filter(
        ([key, { sk }]) => key.startsWith(`${pk}\n`) && sk >= from && (upTo === undefined || sk <= upTo),
      );
      return found
        .sort(([, a], [, b]) => (a.sk < b.sk === !isBackwards ? -1 : 1))
        .slice(0, most)
        .map(([, item]) => stored({ pk, sk: item.sk }, item));
    },
  };
  return storeOn(table, log);
}

/** The AWS of the world that was opened last: worlds follow each other. */
let aws: Aws | undefined;

/** The same for every world, since the SDK's clients, which are kept for it, take longer to make than to use. */
const clients = {
  region,
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  userAgentAppId: "nightshift-fuzz",
  maxAttempts: 1,
  requestHandler: { handle: async (request: SdkRequest) => aws?.handle(request) },
};

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

type Aws = ReturnType<typeof awsWithin>;

/** The local AWS, reached by the real SDK without a network between; made only when it is asked. */
function awsWithin(hostility: number | undefined, at: Date, refusals: string[]) {
  let backend: Backend | undefined;
  const urlOf = (name: string): string => `http://127.0.0.1/${name}`;
  const open = (): Backend => {
    const owned = openAccount(new VirtualClock(at), new Ids(), () => {}, urlOf);
    return hostility === undefined ? new Backend(owned, urlOf) : new HostileBackend(owned, urlOf, hostility);
  };
  return {
    async handle(request: SdkRequest) {
      backend ??= open();
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(request.query ?? {})) {
        for (const one of Array.isArray(value) ? value : [value ?? ""]) query.append(name, one);
      }
      const prepared = await backend.prepare(
        {
          method: request.method,
          path: request.path,
          query,
          headers: request.headers,
          body: typeof request.body === "string" ? Buffer.from(request.body) : bytesOf(request.body ?? ""),
        },
        "00000000-0000-4000-a000-000000000000",
      );
      const { response, error } = await prepared.run();
      if (error !== undefined) refusals.push(error);
      return {
        response: {
          statusCode: response.status,
          headers: response.headers,
          body: new Uint8Array(bytesOf(response.body)),
        },
      };
    },
  };
}

/** Errors for which asking again is no use, as AWS and as nobody would put them. */
const finalErrors = [
  "AccessDeniedException",
  "ValidationException",
  "PipelineNotFoundException",
  "UnsupportedOperation",
  "InvalidInstanceID.NotFound",
  "DataUnavailableException",
  "__proto__",
  "Bad<!channel>`",
];

/** Its services answer what nobody wants. */
class HostileBackend extends Backend {
  readonly #roll: () => number;
  readonly #made = new Set<AnyService>();

  constructor(owned: Account, urlOf: (name: string) => string, hostility: number) {
    super(owned, urlOf);
    this.#roll = dice(hostility);
  }

  override async service(name: string): Promise<AnyService | undefined> {
    const service = await super.service(name);
    if (service && !this.#made.has(service)) makeHostile(service, name, this.#roll);
    if (service) this.#made.add(service);
    return service;
  }
}

function makeHostile({ operations }: AnyService, name: string, roll: () => number): void {
  const isJson = name === "codepipeline" || name === "ce";
  const text = (): string => {
    const one = pieces[Math.floor(roll() * pieces.length)] ?? "";
    const much = roll() < 0.02 ? one.repeat(3_000) : one;
    // XML has no way to say the others.
    return isJson ? much : much.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  };
  for (const [operation, { shape, run }] of operations) {
    operations.set(operation, {
      shape,
      async run(input, call) {
        if (roll() < 0.1) {
          const code = finalErrors[Math.floor(roll() * finalErrors.length)] ?? "";
          throw new AwsError(code, text() + text(), 400);
        }
        return corrupted(await run(input, call), roll, text);
      },
    });
  }
}

function corrupted(value: unknown, roll: () => number, text: () => string): unknown {
  if (typeof value === "string") {
    const what = roll();
    return what < 0.06 ? text() : what < 0.12 ? value + text() : what < 0.15 ? text() + value : value;
  }
  if (Array.isArray(value)) return roll() < 0.02 ? [] : value.map((one) => corrupted(one, roll, text));
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value)
      // AWS does not send anybody in circles.
      .filter(([name]) => /token|marker/i.test(name) || roll() > 0.01)
      .map(([name, inner]) => [name, /token|marker/i.test(name) ? inner : corrupted(inner, roll, text)]),
  );
}
