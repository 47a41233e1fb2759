import * as v from "valibot";
import { shortHash } from "../messages/publish.ts";
import { defineState, type StateOf } from "../pure/schema.ts";
import { type AlertRecord, type Digest, type DigestRow, digestShape, unansweredIn } from "./alert.ts";
import type { AlertContext } from "./context.ts";
import { digestMessage, mostRows } from "./digest-message.ts";
import { nameAlert } from "./history.ts";
import { quietUntil } from "./routing.ts";

/** New messages of a family in a channel within the window; the rest of a burst is one message. */
const burstThreshold = 10;
const windowMs = 60_000;

/** A subject without a message, and its destination. */
type NewSubject = Pick<AlertRecord, "subject" | "family" | "channel">;

/** The latest new messages of a family in a channel, and the digest for those above the threshold. */
const burstSchema = v.object({
  /** By subject, ISO 8601. */
  times: v.record(v.string(), v.string()),
  digest: v.exactOptional(v.object({ key: v.string(), subjects: v.array(v.string()), until: v.string() })),
});
type Burst = StateOf<typeof burstSchema>;

export const burstState = defineState({
  name: "alert-storm",
  version: 1,
  schema: burstSchema,
  prefix: "ledger#storm/",
  keep: 14,
});

/**
 * The digest for a new subject when too many of its family are new at once; undefined when it may have a message of
 * its own. For the same subject the answer stays the same.
 */
export async function burstDigestOf(
  { subject, family, channel }: NewSubject,
  { store, now }: AlertContext,
): Promise<string | undefined> {
  const at = now();
  const burst = await store.states.update(burstState, `${channel}/${family}`, at, (known) =>
    countedInBurst(known ?? { times: {} }, { subject, family, channel }, at),
  );
  return burst.digest?.subjects.includes(subject) ? burst.digest.key : undefined;
}

function countedInBurst({ times, digest }: Burst, { subject, family, channel }: NewSubject, at: Date): Burst {
  if (subject in times || digest?.subjects.includes(subject)) return { times, ...(digest && { digest }) };
  const since = at.getTime() - windowMs;
  const recent = Object.fromEntries(Object.entries(times).filter(([, time]) => Date.parse(time) > since));
  const isOpen = digest !== undefined && Date.parse(digest.until) > at.getTime();
  // A burst lasts as long as more subjects keep coming.
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

/** Adds a suppressed alert to a digest, or updates its line there. */
export async function addToDigest(alert: AlertRecord, context: AlertContext): Promise<void> {
  const { config, store, publish, now } = context;
  const { held, channel, openedAt } = alert;
  const { quietHours } = config.alerts;
  const until = quietHours && quietUntil(quietHours, new Date(openedAt));
  const isStorm = held?.why === "storm";
  // One waits in each channel for the end of the quiet hours.
  const key = isStorm ? held.digest : held?.why === "quiet" && until && `digest/${channel}/quiet/${until}`;
  if (!key) return;
  const isNew = (await store.messages.find(key)) === undefined;
  // Before publishing, since its button refers to this name.
  if (isNew) await nameAlert(shortHash(key), key, now(), store.states);
  // The first line is published at once, the others with the next tick, so that many lines need few messages.
  await publish(
    digestShape,
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
  const nextMinute = (Math.floor(now().getTime() / 60_000) + 1) * 60_000;
  const at = isStorm ? new Date(nextMinute).toISOString() : (until ?? now().toISOString());
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

/** Acknowledges a digest's rows; returns the digest, undefined when it is no longer stored. */
export async function acknowledgeDigest(
  key: string,
  mine: NonNullable<Digest["acknowledged"]>,
  { store, publish }: Pick<AlertContext, "store" | "publish">,
): Promise<Digest | undefined> {
  const record = await store.messages.read(digestShape, key);
  if (!record) return undefined;
  const { destination, content } = record;
  const changed = await publish(digestShape, key, (known) => {
    const state = known && (unansweredIn(known).length ? { ...known, acknowledged: mine } : known);
    return { destination, content: state ? digestMessage(state) : content, ...(state && { state }) };
  });
  return changed.state;
}
