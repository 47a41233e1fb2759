import { type EscalationStep, escalateLater } from "../../lib/alerts/escalation.ts";
import type { AlertRecord } from "../../lib/core/alert.ts";
import { say, type Text } from "../../lib/core/text.ts";
import { defineJob } from "../../lib/define.ts";

/** Pings whoever is on call about an alert that nobody has acknowledged, and later the whole channel. */
export const escalation = defineJob({
  name: "escalation",
  uses: [],
  async run({ item, store, config, notify }) {
    const { escalation: settings } = config.alerts;
    const record = await store.messages.read(item.subject);
    const alert = record?.state as AlertRecord | undefined;
    if (!settings || !alert || alert.acknowledged || alert.closedAt !== undefined || alert.held) return;
    const { pinged } = (item.data as EscalationStep | undefined) ?? { pinged: 0 };
    const title: Text = {
      message: item.subject,
      text: alert.content.title,
      otherwise: alert.content.title,
    };
    const person: Text = settings.to.startsWith("S") ? { call: settings.to } : { user: settings.to };
    await notify(`escalation/${item.subject}/${pinged}`, () => ({
      destination: { kind: "channel", channel: alert.channel },
      content: {
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
