import * as v from "valibot";
import type { StackEvent } from "../../lib/aws/answers.ts";
import { compare } from "../../lib/pure/compare.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { filled, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** A failed resource. */
const failedResourceSchema = v.object({
  at: v.string(),
  resource: v.string(),
  type: v.string(),
  reason: v.string(),
});
type FailedResource = StateOf<typeof failedResourceSchema>;

const statusSchema = v.object({ is: v.string(), at: v.string(), reason: v.exactOptional(v.string()) });
type Status = StateOf<typeof statusSchema>;

const stackOperationKindSchema = v.picklist(["create", "update", "delete", "import"]);
type StackOperationKind = StateOf<typeof stackOperationKindSchema>;

/** One creation, update or deletion of a stack, with the rollback that may follow. */
export const stackOperationSchema = v.object({
  /** The time of the event that arrived first: later events do not change it. */
  id: v.string(),
  token: v.exactOptional(v.string()),
  /** When it began, or the earliest known time, ISO 8601. */
  from: v.string(),
  hasStart: v.boolean(),
  status: v.exactOptional(statusSchema),
  /** `create`, `update`, `delete` or `import`, if known. */
  kind: v.exactOptional(stackOperationKindSchema),
  /** The first that failed for a reason of its own. */
  cause: v.exactOptional(failedResourceSchema),
});
export type StackOperation = StateOf<typeof stackOperationSchema>;

export const stackOperationShape = defineShape({ name: "stack-operation", version: 1, schema: stackOperationSchema });

/** One event of a stack or a resource in it. */
export interface StackNews {
  readonly stackId: string;
  readonly name: string;
  readonly token?: string;
  readonly at: string;
  readonly status: string;
  readonly reason?: string;
  /** Set when it is about a resource. */
  readonly resource?: { readonly id: string; readonly type: string };
}

/**
 * Reads a status event of a stack or a resource; undefined when it names neither.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/events-detail-reference.html
 */
export function stackNewsOf({ detail, type, time }: AwsEvent): StackNews | undefined {
  const stackId = textAt(detail, "stack-id");
  const details = objectAt(detail, "status-details");
  const status = textAt(details, "status");
  if (!stackId || !status) return undefined;
  const token = textAt(detail, "client-request-token");
  const reason = textAt(details, "status-reason");
  const resource = type === "CloudFormation Resource Status Change" && textAt(detail, "logical-resource-id");
  if (type === "CloudFormation Resource Status Change" && !resource) return undefined;
  return {
    stackId,
    name: stackNameOf(stackId),
    at: time,
    status,
    ...filled({ token, reason }),
    ...(resource && { resource: { id: resource, type: textAt(detail, "resource-type") ?? "" } }),
  };
}

/** arn:aws:cloudformation:ap-northeast-2:123456789012:stack/web/5d6a7b8c-… */
export function stackNameOf(stackId: string): string {
  return stackId.split(":stack/")[1]?.split("/")[0] || stackId;
}

/** Operations of one stack, oldest first. */
const kept = 10;

/** Applies an event to its stack's operations: by its token, or, without one, by its time. */
export function applyStackNews(
  operations: readonly StackOperation[],
  news: StackNews,
): { readonly operations: readonly StackOperation[]; readonly operation: StackOperation } {
  const index = positionOf(operations, news);
  const before = operations[index];
  const operation = mergeStackNews(before, news);
  const all = before ? operations.with(index, operation) : [...operations, operation];
  return {
    operations: [...all].sort((a, b) => compare(a.from, b.from)).slice(-kept),
    operation,
  };
}

function positionOf(operations: readonly StackOperation[], { token, at, status, resource }: StackNews): number {
  if (token) return operations.findIndex((one) => one.token === token);
  const own = operations.map((one) => (one.token === undefined ? one : undefined));
  if (!resource && isStart(status)) {
    // The start of this operation again, or of one whose later events came first.
    const same = own.findIndex((one) => one?.hasStart === true && one.from === at);
    return same >= 0 ? same : own.findIndex((one) => one?.hasStart === false && one.from >= at);
  }
  const current = own.findLastIndex((one) => one !== undefined && one.from <= at);
  const last = own[current];
  const isPast = last?.status && isLast(last.status.is) && last.status.at < at && (resource || isLast(status));
  if (current >= 0 && !isPast) return current;
  return own.findIndex((one) => one?.hasStart === false && one.from > at);
}

