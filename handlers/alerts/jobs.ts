import { type AlertRecord, type Digest, isDigest, unansweredIn } from "../../lib/alerts/alert.ts";
import { type EscalationStep, escalateLater } from "../../lib/alerts/escalation.ts";
import { defineJob } from "../../lib/app/define.ts";
import { say, type Text } from "../../lib/pure/text.ts";

/** Says what a message of many has come to by now. */
export const digest = defineJob({
  name: "digest",
  uses: [],
  async run({ item, store, publish }) {
    const record = await store.messages.read(item.subject);
    if (!record) return;
    const { destination, content, state } = record;
    await publish(item.subject, (known) => ({ destination, content, state: known ?? state }));
  },
});

/** Pings whoever is on call about an alert, or a digest, that nobody has acknowledged, and later the whole channel. */
export const escalation = defineJob({
  name: "escalation",
  uses: [],
  async run({ item, store, config, publish }) {
    const { escalation: settings } = config.alerts;
    const record = await store.messages.read(item.subject);
    if (!settings || record?.destination.kind !== "channel" || !isUnanswered(item.subject, record.state))
      return;
    const { pinged } = (item.data as EscalationStep | undefined) ?? { pinged: 0 };
    const { title: text } = record.content;
    const title: Text = { message: item.subject, text, otherwise: text };
    const person: Text = settings.to.startsWith("S") ? { call: settings.to } : { user: settings.to };
    const { channel } = record.destination;
    await publish(`escalation/${item.subject}/${pinged}`, (_, current) => ({
      destination: { kind: "channel", channel },
      // What was said once stays, although a digest goes on counting.
      content: current?.content ?? {
        tone: "failure",
        title:
          pinged === 0
            ? say("alert.unanswered", { person, title })
            : [{ call: "here" }, " ", say("alert.unanswered-channel", { title })],
      },
    }));
    if (pinged === 0) await escalateLater(item.subject, new Date(item.at), { config, store }, 1);
  },
});

/** Whether somebody should have a look, and nobody has said that they do. */
function isUnanswered(subject: string, state: unknown): boolean {
  if (isDigest(subject)) return unansweredIn(state as Digest).some(({ severity }) => severity === "high");
  const alert = state as AlertRecord | undefined;
  return alert !== undefined && !alert.acknowledged && alert.closedAt === undefined && !alert.held;
}
