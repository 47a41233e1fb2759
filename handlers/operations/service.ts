import * as v from "valibot";
import { type AwsLocation, type HandlerContext, throwIfRetryable } from "../../lib/app/define.ts";
import type { Bound, VerbName } from "../../lib/aws/verbs.ts";
import { isSameLocation, type Location, locationKey } from "../../lib/pure/location.ts";
import type { Resource, ResourceQuery, TagValue } from "../../lib/pure/resource.ts";
import { explain, type Fault, failed, ok, type Result } from "../../lib/pure/result.ts";
import { defineShape, defineState, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { type AnyKind, kindOf, kinds, type ResourceVerb, serviceNames, services } from "./kinds/index.ts";
import { messageOfOperationSchema, operationMessage } from "./message.ts";
import { packedOperationShape, packOperation, unpackOperation } from "./packed-state.ts";
import type { PowerVerb, ResourceKind, TargetBatch } from "./resource-kind.ts";
import {
  isOperationPending,
  isReachingTargetState,
  isTargetPending,
  mergeOperations,
  type Operation,
  type OperationTarget,
  operationTimeoutMs,
  operationVerbSchema,
  targetKey,
} from "./state.ts";

type Read = ResourceVerb<"read">;

/** The tag by which a resource follows a schedule; its value is the schedule's name. */
export const scheduleTag = "nightshift";

/** The selected instances of one location; by default all. */
export function findInstances(there: AwsLocation<"ec2.find">, which: ResourceQuery = "all") {
  return findKinds(services.ec2.kinds, there, which);
}

/** All databases and clusters of one location. */
export function findDatabases(there: AwsLocation<"rds.instances" | "rds.clusters">) {
  return findKinds(services.rds.kinds, there);
}

/** The resources of these services in one location; only the selected ones for kinds that can be listed that way. */
export async function findAll(
  there: AwsLocation<Read>,
  which: ResourceQuery = "all",
  names = serviceNames,
): Promise<Result<Resource[]>> {
  const all: Resource[] = [];
  for (const name of names) {
    const found = await findKinds<Read>(services[name].kinds, there, which);
    if (!found.ok) return found;
    all.push(...found.value);
  }
  return ok(all);
}

/** The resources of these kinds in one location. */
async function findKinds<Reads extends VerbName>(
  meant: readonly ResourceKind<Reads>[],
  there: AwsLocation<Reads>,
  which: ResourceQuery = "all",
): Promise<Result<Resource[]>> {
  const { aws, account, region } = there;
  const all: Resource[] = [];
  // Members are listed before their clusters, so that none is found without its cluster.
  for (const kind of meant.toReversed()) {
    const found = throwIfRetryable(await kind.find(aws, which));
    if (!found.ok) return found;
    all.unshift(...found.value.map((one) => ({ ...one, account, region })));
  }
  return ok(all);
}

/** The resources of several locations, and why some locations could not be looked at. */
export interface FoundResources {
  readonly resources: readonly Resource[];
  readonly unseen: readonly Text[];
}

/** Searches several locations; a fault when none could be looked at. Temporary faults are thrown. */
export async function findIn<There extends Location>(
  places: readonly There[],
  look: (there: There) => Promise<Result<Resource[]>>,
): Promise<Result<FoundResources>> {
  const looks = await Promise.all(places.map(async (there) => ({ there, found: await look(there) })));
  const resources: Resource[] = [];
  const unseen: Text[] = [];
  let fault: Fault | undefined;
  for (const { there, found } of looks) {
    if (found.ok) resources.push(...found.value);
    else {
      fault ??= found.fault;
      unseen.push(say("operation.unseen", { place: locationKey(there), reason: explain(found.fault) }));
    }
  }
  return fault && unseen.length === places.length ? failed(fault) : ok({ resources, unseen });
}

/** Starts or stops each target; returns AWS's refusals by target key. Temporary faults are thrown. */
export async function requestPowerChange(
  verb: PowerVerb,
  targets: readonly OperationTarget[],
  { at }: HandlerContext<ResourceVerb<"power">>,
): Promise<Record<string, Text>> {
  const refused: Record<string, Text> = {};
  for (const { location, own } of byLocation(targets)) {
    for (const kind of kinds) {
      const batches = batchesOf(own.filter(isOf(kind)), kind.batchSize);
      for (const batch of batches) await requestBatch(verb, batch, kind, at(location).aws, refused);
    }
  }
  return refused;
}

export function isOf(kind: Pick<ResourceKind, "kind">): (target: OperationTarget) => boolean {
  return (target) => target.kind === kind.kind;
}

export function batchesOf(targets: readonly OperationTarget[], size: number): TargetBatch[] {
  const batches: TargetBatch[] = [];
  for (let from = 0; from < targets.length; from += size) {
    batches.push(targets.slice(from, from + size) as unknown as TargetBatch);
  }
  return batches;
}

/** The targets of each account and region. */
export function byLocation(
  targets: readonly OperationTarget[],
): readonly { readonly location: Location; readonly own: OperationTarget[] }[] {
  const locations = new Map<string, { location: Location; own: OperationTarget[] }>();
  for (const target of targets) {
    const key = locationKey(target);
    const known = locations.get(key) ?? { location: target, own: [] };
    known.own.push(target);
    locations.set(key, known);
  }
  return [...locations.values()];
}

/** One call for all of them; when AWS refuses it because of one, bisect to find which. */
async function requestBatch(
  verb: PowerVerb,
  batch: TargetBatch,
  kind: AnyKind,
  aws: Bound<ResourceVerb<"power">>,
  refused: Record<string, Text>,
): Promise<void> {
  const asked = throwIfRetryable(await kind.request(aws, verb, batch));
  if (asked.ok) return;
  if (batch.length === 1 || asked.fault.class === "denied") {
    const reason = kind.explain?.(asked.fault) ?? explain(asked.fault);
    for (const target of batch) refused[targetKey(target)] = reason;
    return;
  }
  for (const half of batchesOf(batch, Math.ceil(batch.length / 2))) {
    await requestBatch(verb, half, kind, aws, refused);
  }
}

/** Where and how an operation is published. */
const operationPostSchema = v.object({
  ...messageOfOperationSchema.entries,
  channel: v.string(),
  /** The tag that all of its instances have: listing many by tag takes fewer calls than by id. */
  tag: v.exactOptional(v.object({ tag: v.string(), value: v.string() })),
});
type OperationPost = StateOf<typeof operationPostSchema>;

type LookContext = HandlerContext<Read>;

/** Merges news into an operation's message. */
export async function publishOperation(
  news: Operation,
  post: OperationPost,
  { publish, now }: Pick<LookContext, "publish" | "now">,
): Promise<Operation> {
  const { key, channel } = post;
  const record = await publish(packedOperationShape, key, (known) => {
    const state = known ? mergeOperations(unpackOperation(known), news) : news;
    return {
      destination: { kind: "channel", channel },
      content: operationMessage(state, now(), post),
      state: packOperation(state),
    };
  });
  return record.state ? unpackOperation(record.state) : news;
}

/** The targets after a request or another look, as news: their current states, and AWS's refusals. */
export async function refreshTargets(
  operation: Operation,
  refused: Readonly<Record<string, Text>>,
  context: LookContext,
  tag?: TagValue,
): Promise<Operation> {
  const { verb, targets } = operation;
  const accepted = (target: OperationTarget): string | undefined => {
    const states = target.isAsked ? undefined : kindOf(target)?.acceptedStates;
    return states && (states[verb] ?? target.state);
  };
  const open = Object.values(targets).filter((target) => isTargetPending(target, verb));
  const unsure = open.filter((target) => accepted(target) === undefined);
  const states = await statesOf(unsure, operation, context, tag);
  const at = context.now().toISOString();
  const news = Object.entries(targets).map(([key, target]): [string, OperationTarget] => {
    const refusal = target.refusal ?? refused[key];
    const state = states.get(key) ?? (refusal ? undefined : accepted(target)) ?? target.state;
    // An unchanged target keeps its time, so that a look without news writes nothing.
    if (target.isAsked && state === target.state && refusal === target.refusal) return [key, target];
    return [key, { ...target, state, at, isAsked: true, ...(refusal && { refusal }) }];
  });
  return { ...operation, targets: Object.fromEntries(news) };
}

/** Targets that show no sign of a request: the rest of a call that was cut short. */
export async function pendingTargets(
  operation: Operation,
  context: LookContext,
  tag?: TagValue,
): Promise<OperationTarget[]> {
  const todo = Object.values(operation.targets).filter(({ refusal }) => !refusal);
  const states = await statesOf(todo, operation, context, tag);
  return todo.filter((target) => {
    const state = states.get(targetKey(target)) ?? target.state;
    return !isReachingTargetState({ state }, operation.verb);
  });
}

/** The current states of an operation's targets, by target key; without those that AWS does not return. */
async function statesOf(
  wanted: readonly OperationTarget[],
  { targets }: Operation,
  { at }: LookContext,
  tag: TagValue | undefined,
): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  const all = Object.values(targets);
  for (const { location, own } of byLocation(wanted)) {
    const among = all.filter((target) => isSameLocation(target, location)).length;
    const { aws, account, region } = at(location);
    for (const kind of kinds) {
      const ids = own.filter(isOf(kind)).map(({ id }) => id);
      if (!ids.length) continue;
      const found = kind.look
        ? ok(await kind.look(aws, ids, { tag, among }))
        : throwIfRetryable(await kind.find(aws, "all"));
      for (const one of found.ok ? found.value : []) {
        states.set(targetKey({ ...one, account, region }), one.state);
      }
    }
  }
  return states;
}

