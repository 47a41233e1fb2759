import type { Content } from "../pure/content.ts";
import type { Dialog } from "../pure/dialog.ts";
import type { Text } from "../pure/text.ts";
import { isSameJson } from "./same-json.ts";
import type { Table } from "./table.ts";

/**
 * Where a message goes: into a channel, as an answer that only one person sees, into a dialog that is open before them,
 * or nowhere for the time being.
 */
export type Destination =
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "none" }
  | {
      readonly kind: "answer";
      /** https://docs.slack.dev/interactivity/handling-user-interaction: five uses within 30 minutes. */
      readonly responseUrl: string;
      readonly user: string;
      /** Whether it takes the place of the message whose button was pressed. */
      readonly replaces: boolean;
    }
  | {
      readonly kind: "view";
      /** The external id with which the front door opened it. */
      readonly view: string;
      readonly user: string;
      /** Whether it surely was opened. What cannot be shown there is answered through the response URL. */
      readonly isOpen: boolean;
      readonly responseUrl: string;
    };

/** A destination that there is. */
export type Address = Exclude<Destination, { readonly kind: "none" }>;

/** What was last made of a message in Slack. */
export interface Posted {
  readonly version: number;
  /** How many lines of its thread stand there. */
  readonly lines?: number;
  /** Absent for answers, which cannot be updated. */
  readonly channel?: string;
  readonly ts?: string;
  readonly permalink?: string;
  /** The channel that it was meant for, when Slack did not let it in there. */
  readonly insteadOf?: string;
  /** Whether an earlier try may have posted it, too. */
  readonly isMaybeTwice?: boolean;
}

/** What a message should say, and what Slack says. `state` is what its handler knows of the subject. */
export interface MessageRecord<State = unknown> {
  readonly key: string;
  readonly destination: Destination;
  readonly content: Content;
  /** What a view shows; the content is what is answered when there is none. */
  readonly dialog?: Dialog;
  readonly state?: State;
  /** What is told in its thread, one message each, oldest first; it only grows. */
  readonly thread?: readonly Text[];
  /** Grows by one with each change of the wanted content or destination. */
  readonly version: number;
  readonly posted?: Posted;
  /** When its first post was begun, as long as it is not known what came of it; ISO 8601. */
  readonly trying?: string;
}

export interface DesiredMessage<State> {
  readonly destination: Destination;
  readonly content: Content;
  readonly dialog?: Dialog;
  readonly state?: State;
  /** A line for its thread, when it stands in Slack already. */
  readonly line?: Text | undefined;
}

const keptDays = 90;

export interface Messages {
  read(key: string): Promise<MessageRecord | undefined>;
  /** Sets what the message should say from what is known so far. The version grows only when the content changes. */
  setDesired<State>(
    key: string,
    now: Date,
    describe: (state: State | undefined, current: MessageRecord<State> | undefined) => DesiredMessage<State>,
  ): Promise<MessageRecord<State>>;
  /** Notes that it is about to be posted for the first time, or (undefined) that this surely did not happen. */
  markTrying(key: string, since: string | undefined, now: Date): Promise<void>;
  /** Records what Slack says now; an older version never replaces a newer one. */
  markPosted(key: string, posted: Posted, now: Date): Promise<void>;
}

export function createMessages(table: Table): Messages {
  const at = (key: string) => ({ pk: `message#${key}`, sk: "message" });
  const until = (now: Date) => new Date(now.getTime() + keptDays * 24 * 60 * 60 * 1000);
  return {
    async read(key) {
      return (await table.read<MessageRecord>(at(key)))?.value;
    },

    async setDesired<State>(
      key: string,
      now: Date,
      describe: (
        state: State | undefined,
        current: MessageRecord<State> | undefined,
      ) => DesiredMessage<State>,
    ) {
      const { value } = await table.update<MessageRecord<State>>(
        at(key),
        (current) => {
          const desired = describe(current?.state, current);
          const { line, ...rest } = desired;
          const told = current?.thread ?? [];
          // The same news told again is no news.
          const thread =
            current && line !== undefined && !told.some((one) => isSameJson(one, line))
              ? [...told, line]
              : told;
          const isSame =
            current !== undefined &&
            thread === told &&
            isSameJson(current.content, desired.content) &&
            isSameJson(current.dialog, desired.dialog) &&
            isSameJson(current.destination, desired.destination);
          if (isSame && isSameJson(current.state, desired.state)) return undefined;
          return {
            ...rest,
            key,
            ...(thread.length && { thread }),
            version: isSame ? current.version : (current?.version ?? 0) + 1,
            ...(current?.posted && { posted: current.posted }),
            ...(current?.trying && { trying: current.trying }),
          };
        },
        until(now),
      );
      if (!value) throw new Error(`The message ${key} was not written`);
      return value;
    },

    async markTrying(key, since, now) {
      await table.update<MessageRecord>(
        at(key),
        (current) => {
          if (!current || current.trying === since) return undefined;
          const { trying: _, ...others } = current;
          return { ...others, ...(since && { trying: since }) };
        },
        until(now),
      );
    },

    async markPosted(key, posted, now) {
      await table.update<MessageRecord>(
        at(key),
        (current) => {
          if (!current || (current.posted && isBehind(posted, current.posted))) return undefined;
          const { trying: _, ...others } = current;
          return { ...others, posted };
        },
        until(now),
      );
    },
  };
}

/** Whether the first tells nothing that the second does not. */
function isBehind(a: Posted, b: Posted): boolean {
  return (
    a.version < b.version || (a.version === b.version && (a.lines ?? 0) <= (b.lines ?? 0) && a.ts === b.ts)
  );
}
