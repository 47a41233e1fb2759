import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costAnomalyMessage, costAnomalyTitle } from "../../handlers/costs/anomaly-message.ts";
import {
  costAnomalyOf,
  isCostAnomaly,
  isGoingOn,
  type KnownAnomaly,
  severityOfAnomaly,
  withAnomaly,
} from "../../handlers/costs/anomaly-state.ts";
import { render } from "../../lib/slack/render.ts";
import { readerIn } from "../reader.ts";

const impact = (total: unknown, actual: unknown = 500, expected: unknown = 400) => ({
  maxImpact: 50,
  totalImpact: total,
  totalActualSpend: actual,
  totalExpectedSpend: expected,
});

const detail = (changes: object = {}) => ({
  anomalyId: "a-1",
  dimensionValue: "Amazon Relational Database Service",
  anomalyStartDate: "2026-11-20T00:00:00Z",
  anomalyEndDate: "2026-11-22T00:00:00Z",
  impact: impact(100),
  ...changes,
});

const at = "2026-11-23T00:00:00.000Z";

function told(changes: object = {}, time = at): KnownAnomaly {
  const anomaly = costAnomalyOf({ detail: detail(changes) });
  if (!anomaly) throw new Error("not read");
  return withAnomaly(undefined, anomaly, time);
}

describe("an anomaly", () => {
  it.each([
    ["numbers as text", { impact: impact("100", "500", "400") }],
    [
      "the name of the dimension that SNS uses",
      { dimensionValue: undefined, dimensionalValue: detail().dimensionValue },
    ],
    ["days without a time", { anomalyStartDate: "2026-11-20", anomalyEndDate: "2026-11-22" }],
  ])("is read with %s", (_what, changes) => {
    expect(told(changes).anomaly).toEqual(told().anomaly);
  });

  it.each([
    ["no id", { anomalyId: undefined }],
    ["an id that is no text", { anomalyId: 7 }],
  ])("with %s is not read", (_what, changes) => {
    expect(costAnomalyOf({ detail: detail(changes) })).toBeUndefined();
  });

  it("that does not say how much it is more is as much more as was spent beyond what was expected", () => {
    expect(told({ impact: { totalActualSpend: 500, totalExpectedSpend: 400 } }).anomaly.total).toBe(100);
    expect(told({ impact: "much" }).anomaly.total).toBeUndefined();
  });

  it("has its causes in order of what they add, those that say nothing last", () => {
    const rootCauses = [{ service: "a" }, null, { service: "b", impact: { contribution: "7.5" } }];
    expect(told({ rootCauses }).anomaly.causes).toEqual([{ service: "b", dollars: 7.5 }, { service: "a" }]);
  });

  it("is told from other notifications of SNS by its id and its impact", () => {
    expect(isCostAnomaly(detail())).toBe(true);
    expect(isCostAnomaly({ anomalyId: "x" })).toBe(false);
    expect(isCostAnomaly({ Message: "AWS Budget Notification" })).toBe(false);
  });

  it.each([
    ["2026-11-22T00:00:00Z", true],
    ["2026-11-20T00:00:00Z", true],
    ["2026-11-19T00:00:00Z", false],
    ["never", true],
  ])("last seen on %s goes on: %s", (anomalyEndDate, goesOn) => {
    expect(isGoingOn(told({ anomalyStartDate: "2026-11-18", anomalyEndDate }))).toBe(goesOn);
  });
});

describe("how much an anomaly matters", () => {
  const over = { anomalyStartDate: "2026-11-18", anomalyEndDate: "2026-11-19T00:00:00Z" };
  it.each([
    ["nothing is known", { impact: {} }, "medium"],
    ["it is small", { impact: impact(9.99) }, "low"],
    ["it is not small", { impact: impact(10) }, "medium"],
    ["it is large", { impact: impact(1000, 11_000, 10_000) }, "high"],
    ["it is large and over", { impact: impact(1000, 11_000, 10_000), ...over }, "high"],
    ["five times as much is spent", { impact: impact(400, 500, 100) }, "high"],
    ["that much was spent, and is over", { impact: impact(400, 500, 100), ...over }, "medium"],
    ["that much of little is spent", { impact: impact(80, 100, 20) }, "medium"],
    ["less than five times as much is spent", { impact: impact(399, 499, 100) }, "medium"],
    ["it was planned", { impact: impact(9000), feedback: "PLANNED_ACTIVITY" }, "low"],
    ["it is none", { impact: impact(9000), feedback: "NO" }, "low"],
    ["it is one", { impact: impact(9000), feedback: "YES" }, "high"],
  ])("when %s", (_when, changes, severity) => {
    expect(severityOfAnomaly(told(changes))).toBe(severity);
  });

  it("is more when it has doubled since it was first told", () => {
    const known = told({ impact: impact(100) });
    const later = "2026-11-24T00:00:00.000Z";
    const grown = (total: number) => {
      const { anomaly } = told({ impact: impact(total), anomalyEndDate: "2026-11-23T00:00:00Z" });
      return severityOfAnomaly(withAnomaly(known, anomaly, later));
    };
    expect(grown(199)).toBe("medium");
    expect(grown(200)).toBe("high");
  });
});

it("What is known of an anomaly does not depend on the order in which it is heard, or how often", () => {
  const news = fc.record({ minute: fc.nat(20), total: fc.integer({ min: 1, max: 500 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(news, { minLength: 1, maxLength: 6, selector: ({ minute }) => minute }),
      fc.infiniteStream(fc.nat(5)),
      (all, picks) => {
        const heard = (list: typeof all) =>
          list.reduce<KnownAnomaly | undefined>((known, { minute, total }) => {
            const { anomaly } = told({ impact: impact(total) });
            return withAnomaly(known, anomaly, new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString());
          }, undefined);
        const again = all.map((one) => all[picks.next().value % all.length] ?? one);
        expect(heard([...again, ...all])).toEqual(heard(all));
        expect(heard(all.toReversed())).toEqual(heard(all));
      },
    ),
  );
});

it("An anomaly's title is a sentence in either language", () => {
  const text = (known: KnownAnomaly, language: "en" | "ko") =>
    render({ tone: "info", title: costAnomalyTitle(known) }, readerIn(language)).text.replaceAll("*", "");
  expect(text(told(), "en")).toContain("RDS costs more than expected: $100.00 too much since Nov 20");
  expect(text(told(), "ko")).toContain("RDS 비용이 예상보다 많이 나오고 있습니다: 11월 20일부터 US$100.00 초과");
  expect(text(told({ dimensionValue: undefined }), "ko")).toContain("일부 항목의 비용이");
});

it("An anomaly's links lead to itself, or to all of them when its monitor is not known", () => {
  const urls = (changes: object) => costAnomalyMessage(told(changes)).buttons?.map(({ url }) => url);
  const page = "https://console.aws.amazon.com/cost-management/home#/anomaly-detection";
  expect(urls({ monitorArn: "arn:aws:ce::123456789012:anomalymonitor/m-1" })?.[0]).toBe(
    `${page}/monitors/m-1/anomalies/a-1`,
  );
  expect(urls({ monitorArn: "https://evil.example" })?.[0]).toBe(`${page}/overview`);
  expect(urls({})?.[1]).toContain("/cost-explorer");
});
