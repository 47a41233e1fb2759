import * as v from "valibot";
import { nameInArn } from "./arn.ts";
import { closestMatch } from "./closest-match.ts";
import {
  type AwsSubject,
  accessOf,
  isSameLocation,
  type Located,
  type Location,
  locationKey,
  locationSchema,
  partitionOf,
} from "./location.ts";
import type { StateOf } from "./schema.ts";
import { say, type Text } from "./text.ts";

/** The same without its location, as its own account and region list it. */
const localResourceSchema = v.object({
  service: v.picklist(["ec2", "rds"]),
  kind: v.picklist(["instance", "database", "cluster"]),
  id: v.string(),
  /** The Name tag, otherwise the id. */
  name: v.string(),
  /** In AWS's words: running, stopped, available, … */
  state: v.string(),
  type: v.string(),
  /** When it was last started, ISO 8601; RDS does not say. */
  startedAt: v.exactOptional(v.string()),
  engine: v.exactOptional(v.string()),
  tags: v.record(v.string(), v.string()),
  /** Its Auto Scaling group. */
  group: v.exactOptional(v.string()),
  /** Its database cluster. */
  cluster: v.exactOptional(v.string()),
  isSpot: v.exactOptional(v.boolean()),
  isInstanceStore: v.exactOptional(v.boolean()),
  /** A read replica, or the source of one. */
  isReplicated: v.exactOptional(v.boolean()),
  /** A Multi-AZ DB cluster, or SQL Server in several zones. */
  isMultiAz: v.exactOptional(v.boolean()),
});
export type LocalResource = StateOf<typeof localResourceSchema>;

/** Something that can be started and stopped: an EC2 instance, a database instance, a database cluster. */
export const resourceSchema = v.object({
  ...localResourceSchema.entries,
  ...locationSchema.entries,
});
export type Resource = StateOf<typeof resourceSchema>;

const states = [
  "pending",
  "running",
  "shutting-down",
  "stopping",
  "stopped",
  "starting",
  "available",
  "rebooting",
  "backing-up",
  "creating",
  "deleting",
  "maintenance",
  "modifying",
  "renaming",
  "resetting-master-credentials",
  "storage-optimization",
  "upgrading",
] as const;

/** A state in the reader's words; unusual ones in AWS's words. */
export function stateText(state: string): Text {
  const known = states.find((one) => one === state);
  return known ? say(`state.${known}`) : state;
}

/** A tag and the wanted value. */
export interface TagValue {
  readonly tag: string;
  readonly value: string;
}

/** The selected resources: all, by id, or by tag and value. */
export type ResourceQuery = { readonly ids: readonly string[] } | TagValue | "all";

/** Without members of clusters in the list, since those follow their cluster. */
export function withoutMembers<One extends LocalResource>(resources: readonly One[]): One[] {
  const clusters = new Set(resources.filter(({ kind }) => kind === "cluster").map(({ id }) => id));
  return resources.filter(({ cluster }) => cluster === undefined || !clusters.has(cluster));
}

/** The parts of the configuration that assign resources to environments. */
export interface Environments {
  readonly environments: Readonly<
    Record<string, Located & { readonly tag?: string | undefined; readonly names?: readonly string[] | undefined }>
  >;
}

/** The tag and value that select an environment's resources. */
export function selectorOf(config: Environments, environment: string): TagValue {
  const own = config.environments[environment]?.tag ?? `env=${environment}`;
  const at = own.indexOf("=");
  return { tag: own.slice(0, at), value: own.slice(at + 1) };
}

/** Anything with a location and tags. */
type Tagged = Location & Pick<Resource, "tags">;

/**
 * The environment of a resource, by its location and tags: the same tag in another account means nothing. `home` is
 * the bot's own location.
 */
export function environmentOfResource(resource: Tagged, config: Environments, home: Location): string | undefined {
  return Object.keys(config.environments).find((name) => isOfEnvironment(resource, name, config, home));
}

/**
 * The environment of something without tags: the first in nightshift.yaml, in the same account and region, with a
 * pattern in `names` that matches.
 */
export function environmentByName(
  { names, within = [], ...location }: AwsSubject,
  config: Environments,
  home: Location,
): string | undefined {
  // An ARN is matched by its last part.
  const all = [...names, ...within].flatMap((name) =>
    [name, nameInArn(name) ?? [], name.split("/").at(-1) ?? []].flat(),
  );
  const found = Object.entries(config.environments).find(
    ([, environment]) =>
      isSameLocation(accessOf(environment, home), location) &&
      environment.names?.some((pattern) => all.some((name) => fitsPattern(name, pattern))),
  );
  return found?.[0];
}

