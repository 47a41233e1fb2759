import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  GetCostForecastCommand,
  type GetCostForecastCommandInput,
  GetDimensionValuesCommand,
} from "@aws-sdk/client-cost-explorer";
import { describe, expect, it } from "vitest";
import { errorOf, openAws } from "./open.ts";

const day = 24 * 60 * 60;
const byService = [{ Type: "DIMENSION" as const, Key: "SERVICE" }];

async function openCosts() {
  const opened = await openAws();
  const client = new CostExplorerClient({ ...opened.config(), region: "us-east-1" });
  const usage = async (Start: string, End: string, more: Partial<GetCostAndUsageCommandInput> = {}) => {
    const input: GetCostAndUsageCommandInput = {
      TimePeriod: { Start, End },
      Granularity: "DAILY",
      Metrics: ["UnblendedCost"],
      ...more,
    };
    return (await client.send(new GetCostAndUsageCommand(input))).ResultsByTime ?? [];
  };
  const forecast = (Start: string, End: string, more: Partial<GetCostForecastCommandInput> = {}) => {
    const input = { TimePeriod: { Start, End }, Granularity: "DAILY", Metric: "UNBLENDED_COST" } as const;
    return client.send(new GetCostForecastCommand({ ...input, ...more }));
  };
  const total = async (Start: string, End: string, more: Partial<GetCostAndUsageCommandInput> = {}) =>
    (await usage(Start, End, more)).map(({ Total }) => Number(Total?.UnblendedCost?.Amount));
  return { ...opened, client, usage, forecast, total };
}

