import type { Content } from "../core/content.ts";
import type { Table } from "./table.ts";

/** Where a message goes: into a channel, or as an answer that only one person sees. */
export type Destination =
  | { readonly kind: "channel"; readonly channel: string }
  | {
      readonly kind: "answer";
      /** https://docs.slack.dev/interactivity/handling-user-interaction: five uses within 30 minutes. */
      readonly responseUrl: string;
      readonly user: string;
      /** Whether it takes the place of the message whose button was pressed. */
      readonly replaces: boolean;
    };

/** What was last made of a message in Slack. */
export interface Posted {
  readonly version: number;
  /** Absent for answers, which cannot be updated. */
  readonly channel?: string;
  readonly ts?: string;
  readonly permalink?: string;
}

/** What a message should say, and what Slack says. `state` is what its handler knows of the subject. */
export interface MessageRecord<State = unknown> {
  readonly key: string;
  readonly destination: Destination;
  readonly content: Content;
  readonly state?: State;
  /** Grows by one with each change of the wanted content or destination. */
  readonly version: number;
  readonly posted?: Posted;
}

export interface Wanted<State> {
  readonly destination: Destination;
  readonly content: Content;
  readonly state?: State;
}

const keptDays = 90;

export interface Messages {
  read(key: string): Promise<MessageRecord | undefined>;
  /** Sets what the message should say from what is known so far. The version grows only when the content changes. */
  want<State>(
    key: string,
    now: Date,
    say: (state: State | undefined) => Wanted<State>,
  ): Promise<MessageRecord<State>>;
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

    async want<State>(key: string, now: Date, say: (state: State | undefined) => Wanted<State>) {
      const { value } = await table.change<MessageRecord<State>>(
        at(key),
        (current) => {
          const wanted = say(current?.state);
          const isSame =
            current !== undefined &&
            isEqual(current.content, wanted.content) &&
            isEqual(current.destination, wanted.destination);
          if (isSame && isEqual(current.state, wanted.state)) return undefined;
          return {
            ...wanted,
            key,
            version: isSame ? current.version : (current?.version ?? 0) + 1,
            ...(current?.posted && { posted: current.posted }),
          };
        },
        until(now),
      );
      if (!value) throw new Error(`The message ${key} was not written`);
      return value;
    },

    async markPosted(key, posted, now) {
      await table.change<MessageRecord>(
        at(key),
        (current) => {
          if (!current || (current.posted && current.posted.version >= posted.version)) return undefined;
          return { ...current, posted };
        },
        until(now),
      );
    },
  };
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
