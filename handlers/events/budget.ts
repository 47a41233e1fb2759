import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import {
  alertId,
  type BudgetAlert,
  budgetAlertOf,
  budgetMessage,
  isBudgetAlert,
  severityOfBudget,
} from "../../lib/core/budget.ts";
import {
  type BudgetAction,
  budgetActionMessage,
  budgetActionOf,
  budgetActionTitle,
  severityOfAction,
} from "../../lib/core/budget-action.ts";
import type { AwsEvent } from "../../lib/core/event.ts";
import { textAt } from "../../lib/core/fields.ts";
import { defineEvent, type EventContext } from "../../lib/define.ts";
import { digest } from "../../lib/notify.ts";

interface Told<What> {
  readonly alert: What;
  /** When AWS said it, ISO 8601. */
  readonly at: string;
}

/**
 * AWS Budgets says in prose, through SNS, that a budget has crossed a threshold: one warning for each alert a month (or
 * a day, for a daily budget). What it does about that by itself has a message for each action.
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
    if (action) return await tellAction(action, context);
    const alert = budgetAlertOf(event.type, messageOf(event));
    if (!alert) return "unreadable";
    const subject = `budget/${digest(alertId(alert, account, event.time))}`;
    await tellAlert<Told<BudgetAlert>>({ subject, family: "budget" }, context, (known) => {
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

async function tellAction(action: BudgetAction, context: EventContext<never>): Promise<"told"> {
  const { event, account } = context;
  const one = action.id ?? `${action.budget}\n${event.time.slice(0, 10)}`;
  const subject = `budget-action/${digest(`${action.account ?? account}\n${one}`)}`;
  await tellAlert<Told<BudgetAction>>({ subject, family: "budget-action" }, context, (known) => {
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

/** What was said last, in whatever order it is heard. */
function newer<What>(known: Told<What> | undefined, news: Told<What>): Told<What> {
  return known && known.at > news.at ? known : news;
}

function messageOf({ detail }: AwsEvent): string {
  return textAt(detail, "Message") ?? "";
}
