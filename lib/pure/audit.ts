/** Who did what, where from, on what, and what came of it. */
export interface AuditEntry {
  /** When it was asked for, ISO 8601. */
  readonly at: string;
  /** The Slack user, or `nightshift` for what it did by itself. */
  readonly actor: string;
  /** By which kind of door it came in. */
  readonly door: AuditOrigin;
  /** The command, button or automatic action, such as `deploy`. */
  readonly action: string;
  /** What was typed after the command. */
  readonly text?: string;
  /** What it was about: the only environment, or the first. */
  readonly environment?: string;
  /** All environments, when there are several. */
  readonly environments?: readonly string[];
  /** What it was about in AWS. */
  readonly resources?: readonly AuditedResource[];
  /** The Slack channel's id, and its name. */
  readonly channel?: string;
  readonly channelName?: string;
  /** done, denied, refused (a rule or AWS said no), joined, failed. */
  readonly result: "done" | "denied" | "refused" | "joined" | "failed";
  readonly detail?: string;
  /** The second person who approved it. */
  readonly approvedBy?: string;
  /** What was changed in AWS for it. */
  readonly calls?: readonly AuditedCall[];
  /** It only looked. */
  readonly isLook?: true;
}

/** `schedule`: nobody asked for it, it was time. */
export type AuditOrigin = "command" | "button" | "approval" | "schedule";

/** A resource by its id, and its name when that is another. */
export interface AuditedResource {
  readonly id: string;
  readonly name?: string;
}

/** One call that changed something in AWS; its request id is found in CloudTrail. */
export interface AuditedCall {
  /** `service:Operation` as in IAM. */
  readonly operation: string;
  readonly requestId: string;
  /** AWS's error code, when it refused. */
  readonly error?: string;
}

/** An entry as it is kept. */
export interface KeptEntry extends AuditEntry {
  /** Its name: lower-case hexadecimal digits, of which the first eight tell it from others. */
  readonly id: string;
  /** Entries of one instant keep the order in which they were written. */
  readonly order: number;
}

/** An entry as lists have it: with the first resources and without the calls. */
export interface ListedEntry extends Omit<KeptEntry, "calls"> {
  readonly resourceCount?: number;
}

/** All environments that an entry is about. */
export function environmentsOf({
  environment,
  environments,
}: Pick<AuditEntry, "environment" | "environments">): readonly string[] {
  return environments ?? (environment === undefined ? [] : [environment]);
}

/** Resources as an entry has them. */
export function auditedResources(resources: readonly Required<AuditedResource>[]): AuditedResource[] {
  return resources.map(({ id, name }) => (name === id ? { id } : { id, name }));
}

/** Environments as an entry has them. */
export function onEnvironments(names: readonly string[]): Pick<AuditEntry, "environment" | "environments"> {
  const [environment] = names;
  return {
    ...(environment !== undefined && { environment }),
    ...(names.length > 1 && { environments: names }),
  };
}
