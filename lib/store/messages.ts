import * as v from "valibot";
import type { Content } from "../pure/content.ts";
import type { Dialog } from "../pure/dialog.ts";
import { isObject } from "../pure/json.ts";
import { defineState, type StateOf, type Versioned } from "../pure/schema.ts";
import type { Text } from "../pure/text.ts";
import { isSameJson } from "./same-json.ts";
import { type Log, parseLogged, type States } from "./states.ts";

/**
 * Where a message goes: into a channel, as an answer that only one person sees, into a dialog that they have open, or
 * nowhere for now.
 */
const destinationSchema = v.variant("kind", [
  v.object({ kind: v.literal("channel"), channel: v.string() }),
  v.object({ kind: v.literal("none") }),
  v.object({
    kind: v.literal("answer"),
    /** https://docs.slack.dev/interactivity/handling-user-interaction: five uses within 30 minutes. */
    responseUrl: v.string(),
    user: v.string(),
    /** Whether it replaces the message of the button. */
    replaces: v.boolean(),
  }),
  v.object({
    kind: v.literal("view"),
    /** The external id with which the front door opened it. */
    view: v.string(),
    user: v.string(),
    /** Whether it is certainly open. What cannot be shown there is answered through the response URL. */
    isOpen: v.boolean(),
    responseUrl: v.string(),
  }),
]);
export type Destination = StateOf<typeof destinationSchema>;

/** An actual destination. */
export type Address = Exclude<Destination, { readonly kind: "none" }>;

/** The last delivered version of a message. */
const postedSchema = v.object({
  version: v.number(),
  /** The number of lines in its thread. */
  lines: v.exactOptional(v.number()),
  /** Absent for answers, which cannot be updated. */
  channel: v.exactOptional(v.string()),
  ts: v.exactOptional(v.string()),
  permalink: v.exactOptional(v.string()),
  /** The intended channel, if Slack did not allow it there. */
  insteadOf: v.exactOptional(v.string()),
  /** Whether it may be a duplicate of an earlier try's. */
  isMaybeTwice: v.exactOptional(v.boolean()),
});
export type Posted = StateOf<typeof postedSchema>;

/** What a message should say, and what Slack has. `state` is the handler's state of the subject. */
const messageSchema = v.object({
  key: v.string(),
  destination: destinationSchema,
  /** Not validated here: rendering falls back to plain text for what this version does not know. */
  content: v.custom<Content>(isObject),
  /** A view's content; `content` is the answer when there is no view. */
  dialog: v.exactOptional(v.custom<Dialog>(isObject)),
  /** Read with the message's kind. */
  state: v.exactOptional(v.unknown()),
  /** The version of the state's shape, from the second on. */
  stateVersion: v.exactOptional(v.number()),
  /** The lines of its thread, oldest first; it only grows. */
  thread: v.exactOptional(v.array(v.custom<Text>(() => true))),
  /** Increases with each change of the desired content or destination. */
  version: v.number(),
  posted: v.exactOptional(postedSchema),
  /** When its first post was begun, while the result is unknown; ISO 8601. */
  trying: v.exactOptional(v.string()),
});
type StoredMessage = StateOf<typeof messageSchema>;

export interface MessageRecord<State = unknown> extends Omit<StoredMessage, "state"> {
  readonly state?: State;
}

export const messageState = defineState({
  name: "message",
  version: 1,
  schema: messageSchema,
  prefix: "message#",
  keep: 90,
});

/** For updates that leave a message's state as it is, whatever its kind. */
export const anyState: Versioned<never> = { name: "any", version: 1, parse: () => undefined };

export interface DesiredMessage<State> {
  readonly destination: Destination;
  readonly content: Content;
  readonly dialog?: Dialog;
  readonly state?: State;
  /** A line for its thread, if it is already in Slack. */
  readonly line?: Text | undefined;
}

export type Describe<State> = (
  state: State | undefined,
  current: MessageRecord<State> | undefined,
) => DesiredMessage<State>;

