import { createHash } from "node:crypto";
import { isObject, jsonIn, textAt } from "../pure/json.ts";
import type { Versioned } from "../pure/schema.ts";
import type { Address, Describe, MessageRecord, Messages } from "../store/messages.ts";

/** What the outbox is asked to do, as it stands in its queue. */
export type OutboxTask =
  /** Bring the message of that key to what it should say. */
  | { readonly message: string }
  /** Read these user groups from Slack, then hand the command back to the worker. */
  | { readonly groups: readonly string[]; readonly command: string };

/** What stands in the outbox's queue, read; undefined when nobody here has written it. */
export function outboxTask(text: string): OutboxTask | undefined {
  const task = jsonIn(text);
  const [message, command] = [textAt(task, "message"), textAt(task, "command")];
  if (message) return { message };
  const groups = isObject(task) && Array.isArray(task.groups) ? (task.groups as unknown[]) : [];
  const names = groups.filter((group) => typeof group === "string");
  return command && names.length ? { groups: names, command } : undefined;
}

export type Enqueue = (task: OutboxTask, group: string, dedupe: string) => Promise<void>;

/**
 * Says what a message should read now; the outbox brings Slack to it. Saying the same again changes nothing, and saying
 * it after a crash makes up for what was not handed over. What changes often may be said later (`isLater`): then
 * whoever says so sees that it is said again without it. `kind`: what its handler keeps of the subject.
 */
export type Publish = <State>(
  kind: Versioned<State>,
  key: string,
  describe: Describe<State>,
  options?: { readonly isLater?: boolean },
) => Promise<MessageRecord<State>>;

export function createPublish(messages: Messages, enqueue: Enqueue, now: () => Date): Publish {
  return async (kind, key, describe, { isLater = false } = {}) => {
    const { record, isKept } = await messages.setDesired(kind, key, now(), describe);
    const { destination, posted, version } = record;
    if (isKept && destination.kind !== "none" && !isLater && (posted?.version ?? 0) < version) {
      await enqueue({ message: key }, groupOf(destination), shortHash(`${key}@${version}`));
    }
    return record;
  };
}

/** One FIFO group for each channel, so that a channel's messages keep their order; one for each person's answers. */
function groupOf(destination: Address): string {
  const name =
    destination.kind === "channel" ? `channel:${destination.channel}` : `person:${destination.user}`;
  // A group's name may have ASCII only, at most 128 characters of it; a channel's may be Korean.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
  return /^[!-~]{1,128}$/.test(name) ? name : shortHash(name);
}

/** A short name for any text, of lower-case hexadecimal digits; fit for tokens and ids that allow few characters. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
