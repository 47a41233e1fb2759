import type { Clock } from "../clock.ts";

interface Rate {
  /** Calls that a full bucket allows at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * The rates of methods that write to a channel, by channel. Slack promises one message a second and "short bursts";
 * their length is this sandbox's guess. https://docs.slack.dev/apis/web-api/rate-limits
 */
export const rates: Readonly<Record<string, Rate>> = {
  "chat.postMessage": { burst: 5, perSecond: 1 },
  "chat.update": { burst: 30, perSecond: 1 },
};

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** Token buckets in the clock's time. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one call from the bucket of that method and channel; if it is empty, returns the whole seconds to wait. */
  take(method: string, channel: string): number | undefined {
    const rate = rates[method];
    if (!rate) return undefined;
    const key = `${method} ${channel}`;
    const now = this.#clock.now().getTime();
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at: now };
    const refilled = ((now - bucket.at) / 1000) * rate.perSecond;
    const tokens = Math.min(rate.burst, bucket.tokens + refilled);
    if (tokens < 1) return Math.max(1, Math.ceil((1 - tokens) / rate.perSecond));
    this.#buckets.set(key, { tokens: tokens - 1, at: now });
    return undefined;
  }
}
