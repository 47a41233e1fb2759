/** Starting, stopping or rebooting resources, and its progress: the state of one message. */
import * as v from "valibot";
import { filled } from "../../lib/pure/json.ts";
import { locationKey, locationSchema } from "../../lib/pure/location.ts";
import { type Resource, resourceSchema } from "../../lib/pure/resource.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { type Text, textSchema } from "../../lib/pure/text.ts";

export const operationVerbSchema = v.picklist(["start", "stop", "reboot"]);
export type OperationVerb = StateOf<typeof operationVerbSchema>;

const doubtSchema = v.object({
  /** AWS was asked before that time, if at all; ISO 8601. */
  since: v.string(),
  /** The environment that it belongs to. */
  environment: v.exactOptional(v.string()),
});

const proofSchema = v.object({
  /** When it happened, ISO 8601. */
  at: v.string(),
  /** Who made the call, in AWS's words. */
  by: v.string(),
});

/** One resource of an operation. */
export const operationTargetSchema = v.object({
  ...locationSchema.entries,
  service: resourceSchema.entries.service,
  kind: resourceSchema.entries.kind,
  id: v.string(),
  name: v.string(),
  engine: v.exactOptional(v.string()),
  /** The last known state, in AWS's words. */
  state: v.string(),
  /** The time of that state, ISO 8601. */
  at: v.string(),
  /** Why nothing was done with it. */
  refusal: v.exactOptional(textSchema),
  /** Whether AWS was asked; before that it is only planned. */
  isAsked: v.exactOptional(v.boolean()),
  /** Set when AWS's answer was lost and the call must not be repeated. */
  doubt: v.exactOptional(doubtSchema),
  /** What CloudTrail shows about it. */
  proof: v.exactOptional(proofSchema),
});
export type OperationTarget = StateOf<typeof operationTargetSchema>;

export const operationSchema = v.object({
  verb: operationVerbSchema,
  requestedBy: v.exactOptional(v.string()),
  /** ISO 8601. */
  startedAt: v.string(),
  /** Why each of some accounts could not be looked at. */
  unseen: v.exactOptional(v.array(textSchema)),
  /** By target key. */
  targets: v.record(v.string(), operationTargetSchema),
});
export type Operation = StateOf<typeof operationSchema>;

/** How long an operation is watched before it is reported as overdue. */
export const operationTimeoutMs = 20 * 60 * 1000;

/** Databases in two accounts or regions may have the same name. */
export function targetKey({
  service,
  kind,
  id,
  ...location
}: Pick<OperationTarget, "service" | "kind" | "id" | "account" | "region">): string {
  return `${locationKey(location)}/${service}/${kind}/${id}`;
}

/** The operation on these resources; `refusals` lists those that are left alone, and why. */
export function operationOn(
  verb: OperationVerb,
  resources: readonly Resource[],
  refusals: ReadonlyMap<string, Text>,
  by: { readonly requestedBy?: string; readonly at: string; readonly unseen?: readonly Text[] },
): Operation {
  const targets = resources.map((resource): [string, OperationTarget] => {
    const key = targetKey(resource);
    const { service, kind, id, name, state, engine, account, region } = resource;
    const refusal = refusals.get(key);
    return [
      key,
      {
        service,
        kind,
        id,
        name,
        state,
        account,
        region,
        at: by.at,
        ...filled({ engine, refusal }),
      },
    ];
  });
  return {
    verb,
    startedAt: by.at,
    targets: Object.fromEntries(targets),
    ...(by.requestedBy && { requestedBy: by.requestedBy }),
    ...(by.unseen?.length && { unseen: by.unseen }),
  };
}

/** Merges what two sources know: the later state of each target, and every final result. */
export function mergeOperations(a: Operation, b: Operation): Operation {
  const targets: Record<string, OperationTarget> = { ...a.targets };
  for (const [key, target] of Object.entries(b.targets)) {
    const known = targets[key];
    if (!known) {
      targets[key] = target;
      continue;
    }
    const newer = known.at > target.at || (known.at === target.at && known.isAsked && !target.isAsked) ? known : target;
    const proof = known.proof ?? target.proof;
    const { refusal: refused = target.refusal, ...rest } = known;
    const refusal = proof ? undefined : refused;
    targets[key] = {
      ...rest,
      state: newer.state,
      at: newer.at,
      ...(refusal && { refusal }),
      ...((known.isAsked || target.isAsked) && { isAsked: true }),
      ...filled({ doubt: known.doubt ?? target.doubt, proof }),
    };
  }
  return { ...a, targets };
}

const targetStates: Readonly<Record<OperationVerb, readonly string[]>> = {
  start: ["running", "available"],
  stop: ["stopped"],
  reboot: ["running", "available"],
};

/** Whether the target has reached the operation's target state. */
export function hasReachedTargetState(target: OperationTarget, verb: OperationVerb): boolean {
  return Boolean(target.isAsked) && !isInDoubt(target) && targetStates[verb].includes(target.state);
}

/** Whether it is unknown if AWS did it. */
export function isInDoubt({ doubt, proof, refusal }: OperationTarget): boolean {
  return doubt !== undefined && !proof && !refusal;
}

/** Whether the resource is already in the target state, so that nothing is to be done. */
export function isInTargetState(resource: Pick<Resource, "state">, verb: OperationVerb): boolean {
  return verb !== "reboot" && targetStates[verb].includes(resource.state);
}

const transitionalStates: Readonly<Record<OperationVerb, readonly string[]>> = {
  start: ["pending", "starting"],
  stop: ["stopping"],
  reboot: ["rebooting"],
};

/** Whether the resource is in the target state, or on its way there. */
export function isReachingTargetState(resource: Pick<Resource, "state">, verb: OperationVerb): boolean {
  return isInTargetState(resource, verb) || transitionalStates[verb].includes(resource.state);
}

/** Whether any target is still changing. */
export function isOperationPending(operation: Operation): boolean {
  return Object.values(operation.targets).some((target) => isTargetPending(target, operation.verb));
}

/** Whether the target is still changing. */
export function isTargetPending(target: OperationTarget, verb: OperationVerb): boolean {
  return !target.refusal && !isInDoubt(target) && !hasReachedTargetState(target, verb);
}
