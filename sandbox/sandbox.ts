import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { parse } from "yaml";
import { createHandler as createCommands } from "../functions/commands.ts";
import { createHandler as createEvents } from "../functions/events.ts";
import { createHandler as createOutbox } from "../functions/outbox.ts";
import { createHandler as createSlackDoor } from "../functions/slack.ts";
import { createHandler as createTicks } from "../functions/ticks.ts";
import type { LogLine } from "../lib/host.ts";
import { textAt } from "../lib/pure/json.ts";
import { auditEntryState, entriesPartition } from "../lib/store/audit.ts";
import { deadLetterState } from "../lib/store/dead-letters.ts";
import { storeOn } from "../lib/store/store.ts";
import { createTable } from "../lib/store/table.ts";
import { botScopes } from "../scripts/derive/manifest.ts";
import {
  type CallRecord,
  type EventBridgeEvent,
  type LocalAws,
  type ReceivedMessage,
  startLocalAws,
} from "./aws/local-aws.ts";
import { type Backbone, type DeadLetter, localBackbone, remoteBackbone } from "./backbone.ts";
import { VirtualClock } from "./clock.ts";
import { ownConfig } from "./configuration.ts";
import { Deaths, type Lives } from "./deaths.ts";
import { base64Header, containerHeader, type Gateway, startGateway } from "./gateway.ts";
import { Ids } from "./ids.ts";
import { type CreateHandler, Died, Lambda, type Reservation, sqsRecord } from "./lambda.ts";
import { type Delivery, Losses, type Mishaps } from "./mishaps.ts";
import { permissionOf } from "./permissions.ts";
import { iamPrefix, resourcesOf } from "./resources.ts";
import { type BotAnswer, type LocalSlack, type SlackCall, startLocalSlack, type Where } from "./slack/local-slack.ts";
import { matches, type Reference, readPatterns, readTemplate, type Template } from "./template.ts";
import { TickPlan } from "./tick-plan.ts";
import { Turns } from "./turns.ts";
import * as world from "./world.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");

/** The functions of `functions/`, by their names in serverless.yml. */
const sources: Readonly<Record<string, CreateHandler>> = {
  slack: createSlackDoor as CreateHandler,
  commands: createCommands as CreateHandler,
  events: createEvents as CreateHandler,
  ticks: createTicks as CreateHandler,
  outbox: createOutbox as CreateHandler,
};

// The SDK's notice about the end of Node 20 matters for deployments, which use a later runtime.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const stage = "sandbox";
const tableName = "nightshift-sandbox";

/** More rounds of deliveries at one time mean that messages go in circles. */
const mostRounds = 1_000;

/** The queues do not become empty. */
export class NotAtRest extends Error {
  override readonly name = "NotAtRest";
}

export interface SandboxOptions {
  readonly start?: Date;
  /** The endpoint of another AWS, such as an emulator; by default the sandbox's own. */
  readonly endpoint?: string | undefined;
  /** Called with each call that a function makes to AWS. */
  readonly onCall?: (call: CallRecord & Caller) => void;
  readonly onSlackCall?: (call: SlackCall & Caller) => void;
  readonly onLog?: (functionName: string, line: LogLine) => void;
  /** Other builds of the functions, such as the packaged ones. */
  readonly functions?: Readonly<Record<string, CreateHandler>>;
  /** Another nightshift.yaml than the sandbox's own. */
  readonly config?: string;
  /**
   * When the minute tick runs: only in minutes when it may have something to do, and every quarter of an hour
   * (`sparse`, the default), or in every minute (`dense`, always so with another AWS, whose table cannot be read).
   */
  readonly ticks?: Ticks;
}

export type Ticks = "sparse" | "dense";

/** For `parseArgs`. */
export const ticksOption = { ticks: { type: "string", default: "sparse" } } as const;

/** @throws {TypeError} when `--ticks` is neither of the two */
export function readTicks(given: string): Ticks {
  if (given !== "sparse" && given !== "dense") throw new TypeError(`--ticks is sparse or dense, not ${given}`);
  return given;
}

/** The maker of a call. */
export interface Caller {
  readonly function: string;
  /** The number of its invocation, counted from 1 over all; 0 when unknown. */
  readonly invocation: number;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: boolean;
}