/** A running operation that is to be checked again. */
const watchedOperationSchema = v.object({
  ...operationPostSchema.entries,
  /** When to stop checking, ISO 8601. */
  until: v.string(),
  /** The own action and its time (ISO 8601), where the message with that key is not an operation's. */
  deed: v.exactOptional(v.object({ verb: operationVerbSchema, at: v.string() })),
});
export type WatchedOperation = StateOf<typeof watchedOperationSchema>;

export const watchedOperationShape = defineShape({
  name: "operation-check",
  version: 1,
  schema: watchedOperationSchema,
});

/** The last action on a resource, by target key. */
export const watchedState = defineState({
  name: "watched-operation",
  version: 1,
  schema: watchedOperationSchema,
  prefix: "ledger#watched/",
  keep: 14,
});

/** At most this many resources are matched to events by name. */
const mostWatchedByName = 50;

/** Watches an operation until its targets are there: by events, and once a minute in case they are lost. */
export async function watchOperation(operation: Operation, post: OperationPost, context: LookContext): Promise<void> {
  if (!isOperationPending(operation)) return;
  const { store, now } = context;
  const until = new Date(Date.parse(operation.startedAt) + operationTimeoutMs).toISOString();
  const watched: WatchedOperation = { ...post, until };
  const open = Object.entries(operation.targets).filter(([, { refusal }]) => !refusal);
  // For many targets the check each minute is enough.
  for (const [key] of open.length <= mostWatchedByName ? open : []) {
    await store.states.update(watchedState, key, now(), () => watched);
  }
  const at = new Date(now().getTime() + 60_000).toISOString();
  await store.due.set({ job: "operation-check", subject: post.key, at, data: watched }, watchedOperationShape);
}

/** Checks an operation again; returns whether it is done or has timed out. */
export async function checkOperation(watched: WatchedOperation, context: LookContext): Promise<boolean> {
  const packed = (await context.store.messages.read(packedOperationShape, watched.key))?.state;
  if (!packed) return true;
  const operation = unpackOperation(packed);
  // Publish a finished operation again: the function that found out may have died before publishing it.
  const news = isOperationPending(operation)
    ? await refreshTargets(operation, {}, context, watched.tag)
    : { ...operation, targets: {} };
  const told = await publishOperation(news, watched, context);
  return !isOperationPending(told) || context.now().getTime() >= Date.parse(watched.until);
}
