import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

export interface LogEvent {
  readonly at: Date;
  readonly message: string;
}

/** CloudWatch Logs' messages, by log group and stream. */
export class Logs {
  readonly #cloud: Cloud;
  readonly #streams = new Map<string, LogEvent[]>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  put(group: string, stream: string, lines: readonly string[]): void {
    const events = this.#streams.get(`${group}\n${stream}`) ?? [];
    const at = this.#cloud.clock.now();
    this.#streams.set(`${group}\n${stream}`, [...events, ...lines.map((message) => ({ at, message }))]);
  }

  get(group: string, stream: string): readonly LogEvent[] {
    const events = this.#streams.get(`${group}\n${stream}`);
    if (events) return events;
    const hasGroup = [...this.#streams.keys()].some((key) => key.startsWith(`${group}\n`));
    throw new AwsError(
      "ResourceNotFoundException",
      `The specified log ${hasGroup ? "stream" : "group"} does not exist.`,
    );
  }
}
