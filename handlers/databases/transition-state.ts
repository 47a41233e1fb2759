/**
 * A database's transitions, put together from events that come twice, late and in any order: the final text is always
 * the same.
 */
import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import {
  type DatabaseNews,
  type DatabaseSaid,
  type DatabaseTransition,
  databaseTransitionSchema,
  type Meaning,
  meaningOf,
  powerChangeOf,
} from "./state.ts";

/** The events of one transition, by number (with message or time, where each one counts). */
const observedSchema = v.record(v.string(), v.object({ at: v.string(), message: v.exactOptional(v.string()) }));
type Observed = StateOf<typeof observedSchema>;

export const observedShape = defineShape({ name: "database-transition", version: 1, schema: observedSchema });

/** Adds an event to a transition. A repeated one changes nothing; of one number the newest counts. */
function withObservation(known: Observed | undefined, news: DatabaseNews): Observed {
  const { at, message } = news;
  return mergeObserved(known, { [nameOf(news)]: { at, ...(message && { message }) } });
}

function nameOf({ number = -1, at, message = "" }: DatabaseNews): string {
  const meaning = meaningOf({ number });
  const passage = meaning?.kind === "passage" ? meaning.passage : undefined;
  // Each change counts, and each restart, since it may be near several transitions.
  return passage === "setup" ? `${number} ${message}` : passage === "power" ? `${number} ${at}` : `${number}`;
}

/** Whether the event adds anything. */
export function isNewTo(known: Observed, news: DatabaseNews): boolean {
  const name = nameOf(news);
  const before = Object.hasOwn(known, name) ? known[name] : undefined;
  return before === undefined || before.at < news.at;
}

/** Merges two sets of events. */
export function mergeObserved(known: Observed = {}, news: Observed): Observed {
  const joined = new Map(Object.entries(known));
  for (const [name, one] of Object.entries(news)) {
    const before = joined.get(name);
    if (!before || compareObserved(before, one) < 0) joined.set(name, one);
  }
  const sorted = [...joined].sort(([a, x], [b, y]) => compare(x.at, y.at) || compare(a, b));
  return Object.fromEntries(sorted.slice(-mostObserved));
}

/** Number of events kept for one transition. */
const mostObserved = 30;

/** The longest gap between events of one transition: a failover takes minutes, an upgrade hours. */
const apartMs: Readonly<Record<DatabaseTransition, number>> = {
  failover: 30 * 60_000,
  global: 2 * 60 * 60_000,
  recovery: 6 * 60 * 60_000,
  standby: 6 * 60 * 60_000,
  maintenance: 6 * 60 * 60_000,
  switchover: 2 * 60 * 60_000,
  power: 30 * 60_000,
  setup: 60 * 60_000,
};

/** Transitions that explain a shutdown or restart close to them. */
const powering: ReadonlySet<DatabaseTransition> = new Set<DatabaseTransition>(["failover", "recovery", "maintenance"]);
const poweringMs = 30 * 60_000;

/** One transition, from its events. */
export const observedTransitionSchema = v.object({
  passage: databaseTransitionSchema,
  /** The transition that its message began as: a restart may turn out to be part of a failover. */
  toldAs: databaseTransitionSchema,
  /** The time that its message is named for, ISO 8601: it never changes. */
  named: v.string(),
  /** ISO 8601; of its own events, without those that it caused. */
  first: v.string(),
  last: v.string(),
  heard: observedSchema,
  /** The tags of its events; not all events have them. */
  tags: v.record(v.string(), v.string()),
});
export type ObservedTransition = StateOf<typeof observedTransitionSchema>;

/** Number of transitions kept for a database. */
const mostTransitions = 20;

/**
 * Applies an event to the transition that it belongs to. A shutdown or restart during a failover, recovery or
 * maintenance is part of that, whichever arrives first.
 */
