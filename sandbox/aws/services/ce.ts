import {
  CostExplorerClient,
  type DateInterval,
  type Expression,
  GetCostAndUsageCommand,
  GetCostForecastCommand,
  GetDimensionValuesCommand,
} from "@aws-sdk/client-cost-explorer";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import { addDays, type Costs, costServices, dayOf } from "../state/costs.ts";
import { Service } from "../wire/service.ts";

/** The cost metrics. There are no reservations or credits here, so all of them are equal. */
const metrics = ["UnblendedCost", "AmortizedCost", "BlendedCost", "NetUnblendedCost", "NetAmortizedCost"];
const forecastMetrics = [
  "UNBLENDED_COST",
  "AMORTIZED_COST",
  "BLENDED_COST",
  "NET_UNBLENDED_COST",
  "NET_AMORTIZED_COST",
];
/** Number of past days that a forecast averages. */
const forecastFrom = 14;

/**
 * AWS Cost Explorer; real requests cost 0.01 USD each.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/
 */
export function ce(costs: Costs) {
  return new Service(new CostExplorerClient({ region: "us-east-1" }))
    .on(GetCostAndUsageCommand, (input) => {
      const { start, end } = checkPeriod(input.TimePeriod, costs.today());
      for (const metric of input.Metrics)
        if (!metrics.includes(metric))
          throw invalid(`The sandbox's Cost Explorer has no metric ${metric}; it has: ${metrics.join(", ")}.`);
      const groups = input.GroupBy ?? [];
      if (groups.length > 1 || groups.some(({ Type, Key }) => Type !== "DIMENSION" || Key !== "SERVICE"))
        throw invalid("The sandbox's Cost Explorer groups by DIMENSION SERVICE only.");
      const services = costServices.filter((service) => isIncluded(service, input.Filter));
      const values = (amount: number) => Object.fromEntries(input.Metrics.map((metric) => [metric, dollars(amount)]));
      return {
        ...(groups.length > 0 ? { GroupDefinitions: groups } : {}),
        DimensionValueAttributes: [],
        ResultsByTime: periods(start, end, input.Granularity).map((days) => {
          const spent = (service: string) => sum(days.map((day) => costs.of(service, day)));
          const found = services
            .map((service) => ({ service, amount: spent(service) }))
            .filter(({ amount }) => amount > 0);
          return {
            TimePeriod: interval(days),
            Total: groups.length > 0 ? {} : values(sum(found.map(({ amount }) => amount))),
            Groups:
              groups.length > 0
                ? found.map(({ service, amount }) => ({ Keys: [service], Metrics: values(amount) }))
                : [],
            // Figures are provisional for a day or two.
            Estimated: (days.at(-1) ?? "") >= addDays(costs.today(), -1),
          };
        }),
      };
    })
    .on(GetCostForecastCommand, (input) => {
      const { start, end } = checkForecast(input.TimePeriod, input.Granularity, costs.today());
      if (!forecastMetrics.includes(input.Metric))
        throw invalid(
          `The sandbox's Cost Explorer forecasts no ${input.Metric}; it has: ${forecastMetrics.join(", ")}.`,
        );
      const services = costServices.filter((service) => service !== "Tax" && isIncluded(service, input.Filter));
      const past = Array.from({ length: forecastFrom }, (_, index) => addDays(costs.today(), -1 - index));
      const daily = sum(past.flatMap((day) => services.map((service) => costs.of(service, day)))) / past.length;
      const level = input.PredictionIntervalLevel;
      const all = periods(start, end, input.Granularity);
      return {
        Total: dollars(daily * sum(all.map((days) => days.length))),
        ForecastResultsByTime: all.map((days) => {
          const mean = daily * days.length;
          return {
            TimePeriod: interval(days),
            MeanValue: amountText(mean),
            ...(level === undefined
              ? {}
              : {
                  PredictionIntervalLowerBound: amountText(mean * (1 - level / 1000)),
                  PredictionIntervalUpperBound: amountText(mean * (1 + level / 1000)),
                }),
          };
        }),
      };
    })
    .on(GetDimensionValuesCommand, (input) => {
      checkPeriod(input.TimePeriod, costs.today());
      const values: Partial<Record<string, readonly string[]>> = {
        SERVICE: costServices,
        LINKED_ACCOUNT: [account],
        REGION: [region, "us-east-1"],
      };
      const wanted = (input.SearchString ?? "").toLowerCase();
      const found = (values[input.Dimension] ?? []).filter((value) => value.toLowerCase().includes(wanted));
      return {
        DimensionValues: found.map((Value) => ({ Value, Attributes: {} })),
        ReturnSize: found.length,
        TotalSize: found.length,
      };
    });
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

function isDay(text: string | undefined): text is string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(text ?? ""));
}

