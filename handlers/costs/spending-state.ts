import * as v from "valibot";
import type { DailyCost } from "../../lib/aws/answers.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import type { PlainKey, Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/**
 * This month's spending against last month to the same day. Days are UTC, as in Cost Explorer; the last one is
 * yesterday, since today is not over.
 */
/** The first and the last day of a period, inclusive. */
const daysSchema = v.object({ first: v.string(), last: v.string() });
export type Days = StateOf<typeof daysSchema>;

/** The days that are compared. */
const comparedPeriodsSchema = v.object({
  current: daysSchema,
  earlier: daysSchema,
  /** Set on the first of a month, when this month has no data: last month is then compared with the one before. */
  isWholeMonth: v.boolean(),
});
type ComparedPeriods = StateOf<typeof comparedPeriodsSchema>;

const serviceSpendingSchema = v.object({
  /** Cost Explorer's name: `Amazon Relational Database Service`. */
  service: v.string(),
  current: v.number(),
  earlier: v.number(),
});
export type ServiceSpending = StateOf<typeof serviceSpendingSchema>;

export const spendingSchema = v.object({
  ...comparedPeriodsSchema.entries,
  /** Without tax. */
  services: v.array(serviceSpendingSchema),
  /** The tax on the current days, in dollars. */
  tax: v.number(),
  /** The provisional part of the current days: Cost Explorer corrects its latest days for up to two days. */
  provisional: v.intersect([daysSchema, v.object({ dollars: v.number() })]),
});
export type Spending = StateOf<typeof spendingSchema>;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * AWS books a month's tax on its first day, so a part of this month cannot be compared with the same part of last
 * month.
 */
const tax = "Tax";

/** How many of the latest days may still change. */
const provisionalDays = 2;

/** The days to compare at that time. If the earlier month is shorter, all of it counts. */
export function comparedPeriodsAt(now: Date): ComparedPeriods {
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const day = (atMonth: number, atDate: number): string =>
    new Date(Date.UTC(year, atMonth, atDate)).toISOString().slice(0, 10);
  if (date === 1) {
    return {
      current: { first: day(month - 1, 1), last: day(month, 0) },
      earlier: { first: day(month - 2, 1), last: day(month - 1, 0) },
      isWholeMonth: true,
    };
  }
  const endOfEarlier = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return {
    current: { first: day(month, 1), last: day(month, date - 1) },
    earlier: { first: day(month - 1, 1), last: day(month - 1, Math.min(date - 1, endOfEarlier)) },
    isWholeMonth: false,
  };
}

/** The day after, `2026-12-01` after `2026-11-30`. */
export function dayAfter(day: string): string {
  return shifted(day, 1);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The costs of the compared days by service, the highest first. */
export function spendingOf(all: readonly DailyCost[], comparison: ComparedPeriods): Spending {
  const { current, earlier } = comparison;
  const costs = all.filter(({ service }) => service !== tax);
  const services = new Map<string, { current: number; earlier: number }>();
  for (const { service, day, dollars } of costs) {
    const sums = services.get(service) ?? { current: 0, earlier: 0 };
    if (isIn(current, day)) sums.current += dollars;
    if (isIn(earlier, day)) sums.earlier += dollars;
    services.set(service, sums);
  }
  const firstProvisional = shifted(current.last, 1 - provisionalDays);
  const provisional = {
    first: firstProvisional < current.first ? current.first : firstProvisional,
    last: current.last,
  };
  return {
    ...comparison,
    services: [...services]
      .map(([service, sums]) => ({ service, ...sums }))
      .filter((one) => one.current !== 0 || one.earlier !== 0)
      .sort((a, b) => b.current - a.current || b.earlier - a.earlier || (a.service < b.service ? -1 : 1)),
    tax: sumOf(
      all.filter(({ service }) => service === tax),
      current,
    ),
    provisional: { ...provisional, dollars: sumOf(costs, provisional) },
  };
}

function sumOf(costs: readonly DailyCost[], days: Days): number {
  return cents(costs.reduce((sum, { day, dollars }) => (isIn(days, day) ? sum + dollars : sum), 0));
}

function isIn({ first, last }: Days, day: string): boolean {
  return first <= day && day <= last;
}

/** Rounded to cents, never minus zero. Only final sums are rounded, so that they match Cost Explorer. */
export function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100 || 0;
}

interface Totals {
  readonly current: number;
  readonly earlier: number;
  readonly difference: number;
  /** The difference as a share of the earlier amount; undefined when that was next to nothing. */
  readonly percent?: number;
}

