/** Starting, stopping or rebooting resources, and how far it got: what one message tells. */
import type { Resource } from "./resource.ts";
import type { Text } from "./text.ts";

export type OperationVerb = "start" | "stop" | "reboot";

/** One resource of an operation. */
export interface OperationTarget {
  readonly service: Resource["service"];
  readonly kind: Resource["kind"];
  readonly id: string;
  readonly name: string;
  readonly engine?: string;
  /** The last state heard of, as AWS calls it. */
  readonly state: string;
  /** When it was heard, ISO 8601. */
  readonly at: string;
  /** Why nothing was done with it. */
  readonly refusal?: Text;
  /** Whether AWS was asked; until then it is only meant to be done. */
  readonly isAsked?: boolean;
}

export interface Operation {
  readonly verb: OperationVerb;
  readonly requestedBy?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** By service and id. */
  readonly targets: Readonly<Record<string, OperationTarget>>;
}

/** How long an operation is looked after before it is said that AWS has not got there. */
export const patienceMs = 20 * 60 * 1000;

export function targetKey({ service, kind, id }: Pick<OperationTarget, "service" | "kind" | "id">): string {
  return `${service}/${kind}/${id}`;
}

/** The operation on these resources; `refusals` says of which nothing is done, and why. */
export function operationOn(
  verb: OperationVerb,
  resources: readonly Resource[],
  refusals: ReadonlyMap<string, Text>,
  by: { readonly requestedBy?: string; readonly at: string },
): Operation {
  const targets = resources.map((resource): [string, OperationTarget] => {
    const key = targetKey(resource);
    const { service, kind, id, name, state, engine } = resource;
    const refusal = refusals.get(key);
    return [
      key,
      { service, kind, id, name, state, at: by.at, ...(engine && { engine }), ...(refusal && { refusal }) },
    ];
  });
  return {
    verb,
    startedAt: by.at,
    targets: Object.fromEntries(targets),
    ...(by.requestedBy && { requestedBy: by.requestedBy }),
  };
}

/** Joins what two sources know: the later state of each target, and what either knows for good. */
export function joinOperations(a: Operation, b: Operation): Operation {
  const targets: Record<string, OperationTarget> = { ...a.targets };
  for (const [key, target] of Object.entries(b.targets)) {
    const known = targets[key];
    if (!known) {
      targets[key] = target;
      continue;
    }
    const newer =
      known.at > target.at || (known.at === target.at && known.isAsked && !target.isAsked) ? known : target;
    const refusal = known.refusal ?? target.refusal;
    targets[key] = {
      ...known,
      state: newer.state,
      at: newer.at,
      ...(refusal && { refusal }),
      ...((known.isAsked || target.isAsked) && { isAsked: true }),
    };
  }
  return { ...a, targets };
}

const goals: Readonly<Record<OperationVerb, readonly string[]>> = {
  start: ["running", "available"],
  stop: ["stopped"],
  reboot: ["running", "available"],
};

/** Whether the target is where the operation wants it. */
export function hasArrived(target: OperationTarget, verb: OperationVerb): boolean {
  return Boolean(target.isAsked) && goals[verb].includes(target.state);
}

/** Whether the resource is there already, so that nothing is to be done. */
export function isThere(resource: Pick<Resource, "state">, verb: OperationVerb): boolean {
  return verb !== "reboot" && goals[verb].includes(resource.state);
}

/** Whether AWS will still move something. */
export function isOpen(operation: Operation): boolean {
  return Object.values(operation.targets).some(
    (target) => !target.refusal && !hasArrived(target, operation.verb),
  );
}
