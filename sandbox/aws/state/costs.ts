import { databases, instances, pipelines } from "../../world.ts";
import type { Cloud } from "./cloud.ts";

/** USD an hour in Seoul, approximately. */
const hourly: Readonly<Record<string, number>> = {
  "t3.small": 0.026,
  "t3.medium": 0.052,
  "c6i.large": 0.096,
  "db.t3.medium": 0.104,
  "db.m6gd.large": 0.289,
};
/** USD for a GiB of gp3 a day. */
const storage = 0.0912 / 30;

interface Price {
  /** Cost Explorer's name of it. */
  readonly service: string;
  /** USD on an ordinary day. */
  readonly daily: number;
  /** The relative variation between days. */
  readonly spread: number;
  /** The factor for a Saturday or Sunday. */
  readonly weekend: number;
}

const docdb = databases.filter(({ engine }) => engine === "docdb");
const rds = databases.filter(({ engine }) => engine !== "docdb");

/** By the usual short name. */
const prices: Readonly<Record<string, Price>> = {
  EC2: {
    service: "Amazon Elastic Compute Cloud - Compute",
    daily: hours(instances.filter(({ state }) => state === "running")),
    spread: 0.02,
    weekend: 1,
  },
  EBS: { service: "EC2 - Other", daily: instances.length * 30 * storage + 0.9, spread: 0.15, weekend: 0.8 },
  RDS: {
    service: "Amazon Relational Database Service",
    daily: hours(rds) + rds.reduce((sum, one) => sum + (one.storage ?? 20) * 1.25 * storage, 0),
    spread: 0.01,
    weekend: 1,
  },
  DocumentDB: {
    service: "Amazon DocumentDB (with MongoDB compatibility)",
    daily: hours(docdb) + 0.2,
    spread: 0.02,
    weekend: 1,
  },
  ELB: { service: "Amazon Elastic Load Balancing", daily: 0.0225 * 24 + 0.35, spread: 0.1, weekend: 0.8 },
  CloudFront: { service: "Amazon CloudFront", daily: 2.4, spread: 0.3, weekend: 0.6 },
  S3: { service: "Amazon Simple Storage Service", daily: 0.74, spread: 0.1, weekend: 0.9 },
  CodePipeline: { service: "AWS CodePipeline", daily: pipelines.length / 30, spread: 0, weekend: 1 },
  CodeBuild: { service: "CodeBuild", daily: 0.42, spread: 0.8, weekend: 0.05 },
  Lambda: { service: "AWS Lambda", daily: 0.06, spread: 0.4, weekend: 0.5 },
  CloudWatch: { service: "AmazonCloudWatch", daily: 0.55, spread: 0.1, weekend: 0.9 },
  DynamoDB: { service: "Amazon DynamoDB", daily: 0.03, spread: 0.3, weekend: 0.5 },
  SQS: { service: "Amazon Simple Queue Service", daily: 0.01, spread: 0.2, weekend: 1 },
};

/** On everything else, booked on the first day of the month. */
const tax = { service: "Tax", rate: 0.1 };

export const costServices: readonly string[] = [
  ...Object.values(prices).map(({ service }) => service),
  tax.service,
].sort();

const dayMs = 24 * 60 * 60_000;

/** The account's costs by service and UTC day: the same in every run, except for what a play adds. */
export class Costs {
  readonly #cloud: Cloud;
  readonly #spent: { readonly service: string; readonly day: string; readonly amount: number }[] = [];

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Today, `2026-11-23`. */
  today(): string {
    return dayOf(this.#cloud.clock.now());
  }

  /** USD. For today, the hours up to now; for future days, 0. */
  of(service: string, day: string): number {
    if (service === tax.service) return this.#tax(day);
    const price = Object.values(prices).find((candidate) => candidate.service === service);
    return (price ? ordinary(price, day) * this.#elapsed(day) : 0) + this.#extra(service, day);
  }

  /** USD, before tax, of past days. */
  total(day: string): number {
    return costServices
      .filter((service) => service !== tax.service)
      .reduce((sum, service) => sum + this.of(service, day), 0);
  }

  /** Adds to what today costs. */
  spend(service: string, amount: number): void {
    this.#spent.push({ service, day: this.today(), amount });
  }

  #extra(service: string, day: string): number {
    return this.#spent
      .filter((one) => one.service === service && one.day === day)
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  #tax(day: string): number {
    if (!day.endsWith("-01")) return 0;
    const month = day.slice(0, 7);
    let sum = 0;
    for (let one = day; one.startsWith(month); one = addDays(one, 1)) sum += this.total(one);
    return sum * tax.rate;
  }

  #elapsed(day: string): number {
    const part = (this.#cloud.clock.now().getTime() - Date.parse(day)) / dayMs;
    return Math.min(1, Math.max(0, part));
  }
}

/** Cost Explorer's name for a short one like `EC2` or `RDS`; its own names stay as they are. */
export function costServiceOf(name: string): string {
  return prices[name]?.service ?? name;
}

/** All names of a service: the short ones first. */
export const costNames: readonly string[] = [...new Set([...Object.keys(prices), ...costServices])];

export function dayOf(when: Date): string {
  return when.toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * dayMs));
}

function ordinary({ service, daily, spread, weekend }: Price, day: string): number {
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
  return daily * (isWeekend ? weekend : 1) * (1 + spread * (chance(`${service} ${day}`) - 0.5));
}

/** A number from 0 to 1 that is always the same for the same text (FNV-1a, with mixed bits). */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function hours(resources: readonly { readonly type: string }[]): number {
  return resources.reduce((sum, { type }) => sum + (hourly[type] ?? 0.1) * 24, 0);
}
