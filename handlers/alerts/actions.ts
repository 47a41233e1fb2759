import {
  type AlertRecord,
  alertNameState,
  alertReferenceIn,
  alertShape,
  isDigest,
  type MuteLength,
  muteKey,
  muteReferenceIn,
  muteState,
} from "../../lib/alerts/alert.ts";
import { acknowledgeDigest } from "../../lib/alerts/digests.ts";
import { mutesAt } from "../../lib/alerts/mutes.ts";
import { changeAlert } from "../../lib/alerts/publish-alert.ts";
import { type ActionContext, defineAction, type Outcome } from "../../lib/app/define.ts";
import type { Config } from "../../lib/config/schema.ts";
import { dayOf } from "../../lib/pure/days.ts";
import { filled } from "../../lib/pure/json.ts";
import { confirmation, refusal } from "../../lib/pure/replies.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { environmentIn } from "../../lib/requests/parse-arguments.ts";
import { mutesMessage, visibleMutes } from "./mutes-message.ts";

const gone: Outcome = { result: "refused", answer: refusal(say("alert.gone")), detail: "gone" };

/** A person acknowledges an alert: its message shows who, and escalation stops. */
export const acknowledge = defineAction({
  name: "acknowledge",
  role: "viewer",
  uses: [],
  environment: environmentIn(alertReferenceIn),
  async run(context) {
    const { value, store, asking, now } = context;
    const subject = await store.states.read(alertNameState, alertReferenceIn(value)?.id ?? "");
    if (subject === undefined) return gone;
    const mine = { user: asking.user, at: now().toISOString() };
    if (isDigest(subject)) return await acknowledgeAll(subject, mine, context);
    const alert = await changeAlert(subject, context, (known) => ({ acknowledged: mine, ...known }));
    if (!alert) return gone;
    const by = alert.acknowledged?.user;
    if (by !== undefined && by !== asking.user) return takenBy(by);
    return { result: "done", detail: subject };
  },
});

function takenBy(user: string): Outcome {
  const answer = refusal(say("alert.acknowledged-already", { person: { user } }));
  return { result: "refused", answer, detail: "acknowledged already" };
}

/** Acknowledges every open alert of a digest: nobody works through a burst one by one. */
async function acknowledgeAll(
  key: string,
  mine: NonNullable<AlertRecord["acknowledged"]>,
  context: ActionContext<never>,
): Promise<Outcome> {
  const digest = await acknowledgeDigest(key, mine, context);
  if (!digest) return gone;
  const by = digest.acknowledged?.user;
  if (by !== undefined && by !== mine.user) return takenBy(by);
  for (const { subject, isOver } of Object.values(digest.rows)) {
    if (!isOver) await changeAlert(subject, context, (known) => ({ acknowledged: mine, ...known }));
  }
  return { result: "done", detail: key };
}

/** Mutes a subject for a while. */
export const mute = defineAction({
  name: "mute",
  role: "operator",
  uses: [],
  environment: environmentIn(alertReferenceIn),
  async run({ value, store, asking, config, now }) {
    const reference = alertReferenceIn(value);
    const subject = await store.states.read(alertNameState, reference?.id ?? "");
    const alert = subject === undefined ? undefined : (await store.messages.read(alertShape, subject))?.state;
    if (subject === undefined || !alert || !reference?.length) return gone;
    const command: Text = { code: "/nightshift mutes" };
    const until = endOf(reference.length, new Date(asking.at), config);
    const mute = {
      subject: muteKey(subject),
      title: alert.content.title,
      by: asking.user,
      at: asking.at,
      ...filled({ until, environment: alert.environment }),
    };
    await store.states.update(muteState, mute.subject, now(), () => mute);
    return {
      result: "done",
      detail: `${muteKey(subject)} ${until ?? "until undone"}`,
      answer: {
        ...confirmation(say("mute.done", { title: alert.content.title })),
        lines: [until ? say("mute.until", { time: { time: until }, command }) : say("mute.until-undone", { command })],
      },
    };
  },
});

function endOf(length: MuteLength, now: Date, config: Config): string | undefined {
  if (length === "hour") return new Date(now.getTime() + 60 * 60_000).toISOString();
  return length === "tomorrow" ? dayOf(now, config.audit.timeZone).before : undefined;
}

/** Unmutes a subject; the answer is the remaining list. */
export const unmute = defineAction({
  name: "unmute",
  role: "operator",
  replaces: true,
  uses: [],
  environment: environmentIn(muteReferenceIn),
  async run({ value, store, now, member, config, job }) {
    const { subject = "" } = muteReferenceIn(value) ?? {};
    const mutes = await mutesAt(now(), store.states);
    const found = mutes.find((mute) => mute.subject === subject);
    // A redelivery finds it already undone, and reports what the first one found.
    const undone = await job.step("unmute", found && { title: found.title }, async (first) => {
      await store.states.remove(muteState, subject);
      return first;
    });
    const title = undone ? say("mute.heard", { title: undone.title }) : say("mute.gone");
    const left = visibleMutes(mutes, member, config.people).filter((mute) => mute.subject !== subject);
    const { rows, footer } = mutesMessage(left);
    return {
      result: "done",
      detail: subject,
      answer: {
        tone: undone ? "success" : "warning",
        title,
        ...(left.length && { lines: [{ bold: say("mute.list") }], rows: rows ?? [], footer: footer ?? [] }),
      },
    };
  },
});
