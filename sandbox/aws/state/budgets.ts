import { account } from "../../world.ts";

export interface BudgetAlert {
  readonly name: string;
  /** The monthly budget, in USD. */
  readonly amount: number;
  /** In percent of the budget. */
  readonly threshold: number;
  readonly type: "ACTUAL" | "FORECASTED";
  /** The actual or forecast amount, in USD. */
  readonly spent: number;
}

/**
 * A notification of AWS Budgets through SNS: undocumented prose in plain text, line by line as in notifications from
 * 2022 and 2024.
 */
export function budgetNotification(
  { name, amount, threshold, type, spent }: BudgetAlert,
  now: Date,
): { subject: string; message: string } {
  const limit = dollars((amount * threshold) / 100);
  const date = now.toLocaleDateString("en-US", {
    timeZone: "UTC",
    month: "long",
    day: "2-digit",
    year: "numeric",
  });
  return {
    subject: `AWS Budgets: ${name} has exceeded your alert threshold`,
    message: [
      `AWS Budget Notification ${date}`,
      `AWS Account ${account}`,
      "",
      "Dear AWS Customer,",
      "",
      `You requested that we alert you when the ${type} Cost associated with your ${name} budget is greater than ${limit} for the current month. The ${type} Cost associated with this budget is ${dollars(spent)}. You can find additional details below and by accessing the AWS Budgets dashboard [1].`,
      "",
      `Budget Name: ${name}`,
      "Budget Type: Cost",
      `Budgeted Amount: ${dollars(amount)}`,
      `Alert Type: ${type}`,
      `Alert Threshold: > ${limit}`,
      `${type} Amount: ${dollars(spent)}`,
      "",
      "[1] https://console.aws.amazon.com/billing/home#/budgets",
      "",
    ].join("\n"),
  };
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
