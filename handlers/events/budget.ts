import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import {
  alertId,
  type BudgetAlert,
  budgetAlertOf,
  budgetMessage,
  isBudgetAlert,
} from "../../lib/core/budget.ts";
import type { AwsEvent } from "../../lib/core/event.ts";
import { textAt } from "../../lib/core/fields.ts";
import { defineEvent } from "../../lib/define.ts";
import { digest } from "../../lib/notify.ts";

interface Told {
  readonly alert: BudgetAlert;
  /** When AWS said it, ISO 8601. */
  readonly at: string;
}

/** AWS Budgets says in prose, through SNS, that a budget has crossed a threshold: one warning for each alert a month. */
export const budget = defineEvent({
  name: "budget",
  source: "aws.sns",
  // The subject is free text with the budget's name in it.
  types: [],
  matches: (event) => isBudgetAlert(event.type, messageOf(event)),
  uses: [],
  async run(context) {
    const { event, account } = context;
    const alert = budgetAlertOf(event.type, messageOf(event));
    if (!alert) return "unreadable";
    const subject = `budget/${digest(alertId(alert, account, event.time))}`;
    await tellAlert<Told>({ subject, family: "budget" }, context, (known) => {
      const newest = known && known.at > event.time ? known : { alert, at: event.time };
      return { severity: "medium", content: budgetMessage(newest.alert, account), state: newest };
    });
    return "told";
  },
});

function messageOf({ detail }: AwsEvent): string {
  return textAt(detail, "Message") ?? "";
}
