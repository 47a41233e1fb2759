import * as v from "valibot";
import type { StateOf } from "./schema.ts";

/** `schedule`: nobody asked for it, it was time. */
const auditOriginSchema = v.picklist(["command", "button", "approval", "schedule"]);

export type AuditOrigin = StateOf<typeof auditOriginSchema>;

/** A resource by its id, and its name when that is another. */
const auditedResourceSchema = v.object({ id: v.string(), name: v.exactOptional(v.string()) });

export type AuditedResource = StateOf<typeof auditedResourceSchema>;

/** One call that changed something in AWS; its request id is found in CloudTrail. */
const auditedCallSchema = v.object({
  /** `service:Operation` as in IAM. */
  operation: v.string(),
  requestId: v.string(),
  /** AWS's error code, when it refused. */
  error: v.exactOptional(v.string()),
});

/** Who did what, where from, on what, and what came of it. */
const auditEntrySchema = v.object({
  /** When it was asked for, ISO 8601. */
  at: v.string(),
  /** The Slack user, or `nightshift` for what it did by itself. */
  actor: v.string(),
  /** By which kind of door it came in. */
  door: auditOriginSchema,
  /** The command, button or automatic action, such as `deploy`. */
  action: v.string(),
  /** What was typed after the command. */
  text: v.exactOptional(v.string()),
  /** What it was about: the only environment, or the first. */
  environment: v.exactOptional(v.string()),
  /** All environments, when there are several. */
  environments: v.exactOptional(v.array(v.string())),
  /** What it was about in AWS. */
  resources: v.exactOptional(v.array(auditedResourceSchema)),
  /** The Slack channel's id, and its name. */
  channel: v.exactOptional(v.string()),
  channelName: v.exactOptional(v.string()),
  /** done, denied, refused (a rule or AWS said no), joined, failed. */
  result: v.picklist(["done", "denied", "refused", "joined", "failed"]),
  detail: v.exactOptional(v.string()),
  /** The second person who approved it. */
  approvedBy: v.exactOptional(v.string()),
  /** What was changed in AWS for it. */
  calls: v.exactOptional(v.array(auditedCallSchema)),
  /** It only looked. */
  isLook: v.exactOptional(v.literal(true)),
});

export type AuditEntry = StateOf<typeof auditEntrySchema>;

/** An entry as it is kept. */
export const keptEntrySchema = v.object({
  ...auditEntrySchema.entries,
  /** Its name: lower-case hexadecimal digits, of which the first eight tell it from others. */
  id: v.string(),
  /** Entries of one instant keep the order in which they were written. */
  order: v.number(),
});

export type KeptEntry = StateOf<typeof keptEntrySchema>;

/** An entry as lists have it: with the first resources and without the calls. */
export const listedEntrySchema = v.object({
  ...v.omit(keptEntrySchema, ["calls"]).entries,
  resourceCount: v.exactOptional(v.number()),
});

export type ListedEntry = StateOf<typeof listedEntrySchema>;

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