export function totalsOf(services: readonly ServiceSpending[]): Totals {
  const current = cents(services.reduce((sum, one) => sum + one.current, 0));
  const earlier = cents(services.reduce((sum, one) => sum + one.earlier, 0));
  const difference = cents(current - earlier);
  return {
    current,
    earlier,
    difference,
    ...(earlier >= 1 && { percent: Math.round((difference / earlier) * 100) }),
  };
}

/** The services shown by name, and the others as one. */
interface ShownSpending {
  readonly named: readonly (ServiceSpending & { readonly name: Text })[];
  readonly others?: { readonly count: number; readonly current: number; readonly earlier: number };
}

/** Services below this share of the total in both months are shown together. */
const smallShare = 0.01;

/** At most `most` services by name; cheap ones are shown together, unless there is only one. */
export function shownServices(services: readonly ServiceSpending[], most: number): ShownSpending {
  const sum = (list: readonly ServiceSpending[], which: "current" | "earlier"): number =>
    list.reduce((total, one) => total + Math.abs(one[which]), 0);
  const limit = smallShare * Math.max(sum(services, "current"), sum(services, "earlier"));
  const weight = (one: ServiceSpending): number => Math.max(Math.abs(one.current), Math.abs(one.earlier));
  const large = [...services].sort((a, b) => weight(b) - weight(a)).filter((one) => weight(one) >= limit);
  const isAllButOne = services.length - Math.min(large.length, most) === 1 && services.length <= most;
  const chosen = new Set(isAllButOne ? services : large.slice(0, most));
  const rest = services.filter((one) => !chosen.has(one));
  const { current, earlier } = totalsOf(rest);
  return {
    named: withNames(services.filter((one) => chosen.has(one))),
    ...(rest.length && { others: { count: rest.length, current, earlier } }),
  };
}

const longestName = 20;

/** The usual names of services whose full names are long, or made of English words. */
const shortNames: Readonly<Record<string, string | { readonly say: PlainKey }>> = {
  "AWS Certificate Manager": "ACM",
  "AWS Database Migration Service": "DMS",
  "AWS Key Management Service": "KMS",
  "AWS Systems Manager": "Systems Manager",
  "Amazon API Gateway": "API Gateway",
  "Amazon DocumentDB (with MongoDB compatibility)": "DocumentDB",
  "Amazon EC2 Container Registry (ECR)": "ECR",
  "Amazon Elastic Compute Cloud - Compute": "EC2",
  "Amazon Elastic Container Registry Public": "ECR Public",
  "Amazon Elastic Container Service": "ECS",
  "Amazon Elastic Container Service for Kubernetes": "EKS",
  "Amazon Elastic File System": "EFS",
  "Amazon Elastic Kubernetes Service": "EKS",
  "Amazon Elastic Load Balancing": "ELB",
  "Amazon Elastic MapReduce": "EMR",
  "Amazon Managed Streaming for Apache Kafka": "MSK",
  "Amazon Relational Database Service": "RDS",
  "Amazon Route 53": "Route 53",
  "Amazon Simple Email Service": "SES",
  "Amazon Simple Notification Service": "SNS",
  "Amazon Simple Queue Service": "SQS",
  "Amazon Simple Storage Service": "S3",
  "Amazon Virtual Private Cloud": "VPC",
  "AWS Data Transfer": { say: "cost.data-transfer" },
  "EC2 - Other": { say: "cost.ec2-other" },
  "Elastic Load Balancing": "ELB",
  "Savings Plans for AWS Compute usage": "Savings Plans",
};

/** A service's usual name, at most 20 characters. */
export function shortName(service: string): string | { readonly say: PlainKey } {
  const known = Object.hasOwn(shortNames, service) ? shortNames[service] : undefined;
  if (known) return known;
  const plain = service
    .replace(/^(Amazon|AWS)\s*/, "")
    .replace(/\s*\(.*\)$/, "")
    .trim();
  return truncate(plain || service, longestName);
}

/** A chart's names must be unique: a second equal one gets a number. */
function withNames(services: readonly ServiceSpending[]): (ServiceSpending & { readonly name: Text })[] {
  const taken = new Set<string>();
  return services.map((one) => {
    const short = shortName(one.service);
    if (typeof short !== "string") return { ...one, name: short };
    let name = short;
    for (let number = 2; taken.has(name); number++) name = `${truncate(short, longestName - 3)} ${number}`;
    taken.add(name);
    return { ...one, name };
  });
}