function mergeStackNews(known: StackOperation | undefined, news: StackNews): StackOperation {
  const { token, at, status: is, reason, resource } = news;
  const before = known ?? { id: at, from: at, hasStart: false, ...(token && { token }) };
  const from = at < before.from ? at : before.from;
  if (resource) {
    const failed = { at, resource: resource.id, type: resource.type, reason: reason ?? "" };
    return withCause({ ...before, from }, is.endsWith("_FAILED") ? [failed] : []);
  }
  const status: Status = { is, at, ...(reason && { reason }) };
  const newest = before.status && !isAfter(status, before.status) ? before.status : status;
  const kind = kindOf(is) ?? before.kind;
  const hasStart = before.hasStart || isStart(is);
  return { ...before, from, hasStart, status: newest, ...(kind && { kind }) };
}

/** The first failure with a reason of its own, rather than one that was cancelled with the rest. */
export function withCause(operation: StackOperation, failed: readonly FailedResource[]): StackOperation {
  const all = [...(operation.cause ? [operation.cause] : []), ...failed];
  const cause = all.reduce<FailedResource | undefined>(
    (first, one) => (first && !isBetter(one, first) ? first : one),
    undefined,
  );
  return cause ? { ...operation, cause } : operation;
}

/** CloudFormation's words for resources that were cancelled because another one failed. */
const calledOff = /\bcancell?ed\b/i;

function isBetter(one: FailedResource, other: FailedResource): boolean {
  const [a, b] = [calledOff.test(one.reason) || !one.reason, calledOff.test(other.reason) || !other.reason];
  if (a !== b) return b;
  // Events have whole seconds; CloudFormation's own list has milliseconds.
  const [x, y] = [one.at, other.at].map((at) => !at.endsWith(".000Z"));
  return one.at.slice(0, 19) === other.at.slice(0, 19) && x !== y ? x === true : one.at < other.at;
}

/** The failures among a stack's events, without those of the stack itself. */
export function failuresIn(events: readonly StackEvent[], stackName: string): FailedResource[] {
  return events
    .filter(({ status, resource, type }) => {
      const isStack = type === "AWS::CloudFormation::Stack" && resource === stackName;
      return status.endsWith("_FAILED") && !isStack;
    })
    .map(({ at, resource, type, reason = "" }) => ({ at, resource, type, reason }));
}

function isStart(status: string): boolean {
  return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(status);
}

/** Whether it is final. A failed update may still be rolled back. */
function isLast(status: string): boolean {
  return /_COMPLETE$|_FAILED$/.test(status) && status !== "UPDATE_FAILED" && status !== "CREATE_FAILED";
}

function rank(status: string): number {
  if (isStart(status)) return 0;
  if (isLast(status)) return 3;
  return status.endsWith("_FAILED") ? 1 : 2;
}

function isAfter(one: Status, other: Status): boolean {
  return one.at === other.at ? rank(one.is) > rank(other.is) : one.at > other.at;
}

function kindOf(status: string): StackOperationKind | undefined {
  if (status === "ROLLBACK_IN_PROGRESS" || status.startsWith("ROLLBACK_")) return "create";
  const word = /^(CREATE|UPDATE|DELETE|IMPORT)_/.exec(status)?.[1];
  return word?.toLowerCase() as StackOperationKind | undefined;
}

export type StackOutcome = "running" | "rolling-back" | "rolled-back" | "failed" | "stuck" | "done";

/** The operation's state, as people see it. */
export function stackOutcomeOf({ status }: StackOperation): StackOutcome {
  const is = status?.is ?? "";
  if (/ROLLBACK_FAILED$/.test(is)) return "stuck";
  if (/ROLLBACK_COMPLETE$/.test(is)) return "rolled-back";
  if (/ROLLBACK/.test(is)) return "rolling-back";
  if (is.endsWith("_FAILED")) return "failed";
  return is.endsWith("_COMPLETE") || is === "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" ? "done" : "running";
}
