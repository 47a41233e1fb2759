import { describe, expect, it } from "vitest";
import { budgetActionOf, severityOfAction } from "../../handlers/costs/budget-action-message.ts";
import {
  alertId,
  budgetAlertOf,
  budgetMessage,
  isBudgetAlert,
  severityOfBudget,
  shareOf,
} from "../../handlers/costs/budget-message.ts";
import { render } from "../../lib/slack/render.ts";
import { readerIn } from "../reader.ts";

const subject = (name: string): string => `AWS Budgets: ${name} has exceeded your alert threshold`;

/** As received in 2024. */
const prose = (lines: readonly string[]): string =>
  [
    "AWS Budget Notification November 23, 2026",
    "AWS Account 123456789012",
    "",
    "Dear AWS Customer,",
    "",
    "You requested that we alert you when the ACTUAL Cost associated with your Monthly budget is greater than $800.00 for the current month. The ACTUAL Cost associated with this budget is $842.50. You can find additional details below and by accessing the AWS Budgets dashboard [1].",
    "",
    ...lines,
    "",
    "[1] https://console.aws.amazon.com/billing/home#/budgets",
  ].join("\n");

const actual = prose([
  "Budget Name: Monthly",
  "Budget Type: Cost",
  "Budgeted Amount: $1,000.00",
  "Alert Type: ACTUAL",
  "Alert Threshold: > $800.00",
  "ACTUAL Amount: $842.50",
]);

describe("the prose of AWS Budgets", () => {
  it("says which budget, how much of it, and why", () => {
    expect(budgetAlertOf(subject("Monthly"), actual)).toEqual({
      budget: "Monthly",
      kind: "cost",
      type: "Cost",
      basis: "actual",
      period: "month",
      budgeted: { dollars: 1000 },
      threshold: { isBelow: false, amount: { dollars: 800 } },
      amount: { dollars: 842.5 },
      account: "123456789012",
    });
  });

  it.each([
    ["Windows line ends", actual.replaceAll("\n", "\r\n")],
    ["other spaces", actual.replaceAll(": ", " :\t ")],
    ["other capitals", actual.replace("ACTUAL Amount", "Actual amount")],
    ["its lines the other way round", actual.split("\n").reverse().join("\n")],
    ["marks of a list", actual.replace(/^(Budget|Alert|ACTUAL)/gm, "* $1")],
    ["lines that nobody knows", actual.replace("Budget Type", "Cost Center: 12\nBudget Type")],
  ])("is read with %s", (_why, message) => {
    expect(budgetAlertOf(subject("Monthly"), message)).toEqual(budgetAlertOf(subject("Monthly"), actual));
  });

  it("takes the budget's name from the subject when no line has it", () => {
    const message = "ACTUAL Amount: $5";
    expect(budgetAlertOf(subject("Team: web has it"), message)?.budget).toBe("Team: web");
    expect(budgetAlertOf("Notification", message)).toBeUndefined();
  });

  it.each([
    ["FORECASTED", "FORECASTED Amount: $1", "forecast"],
    ["FORECASTED", "ACTUAL Amount: $1\nFORECASTED Amount: $2", "forecast"],
    ["ACTUAL", "ACTUAL Amount: $1\nFORECASTED Amount: $2", "actual"],
    ["FORECASTED", "ACTUAL Amount: $1", "actual"],
  ])("is about what it says the amount is: %s, %s", (type, amounts, basis) => {
    expect(budgetAlertOf("", `Budget Name: B\nAlert Type: ${type}\n${amounts}`)?.basis).toBe(basis);
  });

  it.each([
    ["$1,234.56", { dollars: 1234.56 }],
    ["$0.5", { dollars: 0.5 }],
    ["1,234.56 USD", { dollars: 1234.56 }],
    ["US$12", { dollars: 12 }],
    ["120 GB", { value: 120, unit: "GB", text: "120 GB" }],
    ["75.5%", { value: 75.5, unit: "%", text: "75.5%" }],
    ["¥500", { value: 500, unit: "¥", text: "¥500" }],
    ["KRW 1,200,000", { value: 1_200_000, unit: "KRW", text: "KRW 1,200,000" }],
    ["1.200,50 EUR", { text: "1.200,50 EUR" }],
    ["$5 GB", { text: "$5 GB" }],
    ["about nothing", { text: "about nothing" }],
  ])("writes amounts as %s", (text, amount) => {
    expect(budgetAlertOf("", `Budget Name: B\nACTUAL Amount: ${text}`)?.amount).toEqual(amount);
  });

  it.each([
    ["no amount", "Budget Name: B\nBudgeted Amount: $5"],
    ["nothing at all", ""],
    ["another kind of text", "The quick brown fox: jumps"],
    ["a very long line", `Budget Name:${" ".repeat(200_000)}`],
  ])("with %s is not read", (_why, message) => {
    expect(budgetAlertOf("AWS Budgets", message)).toBeUndefined();
  });

  it.each([
    ["AWS Budgets: X has exceeded your alert threshold", "", true],
    ["AWS Budget alert", "", true],
    ["Notification", "AWS Budget Notification May 13, 2024", true],
    ["ALARM: AWS Budgets", "", false],
    ["AWS Budgetary news", "", false],
    ["", "", false],
  ])("is told from other messages by its subject or beginning: %s %s", (subject, message, is) => {
    expect(isBudgetAlert(subject, message)).toBe(is);
  });
});

