import { bar } from "./bar.ts";
import { budgetsUrl } from "./console.ts";
import type { Content, Fact } from "./content.ts";
import { cut } from "./cut.ts";
import { say, type Text } from "./text.ts";

/** An amount as AWS Budgets writes it: in dollars, or of something else, such as `120 GB` or `80%`. */
export type Amount =
  | { readonly dollars: number }
  | { readonly value: number; readonly unit: string }
  | { readonly text: string };

/** What one notification of AWS Budgets says. What it does not say is left out. */
export interface BudgetAlert {
  readonly budget: string;
  /** `Cost`, `Usage`, `RI Utilization` … */
  readonly type?: string;
  /** Whether the amount was spent, or is foreseen for the end of the period. */
  readonly basis: "actual" | "forecast";
  readonly budgeted?: Amount;
  readonly threshold?: { readonly isBelow: boolean; readonly amount: Amount };
  readonly amount: Amount;
  /** The account that the text names. */
  readonly account?: string;
}

/** Whether a notification comes from AWS Budgets, by its subject or by how its text begins. */
export function isBudgetAlert(subject: string, message: string): boolean {
  return /^\s*AWS Budgets?\b/i.test(subject) || /^\s*AWS Budget Notification\b/i.test(message);
}

/**
 * Reads the prose of AWS Budgets, of which nobody has promised the form: its lines of the kind `Budget Name: X`, in any
 * order. Undefined when it does not say which budget, or how much.
 */
export function budgetAlertOf(subject: string, message: string): BudgetAlert | undefined {
  const fields = new Map<string, string>();
  for (const line of message.split(/\r\n?|\n/)) {
    const [, name, value] = /^[\s*•-]*([A-Za-z][A-Za-z ]{2,40}?)\s*:\s*(\S.*)$/.exec(line.trimEnd()) ?? [];
    // Nobody gives a budget a name as long as a message.
    if (name && value && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), cut(value, 200));
  }
  const [, fromSubject] = /^\s*AWS Budgets?:\s*(.+?)\s+(?:has|is|was)\b/i.exec(subject) ?? [];
  const budget = fields.get("budget name") ?? fromSubject;
  const actual = fields.get("actual amount") ?? fields.get("actual cost");
  const forecast = fields.get("forecasted amount") ?? fields.get("forecasted cost");
  const said = fields.get("alert type");
  const isForecast = forecast !== undefined && (actual === undefined || /forecast/i.test(said ?? ""));
  const amount = isForecast ? forecast : actual;
  if (!budget || !amount) return undefined;

  const type = fields.get("budget type");
  const budgeted = fields.get("budgeted amount");
  const threshold = fields.get("alert threshold");
  const [, account] = /\bAWS Account:?\s+(\d{12})\b/i.exec(message) ?? [];
  return {
    budget,
    basis: isForecast ? "forecast" : "actual",
    amount: amountOf(amount),
    ...(type && { type }),
    ...(budgeted && { budgeted: amountOf(budgeted) }),
    ...(threshold && {
      threshold: {
        isBelow: /^\s*(<|less|below)/i.test(threshold),
        amount: amountOf(threshold.replace(/^\s*([<>]=?|(greater|less) than|above|below)\s*/i, "")),
      },
    }),
    ...(account && { account }),
  };
}

function amountOf(text: string): Amount {
  const [, dollarSign, digits = "", unit = ""] =
    /^(US\$|\$|USD)?\s*(-?[\d,]*\.?\d+)\s*(.*)$/i.exec(text.trim()) ?? [];
  const value = Number(digits.replaceAll(",", ""));
  if (!digits || !Number.isFinite(value)) return { text };
  if (dollarSign ? unit === "" : /^USD$/i.test(unit)) return { dollars: value };
  return dollarSign ? { text } : { value, unit };
}

/** How much of the budget the amount is; undefined when they cannot be compared. */
export function shareOf({ amount, budgeted }: BudgetAlert): number | undefined {
  const [part, whole] = [numberIn(amount), budgeted && numberIn(budgeted)];
  if (part === undefined || !whole || whole <= 0) return undefined;
  const isAlike = "dollars" in amount === (budgeted !== undefined && "dollars" in budgeted);
  return isAlike ? part / whole : undefined;
}

function numberIn(amount: Amount): number | undefined {
  if ("dollars" in amount) return amount.dollars;
  return "value" in amount ? amount.value : undefined;
}

/** What tells one alert of a budget from another: each is told once a month. */
export function alertId(alert: BudgetAlert, account: string, time: string): string {
  const { budget, basis, threshold } = alert;
  const at = threshold ? JSON.stringify(threshold) : "";
  return [alert.account ?? account, budget, basis, at, time.slice(0, 7)].join("\n");
}

const barLength = 20;

/** The warning: which budget, how much of it, and what to do next. */
export function budgetMessage(alert: BudgetAlert, account: string): Content {
  const { budget, type, basis, amount, budgeted, threshold } = alert;
  const share = shareOf(alert);
  const percent = share === undefined ? undefined : Math.round(share * 100);
  const isOver = share !== undefined && share > 1;
  const isCost = "dollars" in amount;
  const facts: Fact[] = [{ label: `budget.${basis}`, value: shown(amount) }];
  if (budgeted) facts.push({ label: "budget.budgeted", value: shown(budgeted) });
  if (threshold) {
    const words = threshold.isBelow ? "budget.threshold.below" : "budget.threshold.above";
    facts.push({ label: "budget.threshold", value: say(words, { amount: shown(threshold.amount) }) });
  }
  if (type && !/^cost$/i.test(type)) facts.push({ label: "budget.type", value: type });
  const shownAccount = alert.account ?? account;
  if (shownAccount) facts.push({ label: "event.account", value: shownAccount });
  return {
    tone: "warning",
    title: threshold?.isBelow
      ? say("budget.below", { budget })
      : percent === undefined
        ? say(`budget.crossed-${basis}`, { budget })
        : say(`budget.${isOver ? "over" : "near"}-${basis}`, { budget, percent }),
    lines: [
      ...(share === undefined || percent === undefined
        ? []
        : [say("budget.bar", { bar: bar(share * barLength, barLength), percent })]),
      isCost ? say("budget.next", { command: { code: "/cost" } }) : say("budget.next-console"),
    ],
    facts,
    buttons: [{ action: "open", label: "button.open", url: budgetsUrl() }],
  };
}

function shown(amount: Amount): Text {
  if ("dollars" in amount) return amount;
  if ("text" in amount) return amount.text;
  const { value, unit } = amount;
  return unit === "%" ? `${value}%` : `${value} ${unit}`.trim();
}