/** A local AWS, a local Slack, and the bot between them, with a clock that is moved by hand. */
export interface Sandbox {
  readonly aws: LocalAws;
  readonly slack: LocalSlack;
  readonly url: string;
  /** Injects faults. */
  readonly mishaps: Mishaps;
  now(): Date;
  /** Delivers all visible messages to their functions, until all queues are empty. @throws {NotAtRest} */
  drain(): Promise<void>;
  advanceTo(when: Date): Promise<void>;
  /** Queues an event, or a Lambda SNS event, as the rules would. */
  event(event: unknown): void;
  request(request: RawRequest): Promise<{ status: number; body: string }>;
  say(person: string, channel: string, text: string): Promise<BotAnswer>;
  press(person: string, button: string, on?: Where): Promise<BotAnswer>;
  /** A person changes their language in Slack, which sends an event to the bot. */
  setLocale(person: string, locale: "en" | "ko"): Promise<void>;
  deadLetters(): Promise<DeadLetter[]>;
  /** The audit entries, oldest first. */
  audit(): Promise<unknown[]>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const template = readTemplate(join(root, "serverless.yml"));
  const config = options.config ?? ownConfig;
  const clock = new VirtualClock(options.start ?? world.start);
  const ids = new Ids();
  const turns = new Turns();
  const reserved = new Map<string, Reservation>();
  const deaths = new Deaths();
  const losses = new Losses();
  let redeliveries = 0;
  let arrange = (deliveries: readonly Delivery[]): readonly Delivery[] => deliveries;
  const eventsQueue = physical(template, "EventsQueue");
  /** Increases with each write to the table. */
  let tableRevision = 0;
  /** Messages on their way into a queue. */
  const sending: Promise<void>[] = [];
  let gateway: Gateway;

  const lambda = new Lambda({
    clock,
    turns,
    root,
    create: options.functions ?? sources,
    files: { "nightshift.yaml": config },
    environment: (name, container) => environmentOf(template, name, container, backbone, slack, config),
    log: (name, line) => options.onLog?.(name, line),
  });

  const lives: Lives = {
    isDead: (container) => lambda.isDead(container),
    fate: (container, call) => {
      const functionName = lambda.functionOf(container);
      if (functionName === undefined) return undefined;
      const [invocation, messages] = [lambda.invocationOf(container), lambda.messagesOf(container)];
      return deaths.meet({ function: functionName, call, invocation, messages });
    },
    end: (container) => lambda.kill(container),
  };

