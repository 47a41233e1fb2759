import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  comparedPeriodsAt,
  dayAfter,
  type ServiceSpending,
  shortName,
  shownServices,
  spendingOf,
  totalsOf,
} from "../../handlers/costs/spending-state.ts";
import type { DailyCost } from "../../lib/aws/answers.ts";

describe("the days that are compared", () => {
  it.each([
    ["in the middle of a month", "2026-11-23T09:00:00Z", "2026-11-01..22", "2026-10-01..22"],
    ["on its second day, of which one is over", "2026-11-02T00:00:00Z", "2026-11-01..01", "2026-10-01..01"],
    ["late in a month after a short one", "2026-03-31T12:00:00Z", "2026-03-01..30", "2026-02-01..28"],
    ["in a leap year", "2028-03-31T12:00:00Z", "2028-03-01..30", "2028-02-01..29"],
    ["in January", "2027-01-15T00:00:00Z", "2027-01-01..14", "2026-12-01..14"],
    ["by UTC, when Seoul has a new month already", "2026-12-01T08:00:00+09:00", "2026-11-01..29", "2026-10-01..29"],
  ])("%s", (_why, now, current, earlier) => {
    const found = comparedPeriodsAt(new Date(now));
    expect([shown(found.current), shown(found.earlier), found.isWholeMonth]).toEqual([current, earlier, false]);
  });

  it.each([
    ["the first of a month", "2026-12-01T00:00:00Z", "2026-11-01..30", "2026-10-01..31"],
    ["New Year", "2027-01-01T23:59:59Z", "2026-12-01..31", "2026-11-01..30"],
    ["the first of March", "2027-03-01T00:00:00Z", "2027-02-01..28", "2027-01-01..31"],
  ])("on %s are two whole months", (_why, now, current, earlier) => {
    const found = comparedPeriodsAt(new Date(now));
    expect([shown(found.current), shown(found.earlier), found.isWholeMonth]).toEqual([current, earlier, true]);
  });

  it("at any time begin on a first, end before today, and are a question that Cost Explorer takes", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }), (now) => {
        const { current, earlier } = comparedPeriodsAt(now);
        const today = now.toISOString().slice(0, 10);
        expect(current.first.endsWith("-01") && earlier.first.endsWith("-01")).toBe(true);
        expect(earlier.first <= earlier.last && earlier.last < current.first).toBe(true);
        expect(current.first <= current.last && dayAfter(current.last) === today).toBe(true);
      }),
    );
  });
});

function shown({ first, last }: { first: string; last: string }): string {
  return `${first}..${last.slice(8)}`;
}

const cost = (day: string, service: string, dollars: number): DailyCost => ({ day, service, dollars });
const november = comparedPeriodsAt(new Date("2026-11-11T00:00:00Z"));