function readPeriod({ Start, End }: DateInterval): { start: string; end: string } {
  if (!isDay(Start)) throw invalid(`Start time ${Start} is invalid. Valid format is: yyyy-MM-dd.`);
  if (!isDay(End)) throw invalid(`End time ${End} is invalid. Valid format is: yyyy-MM-dd.`);
  return { start: Start, end: End };
}

function checkPeriod(period: DateInterval, today: string): { start: string; end: string } {
  const { start, end } = readPeriod(period);
  if (start >= end) throw invalid("Start date (and hour) should be before end date (and hour)");
  if (end > addMonths(today, 1)) throw invalid("end date past the beginning of next month");
  if (start < `${addMonths(today, -14).slice(0, 7)}-01`)
    throw invalid("You haven't enabled historical data beyond 14 months");
  if (start > today)
    throw new AwsError(
      "DataUnavailableException",
      "Data is not available. Please try to adjust the time period. If just enabled Cost Explorer, data might not be ingested yet",
    );
  return { start, end };
}

/** Forecasts up to 3 months by day, and 18 by month. */
function checkForecast(period: DateInterval, granularity: string, today: string) {
  const { start, end } = readPeriod(period);
  if (start >= end) throw invalid(`Requested Start: ${start} must be before requested End: ${end}`);
  const earliest = addDays(today, -1);
  if (start < earliest) throw invalid(`Earliest supported Start is ${earliest}`);
  const horizon = new Date(today);
  horizon.setUTCMonth(horizon.getUTCMonth() + (granularity === "DAILY" ? 3 : 18));
  const latest = dayOf(horizon);
  if (end > latest) throw invalid(`Latest supported End is ${latest}`);
  return { start, end };
}

/** The first day of the month that many months later. */
function addMonths(day: string, months: number): string {
  const when = new Date(`${day.slice(0, 7)}-01`);
  when.setUTCMonth(when.getUTCMonth() + months);
  return dayOf(when);
}

/** The days from `start` to before `end`, singly or by month. */
function periods(start: string, end: string, granularity: string): string[][] {
  if (granularity !== "DAILY" && granularity !== "MONTHLY")
    throw invalid("The sandbox's Cost Explorer has the granularities DAILY and MONTHLY.");
  const all: string[][] = [];
  for (let day = start; day < end; day = addDays(day, 1)) {
    const last = all.at(-1);
    if (granularity === "MONTHLY" && last && !day.endsWith("-01")) last.push(day);
    else all.push([day]);
  }
  return all;
}

function interval(days: readonly string[]) {
  return { Start: days[0], End: addDays(days.at(-1) ?? "", 1) };
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Expression.html */
function isIncluded(service: string, filter: Expression | undefined): boolean {
  if (!filter) return true;
  if (filter.And) return filter.And.every((inner) => isIncluded(service, inner));
  if (filter.Or) return filter.Or.some((inner) => isIncluded(service, inner));
  if (filter.Not) return !isIncluded(service, filter.Not);
  const { Key, Values = [] } = filter.Dimensions ?? {};
  if (Key === "SERVICE") return Values.includes(service);
  if (Key === "RECORD_TYPE") return Values.includes(service === "Tax" ? "Tax" : "Usage");
  if (Key === "LINKED_ACCOUNT") return Values.includes(account);
  throw invalid("The sandbox's Cost Explorer filters by SERVICE, RECORD_TYPE and LINKED_ACCOUNT.");
}

function dollars(amount: number) {
  return { Amount: amountText(amount), Unit: "USD" };
}

function amountText(amount: number): string {
  return amount.toFixed(10).replace(/\.?0+$/, "");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
