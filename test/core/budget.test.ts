import { describe, expect, it } from "vitest";
import { alertId, budgetAlertOf, budgetMessage, isBudgetAlert, shareOf } from "../../lib/core/budget.ts";
import { render } from "../../lib/slack/render.ts";

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
      type: "Cost",
      basis: "actual",
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
    ["120 GB", { value: 120, unit: "GB" }],
    ["75.5%", { value: 75.5, unit: "%" }],
    ["¥500", { text: "¥500" }],
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
    expect(shareOf({ ...alert, budgeted: { value: 100, unit: "%" } })).toBeUndefined();
    expect(shareOf({ ...alert, budgeted: { dollars: 0 } })).toBeUndefined();
    const { budgeted: _, ...without } = alert;
    expect(shareOf(without)).toBeUndefined();
  });

  it("of a usage that fell too low says so", () => {
    const low = budgetAlertOf(
      "",
      "Budget Name: RI\nBudget Type: RI Utilization\nBudgeted Amount: 100%\nAlert Threshold: < 80%\nACTUAL Amount: 75%",
    );
    if (!low) throw new Error("not read");
    const { text } = render(budgetMessage(low, "123456789012"), { language: "en", linkTo: () => undefined });
    expect(text).toContain("Budget RI has fallen below its alert threshold");
    expect(text).toContain("▓".repeat(15) + "░".repeat(5));
    expect(text).toContain("Alert threshold: less than 80%");
    expect(text).not.toContain("/cost");
  });
});
