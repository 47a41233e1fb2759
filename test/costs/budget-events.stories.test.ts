import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type BudgetAlert, budgetNotification } from "../../sandbox/aws/state/budgets.ts";
import type { Step } from "../../sandbox/play.ts";
import { buttonsOf, playOut, postedIn } from "../stage.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");

const monthly: BudgetAlert = { name: "Monthly", amount: 1000, threshold: 80, type: "ACTUAL", spent: 842.5 };

/** What SNS hands on of it: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function notification(changes: Partial<BudgetAlert> = {}, time = "2026-11-23T00:00:00.000Z"): Step {
  const { subject, message } = budgetNotification({ ...monthly, ...changes }, new Date(time));
  return sns({ Subject: subject, Message: message, Timestamp: time });
}

function sns(fields: Readonly<Record<string, unknown>>): Step {
  const Sns = {
    Type: "Notification",
    TopicArn: "arn:aws:sns:us-east-1:123456789012:nightshift-alerts",
    Timestamp: "2026-11-23T00:00:00.000Z",
    ...fields,
  };
  return { event: { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", Sns }] } };
}

describe("a budget that crosses its threshold", () => {
  it("is a warning with the amount, the threshold, a bar, and the next step", async () => {
    const report = await playOut([notification()]);
    expect(report).toHavePosted("#alerts", [/Budget Monthly: 84% spent\n▓{17}░{3} 84%\n`\/cost` shows which services/]);
    const [message] = postedIn(report, "#alerts");
    expect(message?.text).toMatch(
      /Actual: \$842\.50\nBudget: \$1,000\.00\nAlert threshold: more than \$800\.00\nAccount: 123456789012/,
    );
    expect(buttonsOf(message)).toEqual(["Open in AWS", "Acknowledge"]);
    expect(JSON.stringify(message?.blocks)).toContain("https://console.aws.amazon.com/billing/home#/budgets");
    expect(report.logs).toContainEqual(expect.objectContaining({ event: "event handled", outcome: "told" }));
  });

  it("is told from a forecast", async () => {
    const report = await playOut([notification({ type: "FORECASTED", threshold: 100, spent: 1234.56 })]);
    expect(report).toHavePosted("#alerts", [
      /Budget Monthly is forecast to be exceeded: 123%\n▓{20} 123%[\s\S]*Forecast: \$1,234\.56/,
    ]);
  });

  it("is told in the channel's language", async () => {
    const korean = config.replace("language: en", "language: ko");
    const report = await playOut([notification()], { config: korean });
    expect(report).toHavePosted("#alerts", [/예산 Monthly: 84% 사용[\s\S]*실제: US\$842\.50[\s\S]*US\$800\.00 초과/]);
  });

  it("comes from the sandbox's own AWS, too", async () => {
    const report = await playOut([
      { aws: { budget: { name: "Monthly", amount: 1000, threshold: 80, actual: 842.5 } } },
    ]);
    expect(report).toHavePosted("#alerts", [/Budget Monthly: 84% spent/]);
  });

  it("with a hostile name has no effect on the layout, and pings nobody", async () => {
    const report = await playOut([notification({ name: "<!channel> `x` *y*" })]);
    expect(report).toHavePosted("#alerts", [/Budget &lt;!channel&gt;/]);
  });
});

describe("one warning for each alert", () => {
  it("heard of twice is told once", async () => {
    const report = await playOut([notification(), notification()]);
    expect(report).toHavePosted("#alerts", ["84% spent"]);
    expect(postedIn(report, "#alerts")[0]?.edits).toBe(0);
  });

  it("with a new amount becomes the newest one, in whatever order they come", async () => {
    const later = "2026-11-24T00:00:00.000Z";
    const inOrder = await playOut([notification(), notification({ spent: 900 }, later)]);
    expect(inOrder).toHavePosted("#alerts", ["90% spent"]);
    const otherwise = await playOut([notification({ spent: 900 }, later), notification()]);
    expect(otherwise).toHavePosted("#alerts", ["90% spent"]);
  });

  it("has a message of its own for each budget, kind, threshold and month", async () => {
    const report = await playOut([
      notification(),
      notification({ name: "Other" }),
      notification({ type: "FORECASTED" }),
      notification({ threshold: 50 }),
      notification({}, "2026-12-23T00:00:00.000Z"),
    ]);
    expect(postedIn(report, "#alerts")).toHaveLength(5);
  });
});

describe("other notifications", () => {
  it("of Budgets that say neither which nor how much get the plain message", async () => {
    const report = await playOut([
      sns({
        Subject: "AWS Budgets: Monthly has exceeded your alert threshold",
        Message: "A new kind of prose.",
      }),
    ]);
    expect(report).toHavePosted("#alerts", [/AWS Budgets: Monthly has exceeded[\s\S]*A new kind of prose\./]);
  });

  it("are recognised by their text when they have no subject", async () => {
    const { message } = budgetNotification(monthly, new Date("2026-11-23T00:00:00Z"));
    expect(await playOut([sns({ Message: message })])).toHavePosted("#alerts", ["Budget Monthly: 84% spent"]);
  });

  it("that only look like it are left alone", async () => {
    const { message } = budgetNotification(monthly, new Date("2026-11-23T00:00:00Z"));
    const report = await playOut([
      sns({ Subject: "Hello", Message: "Budget Name: x\nACTUAL Amount: $5" }),
      {
        event: {
          id: "1",
          source: "com.example",
          "detail-type": "AWS Budgets: Monthly has exceeded your alert threshold",
          account: "123456789012",
          region: "ap-northeast-2",
          time: "2026-11-23T00:00:00Z",
          detail: { Message: message },
        },
      },
    ]);
    expect(report).toHavePosted("#alerts", [/: Hello\n/, /\(com\.example\)/]);
  });
});