describe("usage", () => {
  it("is money for each day, provisional for the last two", async () => {
    const { usage } = await openCosts();
    const results = await usage("2026-11-20", "2026-11-24", { Metrics: ["UnblendedCost", "AmortizedCost"] });
    expect(results.map(({ TimePeriod, Estimated }) => [TimePeriod?.Start, TimePeriod?.End, Estimated])).toEqual([
      ["2026-11-20", "2026-11-21", false],
      ["2026-11-21", "2026-11-22", false],
      ["2026-11-22", "2026-11-23", true],
      ["2026-11-23", "2026-11-24", true],
    ]);
    expect(results[0]?.Total).toEqual({
      UnblendedCost: { Amount: expect.stringMatching(/^\d\d\.\d+$/), Unit: "USD" },
      AmortizedCost: { Amount: results[0]?.Total?.UnblendedCost?.Amount, Unit: "USD" },
    });
    expect(results[0]?.Groups).toEqual([]);
    // At midnight UTC nothing has been spent yet.
    expect(results[3]?.Total?.UnblendedCost).toEqual({ Amount: "0", Unit: "USD" });
  });

  it("adds up: services to days, days to months", async () => {
    const { usage, total } = await openCosts();
    const days = await total("2026-10-15", "2026-11-22");
    const [grouped] = await usage("2026-11-21", "2026-11-22", { GroupBy: byService });
    expect(grouped?.Total).toEqual({});
    const groups = (grouped?.Groups ?? []).map(({ Metrics }) => Number(Metrics?.UnblendedCost?.Amount));
    expect(groups.length).toBeGreaterThan(10);
    expect(sum(groups)).toBeCloseTo(days.at(-1) ?? 0, 6);
    const months = await usage("2026-10-15", "2026-11-22", { Granularity: "MONTHLY" });
    expect(months.map(({ TimePeriod }) => TimePeriod)).toEqual([
      { Start: "2026-10-15", End: "2026-11-01" },
      { Start: "2026-11-01", End: "2026-11-22" },
    ]);
    expect(sum(months.map(({ Total }) => Number(Total?.UnblendedCost?.Amount)))).toBeCloseTo(sum(days), 6);
  });

  it("is the same in every account", async () => {
    const [one, other] = [await openCosts(), await openCosts()];
    const period = ["2026-11-01", "2026-11-23", { GroupBy: byService }] as const;
    expect(await one.usage(...period)).toEqual(await other.usage(...period));
  });

  it("is plausible: each service has its share, builds rest at weekends, tax falls due on the first", async () => {
    const { usage } = await openCosts();
    const costs = async (date: string, next: string) => {
      const [result] = await usage(date, next, { GroupBy: byService });
      return Object.fromEntries(
        (result?.Groups ?? []).map(({ Keys = [], Metrics }) => [Keys[0], Number(Metrics?.UnblendedCost?.Amount)]),
      );
    };
    const [friday, sunday] = [await costs("2026-11-20", "2026-11-21"), await costs("2026-11-22", "2026-11-23")];
    expect(friday["Amazon Elastic Compute Cloud - Compute"]).toBeCloseTo(3.7, 0);
    expect(friday["Amazon Relational Database Service"]).toBeGreaterThan(20);
    expect(friday).not.toHaveProperty("Tax");
    expect(sunday.CodeBuild).toBeLessThan((friday.CodeBuild ?? 0) / 4);
    const first = await costs("2026-11-01", "2026-11-02");
    expect(first.Tax).toBeGreaterThan(80);
  });

  it.each([
    [
      "a service",
      { Dimensions: { Key: "SERVICE" as const, Values: ["CodeBuild", "AWS Lambda"] } },
      ["AWS Lambda", "CodeBuild"],
    ],
    [
      "nested conditions",
      {
        And: [
          { Not: { Dimensions: { Key: "RECORD_TYPE" as const, Values: ["Tax", "Credit"] } } },
          {
            Or: [
              { Dimensions: { Key: "SERVICE" as const, Values: ["Tax"] } },
              { Dimensions: { Key: "SERVICE" as const, Values: ["AWS Lambda"] } },
            ],
          },
        ],
      },
      ["AWS Lambda"],
    ],
  ])("is filtered by %s", async (_what, Filter, services) => {
    const { usage } = await openCosts();
    const [result] = await usage("2026-11-01", "2026-11-02", { GroupBy: byService, Filter });
    expect(result?.Groups?.map(({ Keys }) => Keys?.[0])).toEqual(services);
  });

  it("grows while today passes, and by what is spent on it", async () => {
    const { aws, usage, total, advance } = await openCosts();
    const today = async () => (await total("2026-11-23", "2026-11-24"))[0] ?? 0;
    await advance(day / 4);
    const morning = await today();
    await advance(day / 4);
    expect(await today()).toBeCloseTo(2 * morning, 6);
    aws.make("spend", { service: "CloudFront", amount: 180 });
    aws.make("spend", { service: "Amazon CloudFront", amount: 20 });
    expect(await today()).toBeCloseTo(2 * morning + 200, 6);
    await advance(day);
    const [, tomorrow] = await usage("2026-11-23", "2026-11-25", { GroupBy: byService });
    const cdn = tomorrow?.Groups?.find(({ Keys }) => Keys?.[0] === "Amazon CloudFront");
    expect(Number(cdn?.Metrics?.UnblendedCost?.Amount)).toBeLessThan(5);
  });
});