describe("what was spent", () => {
  it("is summed by service over just the days that are compared, the dearest first", () => {
    const { services } = spendingOf(
      [
        cost("2026-10-01", "AWS Lambda", 1),
        cost("2026-10-10", "AWS Lambda", 2),
        cost("2026-10-11", "AWS Lambda", 100),
        cost("2026-11-01", "AWS Lambda", 4),
        cost("2026-11-10", "AWS Lambda", 8),
        cost("2026-11-11", "AWS Lambda", 100),
        cost("2026-11-05", "Amazon Simple Storage Service", 20),
        cost("2026-10-20", "Amazon Neptune", 20),
      ],
      november,
    );
    expect(services).toEqual([
      { service: "Amazon Simple Storage Service", current: 20, earlier: 0 },
      { service: "AWS Lambda", current: 12, earlier: 3 },
    ]);
  });

  it("leaves the tax out, which AWS books for the whole month on its first day, and tells it apart", () => {
    const spending = spendingOf(
      [cost("2026-10-01", "Tax", 30), cost("2026-11-01", "Tax", 10), cost("2026-11-01", "AWS Lambda", 1)],
      november,
    );
    expect(spending.services.map(({ service }) => service)).toEqual(["AWS Lambda"]);
    expect(spending.tax).toBe(10);
  });

  it("of the last two days is provisional, of one when there is no more", () => {
    const costs = ["01", "08", "09", "10"].map((day) => cost(`2026-11-${day}`, "AWS Lambda", 1.5));
    expect(spendingOf(costs, november).provisional).toEqual({
      first: "2026-11-09",
      last: "2026-11-10",
      dollars: 3,
    });
    const second = comparedPeriodsAt(new Date("2026-11-02T00:00:00Z"));
    expect(spendingOf(costs, second).provisional).toEqual({
      first: "2026-11-01",
      last: "2026-11-01",
      dollars: 1.5,
    });
  });

  it("is rounded at the end only, so that many small amounts do not vanish", () => {
    const costs = Array.from({ length: 100 }, (_, index) => cost("2026-11-01", `Service ${index}`, 0.004));
    expect(totalsOf(spendingOf(costs, november).services).current).toBe(0.4);
  });

  it.each([
    ["more", 150, 100, 50, 50],
    ["less", 50, 100, -50, -50],
    ["the same", 100, 100, 0, 0],
    ["out of next to nothing, where a share says nothing", 50, 0.5, 49.5, undefined],
    ["after credits", -20, 10, -30, -300],
  ])("is told as %s", (_why, current, earlier, difference, percent) => {
    const totals = totalsOf([{ service: "AWS Lambda", current, earlier }]);
    expect([totals.difference, totals.percent]).toEqual([difference, percent]);
  });
});

describe("the services that are named", () => {
  const services = (...amounts: number[]): ServiceSpending[] =>
    amounts.map((current, index) => ({ service: `Service ${index}`, current, earlier: current }));

  it("are at most six, the others one", () => {
    const { named, others } = shownServices(services(100, 90, 80, 70, 60, 50, 40, 30), 6);
    expect(named.map(({ current }) => current)).toEqual([100, 90, 80, 70, 60, 50]);
    expect(others).toEqual({ count: 2, current: 70, earlier: 70 });
  });

  it("are only those that matter: small amounts stand together", () => {
    const { named, others } = shownServices(services(100, 90, 0.5, 0.2, 0.1), 6);
    expect(named).toHaveLength(2);
    expect(others).toEqual({ count: 3, current: 0.8, earlier: 0.8 });
  });

  it("include a small one that would stand alone", () => {
    const { named, others } = shownServices(services(100, 0.2), 6);
    expect(named).toHaveLength(2);
    expect(others).toBeUndefined();
  });

  it("include one that cost much last month and nothing now", () => {
    const gone = { service: "Amazon Neptune", current: 0, earlier: 500 };
    const { named } = shownServices([...services(100, 90, 80, 70, 60, 50, 40), gone], 6);
    expect(named.map(({ name }) => name)).toContain("Neptune");
  });

  it("have names that differ, also where they read the same", () => {
    const long = "Amazon Something With A Long Name";
    const named = shownServices(
      [`${long} One`, `${long} Two`, "AWS Glue", "Amazon Glue"].map((service) => ({
        service,
        current: 10,
        earlier: 10,
      })),
      6,
    ).named.map(({ name }) => name);
    expect(new Set(named).size).toBe(4);
    for (const name of named) expect([...(name as string)].length).toBeLessThanOrEqual(20);
  });

  it.each([
    ["Amazon Elastic Compute Cloud - Compute", "EC2"],
    ["EC2 - Other", { say: "cost.ec2-other" }],
    ["Amazon Elastic Load Balancing", "ELB"],
    ["Savings Plans for AWS Compute usage", "Savings Plans"],
    ["Amazon Relational Database Service", "RDS"],
    ["AmazonCloudWatch", "CloudWatch"],
    ["AWS CodePipeline", "CodePipeline"],
    ["Amazon Redshift (Serverless)", "Redshift"],
    ["CodeBuild", "CodeBuild"],
    ["Amazon", "Amazon"],
    ["constructor", "constructor"],
  ])("%s is called %j", (service, name) => expect(shortName(service)).toEqual(name));
});
