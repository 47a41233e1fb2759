/** Locations in AWS: an account and a region. */
import * as v from "valibot";
import type { StateOf } from "./schema.ts";

/** An AWS account and one of its regions. */
export const locationSchema = v.object({
  /** Twelve digits. */
  account: v.string(),
  region: v.string(),
});
export type Location = StateOf<typeof locationSchema>;

/** The location of something in the configuration; missing parts are the bot's own. */
export interface Located {
  readonly account?: { readonly [Part in "role" | "externalId" | "region"]?: string | undefined } | undefined;
}

/** A location, and the role for accessing it when the bot's own is not enough. */
export interface Access extends Location {
  /** Its ARN. */
  readonly role?: string;
  readonly externalId?: string;
}

/** All parts of the configuration that have a location. */
type LocatedParts = Readonly<Record<"environments" | "sites" | "schedules", Readonly<Record<string, Located>>>>;

/** How to access something's location; `home` is the bot's own. */
export function accessOf({ account }: Located, home: Location): Access {
  const { role, externalId, region = home.region } = account ?? {};
  if (role === undefined) return { account: home.account, region };
  // arn:aws:iam::123456789012:role/name
  const owner = role.split(":")[4] ?? "";
  return { account: owner, region, role, ...(externalId !== undefined && { externalId }) };
}

/** Every configured account and region, each once, the bot's own first. */
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

/** The partition of a region, as in ARNs. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** A named thing in AWS, and its location. */
export const awsSubjectSchema = v.object({
  ...locationSchema.entries,
  /** Its possible names in CloudTrail, the likeliest first: an id, a name, an ARN. */
  names: v.array(v.string()),
  /** Its parents, such as its cluster or application, or other names: these may determine its environment. */
  within: v.exactOptional(v.array(v.string())),
});
export type AwsSubject = StateOf<typeof awsSubjectSchema>;
