import type { Config } from "./config/schema.ts";
import type { Content } from "./core/content.ts";
import { failed, ok, type Result } from "./core/result.ts";
import type { Text } from "./core/text.ts";
import type { LogLine } from "./host.ts";
import { answer, type Posting, type Slack, type SlackFault } from "./slack/api.ts";
import { render } from "./slack/render.ts";
import type { Reader } from "./slack/spans.ts";
import type { MessageRecord, Posted } from "./store/messages.ts";
import type { Store } from "./store/store.ts";
import { type Language, languageOf } from "./words/languages.ts";

/** What the outbox delivers with. */
export interface Post {
  readonly slack: Slack;
  readonly store: Store;
  readonly config: Config;
  /** What this container posted and could not note in the table, by message: else the next try would post it again. */
  readonly unnoted: Map<string, Posted>;
  now(): Date;
  log(line: LogLine): void;
}

/**
 * Brings Slack to what the message should say by now; does nothing when Slack says so already.
 * A fault of the class `later` asks to be called again.
 */
export async function deliver(key: string, post: Post): Promise<Result<undefined, SlackFault>> {
  const unnoted = post.unnoted.get(key);
  if (unnoted) await note(key, unnoted, post);
  const record = await post.store.messages.read(key);
  if (!record) {
    post.log({ level: "warn", event: "message unknown", key });
    return ok(undefined);
  }
  if (record.posted && record.posted.version >= record.version) return ok(undefined);
  const language = await languageFor(record, post);
  if (!language.ok) return language;
  const reader = await readerFor(record.content, language.value, post);
  const { text, blocks, classicBlocks } = render(record.content, reader);

  let sent = await send(record, { text, blocks }, post);
  if (!sent.ok && sent.fault.class === "blocks") {
    post.log({ level: "warn", event: "blocks refused", key, code: sent.fault.code });
    sent = await send(record, { text, blocks: classicBlocks }, post);
  }
  if (!sent.ok) {
    post.log({
      level: "warn",
      event: "message not delivered",
      key,
      code: sent.fault.code,
      class: sent.fault.class,
    });
    // An answer whose address has expired can reach nobody any more.
    const isLost = record.destination.kind === "answer" && sent.fault.class === "gone";
    return isLost ? ok(undefined) : sent;
  }
  await note(key, { ...sent.value, version: record.version }, post);
  return ok(undefined);
}

async function note(key: string, posted: Posted, { store, unnoted, now }: Post): Promise<void> {
  unnoted.set(key, posted);
  await store.messages.markPosted(key, posted, now());
  unnoted.delete(key);
}

async function send(
  record: MessageRecord,
  posting: Posting,
  { slack }: Post,
): Promise<Result<Omit<Posted, "version">, SlackFault>> {
  const { destination, posted, key, version } = record;
  if (destination.kind === "answer") {
    const answered = await answer(destination.responseUrl, posting, destination.replaces);
    return answered.ok ? ok({}) : answered;
  }
  if (posted?.channel && posted.ts) {
    const updated = await slack.update(posted.channel, posted.ts, posting);
    if (updated.ok) return ok(await placed(posted.channel, posted.ts, posted.permalink, slack));
    // Somebody deleted it: what it says is still wanted, so it is posted anew.
    if (updated.fault.class !== "gone") return updated;
  }
  const made = await slack.post(destination.channel, posting, {
    event_type: "nightshift_message",
    event_payload: { key, version },
  });
  if (!made.ok) return made;
  return ok(await placed(made.value.channel, made.value.ts, undefined, slack));
}

/** Where a message stands, with its address; when Slack does not give that now, it is asked at the next change. */
async function placed(
  channel: string,
  ts: string,
  permalink: string | undefined,
  slack: Slack,
): Promise<Omit<Posted, "version">> {
  if (permalink) return { channel, ts, permalink };
  const link = await slack.permalink(channel, ts);
  return { channel, ts, ...(link.ok && link.value && { permalink: link.value }) };
}

/** The channel's language, or the person's own, which only Slack knows. */
async function languageFor(record: MessageRecord, post: Post): Promise<Result<Language, SlackFault>> {
  const { destination } = record;
  if (destination.kind === "channel") return ok(post.config.language);
  const { directory } = post.store;
  const known = await directory.locale(destination.user, post.now());
  if (known !== undefined) return ok(languageOf(known));
  const asked = await post.slack.locale(destination.user);
  if (!asked.ok) {
    // Better an answer in the team's language than none.
    return asked.fault.class === "later" ? failed(asked.fault) : ok(post.config.language);
  }
  await directory.setLocale(destination.user, asked.value, post.now());
  return ok(languageOf(asked.value));
}

async function readerFor(content: Content, language: Language, { store }: Post): Promise<Reader> {
  const links = new Map<string, string>();
  for (const key of referencesIn(content)) {
    const link = (await store.messages.read(key))?.posted?.permalink;
    if (link) links.set(key, link);
  }
  return { language, linkTo: (key) => links.get(key) };
}

/** The keys of the messages that the content links to. */
function referencesIn(content: Content): Set<string> {
  const keys = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      const reference = value as Partial<Extract<Text, { message: string }>>;
      if (typeof reference.message === "string" && "text" in reference) keys.add(reference.message);
      Object.values(value).forEach(visit);
    }
  };
  visit(content);
  return keys;
}

/** Reads user groups from Slack into the directory. A group that Slack does not know has no members. */
export async function readGroups(
  groups: readonly string[],
  post: Post,
): Promise<Result<undefined, SlackFault>> {
  for (const group of groups) {
    const members = await post.slack.members(group);
    if (!members.ok && members.fault.class === "later") return members;
    if (!members.ok)
      post.log({ level: "warn", event: "user group unreadable", group, code: members.fault.code });
    await post.store.directory.setGroup(group, members.ok ? members.value : [], post.now());
  }
  return ok(undefined);
}
