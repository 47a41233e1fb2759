import { shortHash } from "../messages/publish.ts";
import { type AlertRecord, type Digest, type DigestRow, unansweredIn } from "./alert.ts";
import type { AlertContext } from "./context.ts";
import { digestMessage, mostRows } from "./digest-message.ts";
import { quietUntil } from "./routing.ts";

/** So many new messages of a family in a channel within the window; the rest of a storm is one message. */
const burstThreshold = 10;
const windowMs = 60_000;

/** A subject that was not told before, and where it would be. */
interface NewSubject {
  readonly subject: string;
  readonly family: string;
  readonly channel: string;
}

/** The latest new messages of a family in a channel, and the digest that takes what is too many. */
interface Burst {
  /** By subject, ISO 8601. */
  readonly times: Readonly<Record<string, string>>;
  readonly digest?: { readonly key: string; readonly subjects: readonly string[]; readonly until: string };
}

/**
 * The digest that a new subject belongs to, when too many of its family are new at once; undefined when it may have a
 * message of its own. Asked again for the same subject, it answers the same.
 */
export async function burstDigestOf(
  { subject, family, channel }: NewSubject,
  { store, now }: AlertContext,
): Promise<string | undefined> {
  const at = now();
  const burst = await store.records.update<Burst>(`storm/${channel}/${family}`, at, (known) =>
    countedInBurst(known ?? { times: {} }, { subject, family, channel }, at),
  );
  return burst.digest?.subjects.includes(subject) ? burst.digest.key : undefined;
}

function countedInBurst({ times, digest }: Burst, { subject, family, channel }: NewSubject, at: Date): Burst {
  if (subject in times || digest?.subjects.includes(subject)) return { times, ...(digest && { digest }) };
  const since = at.getTime() - windowMs;
  const recent = Object.fromEntries(Object.entries(times).filter(([, time]) => Date.parse(time) > since));
  const isOpen = digest !== undefined && Date.parse(digest.until) > at.getTime();
  // A storm lasts as long as more keep coming.
  const until = new Date(at.getTime() + windowMs).toISOString();
  if (isOpen && digest.subjects.length < mostRows) {
    return { times: recent, digest: { ...digest, subjects: [...digest.subjects, subject], until } };
  }
  if (!isOpen && Object.keys(recent).length < burstThreshold) {
    return { times: { ...recent, [subject]: at.toISOString() }, ...(digest && { digest }) };
  }
  const key = `digest/${channel}/${family}/${at.toISOString()}/${subject}`;
  return { times: recent, digest: { key, subjects: [subject], until } };
}

/** The key of what waits in a channel for the end of the quiet hours. */
function quietKey(channel: string, until: string): string {
  return `digest/${channel}/quiet/${until}`;
}

/** Enters an alert that has no message of its own into the message of many, or brings its line there up to date. */
export async function addToDigest(alert: AlertRecord, context: AlertContext): Promise<void> {
  const { config, store, publish, now } = context;
  const { held, channel, openedAt } = alert;
  const { quietHours } = config.alerts;
  const until = quietHours && quietUntil(quietHours, new Date(openedAt));
  const key =
    held?.why === "storm"
      ? held.digest
      : held?.why === "quiet" && until
        ? quietKey(channel, until)
        : undefined;
  if (key === undefined) return;
  const isStorm = held?.why === "storm";
  const isNew = (await store.messages.read(key)) === undefined;
  // Before it is told, since its button speaks of it by this name.
  if (isNew) await store.alerts.name(shortHash(key), key, now());
  // The first line is told at once, the others with the next tick, so that many lines are few messages.
  await publish<Digest>(
    key,
    (known) => {
      const state: Digest = {
        ...known,
        id: shortHash(key),
        from: known?.from ?? openedAt,
        why: isStorm ? "storm" : "quiet",
        ...(isStorm && { family: alert.family }),
        rows: { ...known?.rows, [alert.subject]: rowOf(alert) },
      };
      return { destination: { kind: "channel", channel }, content: digestMessage(state), state };
    },
    { isLater: !isStorm || !isNew },
  );
  const at = isStorm ? nextMinute(now()) : (until ?? now().toISOString());
  await store.due.set({ job: "digest", subject: key, at });
}

function rowOf({ subject, content, severity, closedAt, environment, openedAt: at }: AlertRecord): DigestRow {
  const url = content.buttons?.find(({ action }) => action === "open")?.url;
  return {
    subject,
    title: content.title,
    severity,
    isOver: closedAt !== undefined,
    at,
    ...(url !== undefined && { url }),
    ...(environment && { environment }),
  };
}

/** Notes in a digest's message who looks after what it tells; gives the digest, undefined when it is no longer kept. */
export async function acknowledgeDigest(
  key: string,
  mine: NonNullable<Digest["acknowledged"]>,
  { store, publish }: Pick<AlertContext, "store" | "publish">,
): Promise<Digest | undefined> {
  const record = await store.messages.read(key);
  if (!record) return undefined;
  const { destination, content } = record;
  const changed = await publish<Digest>(key, (known) => {
    const state = known && (unansweredIn(known).length ? { ...known, acknowledged: mine } : known);
    return { destination, content: state ? digestMessage(state) : content, ...(state && { state }) };
  });
  return changed.state;
}

function nextMinute(now: Date): string {
  return new Date(Math.ceil((now.getTime() + 1) / 60_000) * 60_000).toISOString();
}