describe("errors", () => {
  it.each([
    [
      "a period that ends where it begins",
      ["2026-11-23", "2026-11-23"],
      {},
      "ValidationException",
      "Start date (and hour) should be before end date (and hour)",
    ],
    [
      "an end past the month",
      ["2026-11-01", "2026-12-02"],
      {},
      "ValidationException",
      "end date past the beginning of next month",
    ],
    [
      "what is too long ago",
      ["2025-08-31", "2026-11-01"],
      {},
      "ValidationException",
      "You haven't enabled historical data beyond 14 months",
    ],
    ["another form", ["2026-11", "2026-12-01"], {}, "ValidationException", /yyyy-MM-dd/],
    [
      "days that are still to come",
      ["2026-11-24", "2026-12-01"],
      {},
      "DataUnavailableException",
      /^Data is not available/,
    ],
    ["hours", ["2026-11-22", "2026-11-23"], { Granularity: "HOURLY" as const }, "ValidationException", /DAILY/],
    [
      "metrics that are not money",
      ["2026-11-22", "2026-11-23"],
      { Metrics: ["UsageQuantity"] },
      "ValidationException",
      /no metric UsageQuantity/,
    ],
    [
      "groups of another kind",
      ["2026-11-22", "2026-11-23"],
      { GroupBy: [{ Type: "TAG" as const, Key: "env" }] },
      "ValidationException",
      /DIMENSION SERVICE only/,
    ],
    [
      "filters of another kind",
      ["2026-11-22", "2026-11-23"],
      { Filter: { Tags: { Key: "env", Values: ["dev"] } } },
      "ValidationException",
      /filters by SERVICE/,
    ],
  ])("refuses %s", async (_what, [from = "", to = ""], more, name, message) => {
    const { usage } = await openCosts();
    const error = await errorOf(usage(from, to, more));
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(error.message).toMatch(message);
  });

  it.each([
    [
      "an end before the beginning",
      ["2026-12-01", "2026-11-30"],
      "Requested Start: 2026-12-01 must be before requested End: 2026-11-30",
    ],
    ["a beginning that is past", ["2026-11-01", "2026-12-01"], "Earliest supported Start is 2026-11-22"],
    ["an end that is too far", ["2026-11-23", "2027-02-24"], "Latest supported End is 2027-02-23"],
  ])("refuses to forecast with %s", async (_what, [from = "", to = ""], message) => {
    const { forecast } = await openCosts();
    expect(await errorOf(forecast(from, to))).toMatchObject({ name: "ValidationException", message });
  });
});

describe("forecast", () => {
  it("goes on as the last days went", async () => {
    const { aws, forecast, total, advance } = await openCosts();
    const mean = sum(await total("2026-11-09", "2026-11-23")) / 14;
    const answer = await forecast("2026-11-23", "2026-12-01", { PredictionIntervalLevel: 80 });
    expect(answer.Total?.Unit).toBe("USD");
    expect(Number(answer.Total?.Amount)).toBeCloseTo(8 * mean, 6);
    expect(answer.ForecastResultsByTime).toHaveLength(8);
    const [first] = answer.ForecastResultsByTime ?? [];
    expect(Number(first?.PredictionIntervalLowerBound)).toBeLessThan(Number(first?.MeanValue));
    expect(Number(first?.PredictionIntervalUpperBound)).toBeGreaterThan(Number(first?.MeanValue));
    const monthly = await forecast("2026-11-23", "2026-12-01", { Granularity: "MONTHLY" });
    expect(monthly.ForecastResultsByTime).toHaveLength(1);
    expect(monthly.ForecastResultsByTime?.[0]).not.toHaveProperty("PredictionIntervalLowerBound");
    expect(monthly.Total).toEqual(answer.Total);
    aws.make("spend", { service: "RDS", amount: 1400 });
    await advance(day);
    const raised = await forecast("2026-11-24", "2026-11-25");
    expect(Number(raised.Total?.Amount)).toBeGreaterThan(100);
  });

  it("takes no tax of the first of the month for the custom of a day", async () => {
    const { forecast, advance } = await openCosts();
    const before = Number((await forecast("2026-11-23", "2026-11-24")).Total?.Amount);
    await advance(14 * day);
    const after = Number((await forecast("2026-12-07", "2026-12-08")).Total?.Amount);
    expect(Math.abs(after - before)).toBeLessThan(1);
  });
});

it("lists the services that cost something", async () => {
  const { client } = await openCosts();
  const values = async (input: object) =>
    client.send(
      new GetDimensionValuesCommand({
        TimePeriod: { Start: "2026-11-01", End: "2026-11-23" },
        Dimension: "SERVICE",
        ...input,
      }),
    );
  const found = await values({ SearchString: "database" });
  expect(found).toMatchObject({
    DimensionValues: [{ Value: "Amazon Relational Database Service" }],
    ReturnSize: 1,
    TotalSize: 1,
  });
  expect((await values({ Dimension: "LINKED_ACCOUNT" })).DimensionValues?.[0]?.Value).toBe("123456789012");
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