  const aws = await startLocalAws({
    clock,
    ids,
    emit: (event) => route(event),
    // Notifications of the alerts topic follow its subscription in serverless.yml.
    publish: (topic, notification) => {
      if (topic !== world.alertsTopic || losses.take([notification.Subject])) return;
      sending.push(backbone.send(eventsQueue, asSnsSends(notification)));
    },
    onCall: (call) => {
      if (call.service === "dynamodb" && !/^(Get|Query|Scan)/.test(call.operation)) tableRevision++;
      const functionName = lambda.functionOf(call.accessKeyId);
      const invocation = lambda.invocationOf(call.accessKeyId);
      if (functionName) options.onCall?.({ ...call, function: functionName, invocation });
    },
    turn: (container) => turns.take(container),
    authorize: ({ accessKeyId, service, operation, input, place: location, session }) => {
      const functionName = lambda.functionOf(accessKeyId);
      // The policies of another account's roles are not known here.
      if (functionName === undefined || session) return undefined;
      const prefix = iamPrefix(service);
      return permissionOf(functionName, prefix, operation, resourcesOf(prefix, operation, input, location));
    },
    lives,
  });
  const backbone = options.endpoint ? remoteBackbone(options.endpoint) : localBackbone(aws);
  for (const queue of deadLettersFirst(template.queues)) {
    const { name, fifo, visibilitySeconds, deadLetter } = queue;
    await backbone.createQueue(physical(template, name), {
      fifo,
      visibilitySeconds,
      ...(deadLetter && { deadLetter: { ...deadLetter, queue: physical(template, deadLetter.queue) } }),
    });
  }
  await backbone.putParameter(`/nightshift/${stage}/slack/signing-secret`, world.slack.signingSecret);
  await backbone.putParameter(`/nightshift/${stage}/slack/bot-token`, world.slack.botToken);
  const databaseSettings = {
    endpoint: backbone.endpoint,
    region: world.region,
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  };
  const database = new DynamoDBClient(databaseSettings);
  await database.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );

  const table = createTable({ tableName, client: databaseSettings });
  const store = storeOn(table, () => {});

  const slack = await startLocalSlack({
    clock,
    ids,
    scopes: botScopes,
    deliver: ({ path, headers, body }) => send({ method: "POST", path, headers, body }),
    onCall: (call) => {
      // Callers of a response URL do not identify themselves; only the outbox uses them.
      const functionName = lambda.functionOf(call.container) ?? "outbox";
      const invocation = lambda.invocationOf(call.container);
      options.onSlackCall?.({ ...call, function: functionName, invocation });
    },
    turn: (container) => turns.take(container),
    lives,
  });

  const door = Object.entries(template.functions).find(([, fn]) => fn.route);
  if (!door?.[1].route) throw new Error("serverless.yml has no function behind the HTTP API");
  const [doorName, { route: doorRoute }] = [door[0], door[1]];
  gateway = await startGateway({
    route: doorRoute as { method: string; path: string },
    reserve(container) {
      const known = container === undefined ? undefined : reserved.get(container);
      if (container !== undefined) reserved.delete(container);
      return known ?? lambda.reserve(doorName);
    },
  });

  /** Reserves the container before using the network, so that simultaneous requests keep their order. */
  async function send({ method, path, headers, body, base64 }: RawRequest): Promise<{ status: number; body: string }> {
    const reservation = lambda.reserve(doorName);
    reserved.set(reservation.container, reservation);
    const response = await fetch(new URL(path, gateway.url), {
      method,
      headers: {
        ...headers,
        [containerHeader]: reservation.container,
        ...(base64 !== undefined && { [base64Header]: base64 ? "1" : "0" }),
      },
      ...(body !== undefined && !["GET", "HEAD"].includes(method) && { body: Buffer.from(body, "utf8") }),
    });
    return { status: response.status, body: await response.text() };
  }

  /** Events from another account or region have passed deploy/forwarder.yml there. */
  function isForwarded(event: EventBridgeEvent): boolean {
    if (event.account === world.account && event.region === world.region) return true;
    const patterns = readPatterns(join(root, "deploy/forwarder.yml"), event.account);
    return patterns.some((pattern) => matches(pattern, event));
  }

  function route(event: EventBridgeEvent): void {
    if (!isForwarded(event)) return;
    const targets = template.rules.filter(({ pattern }) => matches(pattern, event));
    if (!targets.length || losses.take(namesOf(event))) return;
    for (const { queue } of targets) {
      sending.push(backbone.send(physical(template, queue), JSON.stringify(event)));
    }
  }

  /** Scheduled calls that no container has taken yet. */
  const called: { name: string; event: unknown }[] = [];
  const tick = (): void => {
    for (const name of template.ticks) called.push({ name, event: { time: clock.now().toISOString() } });
    clock.at(nextMinute(clock.now()), tick);
  };
  clock.at(nextMinute(clock.now()), tick);

  const isDense = options.ticks === "dense" || options.endpoint !== undefined;
  const plan = new TickPlan({ store, config, revision: () => tableRevision });
  const deadLetterQueues = template.queues.flatMap(({ deadLetter }) => deadLetter?.queue ?? []);

  /** Whether a tick may have something to do now. While a fault is pending, any tick may be the one that meets it. */
  async function isTickWorthwhile(deliveries: readonly Delivery[]): Promise<boolean> {
    if (isDense || deliveries.length || aws.hasFaults() || deaths.isWaiting) return true;
    const letters = await Promise.all(deadLetterQueues.map((queue) => backbone.peek(physical(template, queue))));
    return letters.flat().length > 0 || plan.isWorthwhile(clock.now());
  }

  async function drain(): Promise<void> {
    for (let round = 0; round < mostRounds; round++) {
      await Promise.all(sending.splice(0));
      const deliveries = await receiveAll();
      const calls = called.splice(0);
      const ticking =
        calls.length && (await isTickWorthwhile(deliveries))
          ? calls.map(({ name, event }) => ignoreFailure(lambda.reserve(name).invoke(event), name))
          : [];
      if (!ticking.length && !deliveries.length) return;
      await Promise.all([...ticking, handOver(arrange(deliveries))]);
    }
    throw new NotAtRest(`After ${mostRounds} rounds of deliveries there are still messages in the queues`);
  }

  /** All visible messages, in batches as the functions take them. */
  async function receiveAll(): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const [name, fn] of Object.entries(template.functions)) {
      if (!fn.queue) continue;
      const queue = physical(template, fn.queue.name);
      for (let batches = 0; batches < (fn.queue.mostContainers ?? Number.POSITIVE_INFINITY); batches++) {
        const messages = await backbone.receive(queue, fn.queue.batchSize);
        if (!messages.length) break;
        deliveries.push({ function: name, queue, messages });
      }
    }
    return deliveries;
  }

  /** Delivers messages to their functions, all at once; a message without a failed delivery leaves its queue. */
  async function handOver(deliveries: readonly Delivery[]): Promise<void> {
    const failed = new Set((await Promise.all(deliveries.map(failuresOf))).flat());
    const done = new Map(
      deliveries.flatMap(({ queue, messages }) => messages.map((message) => [message, queue] as const)),
    );
    for (const [message, queue] of done) {
      if (!failed.has(message)) await backbone.remove(queue, message.receiptHandle);
    }
  }

  /** Delivers messages to a function as often as requested; returns those that failed. */
  async function failuresOf({ function: name, queue, messages }: Delivery): Promise<ReceivedMessage[]> {
    let left = messages;
    try {
      for (let times = 0; times <= redeliveries && left.length; times++) {
        const event = { Records: left.map((message) => sqsRecord(message, queue)) };
        const failures = failuresIn(await lambda.reserve(name).invoke(event));
        left = left.filter(({ messageId }) => !failures.includes(messageId));
      }
      return messages.filter((message) => !left.includes(message));
    } catch (error) {
      fail(name, error);
      return [...messages];
    }
  }

  function ignoreFailure(invocation: Promise<unknown>, name: string): Promise<void> {
    return invocation.then(
      () => {},
      (error: unknown) => fail(name, error),
    );
  }

  function fail(name: string, error: unknown): void {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const event = error instanceof Died ? "function died" : "function failed";
    options.onLog?.(name, { level: "error", event, message });
  }

  const localeOf = (person: string) => slack.people.find(({ id, persona }) => id === person || persona === person);

  return {
    aws,
    slack,
    url: gateway.url,
    mishaps: {
      // The sandbox itself calls its AWS, too.
      faultInAws: (fault) =>
        aws.fault({
          ...fault,
          isFor: (asked) => lambda.functionOf(asked.accessKeyId) !== undefined && (fault.isFor?.(asked) ?? true),
        }),
      faultInSlack: (fault) => slack.fault(fault),
      crash: (death) => deaths.add(death),
      redeliver: (times) => {
        redeliveries = times;
      },
      drop: (kind) => losses.add(kind),
      arrange: (order) => {
        arrange = order;
      },
    },
    now: () => clock.now(),
    drain,
    advanceTo: (when) => clock.moveTo(when, drain),
    event(event) {
      for (const { names, body } of arrivalsOf(event, ids)) {
        if (!losses.take(names)) sending.push(backbone.send(eventsQueue, body));
      }
    },
    request: send,
    say: (person, channel, text) => slack.say(person, channel, text),
    press: (person, button, on) => slack.press(person, button, on),
    async setLocale(person, locale) {
      const before = localeOf(person);
      slack.setLocale(person, locale);
      const after = localeOf(person);
      if (before?.locale === after?.locale) return;
      await slack.event({ type: "user_change", user: { id: after?.id, locale: after?.locale } });
    },
    async deadLetters() {
      const untold = (
        await Promise.all(deadLetterQueues.map((queue) => backbone.peek(physical(template, queue))))
      ).flat();
      const { Items = [] } = await database.send(
        new ScanCommand({
          TableName: tableName,
          FilterExpression: "begins_with(pk, :letter)",
          ExpressionAttributeValues: { ":letter": { S: deadLetterState.prefix } },
        }),
      );
      const told = Items.map(({ pk }) =>
        store.states.read(deadLetterState, (pk?.S ?? "").slice(deadLetterState.prefix.length)),
      );
      return [
        ...untold.map(({ queue, body }) => ({ queue, body, isTold: false })),
        ...(await Promise.all(told)).flatMap((letter) =>
          letter ? [{ queue: letter.queue, body: letter.body, isTold: true }] : [],
        ),
      ];
    },
    async audit() {
      const found = await store.states.list(auditEntryState, entriesPartition, {
        most: Number.MAX_SAFE_INTEGER,
      });
      return found.sort((a, b) => (a.at === b.at ? a.order - b.order : a.at < b.at ? -1 : 1));
    },
    async close() {
      database.destroy();
      await Promise.all([gateway.close(), slack.close(), aws.close()]);
    },
  };
}

