import { createHash } from "node:crypto";
import {
  type AuditEntry,
  environmentsOf,
  type KeptEntry,
  keptEntrySchema,
  type ListedEntry,
  listedEntrySchema,
} from "../pure/audit.ts";
import { defineState, type Key, type State } from "../pure/schema.ts";
import type { States } from "./states.ts";
import type { Table } from "./table.ts";

/** For how many days an entry is kept: one that changed something, or tried to, a denied one, a read-only one. */
export type KeptDays = Readonly<Record<"changes" | "denials" | "looks", number>>;

const defaultKeptDays: KeptDays = { changes: 400, denials: 400, looks: 30 };

/** A filter by person, environment and time. */
export interface AuditQuery {
  readonly actor?: string;
  readonly environment?: string;
  /** ISO 8601; `before` is exclusive. */
  readonly from?: string;
  readonly before?: string;
}

export interface Audit {
  /** Writes the entry once for each `key`, however often it is delivered. */
  write(key: string, entry: AuditEntry): Promise<void>;
  /** Newest first, at most `most`. */
  list(query: AuditQuery, most: number): Promise<ListedEntry[]>;
  /** The entries with that id prefix, in full; at most two. */
  find(id: string): Promise<KeptEntry[]>;
}

/** Number of resources kept in lists. */
const mostListed = 3;

/** By the kind of entry, and the configuration. */
const keepFor = (kept: KeptDays) => ({
  says: "as `audit.keepDays` says",
  until: (entry: Pick<AuditEntry, "at" | "result" | "isLook">) =>
    new Date(Date.parse(entry.at) + daysOf(entry, kept) * 24 * 60 * 60 * 1000),
});

/** This partition has the full entries, by id. */
export const entriesPartition = "audit#entries";
const counter: Key = { pk: "audit#counter", sk: "counter" };

export const auditEntryState = defineState({
  name: "audit-entry",
  version: 1,
  schema: keptEntrySchema,
  prefix: entriesPartition,
  keep: keepFor(defaultKeptDays),
  at: (id) => ({ pk: entriesPartition, sk: id }),
});

/** By list, time and order. */
export const auditListState = defineState({
  name: "audit-list",
  version: 1,
  schema: listedEntrySchema,
  prefix: "audit#",
  keep: keepFor(defaultKeptDays),
  at(key) {
    const end = key.lastIndexOf("#", key.lastIndexOf("#") - 1);
    return { pk: key.slice(0, end), sk: key.slice(end + 1) };
  },
});

/**
 * Each entry is stored in full under its id, and in short in the lists that contain it: of everything, of its person
 * (and approver), and of each of its environments. So a list is one query for just what is shown, without an index,
 * however far back.
 */
export function createAudit(table: Table, states: States, keptDays: KeptDays = defaultKeptDays): Audit {
  const entries: State<KeptEntry> = { ...auditEntryState, keep: keepFor(keptDays) };
  const lists: State<ListedEntry> = { ...auditListState, keep: keepFor(keptDays) };
  return {
    async write(key, entry) {
      const id = createHash("sha256").update(key).digest("hex").slice(0, 40);
      const at = new Date(entry.at);
      // With its order, drawn by the first try to write it.
      const fresh: KeptEntry = { ...entry, id, order: await table.next(counter) };
      const isNew = await states.create(entries, id, at, fresh);
      const kept = isNew ? fresh : ((await states.read(entries, id)) ?? fresh);
      const { calls: _, resources = [], ...listed } = kept;
      const short: ListedEntry = {
        ...listed,
        ...(resources.length && { resources: resources.slice(0, mostListed), resourceCount: resources.length }),
      };
      const place = `${kept.at}#${String(kept.order).padStart(12, "0")}`;
      await Promise.all(listsOf(kept).map((list) => states.create(lists, `${list}#${place}`, at, short)));
    },
    list({ actor, environment, from, before }, most) {
      const pk = actor ? listOfPerson(actor) : environment ? listOfEnvironment(environment) : listOfAll;
      return states.list(lists, pk, {
        ...(from !== undefined && { from }),
        // Entries at that very time have a # appended, and so sort after it.
        ...(before !== undefined && { upTo: before }),
        most,
        isBackwards: true,
      });
    },
    find: (id) => states.list(entries, entriesPartition, { from: id, upTo: `${id}~`, most: 2 }),
  };
}

function daysOf({ result, isLook }: Pick<AuditEntry, "result" | "isLook">, kept: KeptDays): number {
  if (result === "denied") return kept.denials;
  return isLook ? kept.looks : kept.changes;
}

const listOfAll = "audit#all";
const listOfPerson = (user: string): string => `audit#person#${user}`;
const listOfEnvironment = (name: string): string => `audit#environment#${name}`;

function listsOf(entry: AuditEntry): string[] {
  const people = [entry.actor, entry.approvedBy ?? ""].filter(Boolean);
  const lists = [listOfAll, ...people.map(listOfPerson), ...environmentsOf(entry).map(listOfEnvironment)];
  return [...new Set(lists)];
}
