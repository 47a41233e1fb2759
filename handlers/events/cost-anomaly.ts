import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import {
  costAnomalyOf,
  isCostAnomaly,
  isLater,
  isSettled,
  type KnownAnomaly,
  severityOfAnomaly,
  withAnomaly,
} from "../../lib/core/cost-anomaly.ts";
import { costAnomalyLine, costAnomalyMessage } from "../../lib/core/cost-anomaly-message.ts";
import { defineEvent, type EventContext, type EventOutcome } from "../../lib/define.ts";
import { digest } from "../../lib/notify.ts";

const heard = { source: "aws.ce", type: "Anomaly Detected" } as const;

/** A cost that is out of the ordinary: one message, brought up to date as AWS tells that it grows. */
export const costAnomaly = defineEvent({
  name: "cost-anomaly",
  source: heard.source,
  types: [heard.type],
  uses: [],
  run: tellAnomaly,
});

/** The same from an alert subscription that publishes to SNS; where both are set up, both are one message. */
export const costAnomalyNotification = defineEvent({
  name: "cost-anomaly-notification",
  source: "aws.sns",
  types: [],
  matches: ({ detail }) => isCostAnomaly(detail),
  uses: [],
  run: tellAnomaly,
});

async function tellAnomaly(context: EventContext<never>): Promise<EventOutcome> {
  const { event } = context;
  const anomaly = costAnomalyOf(event);
  if (!anomaly) return "unreadable";
  const subject = `cost-anomaly/${digest(anomaly.id)}`;
  const routed = { ...context, event: { ...event, ...heard } };
  await tellAlert<KnownAnomaly>({ subject, family: "cost-anomaly" }, routed, (before) => {
    const known = withAnomaly(before, anomaly, event.time);
    const isNews =
      before !== undefined &&
      isLater(known, before) &&
      (known.anomaly.total !== before.anomaly.total ||
        isSettled(known.anomaly) !== isSettled(before.anomaly));
    return {
      severity: severityOfAnomaly(known),
      content: costAnomalyMessage(known),
      state: known,
      isOver: isSettled(known.anomaly),
      ...(isNews && { line: costAnomalyLine(known) }),
    };
  });
  return "told";
}
