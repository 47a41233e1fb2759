import type { DailyCost } from "./answers.ts";
import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cost-explorer");
const client = oncePerSettings(async (settings) => {
  const { CostExplorerClient } = await load();
  // Cost Explorer has one endpoint for all regions. https://docs.aws.amazon.com/general/latest/gr/billing.html
  return new CostExplorerClient({ ...settings, region: "us-east-1" });
});

/** More pages than this mean that something is wrong: each costs 0.01 USD. */
const mostPages = 10;

/**
 * The cost of each service on each day from `from` to before `until` (`2026-11-01`, in UTC), as invoiced: not
 * amortised, with credits and tax. Each page costs 0.01 USD.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
 */
export const daily = verb({
  operation: "ce:GetCostAndUsage",
  effect: "read",
  wildcardReason:
    "GetCostAndUsage has no resource but a billing view, which the request does not name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html",
  client,
  async run(costExplorer, { from, until }: { from: string; until: string }): Promise<DailyCost[]> {
    const costs: DailyCost[] = [];
    let page: string | undefined;
    for (let pages = 0; pages < mostPages; pages++) {
      const answer = await costExplorer.send(
        new (await load()).GetCostAndUsageCommand({
          TimePeriod: { Start: from, End: until },
          Granularity: "DAILY",
          Metrics: ["UnblendedCost"],
          GroupBy: [{ Type: "DIMENSION", Key: "SERVICE" }],
          ...(page && { NextPageToken: page }),
        }),
      );
      for (const { TimePeriod, Groups = [] } of answer.ResultsByTime ?? []) {
        for (const { Keys, Metrics } of Groups) {
          const dollars = Number(Metrics?.UnblendedCost?.Amount);
          const [service] = Keys ?? [];
          if (TimePeriod?.Start && service && Number.isFinite(dollars)) {
            costs.push({ day: TimePeriod.Start.slice(0, 10), service, dollars });
          }
        }
      }
      page = answer.NextPageToken;
      if (!page) return costs;
    }
    throw new Error(`Cost Explorer answered with more than ${mostPages} pages`);
  },
});
