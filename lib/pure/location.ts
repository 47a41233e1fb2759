/** Where in AWS something is: the account and the region. */
import * as v from "valibot";
import type { StateOf } from "./schema.ts";

/** An AWS account and one of its regions. */
export const locationSchema = v.object({
  /** Twelve digits. */
  account: v.string(),
  region: v.string(),
});
export type Location = StateOf<typeof locationSchema>;

/** What of the configuration says where something is; what is left out is as in the bot's own place. */
export interface Located {
  readonly account?:
    | {
        readonly role?: string | undefined;
        readonly externalId?: string | undefined;
        readonly region?: string | undefined;
      }
    | undefined;
}

/** A place, and the role by which the bot gets there when its own will not do. */
export interface Access extends Location {
  /** Its ARN. */
  readonly role?: string;
  readonly externalId?: string;
}

/** Everything in the configuration that is somewhere. */
export interface LocatedParts {
  readonly environments: Readonly<Record<string, Located>>;
  readonly sites: Readonly<Record<string, Located>>;
  readonly schedules: Readonly<Record<string, Located>>;
}

/** How to get where something is; `home` is where the bot itself is. */
export function accessOf({ account }: Located, home: Location): Access {
  const { role, externalId, region = home.region } = account ?? {};
  if (role === undefined) return { account: home.account, region };
  // arn:aws:iam::123456789012:role/name
  const owner = role.split(":")[4] ?? "";
  return { account: owner, region, role, ...(externalId !== undefined && { externalId }) };
}

/** Every account and region that the configuration names, each once, the bot's own first. */
export function accessesOf({ environments, sites, schedules }: LocatedParts, home: Location): Access[] {
  const all = new Map<string, Access>([[locationKey(home), { account: home.account, region: home.region }]]);
  for (const parts of [environments, sites, schedules]) {
    for (const part of Object.values(parts)) {
      const access = accessOf(part, home);
      const key = locationKey(access);
      if (!all.has(key)) all.set(key, access);
    }
  }
  return [...all.values()];
}

/** The same for the same account and region; fit for keys. */
export function locationKey({ account, region }: Location): string {
  return `${account}/${region}`;
}

export function isSameLocation(one: Location, other: Location): boolean {
  return one.account === other.account && one.region === other.region;
}

/** The part of AWS that a region belongs to, as ARNs begin. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Something in AWS that has a name, and where it is. */
export const awsSubjectSchema = v.object({
  ...locationSchema.entries,
  /** What AWS's record of calls may have it under, the likeliest first: an id, a name, an ARN. */
  names: v.array(v.string()),
  /** What it is a part of, such as its cluster or application, or is otherwise known by: these may say its environment. */
  within: v.exactOptional(v.array(v.string())),
});
export type AwsSubject = StateOf<typeof awsSubjectSchema>;