export interface Messages {
  /** The message, whatever its state. */
  find(key: string): Promise<MessageRecord | undefined>;
  /** The message, unless its state cannot be read. */
  read<State>(kind: Versioned<State>, key: string): Promise<MessageRecord<State> | undefined>;
  /**
   * Sets the desired message from the known state. The version only increases when the content changes. If its state
   * cannot be read, it stays as it is, and undefined is returned with what it would have said.
   */
  setDesired<State>(
    kind: Versioned<State>,
    key: string,
    now: Date,
    describe: Describe<State>,
  ): Promise<{ readonly record: MessageRecord<State>; readonly isKept: boolean }>;
  /** Records that it is about to be posted for the first time, or (undefined) that it certainly was not. */
  markTrying(key: string, since: string | undefined, now: Date): Promise<void>;
  /** Records what Slack has now; an older version never replaces a newer one. */
  markPosted(key: string, posted: Posted, now: Date): Promise<void>;
}

export function createMessages(states: States, log: Log): Messages {
  /** The message with its parsed state; undefined where that cannot be read. */
  const typed = <State>(kind: Versioned<State>, record: StoredMessage): MessageRecord<State> | undefined => {
    const { state, ...rest } = record;
    if (state === undefined) return rest;
    if (kind === anyState) return record as MessageRecord<State>;
    const read = parseLogged(kind, state, record.stateVersion, messageState.at(record.key), log);
    return read && { ...record, state: read.value };
  };
  const change = async (
    key: string,
    now: Date,
    make: (current: StoredMessage) => StoredMessage | undefined,
  ): Promise<void> => {
    await states.update(messageState, key, now, (current) => current && make(current));
  };
  return {
    find: (key) => states.read(messageState, key),

    async read(kind, key) {
      const record = await states.read(messageState, key);
      return record && typed(kind, record);
    },

    async setDesired(kind, key, now, describe) {
      let outcome: { readonly record: MessageRecord<never>; readonly isKept: boolean } | undefined;
      await states.update(messageState, key, now, (stored): StoredMessage | undefined => {
        const current = stored && typed(kind, stored);
        const isKept = stored === undefined || current !== undefined;
        const next = withDesired(kind, key, current, describe(current?.state, current));
        outcome = { record: (next ?? current) as MessageRecord<never>, isKept };
        return isKept ? next : undefined;
      });
      if (!outcome) throw new Error(`The message ${key} was not written`);
      return outcome;
    },

    markTrying: (key, since, now) =>
      change(key, now, (current) => {
        if (current.trying === since) return undefined;
        const { trying: _, ...others } = current;
        return { ...others, ...(since && { trying: since }) };
      }),

    markPosted: (key, posted, now) =>
      change(key, now, (current) => {
        if (current.posted && isBehind(posted, current.posted)) return undefined;
        const { trying: _, ...others } = current;
        return { ...others, posted };
      }),
  };
}

/** The desired message; undefined when nothing changes. */
function withDesired<State>(
  kind: Versioned<State>,
  key: string,
  current: MessageRecord<State> | undefined,
  { line, ...desired }: DesiredMessage<State>,
): MessageRecord<State> | undefined {
  const told = current?.thread ?? [];
  // Repeated news adds no line.
  const thread = current && line !== undefined && !told.some((one) => isSameJson(one, line)) ? [...told, line] : told;
  const isSame =
    current !== undefined &&
    thread === told &&
    isSameJson(current.content, desired.content) &&
    isSameJson(current.dialog, desired.dialog) &&
    isSameJson(current.destination, desired.destination);
  if (isSame && (kind === anyState || isSameJson(current.state, desired.state))) return undefined;
  const { dialog: _, state, ...others } = current ?? {};
  return {
    ...others,
    ...(kind === anyState && state !== undefined && { state }),
    ...desired,
    key,
    ...(thread.length && { thread }),
    ...(kind.version > 1 && { stateVersion: kind.version }),
    version: isSame ? current.version : (current?.version ?? 0) + 1,
  };
}

/** Whether the first has nothing that the second lacks. */
function isBehind(a: Posted, b: Posted): boolean {
  return a.version < b.version || (a.version === b.version && (a.lines ?? 0) <= (b.lines ?? 0) && a.ts === b.ts);
}
