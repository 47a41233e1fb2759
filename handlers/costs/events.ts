import * as v from "valibot";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { defineEvent, type EventContext, type EventOutcome } from "../../lib/app/define.ts";
import { shortHash } from "../../lib/messages/publish.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { textAt } from "../../lib/pure/json.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import { costAnomalyLine, costAnomalyMessage } from "./anomaly-message.ts";
import {
  costAnomalyOf,
  isAnomalyDismissed,
  isCostAnomaly,
  isLaterAnomaly,
  knownAnomalyShape,
  severityOfAnomaly,
  withAnomaly,
} from "./anomaly-state.ts";
import {
  type BudgetAction,
  budgetActionMessage,
  budgetActionOf,
  budgetActionSchema,
  budgetActionTitle,
  severityOfAction,
} from "./budget-action-message.ts";
import {
  alertId,
  budgetAlertOf,
  budgetAlertSchema,
  budgetMessage,
  isBudgetAlert,
  severityOfBudget,
} from "./budget-message.ts";

interface BudgetAlertState<What> {
  readonly alert: What;
  /** When AWS sent it, ISO 8601. */
  readonly at: string;
}

export const budgetAlertShape = defineShape({
  name: "budget",
  version: 1,
  schema: v.object({ alert: budgetAlertSchema, at: v.string() }),
});
export const budgetActionShape = defineShape({
  name: "budget-action",
  version: 1,
  schema: v.object({ alert: budgetActionSchema, at: v.string() }),
});

/**
 * AWS Budgets reports in prose, through SNS, that a budget has crossed a threshold: one warning for each alert a
 * month (for a daily budget, a day). Each budget action has its own message.
 */
export const budget = defineEvent({
  name: "budget",
  source: "aws.sns",
  // The subject is free text with the budget's name in it.
  types: [],
  matches: (event) => isBudgetAlert(event.type, messageOf(event)),
  uses: [],
  async run(context) {
    const { event, account } = context;
    const action = budgetActionOf(event.type, messageOf(event));
    if (action) return await publishBudgetAction(action, context);
    const alert = budgetAlertOf(event.type, messageOf(event));
    if (!alert) return "unreadable";
    const subject = `budget/${shortHash(alertId(alert, account, event.time))}`;
    await publishAlert(budgetAlertShape, { subject, family: "budget" }, context, (known) => {
      const newest = newer(known, { alert, at: event.time });
      return {
        severity: severityOfBudget(newest.alert),
        content: budgetMessage(newest.alert, account),
        state: newest,
      };
    });
    return "told";
  },
});

async function publishBudgetAction(action: BudgetAction, context: EventContext<never>): Promise<"told"> {
  const { event, account } = context;
  const one = action.id ?? `${action.budget}\n${event.time.slice(0, 10)}`;
  const subject = `budget-action/${shortHash(`${action.account ?? account}\n${one}`)}`;
  await publishAlert(budgetActionShape, { subject, family: "budget-action" }, context, (known) => {
    const newest = newer(known, { alert: action, at: event.time });
    const isNews = known !== undefined && newest !== known && known.alert.state !== action.state;
    return {
      severity: severityOfAction(newest.alert),
      content: budgetActionMessage(newest.alert, account),
      state: newest,
      isOver: newest.alert.state === "undone",
      ...(isNews && { line: [budgetActionTitle(action), "  ", { time: event.time }] as const }),
    };
  });
  return "told";
}

/** The later one, whatever the order of arrival. */
function newer<What>(known: BudgetAlertState<What> | undefined, news: BudgetAlertState<What>): BudgetAlertState<What> {
  return known && known.at > news.at ? known : news;
}

function messageOf({ detail }: AwsEvent): string {
  return textAt(detail, "Message") ?? "";
}

const heard = { source: "aws.ce", type: "Anomaly Detected" } as const;

/** A cost anomaly: one message, updated as the anomaly grows. */
export const costAnomaly = defineEvent({
  name: "cost-anomaly",
  source: heard.source,
  types: [heard.type],
  uses: [],
  run: publishAnomaly,
});

/** The same from an alert subscription through SNS; when both are set up, they share one message. */
export const costAnomalyNotification = defineEvent({
  name: "cost-anomaly-notification",
  source: "aws.sns",
  types: [],
  matches: ({ detail }) => isCostAnomaly(detail),
  uses: [],
  run: publishAnomaly,
});

async function publishAnomaly(context: EventContext<never>): Promise<EventOutcome> {
  const { event } = context;
  const anomaly = costAnomalyOf(event);
  if (!anomaly) return "unreadable";
  const subject = `cost-anomaly/${shortHash(anomaly.id)}`;
  const routed = { ...context, event: { ...event, ...heard } };
  await publishAlert(knownAnomalyShape, { subject, family: "cost-anomaly" }, routed, (before) => {
    const known = withAnomaly(before, anomaly, event.time);
    const isNews =
      before !== undefined &&
      isLaterAnomaly(known, before) &&
      (known.anomaly.total !== before.anomaly.total ||
        isAnomalyDismissed(known.anomaly) !== isAnomalyDismissed(before.anomaly));
    return {
      severity: severityOfAnomaly(known),
      content: costAnomalyMessage(known),
      state: known,
      isOver: isAnomalyDismissed(known.anomaly),
      ...(isNews && { line: costAnomalyLine(known) }),
    };
  });
  return "told";
}
