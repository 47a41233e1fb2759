import { alertShape, digestShape, isDigest, unansweredIn } from "../../lib/alerts/alert.ts";
import { escalateLater, escalationShape } from "../../lib/alerts/escalation.ts";
import { defineJob } from "../../lib/app/define.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { anyState } from "../../lib/store/messages.ts";
import type { Store } from "../../lib/store/store.ts";

/** Updates a digest's message. */
export const digest = defineJob({
  name: "digest",
  uses: [],
  async run({ item, store, publish }) {
    const record = await store.messages.find(item.subject);
    if (!record) return;
    const { destination, content } = record;
    await publish(anyState, item.subject, () => ({ destination, content }));
  },
});

/** Mentions the people on call about an alert or a digest that is not acknowledged, and later the whole channel. */
export const escalation = defineJob({
  name: "escalation",
  uses: [],
  data: escalationShape,
  async run({ item, data: { pinged } = { pinged: 0 }, store, config, publish }) {
    const { escalation: settings } = config.alerts;
    const record = await store.messages.find(item.subject);
    if (!settings || record?.destination.kind !== "channel" || !(await isUnanswered(item.subject, store))) return;
    const { title: text } = record.content;
    const title: Text = { message: item.subject, text, otherwise: text };
    const person: Text = settings.to.startsWith("S") ? { call: settings.to } : { user: settings.to };
    const { channel } = record.destination;
    await publish(anyState, `escalation/${item.subject}/${pinged}`, (_, current) => ({
      destination: { kind: "channel", channel },
      // The text stays as it was posted, although a digest goes on counting.
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

/** Whether it needs a person, and nobody has acknowledged it. */
async function isUnanswered(subject: string, { messages }: Store): Promise<boolean> {
  if (isDigest(subject)) {
    const digest = (await messages.read(digestShape, subject))?.state;
    return digest !== undefined && unansweredIn(digest).some(({ severity }) => severity === "high");
  }
  const alert = (await messages.read(alertShape, subject))?.state;
  return alert !== undefined && !alert.acknowledged && alert.closedAt === undefined && !alert.held;
}