describe("an alert", () => {
  const alert = budgetAlertOf(subject("Monthly"), actual);
  if (!alert) throw new Error("not read");
  const id = (changes: object, time = "2026-11-23T00:00:00Z") => alertId({ ...alert, ...changes }, "", time);

  it("is the same one with another amount in the same month", () => {
    expect(id({ amount: { dollars: 999 }, budgeted: { dollars: 5 } }, "2026-11-30T23:59:59Z")).toBe(id({}));
  });

  it.each([
    ["budget", { budget: "Other" }],
    ["account", { account: "210987654321" }],
    ["basis", { basis: "forecast" }],
    ["threshold", { threshold: { isBelow: false, amount: { dollars: 900 } } }],
  ])("is another one with another %s", (_what, changes) => expect(id(changes)).not.toBe(id({})));

  it("is another one in another month", () => expect(id({}, "2026-12-01T00:00:00Z")).not.toBe(id({})));

  it("has no share of what cannot be compared", () => {
    expect(shareOf(alert)).toBe(0.8425);
    expect(shareOf({ ...alert, budgeted: { value: 100, unit: "%", text: "100%" } })).toBeUndefined();
    const [hours, percent] = [
      { value: 5, unit: "Hrs", text: "5 Hrs" },
      { value: 100, unit: "%", text: "100%" },
    ];
    expect(shareOf({ ...alert, amount: hours, budgeted: percent })).toBeUndefined();
    expect(shareOf({ ...alert, amount: hours, budgeted: { ...hours, value: 10 } })).toBe(0.5);
    expect(shareOf({ ...alert, budgeted: { dollars: 0 } })).toBeUndefined();
    const { budgeted: _, ...without } = alert;
    expect(shareOf(without)).toBeUndefined();
  });

  it("is another one on another day for a daily budget", () => {
    const daily = { period: "day" as const };
    expect(id(daily, "2026-11-24T00:00:00Z")).not.toBe(id(daily));
    expect(id({ period: "quarter" }, "2026-11-24T00:00:00Z")).toBe(id({ period: "quarter" }));
  });
});

