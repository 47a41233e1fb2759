import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { slack } from "../world.ts";
import type { Block, SlackChannel, SlackMessage, SlackPerson } from "./model.ts";

/** Who speaks for Slack itself. */
export const slackbot = "USLACKBOT";

export interface Group {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Draft {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly Block[] | undefined;
  readonly threadTs?: string | undefined;
  readonly metadata?: SlackMessage["metadata"] | undefined;
  readonly ephemeralTo?: string | undefined;
}

export interface Revision {
  readonly text?: string | undefined;
  readonly blocks?: readonly Block[] | undefined;
  readonly metadata?: SlackMessage["metadata"] | "none" | undefined;
}

/** The people, channels and messages of the one workspace. */
export class Workspace {
  readonly groups: readonly Group[] = slack.groups;
  readonly pins = new Set<string>();
  people: readonly SlackPerson[] = slack.people;
  messages: readonly SlackMessage[] = [];
  #channels: readonly SlackChannel[] = slack.channels.map((channel) => ({ ...channel, hasBot: true }));
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #listeners = new Set<() => void>();
  #lastTs = 0n;

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  get channels(): readonly SlackChannel[] {
    return this.#channels;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The clock's time as a Slack timestamp: seconds, and microseconds that make it unique and increasing. */
  timestamp(): string {
    const now = BigInt(this.#clock.now().getTime()) * 1000n;
    this.#lastTs = now > this.#lastTs ? now : this.#lastTs + 1n;
    const digits = this.#lastTs.toString();
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  person(personaOrId: string): SlackPerson | undefined {
    return this.people.find((person) => person.id === personaOrId || person.persona === personaOrId);
  }

  /** A channel by id or name (with or without #); a person's id, or D with the rest of it, is their direct message. */
  channel(nameOrId: string): SlackChannel | undefined {
    const name = nameOrId.replace(/^#/, "");
    const channel = this.#channels.find((one) => one.id === nameOrId || one.name === name);
    if (channel) return channel;
    const partner = this.people.find((person) => person.id === nameOrId || directId(person.id) === nameOrId);
    return partner && { id: directId(partner.id), name: "directmessage", topic: "", hasBot: true };
  }

  /** Who is in that channel. */
  members(channel: SlackChannel): readonly string[] {
    const partner = this.people.find((person) => directId(person.id) === channel.id);
    const people = partner ? [partner] : this.people;
    return [...people.map((person) => person.id), ...(channel.hasBot ? [slack.bot.userId] : [])];
  }

  setBotMember(channelId: string, hasBot: boolean): void {
    this.#channels = this.#channels.map((one) => (one.id === channelId ? { ...one, hasBot } : one));
    this.changed();
  }

  setLocale(personId: string, locale: string): void {
    this.people = this.people.map((person) => (person.id === personId ? { ...person, locale } : person));
    this.changed();
  }

  /** A message that is not ephemeral. */
  message(channelId: string, ts: string): SlackMessage | undefined {
    return this.messages.find(
      (message) => message.channel === channelId && message.ts === ts && message.ephemeralTo === undefined,
    );
  }

  /** The messages that this person can see. */
  visibleTo(personId: string): readonly SlackMessage[] {
    return this.messages.filter((message) =>
      message.channel.startsWith("D")
        ? message.channel === directId(personId)
        : message.ephemeralTo === undefined || message.ephemeralTo === personId,
    );
  }

  post(draft: Draft): SlackMessage {
    const message: SlackMessage = {
      channel: draft.channel,
      ts: this.timestamp(),
      ...(draft.threadTs !== undefined && { threadTs: draft.threadTs }),
      user: draft.user,
      text: draft.text,
      blocks: this.named(draft.blocks ?? []),
      ...(draft.metadata !== undefined && { metadata: draft.metadata }),
      ...(draft.ephemeralTo !== undefined && { ephemeralTo: draft.ephemeralTo }),
      edits: 0,
      updatedAt: this.#clock.now().toISOString(),
    };
    this.messages = [...this.messages, message];
    this.changed();
    return message;
  }

  /** Edits a message; fields that the revision leaves out stay. */
  revise(message: SlackMessage, revision: Revision): SlackMessage {
    const { metadata: before, ...rest } = message;
    const metadata = revision.metadata === undefined ? before : revision.metadata;
    const revised: SlackMessage = {
      ...rest,
      text: revision.text ?? message.text,
      blocks: revision.blocks === undefined ? message.blocks : this.named(revision.blocks),
      ...(metadata !== undefined && metadata !== "none" && { metadata }),
      edits: message.edits + 1,
      updatedAt: this.#clock.now().toISOString(),
    };
    this.replace(message, revised);
    return revised;
  }

  replace(message: SlackMessage, other: SlackMessage): void {
    this.messages = this.messages.map((one) => (isSame(one, message) ? other : one));
    this.changed();
  }

  remove(message: SlackMessage): void {
    this.messages = this.messages.filter((one) => !isSame(one, message));
    this.changed();
  }

  /** The blocks with every block_id and action_id that Slack would generate. */
  named(blocks: readonly Block[]): readonly Block[] {
    return blocks.map((block) => this.#namedBlock(block));
  }

  #namedBlock(block: Block): Block {
    const named: Record<string, unknown> & { type: string } = {
      ...block,
      block_id: block.block_id ?? this.#ids.upper(5),
    };
    for (const holder of ["elements", "actions", "child_blocks"]) {
      const inner = named[holder];
      if (Array.isArray(inner)) named[holder] = inner.map((one: Block) => this.#namedPart(one));
    }
    for (const holder of ["accessory", "element"]) {
      const inner = named[holder];
      if (inner !== undefined) named[holder] = this.#namedPart(inner as Block);
    }
    return named as Block;
  }

  #namedPart(part: Block): Block {
    if (holdsBlocks.has(part.type)) return this.#namedBlock(part);
    const isInert = inert.has(part.type) || part.type.startsWith("rich_text_");
    return isInert || part.action_id !== undefined ? part : { ...part, action_id: this.#ids.upper(5) };
  }
}

const directId = (personId: string) => `D${personId.slice(1)}`;
const isSame = (one: SlackMessage, other: SlackMessage) => one.channel === other.channel && one.ts === other.ts;
const holdsBlocks = new Set(["card", "actions", "section", "context", "divider", "header", "table", "video"]);
const inert = new Set(["image", "plain_text", "mrkdwn"]);
