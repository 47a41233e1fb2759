import { nearest } from "./nearest.ts";
import { say, type Text } from "./text.ts";

/** Something that can be started and stopped: an EC2 instance, a database instance, a database cluster. */
export interface Resource {
  readonly service: "ec2" | "rds";
  readonly kind: "instance" | "database" | "cluster";
  readonly id: string;
  /** The tag Name, else the id. */
  readonly name: string;
  /** As AWS calls it: running, stopped, available, … */
  readonly state: string;
  readonly type: string;
  readonly engine?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The Auto Scaling group that it is a member of. */
  readonly group?: string;
  /** The database cluster that it is a member of. */
  readonly cluster?: string;
  readonly isSpot?: boolean;
  readonly isInstanceStore?: boolean;
  /** A read replica, or the source of one. */
  readonly isReplicated?: boolean;
  /** A Multi-AZ DB cluster, or SQL Server in several zones. */
  readonly isMultiAz?: boolean;
}

const states = [
  "pending",
  "running",
  "shutting-down",
  "stopping",
  "stopped",
  "starting",
  "available",
  "rebooting",
] as const;

/** A state in the reader's words; one that is not among the usual ones stays as AWS calls it. */
export function stateText(state: string): Text {
  const known = states.find((one) => one === state);
  return known ? say(`state.${known}`) : state;
}

/** What of the configuration says which resources belong to which environment. */
export interface Environments {
  readonly environments: Readonly<Record<string, { readonly tag?: string | undefined }>>;
}

/** The tag and value that select an environment's resources. */
export function selectorOf(
  config: Environments,
  environment: string,
): { readonly tag: string; readonly value: string } {
  const own = config.environments[environment]?.tag ?? `env=${environment}`;
  const at = own.indexOf("=");
  return { tag: own.slice(0, at), value: own.slice(at + 1) };
}

/** The environment that a resource belongs to, by its tags. */
export function environmentOfResource(resource: Resource, config: Environments): string | undefined {
  return Object.keys(config.environments).find((name) => {
    const { tag, value } = selectorOf(config, name);
    return Object.hasOwn(resource.tags, tag) && resource.tags[tag] === value;
  });
}

/** What people may name a resource by: an id, a Name, `tag=value`, or an environment. The narrower meaning wins. */
export function matching(
  target: string,
  resources: readonly Resource[],
  config: Environments,
): readonly Resource[] {
  const byId = resources.filter(({ id }) => id === target);
  if (byId.length) return byId;
  const byName = resources.filter(({ name }) => name === target);
  if (byName.length) return byName;
  if (Object.hasOwn(config.environments, target)) {
    const { tag, value } = selectorOf(config, target);
    return resources.filter(({ tags }) => tags[tag] === value);
  }
  const at = target.indexOf("=");
  if (at > 0) {
    const [tag, value] = [target.slice(0, at), target.slice(at + 1)];
    return resources.filter(({ tags }) => Object.hasOwn(tags, tag) && tags[tag] === value);
  }
  return [];
}

/** What was probably meant when nothing matches. */
export function nearestTarget(
  target: string,
  resources: readonly Resource[],
  config: Environments,
): string | undefined {
  return nearest(target, [
    ...new Set([...resources.map(({ name }) => name), ...Object.keys(config.environments)]),
  ]);
}

/** Whether anything can be called that: tags hold no more than 256 characters, and none that mark up a message. */
export function isPossibleTarget(target: string): boolean {
  return target.length <= 256 && !/[<>`\p{Cc}]/u.test(target);
}