/** A `*` matches anything, also nothing. */
function fitsPattern(name: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
  const middle = name.slice(first.length, name.length - last.length);
  let at = 0;
  return rest.every((part) => {
    const found = middle.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}

function isOfEnvironment(resource: Tagged, name: string, config: Environments, home: Location): boolean {
  const { tag, value } = selectorOf(config, name);
  const environment = config.environments[name] ?? {};
  return (
    Object.hasOwn(resource.tags, tag) &&
    resource.tags[tag] === value &&
    isSameLocation(accessOf(environment, home), resource)
  );
}

/** The form of each kind's ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const arnForms: Readonly<Record<Resource["kind"], readonly [service: string, prefix: string]>> = {
  instance: ["ec2", "instance/"],
  database: ["rds", "db:"],
  cluster: ["rds", "cluster:"],
};

/** The location and id in a resource's ARN. */
export function arnIn(target: string): (Location & Pick<Resource, "kind" | "id">) | undefined {
  const found = /^arn:[\w-]+:(\w+):([\w-]+):(\d{12}):(\w+[/:])([\w-]+)$/.exec(target);
  if (!found) return undefined;
  const [, service, region = "", account = "", prefix, id = ""] = found;
  const kind = (Object.keys(arnForms) as Resource["kind"][]).find(
    (one) => arnForms[one][0] === service && arnForms[one][1] === prefix,
  );
  return kind && { account, region, id, kind };
}

/** The ARN of a resource. */
export function arnOfResource({ account, region, kind, id }: Location & Pick<Resource, "kind" | "id">): string {
  const [service, prefix] = arnForms[kind];
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${prefix}${id}`;
}

/** The resources that a target matches: id, ARN, Name, `tag=value` or environment. The narrower meaning wins. */
export function matching(
  target: string,
  resources: readonly Resource[],
  config: Environments,
  home: Location,
): readonly Resource[] {
  const arn = arnIn(target);
  if (arn) {
    const { id, kind, ...location } = arn;
    return resources.filter((one) => one.id === id && one.kind === kind && isSameLocation(one, location));
  }
  const byId = resources.filter(({ id }) => id === target);
  if (byId.length) return byId;
  const byName = resources.filter(({ name }) => name === target);
  if (byName.length) return byName;
  if (Object.hasOwn(config.environments, target)) {
    return resources.filter((resource) => isOfEnvironment(resource, target, config, home));
  }
  const tag = tagIn(target);
  return tag ? resources.filter(({ tags }) => Object.hasOwn(tags, tag.name) && tags[tag.name] === tag.value) : [];
}

/** The closest match for a target without resources: a Name, an environment, or `tag=value`. */
export function nearestTarget(
  target: string,
  resources: readonly Resource[],
  config: Environments,
): string | undefined {
  const tag = tagIn(target);
  if (tag) {
    const names = [...new Set(resources.flatMap(({ tags }) => Object.keys(tags)))].sort();
    const name = names.includes(tag.name)
      ? tag.name
      : (closestMatch(tag.name, names) ?? names.find((one) => valuesOf(one, resources).includes(tag.value)));
    if (name === undefined) return undefined;
    const values = valuesOf(name, resources);
    const value = values.includes(tag.value) ? tag.value : closestMatch(tag.value, values);
    return value === undefined ? undefined : `${name}=${value}`;
  }
  return closestMatch(target, [
    ...new Set([...resources.map(({ name }) => name), ...Object.keys(config.environments)]),
  ]);
}

/** A target in the form of a tag, of which either half may be missing: `env=dev`, `env=`, `=dev`. */
export function tagIn(target: string): { readonly name: string; readonly value: string } | undefined {
  const at = target.indexOf("=");
  return at < 0 ? undefined : { name: target.slice(0, at), value: target.slice(at + 1) };
}

/** The values of a tag, sorted, without the empty one. */
export function valuesOf(tag: string, resources: readonly Resource[]): readonly string[] {
  const values = resources.flatMap(({ tags }) => (Object.hasOwn(tags, tag) ? (tags[tag] ?? []) : []));
  return [...new Set(values)].filter(Boolean).sort();
}

/** Makes names unique: one that several have is followed by the id, or else by the location. */
export function namedApart<One extends Location & { readonly id: string; readonly name: string }>(
  all: readonly One[],
): One[] {
  const names = new Map<string, number>();
  const ids = new Map<string, number>();
  for (const { name, id } of all) {
    names.set(name, (names.get(name) ?? 0) + 1);
    ids.set(id, (ids.get(id) ?? 0) + 1);
  }
  return all.map((one) => {
    if ((names.get(one.name) ?? 0) < 2) return one;
    const mark = (ids.get(one.id) ?? 0) < 2 ? one.id : locationKey(one);
    return { ...one, name: `${one.name} (${mark})` };
  });
}

/** Whether a target can exist: tags have at most 256 characters, and none with a meaning in Slack's markup. */
export function isPossibleTarget(target: string): boolean {
  const tag = tagIn(target);
  const isWhole = !tag || (tag.name !== "" && tag.value !== "");
  return isWhole && target.length <= 256 && !/[<>`\p{Cc}]/u.test(target);
}
