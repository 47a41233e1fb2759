import * as v from "valibot";
import type { StateOf } from "./schema.ts";

/** `schedule`: automatic, at a planned time. */
const auditOriginSchema = v.picklist(["command", "button", "approval", "schedule"]);

export type AuditOrigin = StateOf<typeof auditOriginSchema>;

/** A resource by its id, and its name if it differs. */
const auditedResourceSchema = v.object({ id: v.string(), name: v.exactOptional(v.string()) });

export type AuditedResource = StateOf<typeof auditedResourceSchema>;

/** A call that changed something in AWS, or was refused. */
export const awsCallSchema = v.object({
  /** `service:Operation` as in IAM. */
  operation: v.string(),
  /** Found in CloudTrail. */
  requestId: v.string(),
  /** AWS's error code, if it refused. */
  error: v.exactOptional(v.string()),
});
export type AwsCall = StateOf<typeof awsCallSchema>;

/** One entry of the audit log: who did what, from where, on what, with what result. */
const auditEntrySchema = v.object({
  /** When it was requested, ISO 8601. */
  at: v.string(),
  /** The Slack user, or `nightshift` for automatic actions. */
  actor: v.string(),
  /** The origin of the request. */
  door: auditOriginSchema,
  /** The command, button or automatic action, such as `deploy`. */
  action: v.string(),
  /** The text after the command. */
  text: v.exactOptional(v.string()),
  /** Its only environment, or the first of several. */
  environment: v.exactOptional(v.string()),
  /** All environments, when there are several. */
  environments: v.exactOptional(v.array(v.string())),
  /** Its resources in AWS. */
  resources: v.exactOptional(v.array(auditedResourceSchema)),
  /** The Slack channel's id, and its name. */
  channel: v.exactOptional(v.string()),
  channelName: v.exactOptional(v.string()),
  /** done, denied, refused (by a rule or AWS), joined, failed. */
  result: v.picklist(["done", "denied", "refused", "joined", "failed"]),
  detail: v.exactOptional(v.string()),
  /** The second person who approved it. */
  approvedBy: v.exactOptional(v.string()),
  /** The changes in AWS. */
  calls: v.exactOptional(v.array(awsCallSchema)),
  /** It only read. */
  isLook: v.exactOptional(v.literal(true)),
});

export type AuditEntry = StateOf<typeof auditEntrySchema>;

/** An entry as it is stored. */
export const keptEntrySchema = v.object({
  ...auditEntrySchema.entries,
  /** Its id: lower-case hexadecimal digits, of which the first eight are enough to identify it. */
  id: v.string(),
  /** Entries of one instant keep the order in which they were written. */
  order: v.number(),
});

export type KeptEntry = StateOf<typeof keptEntrySchema>;

/** An entry in lists: with the first resources and without the calls. */
export const listedEntrySchema = v.object({
  ...v.omit(keptEntrySchema, ["calls"]).entries,
  resourceCount: v.exactOptional(v.number()),
});

export type ListedEntry = StateOf<typeof listedEntrySchema>;

/** All environments of an entry. */
export function environmentsOf(entry: Pick<AuditEntry, "environment" | "environments">): readonly string[] {
  return entry.environments ?? (entry.environment === undefined ? [] : [entry.environment]);
}

/** Resources in the form of an entry. */
export function auditedResources(resources: readonly Required<AuditedResource>[]): AuditedResource[] {
  return resources.map(({ id, name }) => (name === id ? { id } : { id, name }));
}

/** Environments in the form of an entry. */
export function onEnvironments(names: readonly string[]): Pick<AuditEntry, "environment" | "environments"> {
  const [environment] = names;
  return {
    ...(environment !== undefined && { environment }),
    ...(names.length > 1 && { environments: names }),
  };
}
