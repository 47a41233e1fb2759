import type { Text } from "../pure/text.ts";
import type { Table } from "./table.ts";

/** What stood in the way of a queue's message at its last try, for whoever finds it among the dead letters. */
export interface Troubles {
  note(messageId: string, reason: Text | undefined, now: Date): Promise<void>;
  read(messageId: string): Promise<Text | undefined>;
}

const keptDays = 14;

export function createTroubles(table: Table): Troubles {
  const at = (messageId: string) => ({ pk: `trouble#${messageId}`, sk: "trouble" });
  return {
    async note(messageId, reason, now) {
      if (reason === undefined) return;
      const expiresAt = new Date(now.getTime() + keptDays * 24 * 60 * 60 * 1000);
      await table.update<Text>(at(messageId), () => reason, expiresAt);
    },
    async read(messageId) {
      return (await table.read<Text>(at(messageId)))?.value;
    },
  };
}
