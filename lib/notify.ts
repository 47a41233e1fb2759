import { createHash } from "node:crypto";
import type { MessageRecord, Messages, Wanted } from "./store/messages.ts";

/** What the outbox is asked to do, as it stands in its queue. */
export type OutboxTask =
  /** Bring the message of that key to what it should say. */
  | { readonly message: string }
  /** Read these user groups from Slack, then hand the command back to the worker. */
  | { readonly groups: readonly string[]; readonly command: string };

export type Enqueue = (task: OutboxTask, group: string, dedupe: string) => Promise<void>;

/**
 * Says what a message should read now; the outbox brings Slack to it. Saying the same again changes nothing, and saying
 * it after a crash makes up for what was not handed over.
 */
export type Notify = <State>(
  key: string,
  say: (state: State | undefined) => Wanted<State>,
) => Promise<MessageRecord<State>>;

export function createNotify(messages: Messages, enqueue: Enqueue, now: () => Date): Notify {
  return async (key, say) => {
    const record = await messages.want(key, now(), say);
    if ((record.posted?.version ?? 0) < record.version) {
      await enqueue({ message: key }, groupOf(record), digest(`${key}@${record.version}`));
    }
    return record;
  };
}

/** One FIFO group for each channel, so that a channel's messages keep their order; one for each person's answers. */
function groupOf({ destination }: MessageRecord): string {
  return destination.kind === "channel" ? `channel:${destination.channel}` : `person:${destination.user}`;
}

/** A short name for any text, of lower-case hexadecimal digits; fit for tokens and ids that allow few characters. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
