import * as v from "valibot";
import { type AwsLocation, type HandlerContext, throwIfRetryable } from "../../lib/app/define.ts";
import type { InstanceQuery } from "../../lib/aws/ec2.ts";
import type { Bound, VerbName } from "../../lib/aws/verbs.ts";
import { isSameLocation, type Location, locationKey } from "../../lib/pure/location.ts";
import type { LocalResource, Resource } from "../../lib/pure/resource.ts";
import { explain, type Fault, failed, ok, type Result } from "../../lib/pure/result.ts";
import { defineShape, defineState, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { messageOfOperationSchema, operationMessage } from "./message.ts";
import { packedOperationShape, packOperation, unpackOperation } from "./packed-state.ts";
import {
  isOperationPending,
  isReachingTargetState,
  isTargetPending,
  mergeOperations,
  type Operation,
  type OperationTarget,
  type OperationVerb,
  operationTimeoutMs,
  operationVerbSchema,
  targetKey,
} from "./state.ts";

/** The verbs with which instances and databases are looked at. */
export const resourceReads = ["ec2.find", "rds.instances", "rds.clusters"] as const;

/** The verbs with which they are started and stopped. */
export const powerVerbs = [
  "ec2.start",
  "ec2.stop",
  "rds.startInstance",
  "rds.stopInstance",
  "rds.startCluster",
  "rds.stopCluster",
  "rds.startDocumentDb",
  "rds.stopDocumentDb",
] as const;

type ReadableLocation = AwsLocation<(typeof resourceReads)[number]>;
type PowerCalls = Pick<Bound<VerbName>, (typeof powerVerbs)[number]>;

/** What may be asked of AWS again: it is there already, or on its way. */
type PowerVerb = Exclude<OperationVerb, "reboot">;

/** The tag by which a resource follows a schedule; its value is the schedule's name. */
export const scheduleTag = "nightshift";

/** The instances of one place that are meant: every one, unless told. */
export async function findInstances(
  there: AwsLocation<"ec2.find">,
  which: InstanceQuery = "all",
): Promise<Result<Resource[]>> {
  return located(throwIfRetryable(await there.aws["ec2.find"](which)), there);
}

/** Every database and cluster of one place. */
export async function findDatabases(
  there: AwsLocation<"rds.instances" | "rds.clusters">,
): Promise<Result<Resource[]>> {
  const instances = throwIfRetryable(await there.aws["rds.instances"]({}));
  if (!instances.ok) return instances;
  const clusters = throwIfRetryable(await there.aws["rds.clusters"]({}));
  return clusters.ok ? located(ok([...clusters.value, ...instances.value]), there) : clusters;
}

/** Every database of one place, and the instances that are meant: every one, unless told. */
export async function findAll(
  there: ReadableLocation,
  which: InstanceQuery = "all",
): Promise<Result<Resource[]>> {
  const instances = await findInstances(there, which);
  if (!instances.ok) return instances;
  const databases = await findDatabases(there);
  return databases.ok ? ok([...instances.value, ...databases.value]) : databases;
}

function located(found: Result<LocalResource[]>, { account, region }: Location): Result<Resource[]> {
  return found.ok ? ok(found.value.map((one) => ({ ...one, account, region }))) : found;
}

/** What there is in several places, and why some could not be looked at. */
export interface FoundResources {
  readonly resources: readonly Resource[];
  readonly unseen: readonly Text[];
}

/** Looks at several places; it is a fault when none could be looked at. Temporary faults are thrown. */
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

/** EC2 takes so many ids in one call. */
const batchSize = 500;

/** Asks AWS to start or stop each; gives, by target key, why AWS refused some. Temporary faults are thrown. */
export async function requestPowerChange(
  verb: PowerVerb,
  targets: readonly OperationTarget[],
  { at }: HandlerContext<(typeof powerVerbs)[number]>,
): Promise<Record<string, Text>> {
  const refused: Record<string, Text> = {};
  for (const { location, own } of byLocation(targets))
    await requestInLocation(verb, own, at(location).aws, refused);
  return refused;
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

async function requestInLocation(
  verb: PowerVerb,
  targets: readonly OperationTarget[],
  aws: PowerCalls,
  refused: Record<string, Text>,
): Promise<void> {
  const instances = targets.filter(({ service }) => service === "ec2");
  for (let from = 0; from < instances.length; from += batchSize) {
    await requestInstances(verb, instances.slice(from, from + batchSize), aws, refused);
  }
  for (const target of targets.filter(({ service }) => service === "rds")) {
    const asked = throwIfRetryable(await requestDatabase(verb, target, aws));
    if (!asked.ok) refused[targetKey(target)] = explain(asked.fault);
  }
}

/** One call for all of them; when AWS refuses the whole for the sake of one, halves find out which. */
async function requestInstances(
  verb: PowerVerb,
  targets: readonly OperationTarget[],
  aws: PowerCalls,
  refused: Record<string, Text>,
): Promise<void> {
  if (!targets.length) return;
  const asked = throwIfRetryable(await aws[`ec2.${verb}`]({ ids: targets.map(({ id }) => id) }));
  if (asked.ok) return;
  const [only] = targets;
  if (targets.length === 1 && only) {
    refused[targetKey(only)] = inWords(asked.fault);
    return;
  }
  if (asked.fault.class === "denied") {
    for (const target of targets) refused[targetKey(target)] = explain(asked.fault);
    return;
  }
  const middle = Math.ceil(targets.length / 2);
  await requestInstances(verb, targets.slice(0, middle), aws, refused);
  await requestInstances(verb, targets.slice(middle), aws, refused);
}

function inWords(fault: Fault): Text {
  return fault.code === "UnsupportedOperation" && /spot/i.test(fault.message)
    ? say("operation.spot")
    : explain(fault);
}

function requestDatabase(
  verb: PowerVerb,
  { id, kind, engine }: OperationTarget,
  aws: PowerCalls,
): Promise<Result<void>> {
  if (kind === "database") return aws[verb === "start" ? "rds.startInstance" : "rds.stopInstance"]({ id });
  if (engine === "docdb") return aws[verb === "start" ? "rds.startDocumentDb" : "rds.stopDocumentDb"]({ id });
  return aws[verb === "start" ? "rds.startCluster" : "rds.stopCluster"]({ id });
}

const tagSchema = v.object({ tag: v.string(), value: v.string() });
type Tag = StateOf<typeof tagSchema>;

/** Where and how an operation is told. */
const operationPostSchema = v.object({
  ...messageOfOperationSchema.entries,
  channel: v.string(),
  /** The tag that all of its instances have: many are listed by it in fewer calls than by their ids. */
  tag: v.exactOptional(tagSchema),
});
export type OperationPost = StateOf<typeof operationPostSchema>;

type LookContext = HandlerContext<(typeof resourceReads)[number]>;

/** Adds what is newly known to the one message of an operation. */
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

/**
 * What EC2's answer to a call that it takes says of each instance, or that it is there already.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html
 */
const assumedStates: Readonly<Partial<Record<OperationVerb, string>>> = {
  start: "pending",
  stop: "stopping",
};

/** What was asked of AWS, or looked at again, as news: the states by now, and what AWS refused. */
export async function refreshTargets(
  operation: Operation,
  refused: Readonly<Record<string, Text>>,
  context: LookContext,
  tag?: Tag,
): Promise<Operation> {
  const { verb, targets } = operation;
  const isJustAsked = ({ service, isAsked }: OperationTarget): boolean => service === "ec2" && !isAsked;
  const open = Object.values(targets).filter((target) => isTargetPending(target, verb));
  const unsure = open.filter((target) => !isJustAsked(target));
  const states = await statesOf(unsure, operation, context, tag);
  const at = context.now().toISOString();
  const news = Object.entries(targets).map(([key, target]): [string, OperationTarget] => {
    const refusal = target.refusal ?? refused[key];
    const assumed = isJustAsked(target) && !refusal ? assumedStates[verb] : undefined;
    const state = states.get(key) ?? assumed ?? target.state;
    // What is as it was keeps its time, so that a look that tells nothing new writes nothing.
    if (target.isAsked && state === target.state && refusal === target.refusal) return [key, target];
    return [key, { ...target, state, at, isAsked: true, ...(refusal && { refusal }) }];
  });
  return { ...operation, targets: Object.fromEntries(news) };
}

/** Those of which AWS does not show that it was asked: what is left of an ask that was cut short. */
export async function pendingTargets(
  operation: Operation,
  context: LookContext,
  tag?: Tag,
): Promise<OperationTarget[]> {
  const todo = Object.values(operation.targets).filter(({ refusal }) => !refusal);
  const states = await statesOf(todo, operation, context, tag);
  return todo.filter((target) => {
    const state = states.get(targetKey(target)) ?? target.state;
    return !isReachingTargetState({ state }, operation.verb);
  });
}

/** The states of these targets of an operation, by target key; without those that AWS does not tell now. */
async function statesOf(
  wanted: readonly OperationTarget[],
  { targets }: Operation,
  { at }: LookContext,
  tag: Tag | undefined,
): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  const all = Object.values(targets);
  for (const { location, own } of byLocation(wanted)) {
    const pages = Math.ceil(all.filter((target) => isSameLocation(target, location)).length / listedAtOnce);
    await readStates(own, pages, at(location), tag, states);
  }
  return states;
}

/** `pages`: how many calls list all of the operation's instances there by their tag. */
async function readStates(
  wanted: readonly OperationTarget[],
  pages: number,
  there: ReadableLocation,
  tag: Tag | undefined,
  states: Map<string, string>,
): Promise<void> {
  const instances = wanted.filter(({ service }) => service === "ec2");
  const learn = (found: Result<Resource[]>): void => {
    for (const resource of found.ok ? found.value : []) states.set(targetKey(resource), resource.state);
  };
  if (tag && Math.ceil(instances.length / idsAtOnce) > pages)
    learn(located(await there.aws["ec2.find"](tag), there));
  // Somebody may have taken the tag off one.
  const ids = instances.filter((target) => !states.has(targetKey(target))).map(({ id }) => id);
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    learn(located(await there.aws["ec2.find"]({ ids: ids.slice(from, from + idsAtOnce) }), there));
  }
  if (wanted.some(({ service }) => service === "rds")) learn(await findDatabases(there));
}

