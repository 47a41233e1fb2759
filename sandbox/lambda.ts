import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Host, LogLine } from "../lib/host.ts";
import type { Clock } from "./clock.ts";
import type { Turns } from "./turns.ts";
import { account, region } from "./world.ts";

/** A handler of `functions/`, made for a host of ours instead of Lambda. */
export type CreateHandler = (host: Host) => (event: never) => Promise<unknown>;

export interface LambdaOptions {
  readonly clock: Clock;
  readonly turns: Turns;
  /** The folder that holds nightshift.yaml. */
  readonly root: string;
  /** Texts of files that stand in place of those in the folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly create: Readonly<Record<string, CreateHandler>>;
  /** The environment variables of a function's container. */
  environment(functionName: string, container: string): Record<string, string>;
  log(functionName: string, line: LogLine): void;
}

interface Container {
  readonly name: string;
  readonly handle: (event: never) => Promise<unknown>;
  isBusy: boolean;
}

/**
 * Runs functions as Lambda does: each in containers that handle one event at a time, are kept for the next, and are
 * added when all are busy. A container signs its calls with its own access key, by which it is told apart.
 */
export class Lambda {
  readonly #options: LambdaOptions;
  readonly #containers = new Map<string, Container[]>();

  constructor(options: LambdaOptions) {
    this.#options = options;
  }

  /** Takes a container that is free; it counts as at work from now on. */
  reserve(functionName: string): Reservation {
    const { turns } = this.#options;
    const pool = this.#containers.get(functionName) ?? [];
    this.#containers.set(functionName, pool);
    let container = pool.find(({ isBusy }) => !isBusy);
    if (!container) {
      container = this.#start(functionName, `${functionName}-${pool.length + 1}`);
      pool.push(container);
    }
    const taken = container;
    taken.isBusy = true;
    turns.begin(taken.name);
    const cancel = (): void => {
      taken.isBusy = false;
      turns.end(taken.name);
    };
    return {
      container: taken.name,
      invoke: async (event) => {
        try {
          return await taken.handle(event as never);
        } finally {
          cancel();
        }
      },
      cancel,
    };
  }

  /** The function that a container belongs to, or undefined for any other caller. */
  functionOf(container: string): string | undefined {
    for (const [name, pool] of this.#containers) if (pool.some((one) => one.name === container)) return name;
    return undefined;
  }

  #start(functionName: string, name: string): Container {
    const { create, environment, clock, root, files, log } = this.#options;
    const make = create[functionName];
    if (!make) throw new Error(`There is no function ${functionName}`);
    const host: Host = {
      env: environment(functionName, name),
      now: () => clock.now(),
      log: (line) => log(functionName, line),
      readFile: async (file) => files?.[file] ?? readFile(join(root, file), "utf8"),
    };
    return { name, handle: make(host), isBusy: false };
  }
}

/** A container that waits for its event. */
export interface Reservation {
  readonly container: string;
  invoke(event: unknown): Promise<unknown>;
  /** Gives the container back unused. */
  cancel(): void;
}

/** What Lambda's event source mapping makes of a message. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
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