/** A queue is created after its dead-letter queue. */
function deadLettersFirst(queues: Template["queues"]): Template["queues"] {
  return queues.toSorted((a, b) => Number(a.deadLetter !== undefined) - Number(b.deadLetter !== undefined));
}

/** The name of a queue in the sandbox: FIFO queues end in .fifo. */
function physical(template: Template, logicalId: string): string {
  const queue = template.queues.find(({ name }) => name === logicalId);
  if (!queue) throw new Error(`serverless.yml has no queue ${logicalId}`);
  return queue.fifo ? `${logicalId}.fifo` : logicalId;
}

function environmentOf(
  template: Template,
  name: string,
  container: string,
  backbone: Backbone,
  slack: LocalSlack,
  config: string,
): Record<string, string> {
  const resolve = (value: string | Reference): string => {
    if (typeof value === "string") return filled(value, config);
    if (value.ref === "AWS::AccountId") return world.account;
    if (value.ref === "Table") return tableName;
    return backbone.queueUrl(physical(template, value.ref));
  };
  const declared = Object.entries(template.functions[name]?.environment ?? {});
  return {
    ...Object.fromEntries(declared.map(([key, value]) => [key, resolve(value)])),
    AWS_REGION: world.region,
    AWS_ENDPOINT_URL: backbone.endpoint,
    AWS_ACCESS_KEY_ID: container,
    AWS_SECRET_ACCESS_KEY: "sandbox",
    SLACK_API_URL: slack.apiUrl(container),
  };
}