export function applyDatabaseNews(
  all: readonly ObservedTransition[],
  news: DatabaseNews,
  passage: DatabaseTransition,
  /** Whether a restart's message may become that of the transition around it. */
  mayTakeOver: boolean,
): { readonly passages: readonly ObservedTransition[]; readonly own: ObservedTransition } {
  const { at, tags } = news;
  const near = (ms: number, isMeant: (one: ObservedTransition) => boolean): ObservedTransition | undefined =>
    all
      .filter((one) => isMeant(one) && gapTo(one, at) <= ms)
      .reduce<ObservedTransition | undefined>(
        (best, one) => (best && gapTo(best, at) <= gapTo(one, at) ? best : one),
        undefined,
      );
  const name = nameOf(news);
  const known = passage === "power" ? all.find(({ heard }) => Object.hasOwn(heard, name)) : undefined;
  const cause = passage === "power" ? near(poweringMs, (one) => powering.has(one.passage)) : undefined;
  const before = known ?? cause ?? near(apartMs[passage], (one) => one.passage === passage);
  const part =
    !before && mayTakeOver && powering.has(passage) ? near(poweringMs, (one) => one.passage === "power") : undefined;
  const own: ObservedTransition = before
    ? {
        ...before,
        ...(before.passage === passage && { first: min(before.first, at), last: max(before.last, at) }),
        heard: withObservation(before.heard, news),
        tags: { ...before.tags, ...tags },
      }
    : {
        passage,
        toldAs: part?.toldAs ?? passage,
        named: part?.named ?? at,
        first: at,
        last: at,
        heard: withObservation(part?.heard, news),
        tags: { ...part?.tags, ...tags },
      };
  const others = all.filter((one) => one !== before && one !== part);
  const passages = [...others, own].sort((a, b) => compare(a.first, b.first) || compare(a.passage, b.passage));
  return { passages: passages.slice(-mostTransitions), own };
}

/** Whether it is published: a start or stop matters only after the database was down. */
export function isReportableTransition({ heard }: ObservedTransition): boolean {
  return Object.keys(heard).some((name) => powerChangeOf({ number: Number.parseInt(name, 10) }) === undefined);
}

function gapTo({ first, last }: ObservedTransition, at: string): number {
  const moment = Date.parse(at);
  return Math.max(0, Date.parse(first) - moment, moment - Date.parse(last));
}

type TransitionMeaning = Extract<Meaning, { readonly kind: "passage" }>;

/** The current state of a transition. */
interface TransitionStatus extends DatabaseSaid {
  readonly passage: DatabaseTransition;
  readonly isOver: boolean;
  readonly message?: string;
  /** All changes, oldest first, when there are several. */
  readonly changes?: readonly string[];
  /** ISO 8601: the times of its first and newest event. */
  readonly since: string;
  readonly at: string;
}

/** The state by the newest event of a transition; of two at the same time, the one that ends it. */
export function transitionStatusOf(heard: Observed): TransitionStatus | undefined {
  const all = Object.entries(heard).flatMap(([name, { at, message }]) => {
    const number = Number.parseInt(name, 10);
    const meaning = meaningOf({ number });
    return meaning?.kind === "passage" ? [{ meaning, at, message, number, name }] : [];
  });
  const sorted = all.sort(
    (a, b) =>
      compare(a.at, b.at) ||
      Number(a.meaning.isOver) - Number(b.meaning.isOver) ||
      a.number - b.number ||
      compare(a.name, b.name),
  );
  // A restart within a failover is part of it, not its result.
  const whole = sorted.filter(({ meaning }) => meaning.passage !== "power");
  const own = whole.length ? whole : sorted;
  const newest: { meaning: TransitionMeaning; at: string; message: string | undefined } | undefined = own.at(-1);
  const [first] = own;
  if (!newest || !first) return undefined;
  const { key, severity, isOver, passage } = newest.meaning;
  const { at, message } = newest;
  const changes = passage === "setup" ? own.flatMap((one) => one.message ?? []) : [];
  return {
    passage,
    key,
    severity,
    isOver,
    since: first.at,
    at,
    ...(message && { message }),
    ...(changes.length > 1 && { changes }),
  };
}

function compareObserved(a: Observed[string], b: Observed[string]): number {
  return compare(a.at, b.at) || compare(a.message ?? "", b.message ?? "");
}

function min(a: string, b: string): string {
  return a < b ? a : b;
}

function max(a: string, b: string): string {
  return a > b ? a : b;
}
