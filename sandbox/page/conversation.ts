/** Which messages a person sees, and in which order. */
import type { SlackMessage } from "../slack/model.ts";
import { dateOfTs, dayOf } from "./dates.ts";

/** One key for each message: an ephemeral one may share its ts with another person's. */
export function keyOf(message: SlackMessage): string {
  return `${message.channel} ${message.ts} ${message.ephemeralTo ?? ""}`;
}

/** The next state's messages, with the previous objects where nothing changed, so that they are not redrawn. */
export function keepUnchanged(previous: readonly SlackMessage[], next: readonly SlackMessage[]): SlackMessage[] {
  const known = new Map(previous.map((message) => [keyOf(message), message]));
  return next.map((message) => {
    const old = known.get(keyOf(message));
    const same =
      old !== undefined &&
      old.edits === message.edits &&
      old.updatedAt === message.updatedAt &&
      old.text === message.text &&
      JSON.stringify(old.reactions) === JSON.stringify(message.reactions);
    return same ? old : message;
  });
}

const isReply = (message: SlackMessage) => message.threadTs !== undefined && message.threadTs !== message.ts;

/** What `person` sees in the channel itself, without replies. */
export function inChannel(messages: readonly SlackMessage[], channel: string, person: string): SlackMessage[] {
  return messages.filter(
    (message) => message.channel === channel && !isReply(message) && (message.ephemeralTo ?? person) === person,
  );
}

/** The replies to the message `ts` that `person` sees. */
export function repliesTo(
  messages: readonly SlackMessage[],
  channel: string,
  ts: string,
  person: string,
): SlackMessage[] {
  return messages.filter(
    (message) =>
      message.channel === channel &&
      isReply(message) &&
      message.threadTs === ts &&
      (message.ephemeralTo ?? person) === person,
  );
}

export interface Row {
  readonly message: SlackMessage;
  /** Set on the first message of a day. */
  readonly day?: Date;
  /** Whether name and avatar are shown; not when the same author wrote shortly before. */
  readonly lead: boolean;
}

const together = 5 * 60_000;

/**
 * Messages in order, with day dividers and authors. The author's name is repeated after a pause of five minutes, and
 * on every message with blocks.
 */
export function rowsOf(messages: readonly SlackMessage[], zone: string): Row[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const when = dateOfTs(message.ts);
    const newDay = !before || dayOf(dateOfTs(before.ts), zone) !== dayOf(when, zone);
    const lead =
      newDay ||
      before.user !== message.user ||
      before.ephemeralTo !== message.ephemeralTo ||
      message.blocks.length > 0 ||
      when.getTime() - dateOfTs(before.ts).getTime() > together;
    return newDay ? { message, day: when, lead } : { message, lead };
  });
}