/** Resolves Serverless variables: the stage, and values of nightshift.yaml. */
function filled(value: string, config: string): string {
  return value
    .replaceAll(["$", "{sls:stage}"].join(""), stage)
    .replace(/\$\{file\(nightshift\.yaml\):(\w+)\}/g, (_, name: string) => {
      const found = textAt(parse(config), name);
      if (found === undefined) throw new Error(`serverless.yml: nightshift.yaml has no ${name}`);
      return found;
    });
}

function failuresIn(answer: unknown): string[] {
  const failures = (answer as { batchItemFailures?: { itemIdentifier: string }[] } | undefined)?.batchItemFailures;
  return (failures ?? []).map(({ itemIdentifier }) => itemIdentifier);
}

interface Arrival {
  /** The names by which the event can be dropped. */
  readonly names: readonly (string | undefined)[];
  readonly body: string;
}

/** An EventBridge event unchanged; for a Lambda SNS event each record, in the form of a queue's message. */
function arrivalsOf(event: unknown, ids: Ids): Arrival[] {
  const records = (event as { Records?: unknown } | null)?.Records;
  if (!Array.isArray(records)) return [{ names: namesOf(event), body: JSON.stringify(event) }];
  return records.map((record: { Sns?: Readonly<Record<string, unknown>> }) => ({
    names: [textAt(record?.Sns, "Subject")],
    body: asSnsSends({ MessageId: ids.uuid(), ...(record?.Sns ?? {}) }),
  }));
}

function namesOf(event: unknown): (string | undefined)[] {
  const type = textAt(event, "detail-type");
  return [type, `${textAt(event, "source")}/${type}`];
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function asSnsSends(notification: object): string {
  return JSON.stringify({ Type: "Notification", ...notification });
}

function nextMinute(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 60_000) + 1) * 60_000);
}
