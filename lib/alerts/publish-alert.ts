import { shortHash } from "../messages/publish.ts";
import { environmentByName } from "../pure/resource.ts";
import type { Versioned } from "../pure/schema.ts";
import { type Alert, type AlertRecord, alertMessage, alertOf, alertShape, muteKey, type Suppression } from "./alert.ts";
import type { AlertContext } from "./context.ts";
import { addToDigest, burstDigestOf } from "./digests.ts";
import { escalateLater } from "./escalation.ts";
import { noteAlert } from "./history.ts";
import { isMuted } from "./mutes.ts";
import { routeOf } from "./routing.ts";

/** An alert's subject and its family. */
export interface AlertKey {
  /** The key of its one message: `alarm/123456789012/ap-northeast-2/web-cpu/2026-11-23T00:00:00.000Z`. */
  readonly subject: string;
  /** `alarm`, `replacement`: a burst of one family becomes one message. */
  readonly family: string;
}

/**
 * Publishes the current state of a subject: in its own message or suppressed, as the configuration, mutes and bursts
 * require. Everything published this way is in the history. `own`: the shape of its handler's state.
 */
export async function publishAlert<State>(
  own: Versioned<State>,
  { subject, family }: AlertKey,
  context: AlertContext,
  describe: (known: State | undefined) => Alert<State>,
): Promise<AlertRecord<State>> {
  const { config, home, store, publish, now } = context;
  const alertFor = (known: State | undefined): Alert<State> => {
    const alert = describe(known);
    const environment = alert.environment ?? (alert.about && environmentByName(alert.about, config, home));
    return { ...alert, ...(environment !== undefined && { environment }) };
  };
  const kind = alertOf(own);
  const before = (await store.messages.read(kind, subject))?.state;
  const first = alertFor(before?.own);
  const { channel, suppression } = await destinationOf({ subject, family }, first, before, context);
  // Before publishing, so that no crash in between leaves an alert without escalation.
  const told = suppression?.why === "storm" ? suppression.digest : suppression ? undefined : subject;
  const wasTold = before && (!before.held || before.held.why === "storm");
  const isGrave = first.severity === "high" && !(wasTold && before.severity === "high");
  if (isGrave && told !== undefined) await escalateLater(told, now(), context);
  const { state } = await publish(kind, subject, (known) => {
    const alert = alertFor(known?.own);
    const { acknowledged, openedAt = now().toISOString() } = known ?? {};
    // A subject that is over may no longer exist in AWS.
    const environment = alert.environment ?? known?.environment;
    const isOver = alert.isOver === true;
    const closedAt = isOver ? (known?.closedAt ?? now().toISOString()) : undefined;
    const state: AlertRecord<State> = {
      own: alert.state,
      ...(own.version > 1 && { ownVersion: own.version }),
      subject,
      // Short enough for a menu's values.
      id: shortHash(subject).slice(0, 16),
      family,
      severity: alert.severity,
      channel,
      content: alert.content,
      openedAt,
      ...(closedAt && { closedAt }),
      ...(suppression && { held: suppression }),
      ...(acknowledged && { acknowledged }),
      ...(environment && { environment }),
      ...(alert.about && { about: alert.about }),
      account: context.event.account,
      source: context.event.source,
      type: context.event.type,
    };
    return {
      destination: suppression ? { kind: "none" } : { kind: "channel", channel },
      content: alertMessage(state),
      state,
      ...(known && alert.line !== undefined && { line: alert.line }),
    };
  });
  if (!state) throw new Error(`The alert ${subject} was not written`);
  await noteAlert(state, store.states);
  if (state.held?.why === "storm" || state.held?.why === "quiet") await addToDigest(state, context);
  return state;
}

/** Updates an alert's message after people acted on it, such as acknowledging it. */
export async function changeAlert(
  subject: string,
  { store, publish }: Pick<AlertContext, "store" | "publish">,
  change: (alert: AlertRecord) => AlertRecord,
): Promise<AlertRecord | undefined> {
  const record = await store.messages.read(alertShape, subject);
  if (!record) return undefined;
  const { destination, content } = record;
  const changed = await publish(alertShape, subject, (known) => {
    const state = known && change(known);
    return { destination, content: state ? alertMessage(state) : content, ...(state && { state }) };
  });
  if (changed.state) await noteAlert(changed.state, store.states);
  return changed.state;
}

/** Its current place, or where it should go now. A suppressed alert may still be posted when it gets worse. */
async function destinationOf<State>(
  { subject, family }: AlertKey,
  alert: Alert<State>,
  before: AlertRecord<State> | undefined,
  context: AlertContext,
): Promise<{ readonly channel: string; readonly suppression?: Suppression }> {
  const { config, store, now } = context;
  if (before && !before.held) return { channel: before.channel };
  if (before?.held?.why === "storm") return { channel: before.channel, suppression: before.held };
  const { channel, held } = routeOf({ ...context.event, ...alert }, config.alerts, now());
  if (alert.listedIn !== undefined) return { channel, suppression: { why: "listed", message: alert.listedIn } };
  if (held) return { channel, suppression: { why: held } };
  // An alert that is over before it was posted needs no message of its own.
  if (before?.held && alert.isOver) return { channel: before.channel, suppression: before.held };
  if (await isMuted(muteKey(subject), now(), store.states)) return { channel, suppression: { why: "muted" } };
  const digest = await burstDigestOf({ subject, family, channel }, context);
  return digest === undefined ? { channel } : { channel, suppression: { why: "storm", digest } };
}