describe("a budget's message", () => {
  const lines = (fields: Readonly<Record<string, string>>, more = "") =>
    `${more}\n${Object.entries({ "Budget Name": "B", ...fields })
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n")}`;
  const read = (...args: Parameters<typeof lines>) => {
    const alert = budgetAlertOf("", lines(...args));
    if (!alert) throw new Error("not read");
    return alert;
  };
  const textOf = (...args: Parameters<typeof lines>) =>
    render(budgetMessage(read(...args), "123456789012"), readerIn("en")).text.replaceAll("*", "");
  const below = { "Budgeted Amount": "100%", "Alert Threshold": "< 80%", "ACTUAL Amount": "75%" };

  it("of what is reserved and fell too low says so", () => {
    const text = textOf({ "Budget Type": "RI Utilization", ...below });
    expect(text).toContain("Only 75% of the reserved instances are used (budget B)");
    expect(text).toContain("▓".repeat(15) + "░".repeat(5));
    expect(text).toContain("Alert threshold: less than 80%");
    expect(text).not.toContain("/cost");
  });

  it.each([
    ["RI Coverage", "Reserved instances cover only 75%"],
    ["Savings Plans Utilization", "Only 75% of the Savings Plans are used"],
    ["SAVINGS_PLANS_COVERAGE", "Savings Plans cover only 75%"],
    ["Something New", "Budget B has fallen below its alert threshold"],
    ["Cost", "Budget B has fallen below its alert threshold"],
  ])("of the type %s says: %s", (type, words) => {
    expect(textOf({ "Budget Type": type, ...below })).toContain(words);
  });

  it("reads what is measured by other names than an amount", () => {
    expect(read({ "ACTUAL Utilization": "75%" }).amount).toMatchObject({ value: 75 });
    expect(read({ "FORECASTED Usage": "75 GB" }).basis).toBe("forecast");
  });

  it("of usage speaks of use, in its unit", () => {
    const usage = { "Budget Type": "Usage", "Budgeted Amount": "750 Hrs", "ACTUAL Amount": "900 Hrs" };
    expect(textOf(usage)).toMatch(/Usage budget B is exceeded: 120% used[\s\S]*Actual: 900 Hrs/);
    expect(textOf({ ...usage, "ACTUAL Amount": "150 Hrs" })).toContain("Usage budget B: 20% used");
  });

  it("of a budget for nothing at all says that something costs money", () => {
    const zero = { "Budget Type": "Cost", "Budgeted Amount": "$1.00", "Alert Threshold": "> $0.01" };
    expect(textOf({ ...zero, "ACTUAL Amount": "$0.42" })).toMatch(
      /Something costs money now: \$0\.42 \(budget B\)\n`\/cost`/,
    );
    expect(textOf({ ...zero, "Alert Threshold": "> $0.50", "ACTUAL Amount": "$0.60" })).toContain("60% spent");
  });

  it.each([
    ["for the current month", "month"],
    ["greater than $0.75 per day. Yesterday, the", "day"],
    ["for the current quarter", "quarter"],
    ["for the current year", "year"],
    ["for now", undefined],
  ])("knows by the text what the budget is for: %s", (text, period) => {
    expect(read({ "ACTUAL Amount": "$5" }, text).period).toBe(period);
  });

  it.each([
    [{ "Budgeted Amount": "$100", "ACTUAL Amount": "$149" }, "medium"],
    [{ "Budgeted Amount": "$100", "ACTUAL Amount": "$150" }, "high"],
    [{ "Budgeted Amount": "$100", "FORECASTED Amount": "$900" }, "medium"],
    [{ "Budgeted Amount": "$1", "Alert Threshold": "> $0.01", "ACTUAL Amount": "$5" }, "medium"],
    [{ "Budget Type": "RI Utilization", ...below }, "low"],
    [{ "ACTUAL Amount": "much" }, "medium"],
  ])("matters by how much is too much: %o is %s", (fields, severity) => {
    expect(severityOfBudget(read(fields as Record<string, string>))).toBe(severity);
  });
});

describe("a budget's action", () => {
  const action = (fields: string, subject = "AWS Budgets: B") => budgetActionOf(subject, fields);

  it.each([
    ["PENDING", "waiting", "medium"],
    ["EXECUTION_IN_PROGRESS", "running", "medium"],
    ["EXECUTION_SUCCESS", "done", "medium"],
    ["EXECUTION_FAILURE", "failed", "high"],
    ["REVERSE_SUCCESS", "undone", "low"],
    ["REVERSE_FAILURE", "failed", "high"],
    ["STANDBY", "told", "medium"],
  ])("with the status %s is %s", (status, state, severity) => {
    const found = action(`Budget Name: B\nAction Type: APPLY_IAM_POLICY\nAction Status: ${status}`);
    expect(found).toMatchObject({ budget: "B", state, type: "APPLY_IAM_POLICY" });
    expect(found && severityOfAction(found)).toBe(severity);
  });

  it("is known by its subject when it has no lines of its own", () => {
    expect(action("Budget Name: B\nPlease approve it.", "AWS Budgets: Action required")?.state).toBe("waiting");
  });

  it.each([
    ["an alert of a budget whose name speaks of action", "AWS Budgets: Action has exceeded", actual],
    ["an alert", subject("Monthly"), actual],
    ["something else", "Hello", "Action Type: X\nBudget Name: B"],
    ["what names no budget", "AWS Budgets", "Action Type: X"],
  ])("is not %s", (_what, of, message) => {
    expect(budgetActionOf(of, message)).toBeUndefined();
  });
});
