import type { Config } from "../config/schema.ts";
import type { LogLine } from "../host.ts";
import { type Catalog, type Language, languageOf } from "../i18n/catalog.ts";
import type { Content } from "../pure/content.ts";
import type { Dialog } from "../pure/dialog.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import { say, type Text } from "../pure/text.ts";
import { noAnswer, type Posting, respondByUrl, type Slack, type SlackFault } from "../slack/api.ts";
import { render } from "../slack/render.ts";
import { renderDialog } from "../slack/render-dialog.ts";
import type { Reader } from "../slack/spans.ts";
import type { Address, MessageRecord, Posted } from "../store/messages.ts";
import type { Store } from "../store/store.ts";
import { isRenderable, plainContent, plainLine } from "./plain-content.ts";

/** What delivery needs. */
export interface Post {
  readonly slack: Slack;
  readonly catalog: Catalog;
  readonly store: Pick<Store, "messages" | "directory">;
  readonly config: Config;
  /** Messages that this container posted but could not record: otherwise the next try would post them again. */
  readonly unrecorded: Map<string, Posted>;
  now(): Date;
  log(line: LogLine): void;
}

/** The delivery of one message, to its reader. */
interface Delivery extends Post {
  readonly reader: Reader;
}

/**
 * Brings Slack to the desired message, its thread included; does nothing when Slack already has it. A retryable fault
 * asks to be called again.
 */
export async function deliver(key: string, post: Post): Promise<Result<undefined, SlackFault>> {
  const unrecorded = post.unrecorded.get(key);
  if (unrecorded) await note(key, unrecorded, post);
  const found = await post.store.messages.find(key);
  if (!found) {
    post.log({ level: "warn", event: "message unknown", key });
    return ok(undefined);
  }
  if (!hasAddress(found)) return ok(undefined);
  if (found.posted && found.posted.version >= found.version) return ok(undefined);
  const language = await languageFor(found.destination, post);
  if (!language.ok) return language;
  const reader = await readerFor([found.content, found.dialog, found.thread], language.value, post);
  const delivery: Delivery = { ...post, reader };
  const record = renderable(found, delivery);
  const sent = await sendAnswer(record, delivery);
  if (!sent.ok) {
    const { code, class: kind } = sent.fault;
    post.log({ level: "warn", event: "message not delivered", key, code, class: kind });
    // An answer whose URL has expired cannot be delivered.
    const isLost = record.destination.kind !== "channel" && kind === "not-found";
    return isLost ? ok(undefined) : sent;
  }
  const missing = record.thread?.slice(sent.value.lines ?? 0) ?? [];
  if (!missing.length) {
    await note(key, { ...sent.value, version: record.version }, post);
    return ok(undefined);
  }
  // While lines are missing, the message counts as an older version.
  const posted: Posted = { ...sent.value, version: record.version - 1 };
  await note(key, posted, post);
  return extend(record, posted, missing, delivery);
}

type Addressed = MessageRecord & { readonly destination: Address };

function hasAddress(record: MessageRecord): record is Addressed {
  return record.destination.kind !== "none";
}

/** The message as it is, or in plain text where a newer version has written what this one cannot render. */
function renderable(record: Addressed, { reader, log }: Delivery): Addressed {
  const { key, content, dialog, thread } = record;
  const isKnown = isRenderable(content, reader) && (!dialog || isDialogKnown(dialog, content, reader));
  const lines = thread?.map((line) => plainLine(line, reader));
  if (isKnown && lines?.every((line, index) => line === thread?.[index]) !== false) return record;
  log({ level: "warn", event: "message of another version", key });
  const { dialog: _, ...others } = record;
  return {
    ...others,
    ...(isKnown ? dialog && { dialog } : { content: plainContent(content, reader) }),
    ...(lines && { thread: lines }),
  };
}

function isDialogKnown(dialog: Dialog, content: Content, reader: Reader): boolean {
  try {
    return renderDialog(dialog, content, reader) !== undefined;
  } catch {
    return false;
  }
}

async function note(key: string, posted: Posted, { store, unrecorded, now }: Post): Promise<void> {
  unrecorded.set(key, posted);
  await store.messages.markPosted(key, posted, now());
  unrecorded.delete(key);
}

