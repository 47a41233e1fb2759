import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import { budgetsUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import { filled } from "../../lib/pure/json.ts";
import { progressBar } from "../../lib/pure/progress-bar.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** An amount as AWS Budgets writes it: in dollars, or another unit, such as `120 GB`, `80%` or `¥500`. */
const amountSchema = v.union([
  v.object({ dollars: v.number() }),
  v.object({ value: v.number(), unit: v.string(), text: v.string() }),
  v.object({ text: v.string() }),
]);
export type Amount = StateOf<typeof amountSchema>;

/** The kinds of budgets. https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html */
const budgetKindSchema = v.picklist([
  "cost",
  "usage",
  "ri-utilization",
  "ri-coverage",
  "sp-utilization",
  "sp-coverage",
]);
type BudgetKind = StateOf<typeof budgetKindSchema>;

export const periods = ["day", "month", "quarter", "year"] as const;

/** One AWS Budgets notification; missing parts are left out. */
export const budgetAlertSchema = v.object({
  budget: v.string(),
  kind: v.exactOptional(budgetKindSchema),
  /** As AWS calls it: `Cost`, `Usage`, `RI Utilization` … */
  type: v.exactOptional(v.string()),
  /** Whether the amount was spent, or is forecast for the end of the period. */
  basis: v.picklist(["actual", "forecast"]),
  /** The budget's period. */
  period: v.exactOptional(v.picklist(periods)),
  budgeted: v.exactOptional(amountSchema),
  threshold: v.exactOptional(v.object({ isBelow: v.boolean(), amount: amountSchema })),
  amount: amountSchema,
  /** The account named in the text. */
  account: v.exactOptional(v.string()),
});
type BudgetAlert = StateOf<typeof budgetAlertSchema>;

/** Whether a notification is from AWS Budgets, by its subject or the start of its text. */
export function isBudgetAlert(subject: string, message: string): boolean {
  return /^\s*AWS Budgets?\b/i.test(subject) || /^\s*AWS Budget Notification\b/i.test(message);
}

/**
 * Parses the prose of AWS Budgets, whose format is undocumented: lines such as `Budget Name: X`, in any order.
 * Undefined without a budget or an amount.
 */
export function budgetAlertOf(subject: string, message: string): BudgetAlert | undefined {
  const fields = fieldsIn(message);
  const budget = budgetIn(subject, fields);
  const actual = measureIn(fields, "actual");
  const forecast = measureIn(fields, "forecasted");
  const said = fields.get("alert type");
  const isForecast = forecast !== undefined && (actual === undefined || /forecast/i.test(said ?? ""));
  const amount = isForecast ? forecast : actual;
  if (!budget || !amount) return undefined;

  const type = fields.get("budget type");
  const budgeted = fields.get("budgeted amount");
  const threshold = fields.get("alert threshold");
  const kind = kindOf(type);
  const account = accountInText(message);
  return {
    budget,
    basis: isForecast ? "forecast" : "actual",
    amount: amountOf(amount),
    ...filled({ kind, type, period: periodIn(message) }),
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

/** Lines such as `Budget Name: X`, names in lower case; of duplicates the first. */
export function fieldsIn(message: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of message.split(/\r\n?|\n/)) {
    const [, name, value] = /^[\s*•-]*([A-Za-z][A-Za-z ]{2,40}?)\s*:\s*(\S.*)$/.exec(line.trimEnd()) ?? [];
    // No budget's name is as long as a message.
    if (name && value && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), truncate(value, 200));
  }
  return fields;
}

export function budgetIn(subject: string, fields: ReadonlyMap<string, string>): string | undefined {
  const [, fromSubject] = /^\s*AWS Budgets?:\s*(.+?)\s+(?:has|is|was)\b/i.exec(subject) ?? [];
  return fields.get("budget name") ?? fromSubject;
}

/** `ACTUAL Amount: $5`. */
function measureIn(fields: ReadonlyMap<string, string>, basis: string): string | undefined {
  const names = ["amount", "cost", "usage", "utilization", "coverage"].map((name) => `${basis} ${name}`);
  return names.map((name) => fields.get(name)).find((value) => value !== undefined);
}

/** The account named in the text. */
export function accountInText(message: string): string | undefined {
  return /\bAWS Account:?\s+(\d{12})\b/i.exec(message)?.[1];
}

function kindOf(type: string | undefined): BudgetKind | undefined {
  const name = (type ?? "")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
  if (name === "cost" || name === "usage") return name;
  const [, whose, what] =
    /^(ri|reservation|reserved instances?|savings? plans?) (utili[sz]ation|coverage)$/.exec(name) ?? [];
  if (!whose || !what) return undefined;
  return `${whose.startsWith("saving") ? "sp" : "ri"}-${what === "coverage" ? "coverage" : "utilization"}`;
}

/** From `for the current month`, `greater than $0.75 per day`. */
function periodIn(message: string): BudgetAlert["period"] {
  const [, said] = /\b(?:per|each|current) (day|month|quarter|year)\b/i.exec(message) ?? [];
  return periods.find((period) => period === said?.toLowerCase());
}

function amountOf(text: string): Amount {
  const [, before = "", digits = "", after = ""] =
    /^([^\d\s.,-]{0,4})\s*(-?[\d,]*\.?\d+)\s*(.*)$/.exec(text.trim()) ?? [];
  const value = Number(digits.replaceAll(",", ""));
  if (!digits || !Number.isFinite(value) || (before && after) || /^[\d.,]/.test(after)) return { text };
  if (/^(US\$|\$|USD)$/i.test(before) || /^USD$/i.test(after)) return { dollars: value };
  return { value, unit: before || after, text };
}

/** The amount as a share of the budget; undefined when they are not comparable. */
export function shareOf({ amount, budgeted }: BudgetAlert): number | undefined {
  const [part, whole] = [measured(amount), budgeted && measured(budgeted)];
  if (!part || !whole || whole.value <= 0 || part.unit !== whole.unit) return undefined;
  return part.value / whole.value;
}

function measured(amount: Amount): { readonly value: number; readonly unit: string } | undefined {
  if ("dollars" in amount) return { value: amount.dollars, unit: "$" };
  return "value" in amount ? amount : undefined;
}

/** Whether it is a zero spend budget, which alerts on any spending. */
function isZeroSpend({ amount, threshold, basis }: BudgetAlert): boolean {
  const limit = threshold?.amount;
  const isNothing = limit !== undefined && "dollars" in limit && limit.dollars <= 0.01;
  return isNothing && threshold?.isBelow === false && basis === "actual" && "dollars" in amount;
}

/**
 * The severity: high when spending is one and a half times the budget; low when reservations are not used well, which
 * costs money but can wait until morning.
 */
export function severityOfBudget(alert: BudgetAlert): Severity {
  if (alert.kind && reserved[alert.kind]) return "low";
  const share = shareOf(alert);
  return alert.basis === "actual" && !isZeroSpend(alert) && share !== undefined && share >= 1.5 ? "high" : "medium";
}

/** The identity of a budget's alert: one a month, for a daily budget one a day. */
export function alertId(alert: BudgetAlert, account: string, time: string): string {
  const { budget, basis, threshold, period } = alert;
  const at = threshold ? JSON.stringify(threshold) : "";
  return [alert.account ?? account, budget, basis, at, time.slice(0, period === "day" ? 10 : 7)].join("\n");
}

const barLength = 20;

/** What low utilization or coverage of reservations means. */
const reserved = {
  cost: undefined,
  usage: undefined,
  "ri-utilization": "budget.hint-utilization",
  "sp-utilization": "budget.hint-utilization",
  "ri-coverage": "budget.hint-coverage",
  "sp-coverage": "budget.hint-coverage",
} as const;

/** The warning: which budget, how much of it, and what to do next. */
export function budgetMessage(alert: BudgetAlert, account: string): Content {
  const { basis, amount, budgeted, threshold, kind, type, period } = alert;
  const share = shareOf(alert);
  const percent = share === undefined ? undefined : Math.round(share * 100);
  const facts: Fact[] = [{ label: `budget.${basis}`, value: shown(amount) }];
  if (budgeted) facts.push({ label: "budget.budgeted", value: shown(budgeted) });
  if (threshold) {
    const words = threshold.isBelow ? "budget.threshold.below" : "budget.threshold.above";
    facts.push({ label: "budget.threshold", value: say(words, { amount: shown(threshold.amount) }) });
  }
  if (kind ? kind !== "cost" : type)
    facts.push({ label: "budget.type", value: kind ? say(`budget.kind.${kind}`) : (type ?? "") });
  // A month is the usual period, and not mentioned.
  if (period && period !== "month") facts.push({ label: "budget.period", value: say(`budget.period.${period}`) });
  const shownAccount = alert.account ?? account;
  if (shownAccount) facts.push({ label: "event.account", value: shownAccount });
  const hint = kind && reserved[kind];
  return {
    tone: severityOfBudget(alert) === "high" ? "failure" : "warning",
    title: titleOf(alert, share),
    lines: present([
      // For a zero spend budget a share means nothing.
      share !== undefined &&
        percent !== undefined &&
        !isZeroSpend(alert) &&
        say("budget.bar", { bar: progressBar(share * barLength, barLength), percent }),
      hint && say(hint),
      "dollars" in amount ? say("budget.next", { command: { code: "/cost" } }) : say("budget.next-console"),
    ]),
    facts,
    buttons: [{ action: "open", label: "button.open", url: budgetsUrl() }],
  };
}

function titleOf(alert: BudgetAlert, share: number | undefined): Text {
  const { budget, kind, basis, amount, threshold } = alert;
  if (isZeroSpend(alert)) return say("budget.zero-spend", { budget, amount: shown(amount) });
  const isReserved = kind !== undefined && kind !== "cost" && kind !== "usage";
  if (threshold?.isBelow) {
    return isReserved ? say(`budget.low-${kind}`, { budget, amount: shown(amount) }) : say("budget.below", { budget });
  }
  if (share === undefined || isReserved) return say(`budget.crossed-${basis}`, { budget });
  const [words, percent] = [share > 1 ? "over" : "near", Math.round(share * 100)] as const;
  if (basis === "actual" && kind === "usage") return say(`budget.${words}-usage`, { budget, percent });
  return say(`budget.${words}-${basis}`, { budget, percent });
}

function shown(amount: Amount): Text {
  return "dollars" in amount ? amount : amount.text;
}
