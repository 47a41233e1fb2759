import { changeAlert, muteKey } from "../../lib/alerts/tell-alert.ts";
import type { Config } from "../../lib/config/schema.ts";
import { type AlertRecord, alertReferenceIn, type MuteLength } from "../../lib/core/alert.ts";
import { confirmation, refusal } from "../../lib/core/answers.ts";
import { dayOf } from "../../lib/core/days.ts";
import { say, type Text } from "../../lib/core/text.ts";
import { defineAction, type NamedEnvironment, type Outcome } from "../../lib/define.ts";
import { environmentNamed } from "../../lib/parse-arguments.ts";

const gone: Outcome = { result: "refused", answer: refusal(say("alert.gone")), detail: "gone" };

/** An alert about no environment (any more) is everybody's. */
function environmentOf(value: string, config: Config): readonly NamedEnvironment[] | undefined {
  const reference = alertReferenceIn(value);
  if (!reference) return undefined;
  const environment = reference.environment ? environmentNamed(config, reference.environment) : undefined;
  return environment ? [environment] : [];
}

/** Somebody looks after an alert: its message says who, and nobody else is called. */
export const acknowledge = defineAction({
  name: "acknowledge",
  role: "viewer",
  uses: [],
  environment: environmentOf,
  async run(context) {
    const { value, store, asking, now } = context;
    const subject = await store.alerts.subjectOf(alertReferenceIn(value)?.id ?? "");
    if (subject === undefined) return gone;
    const mine = { user: asking.user, at: now().toISOString() };
    const alert = await changeAlert(subject, context, (known) => ({ acknowledged: mine, ...known }));
    if (!alert) return gone;
    const by = alert.acknowledged?.user;
    if (by !== undefined && by !== asking.user) {
      const answer = refusal(say("alert.acknowledged-already", { person: { user: by } }));
      return { result: "refused", answer, detail: "acknowledged already" };
    }
    return { result: "done", detail: subject };
  },
});

/** A subject that nobody wants to hear of for a while. */
export const mute = defineAction({
  name: "mute",
  role: "operator",
  uses: [],
  environment: environmentOf,
  async run({ value, store, asking, config }) {
    const reference = alertReferenceIn(value);
    const subject = await store.alerts.subjectOf(reference?.id ?? "");
    const record = subject === undefined ? undefined : await store.messages.read(subject);
    if (subject === undefined || !record || !reference?.length) return gone;
    const alert = record.state as AlertRecord;
    const command: Text = { code: "/nightshift mutes" };
    const until = endOf(reference.length, new Date(asking.at), config);
    await store.mutes.mute({
      subject: muteKey(subject),
      title: alert.content.title,
      by: asking.user,
      at: asking.at,
      ...(until && { until }),
    });
    return {
      result: "done",
      detail: `${muteKey(subject)} ${until ?? "until undone"}`,
      answer: {
        ...confirmation(say("mute.done", { title: alert.content.title })),
        lines: [
          until
            ? say("mute.until", { time: { time: until }, command })
            : say("mute.until-undone", { command }),
        ],
      },
    };
  },
});

function endOf(length: MuteLength, now: Date, config: Config): string | undefined {
  if (length === "hour") return new Date(now.getTime() + 60 * 60_000).toISOString();
  return length === "tomorrow" ? dayOf(now, config.audit.timeZone).before : undefined;
}

/** What was muted is heard again. */
export const unmute = defineAction({
  name: "unmute",
  role: "operator",
  uses: [],
  async run({ value, store }) {
    if (!value) return gone;
    await store.mutes.unmute(value);
    return { result: "done", detail: value, answer: confirmation(say("mute.undone")) };
  },
});
