import type { Table } from "./table.ts";

/** Where something may fail for good: the queues, and what was due. */
export type QueueName = "commands" | "events" | "outbox" | "due";

/** A message that every try of which has failed. */
export interface DeadLetter {
  readonly id: string;
  readonly queue: QueueName;
  readonly body: string;
}

export interface DeadLetters {
  /** Keeps it so that it can be replayed; keeping it again changes nothing. */
  keep(letter: DeadLetter, now: Date): Promise<void>;
  read(id: string): Promise<DeadLetter | undefined>;
}

const keptDays = 14;

export function createDeadLetters(table: Table): DeadLetters {
  const at = (id: string) => ({ pk: `dead-letter#${id}`, sk: "dead-letter" });
  return {
    async keep(letter, now) {
      const expiresAt = new Date(now.getTime() + keptDays * 24 * 60 * 60 * 1000);
      await table.update<DeadLetter>(at(letter.id), (known) => (known ? undefined : letter), expiresAt);
    },
    async read(id) {
      return (await table.read<DeadLetter>(at(id)))?.value;
    },
  };
}