/** Posts the missing lines of its thread, one after the other. */
async function extend(
  record: MessageRecord,
  posted: Posted,
  missing: readonly Text[],
  delivery: Delivery,
): Promise<Result<undefined, SlackFault>> {
  const { channel, ts } = posted;
  if (!channel || !ts) return ok(undefined);
  let lines = posted.lines ?? 0;
  let { trying } = record;
  for (const line of missing) {
    const content: Content = { tone: "quiet", title: line };
    const piece = { key: `${record.key}#${lines + 1}`, content, channel, thread: ts };
    const made = await postOnce({ record, trying, piece }, delivery);
    if (!made.ok) return made;
    lines++;
    const isLast = lines === record.thread?.length;
    await note(record.key, { ...posted, lines, version: record.version - (isLast ? 0 : 1) }, delivery);
    trying = undefined;
  }
  return ok(undefined);
}

type Sent = Result<Omit<Posted, "version">, SlackFault>;

async function sendAnswer(record: Addressed, delivery: Delivery): Promise<Sent> {
  const { destination, posted } = record;
  if (destination.kind === "view") return show(record, destination, delivery);
  if (destination.kind === "answer") return answerAt(destination.responseUrl, destination.replaces, record, delivery);
  if (posted?.channel && posted.ts) {
    const updated = await update(record, { ...posted, channel: posted.channel, ts: posted.ts }, delivery);
    // The message was deleted in Slack: post it and its thread anew, since it is still wanted.
    if (updated.ok || updated.fault.class !== "not-found") return updated;
  }
  return postAnew(record, destination.channel, delivery);
}

/** Fills a dialog that is open; without one, the person gets an ordinary answer. */
async function show(
  record: MessageRecord,
  { view, isOpen, responseUrl }: Extract<Address, { readonly kind: "view" }>,
  delivery: Delivery,
): Promise<Sent> {
  const { key, dialog, content } = record;
  if (dialog) {
    const shown = await delivery.slack.show(view, renderDialog(dialog, content, delivery.reader));
    if (shown.ok) return ok({});
    const { code, class: kind } = shown.fault;
    if (kind === "retryable" || kind === "invalid-token") return shown;
    // The person closed it, or already submitted it.
    if (kind === "not-found" && isOpen) return ok({});
    delivery.log({ level: "warn", event: "view not shown", key, code });
  }
  return answerAt(responseUrl, false, record, delivery);
}

async function answerAt(
  responseUrl: string,
  replaces: boolean,
  { key, content }: MessageRecord,
  delivery: Delivery,
): Promise<Sent> {
  const answered = await inBlocks(key, content, delivery, (posting) => respondByUrl(responseUrl, posting, replaces));
  return answered.ok ? ok({}) : answered;
}

async function update(
  { key, content }: MessageRecord,
  { version: _, ...posted }: Posted & { readonly channel: string; readonly ts: string },
  delivery: Delivery,
): Promise<Sent> {
  const { channel, ts, permalink } = posted;
  const updated = await inBlocks(key, withNotes(content, posted), delivery, (posting) =>
    delivery.slack.update(channel, ts, posting),
  );
  if (!updated.ok) return updated;
  return ok({ ...posted, ...(await placed(channel, ts, permalink, delivery.slack)) });
}

/** Posts a message for the first time, or in the alert channel when Slack does not allow it in its own. */
async function postAnew(record: MessageRecord, channel: string, delivery: Delivery): Promise<Sent> {
  const { key, content, trying } = record;
  const elsewhere = delivery.config.alerts.channel;
  let notes: Notes = {};
  let made = await postOnce({ record, trying, piece: { key, content, channel } }, delivery);
  if (!made.ok && made.fault.class === "no-access" && channel !== elsewhere) {
    delivery.log({ level: "warn", event: "channel shut", key, channel, code: made.fault.code });
    notes = { insteadOf: channel };
    const piece = { key, content: withNotes(content, notes), channel: elsewhere };
    made = await postOnce({ record, trying, piece }, delivery);
  }
  if (!made.ok) return made;
  const { isFound, isMaybeTwice, ...place } = made.value;
  if (isMaybeTwice) notes = { ...notes, isMaybeTwice };
  // An earlier try may have posted an older version.
  if (isFound) return update(record, { ...notes, ...place, version: 0 }, delivery);
  return ok({ ...notes, ...(await placed(place.channel, place.ts, undefined, delivery.slack)) });
}

/** A Slack message: one of our messages, or a line of its thread. */
interface Piece {
  /** The key in its metadata, to find it again. */
  readonly key: string;
  readonly content: Content;
  readonly channel: string;
  /** The timestamp of the thread's first message. */
  readonly thread?: string;
}

interface Made {
  readonly channel: string;
  readonly ts: string;
  /** Whether an earlier try had posted it. */
  readonly isFound?: boolean;
  readonly isMaybeTwice?: boolean;
}

