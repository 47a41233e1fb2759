import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Host, LogLine } from "../lib/host.ts";
import { callers } from "./callers.ts";
import type { Clock } from "./clock.ts";
import type { Turns } from "./turns.ts";
import { account, region } from "./world.ts";

/** A handler of `functions/`, made for our own host instead of Lambda. */
export type CreateHandler = (host: Host) => (event: never) => Promise<unknown>;

export interface LambdaOptions {
  readonly clock: Clock;
  readonly turns: Turns;
  /** The folder that holds nightshift.yaml. */
  readonly root: string;
  /** Texts that replace files of that folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly create: Readonly<Record<string, CreateHandler>>;
  /** The environment variables of a function's container. */
  environment(functionName: string, container: string): Record<string, string>;
  log(functionName: string, line: LogLine): void;
}

interface Container {
  readonly name: string;
  readonly functionName: string;
  readonly handle: (event: never) => Promise<unknown>;
  isBusy: boolean;
  /** The number of its current or last invocation. */
  invocation: number;
  /** The ids of its messages. */
  messages: readonly string[];
  isDead: boolean;
}

/** The container died during its invocation. */
export class Died extends Error {
  override readonly name = "Died";
}

/**
 * Runs functions like Lambda: each in containers that handle one event at a time, are reused, and are added when all
 * are busy. A container signs its calls with its own access key, which identifies it.
 */
export class Lambda {
  readonly #options: LambdaOptions;
  /** By name, including dead ones: no name is used twice. */
  readonly #containers = new Map<string, Container>();
  #invocations = 0;

  constructor(options: LambdaOptions) {
    this.#options = options;
  }

  /** Takes a free container; it counts as busy from now on. */
  reserve(functionName: string): Reservation {
    const { turns } = this.#options;
    const pool = [...this.#containers.values()].filter((one) => one.functionName === functionName);
    const free = pool.find(({ isBusy, isDead }) => !isBusy && !isDead);
    const taken = free ?? this.#start(functionName, `${functionName}-${pool.length + 1}`);
    taken.isBusy = true;
    taken.invocation = ++this.#invocations;
    taken.messages = [];
    turns.begin(taken.name);
    const cancel = (): void => {
      taken.isBusy = false;
      turns.end(taken.name);
    };
    return {
      container: taken.name,
      invoke: (event) => callers.run(taken.name, () => this.#invoke(taken, event)).finally(cancel),
      cancel,
    };
  }

  /** @throws {Died} when the container died; by then all of its remaining calls have failed */
  async #invoke(container: Container, event: unknown): Promise<unknown> {
    container.messages = messagesIn(event);
    const outcome = await container.handle(event as never).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    );
    if (container.isDead) throw new Died("The function died in the middle of its work");
    if ("error" in outcome) throw outcome.error;
    return outcome.answer;
  }

  /** The function of a container, or undefined for any other caller. */
  functionOf(container: string): string | undefined {
    return this.#containers.get(container)?.functionName;
  }

  /** The container's current invocation, counted from 1 over all; 0 for any other caller. */
  invocationOf(container: string): number {
    return this.#containers.get(container)?.invocation ?? 0;
  }

  /** The ids of the messages of the container's invocation. */
  messagesOf(container: string): readonly string[] {
    return this.#containers.get(container)?.messages ?? [];
  }

  isDead(container: string): boolean {
    return this.#containers.get(container)?.isDead ?? false;
  }

  /** Kills a container: it gets no more answers, and is never used again. */
  kill(container: string): void {
    const found = this.#containers.get(container);
    if (!found) return;
    found.isDead = true;
    this.#options.turns.end(container);
  }

  #start(functionName: string, name: string): Container {
    const { create, environment, clock, root, files, log } = this.#options;
    const make = create[functionName];
    if (!make) throw new Error(`There is no function ${functionName}`);
    const host: Host = {
      env: environment(functionName, name),
      now: () => clock.now(),
      log: (line) => {
        if (!this.isDead(name)) log(functionName, line);
      },
      readFile: async (file) => files?.[file] ?? readFile(join(root, file), "utf8"),
    };
    const container: Container = {
      name,
      functionName,
      handle: make(host),
      isBusy: false,
      isDead: false,
      invocation: 0,
      messages: [],
    };
    this.#containers.set(name, container);
    return container;
  }
}

/** A container that waits for its event. */
export interface Reservation {
  readonly container: string;
  invoke(event: unknown): Promise<unknown>;
  /** Returns the container unused. */
  cancel(): void;
}

function messagesIn(event: unknown): string[] {
  const { Records = [] } = event as { readonly Records?: readonly { readonly messageId?: string }[] };
  return Records.flatMap(({ messageId }) => messageId ?? []);
}

/** A message as Lambda's event source mapping has it. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsRecord(
  message: {
    readonly messageId: string;
    readonly receiptHandle: string;
    readonly body: string;
    readonly md5OfBody: string;
    readonly attributes: Record<string, string>;
  },
  queue: string,
): Record<string, unknown> {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    md5OfBody: message.md5OfBody,
    attributes: message.attributes,
    messageAttributes: {},
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:${region}:${account}:${queue}`,
    awsRegion: region,
  };
}
