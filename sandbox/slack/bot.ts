import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { slack } from "../world.ts";
import type { Delivery } from "./model.ts";
import type { Sent } from "./payloads.ts";
import { sign } from "./signing.ts";

/** The bot's answer within the request; status 0 without an answer. */
export interface BotAnswer {
  readonly status: number;
  readonly body: string;
  /** Slack's word for what went wrong. */
  readonly failure?: "operation_timeout" | "dispatch_failed";
}

export type Deliver = (delivery: Delivery) => Promise<{ status: number; body: string }>;

/** The app, which has three seconds of real time for an answer. */
export class Bot {
  readonly #clock: Clock;
  readonly #deliver: Deliver;
  readonly #patience: number;

  constructor(clock: Clock, deliver: Deliver, patience: number) {
    this.#clock = clock;
    this.#deliver = deliver;
    this.#patience = patience;
  }

  async ask(sent: Sent, headers: Readonly<Record<string, string>> = {}): Promise<BotAnswer> {
    const delivery = sign(sent.body, sent.contentType, this.#clock, slack.signingSecret, headers);
    const late = new AbortController();
    const timeout = wait(this.#patience, "late" as const, { signal: late.signal }).catch(() => "late" as const);
    const answer = this.#deliver(delivery).catch(() => "lost" as const);
    const first = await Promise.race([answer, timeout]);
    late.abort();
    if (first === "late") return { status: 0, body: "", failure: "operation_timeout" };
    if (first === "lost") return { status: 0, body: "", failure: "dispatch_failed" };
    return first.status === 200 ? first : { ...first, failure: "dispatch_failed" };
  }
}