/**
 * Posts something once. The intent is recorded first: if this container dies or Slack's answer is lost, the next try
 * searches for the message before posting again. Without the right to search, it says that it may be a duplicate.
 */
async function postOnce(
  { record, trying, piece }: { record: MessageRecord; trying: string | undefined; piece: Piece },
  delivery: Delivery,
): Promise<Result<Made, SlackFault>> {
  const { slack, store, now } = delivery;
  const { key, channel, thread } = piece;
  let { content } = piece;
  let isMaybeTwice = false;
  if (trying !== undefined) {
    const found = await slack.find(channel, key, new Date(Date.parse(trying) - marginMs), thread);
    if (!found.ok && found.fault.class === "retryable") return found;
    if (found.ok && found.value) return ok({ ...found.value, isFound: true });
    isMaybeTwice = !found.ok;
    if (isMaybeTwice) content = withNotes(content, { isMaybeTwice });
  }
  await store.messages.markTrying(record.key, trying ?? now().toISOString(), now());
  const metadata = { event_type: "nightshift_message", event_payload: { key, version: record.version } };
  const made = await inBlocks(record.key, content, delivery, (posting) =>
    slack.post(channel, posting, metadata, thread),
  );
  if (made.ok) return ok({ ...made.value, ...(isMaybeTwice && { isMaybeTwice }) });
  // Slack refused it, so it is not there; only without an answer it is unknown.
  if (made.fault.code !== noAnswer && !isMaybeTwice) {
    await store.messages.markTrying(record.key, undefined, now());
  }
  return made;
}

/** Slack's clock and ours may differ a little. */
const marginMs = 60_000;

type Notes = Pick<Posted, "insteadOf" | "isMaybeTwice">;

/** The content with notes for readers on how it was delivered. */
function withNotes(content: Content, { insteadOf, isMaybeTwice }: Notes): Content {
  const notes: Text[] = [
    ...(insteadOf ? [say("outbox.instead-of", { channel: insteadOf })] : []),
    ...(isMaybeTwice ? [say("outbox.maybe-twice")] : []),
  ];
  return notes.length ? { ...content, footer: [...(content.footer ?? []), ...notes] } : content;
}

/** Uses the newest kinds of blocks, and the old ones when Slack refuses those. */
async function inBlocks<Value>(
  key: string,
  content: Content,
  { reader, log }: Delivery,
  say: (posting: Posting) => Promise<Result<Value, SlackFault>>,
): Promise<Result<Value, SlackFault>> {
  const { text, blocks, classicBlocks } = render(content, reader);
  const said = await say({ text, blocks });
  if (said.ok || said.fault.class !== "invalid-blocks") return said;
  log({ level: "warn", event: "blocks refused", key, code: said.fault.code });
  return say({ text, blocks: classicBlocks });
}

/** Where the message is, with its permalink; if Slack does not return that now, it is requested at the next change. */
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
async function languageFor(destination: Address, post: Post): Promise<Result<Language, SlackFault>> {
  if (destination.kind === "channel") return ok(post.config.language);
  const { directory } = post.store;
  const known = await directory.locale(destination.user, post.now());
  if (known !== undefined) return ok(languageOf(known));
  const asked = await post.slack.locale(destination.user);
  if (!asked.ok) {
    // An answer in the team's language is better than none.
    return asked.fault.class === "retryable" ? failed(asked.fault) : ok(post.config.language);
  }
  await directory.setLocale(destination.user, asked.value, post.now());
  return ok(languageOf(asked.value));
}

async function readerFor(content: unknown, language: Language, { store, catalog }: Post): Promise<Reader> {
  const links = new Map<string, string>();
  for (const key of referencesIn(content)) {
    const link = (await store.messages.find(key))?.posted?.permalink;
    if (link) links.set(key, link);
  }
  return { language, words: catalog[language], linkTo: (key) => links.get(key) };
}

/** The keys of the messages that the content links to. */
function referencesIn(content: unknown): Set<string> {
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

/** Reads user groups from Slack into the directory. A group that does not exist has no members. */
export async function readGroups(groups: readonly string[], post: Post): Promise<Result<undefined, SlackFault>> {
  for (const group of groups) {
    const members = await post.slack.members(group);
    if (!members.ok && members.fault.class === "retryable") return members;
    if (!members.ok) post.log({ level: "warn", event: "user group unreadable", group, code: members.fault.code });
    await post.store.directory.setGroup(group, members.ok ? members.value : [], post.now());
  }
  return ok(undefined);
}
