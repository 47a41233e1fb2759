import { createHash } from "node:crypto";
import { type AuditEntry, environmentsOf, type KeptEntry, type ListedEntry } from "../pure/audit.ts";
import type { Key, Stored, Table } from "./table.ts";

/** How many days each kind of entry is kept. */
export interface KeptDays {
  /** What changed something in AWS or in Nightshift, or tried to. */
  readonly changes: number;
  readonly denials: number;
  /** What only looked. */
  readonly looks: number;
}

export const defaultKeptDays: KeptDays = { changes: 400, denials: 400, looks: 30 };

/** Which entries: those of one person, or of one environment, or all; of a time. */
export interface AuditQuery {
  readonly actor?: string;
  readonly environment?: string;
  /** ISO 8601; `before` is not included. */
  readonly from?: string;
  readonly before?: string;
}

export interface Audit {
  /** Writes the entry once for each `key`, however often that is delivered. */
  write(key: string, entry: AuditEntry): Promise<void>;
  /** The newest first, at most `most`. */
  list(query: AuditQuery, most: number): Promise<ListedEntry[]>;
  /** The entries whose id begins so, in full; at most two. */
  find(id: string): Promise<KeptEntry[]>;
}

/** So many resources stand in lists. */
const mostListed = 3;

/** In this partition each entry stands in full, by its id. */
export const entriesPartition = "audit#entries";
const counter: Key = { pk: "audit#counter", sk: "counter" };

/**
 * Each entry stands in full under its id, and in short in the lists that it is looked for in: of everything, of whoever
 * did it (or approved it), and of each of its environments. So a list is one query of just what is shown, without an
 * index on the table and however long ago it was.
 */
export function createAudit(table: Table, keptDays: KeptDays = defaultKeptDays): Audit {
  /** The entry with its order, which the first try to write it has drawn. */
  const keep = async (id: string, entry: AuditEntry, expiresAt: Date): Promise<KeptEntry> => {
    const at: Key = { pk: entriesPartition, sk: id };
    const kept: KeptEntry = { ...entry, id, order: await table.next(counter) };
    if (await table.write(at, kept, 0, expiresAt)) return kept;
    return (await table.read<KeptEntry>(at))?.value ?? kept;
  };
  return {
    async write(key, entry) {
      const expiresAt = new Date(Date.parse(entry.at) + daysOf(entry, keptDays) * 24 * 60 * 60 * 1000);
      const kept = await keep(createHash("sha256").update(key).digest("hex").slice(0, 40), entry, expiresAt);
      const sk = `${kept.at}#${String(kept.order).padStart(12, "0")}`;
      const { calls: _, resources = [], ...listed } = kept;
      const short: ListedEntry = {
        ...listed,
        ...(resources.length && {
          resources: resources.slice(0, mostListed),
          resourceCount: resources.length,
        }),
      };
      await Promise.all(listsOf(kept).map((pk) => table.write({ pk, sk }, short, 0, expiresAt)));
    },
    async list({ actor, environment, from, before }, most) {
      const pk = actor ? listOfPerson(actor) : environment ? listOfEnvironment(environment) : listOfAll;
      const found: Stored<ListedEntry>[] = await table.list(pk, {
        ...(from !== undefined && { from }),
        // What happens at that very moment has a # behind it, and so comes after it.
        ...(before !== undefined && { upTo: before }),
        most,
        isBackwards: true,
      });
      return found.map(({ value }) => value);
    },
    async find(id) {
      const range = { from: id, upTo: `${id}~`, most: 2 };
      return (await table.list<KeptEntry>(entriesPartition, range)).map(({ value }) => value);
    },
  };
}

function daysOf({ result, isLook }: AuditEntry, { changes, denials, looks }: KeptDays): number {
  if (result === "denied") return denials;
  return isLook ? looks : changes;
}

const listOfAll = "audit#all";
const listOfPerson = (user: string): string => `audit#person#${user}`;
const listOfEnvironment = (name: string): string => `audit#environment#${name}`;

function listsOf(entry: AuditEntry): string[] {
  const people = [entry.actor, entry.approvedBy ?? ""].filter(Boolean);
  const lists = [listOfAll, ...people.map(listOfPerson), ...environmentsOf(entry).map(listOfEnvironment)];
  return [...new Set(lists)];
}
