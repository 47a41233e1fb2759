import type { Table } from "./table.ts";

/** Who did what, on what, and what came of it. */
export interface AuditEntry {
  /** ISO 8601. */
  readonly at: string;
  /** The Slack user, or `nightshift` for what it did by itself. */
  readonly actor: string;
  /** The command or button, such as `deploy`. */
  readonly action: string;
  readonly environment?: string;
  readonly channel?: string;
  /** done, denied, refused (a rule or AWS said no), joined, failed. */
  readonly result: "done" | "denied" | "refused" | "joined" | "failed";
  readonly detail?: string;
}

const keptDays = 400;

export interface Audit {
  /** Writes the entry once for each job, however often that is delivered. */
  write(job: string, entry: AuditEntry): Promise<void>;
}

/** A partition for each day, so that a day can be read in order. */
export function createAudit(table: Table): Audit {
  return {
    async write(job, entry) {
      const key = { pk: `audit#${entry.at.slice(0, 10)}`, sk: `${entry.at}#${job}` };
      const expiresAt = new Date(Date.parse(entry.at) + keptDays * 24 * 60 * 60 * 1000);
      await table.write(key, entry, 0, expiresAt);
    },
  };
}