/** EC2 takes at most 200 values in a filter, and lists 1,000 instances in a call. */
const [idsAtOnce, listedAtOnce] = [200, 1_000];

/** What is remembered of an operation that goes on, so that it can be looked at again. */
const watchedOperationSchema = v.object({
  ...operationPostSchema.entries,
  /** When to stop looking, ISO 8601. */
  until: v.string(),
  /** What was done and when (ISO 8601), where the message of that key is not an operation's. */
  deed: v.exactOptional(v.object({ verb: operationVerbSchema, at: v.string() })),
});
export type WatchedOperation = StateOf<typeof watchedOperationSchema>;

export const watchedOperationShape = defineShape({
  name: "operation-check",
  version: 1,
  schema: watchedOperationSchema,
});

/** What was last done with a resource, by target key. */
export const watchedState = defineState({
  name: "watched-operation",
  version: 1,
  schema: watchedOperationSchema,
  prefix: "ledger#watched/",
  keep: 14,
});

/** So many resources at most are listened for by name. */
const mostWatchedByName = 50;

/** Looks after an operation until AWS has got there: by its events, and once a minute in case they are lost. */
export async function watchOperation(
  operation: Operation,
  post: OperationPost,
  context: LookContext,
): Promise<void> {
  if (!isOperationPending(operation)) return;
  const { store, now } = context;
  const until = new Date(Date.parse(operation.startedAt) + operationTimeoutMs).toISOString();
  const watched: WatchedOperation = { ...post, until };
  const open = Object.entries(operation.targets).filter(([, { refusal }]) => !refusal);
  // Of many, the minute's look tells soon enough.
  for (const [key] of open.length <= mostWatchedByName ? open : []) {
    await store.states.update(watchedState, key, now(), () => watched);
  }
  const at = new Date(now().getTime() + 60_000).toISOString();
  await store.due.set(
    { job: "operation-check", subject: post.key, at, data: watched },
    watchedOperationShape,
  );
}

/** Looks at an operation again; says whether AWS has got there, or never will in time. */
export async function checkOperation(watched: WatchedOperation, context: LookContext): Promise<boolean> {
  const packed = (await context.store.messages.read(packedOperationShape, watched.key))?.state;
  if (!packed) return true;
  const operation = unpackOperation(packed);
  // What is done is told again: whoever found out may have died before it was handed over.
  const news = isOperationPending(operation)
    ? await refreshTargets(operation, {}, context, watched.tag)
    : { ...operation, targets: {} };
  const told = await publishOperation(news, watched, context);
  return !isOperationPending(told) || context.now().getTime() >= Date.parse(watched.until);
}
