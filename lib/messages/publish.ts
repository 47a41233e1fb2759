import { createHash } from "node:crypto";
import { jsonIn, listAt, textAt } from "../pure/json.ts";
import type { Versioned } from "../pure/schema.ts";
import type { Address, Describe, MessageRecord, Messages } from "../store/messages.ts";

/** A task of the outbox, as in its queue. */
export type OutboxTask =
  /** Deliver the message with that key. */
  | { readonly message: string }
  /** Read these user groups from Slack, then return the command to its queue. */
  | { readonly groups: readonly string[]; readonly command: string };

/** Parses a task of the outbox's queue; undefined when it is not ours. */
export function outboxTask(text: string): OutboxTask | undefined {
  const task = jsonIn(text);
  const [message, command] = [textAt(task, "message"), textAt(task, "command")];
  if (message) return { message };
  const names = listAt(task, "groups").filter((group) => typeof group === "string");
  return command && names.length ? { groups: names, command } : undefined;
}

export type Enqueue = (task: OutboxTask, group: string, dedupe: string) => Promise<void>;

/**
 * Sets the desired message; the outbox delivers it to Slack. Publishing the same again changes nothing, and after a
 * crash it makes up for a lost task. Frequent changes may be delivered later (`isLater`): the caller must then
 * publish again without it. `kind`: the shape of the handler's state.
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

/** One FIFO group for each channel, so that its messages keep their order; one for each person's answers. */
function groupOf(destination: Address): string {
  const name = destination.kind === "channel" ? `channel:${destination.channel}` : `person:${destination.user}`;
  // A group id is ASCII of at most 128 characters; a channel's name may be Korean.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
  return /^[!-~]{1,128}$/.test(name) ? name : shortHash(name);
}

/** A short hash of a text in lower-case hexadecimal; fit for tokens and ids that allow few characters. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
