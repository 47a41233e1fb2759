import type { Bound, VerbName } from "../lib/aws/verbs.ts";
import {
  isOpen,
  joinOperations,
  type Operation,
  type OperationTarget,
  type OperationVerb,
  patienceMs,
  targetKey,
} from "../lib/core/operation.ts";
import { type OperationTitles, operationMessage } from "../lib/core/operation-message.ts";
import type { Resource } from "../lib/core/resource.ts";
import { explain, type Fault, ok, type Result } from "../lib/core/result.ts";
import { say, type Text } from "../lib/core/text.ts";
import { final, type HandlerContext } from "../lib/define.ts";

/** The verbs with which instances and databases are looked at. */
export const lookAt = ["ec2.find", "rds.instances", "rds.clusters"] as const;

/** The verbs with which they are started, stopped and rebooted. */
export const change = [
  "ec2.start",
  "ec2.stop",
  "ec2.reboot",
  "rds.startInstance",
  "rds.stopInstance",
  "rds.rebootInstance",
  "rds.startCluster",
  "rds.stopCluster",
  "rds.startDocumentDb",
  "rds.stopDocumentDb",
] as const;

export type LookAt = Pick<Bound<VerbName>, (typeof lookAt)[number]>;
type Change = Pick<Bound<VerbName>, (typeof change)[number]>;

/** The tag by which a resource follows a schedule; its value is the schedule's name. */
export const scheduleTag = "nightshift";

/** Every database and cluster. */
export async function findDatabases(aws: LookAt): Promise<Result<Resource[]>> {
  const instances = final(await aws["rds.instances"]({}));
  if (!instances.ok) return instances;
  const clusters = final(await aws["rds.clusters"]({}));
  return clusters.ok ? ok([...clusters.value, ...instances.value]) : clusters;
}

/** Every instance and database. */
export async function findAll(aws: LookAt): Promise<Result<Resource[]>> {
  const instances = final(await aws["ec2.find"]("all"));
  if (!instances.ok) return instances;
  const databases = await findDatabases(aws);
  return databases.ok ? ok([...instances.value, ...databases.value]) : databases;
}

/** EC2 takes so many ids in one call. */
const batchSize = 500;

/** Asks AWS for the change of each resource; gives, by target key, why AWS refused some. Temporary faults are thrown. */
export async function ask(
  verb: OperationVerb,
  targets: readonly OperationTarget[],
  aws: Change,
): Promise<Record<string, Text>> {
  const refused: Record<string, Text> = {};
  const instances = targets.filter(({ service }) => service === "ec2");
  for (let from = 0; from < instances.length; from += batchSize) {
    await askInstances(verb, instances.slice(from, from + batchSize), aws, refused);
  }
  for (const target of targets.filter(({ service }) => service === "rds")) {
    const asked = final(await askDatabase(verb, target, aws));
    if (!asked.ok) refused[targetKey(target)] = explain(asked.fault);
  }
  return refused;
}

/** One call for all of them; when AWS refuses the whole for the sake of one, halves find out which. */
async function askInstances(
  verb: OperationVerb,
  targets: readonly OperationTarget[],
  aws: Change,
  refused: Record<string, Text>,
): Promise<void> {
  if (!targets.length) return;
  const asked = final(await aws[`ec2.${verb}`]({ ids: targets.map(({ id }) => id) }));
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
  await askInstances(verb, targets.slice(0, middle), aws, refused);
  await askInstances(verb, targets.slice(middle), aws, refused);
}

function inWords(fault: Fault): Text {
  return fault.code === "UnsupportedOperation" && /spot/i.test(fault.message)
    ? say("operation.spot")
    : explain(fault);
}

function askDatabase(
  verb: OperationVerb,
  { id, kind, engine }: OperationTarget,
  aws: Change,
): Promise<Result<void>> {
  if (verb === "reboot") return aws["rds.rebootInstance"]({ id });
  if (kind === "database") return aws[verb === "start" ? "rds.startInstance" : "rds.stopInstance"]({ id });
  if (engine === "docdb") return aws[verb === "start" ? "rds.startDocumentDb" : "rds.stopDocumentDb"]({ id });
  return aws[verb === "start" ? "rds.startCluster" : "rds.stopCluster"]({ id });
}

/** Where and how an operation is told. */
export interface Telling {
  readonly key: string;
  readonly channel: string;
  readonly titles?: OperationTitles;
}

type TellContext = HandlerContext<(typeof lookAt)[number]>;

/** Adds what is newly known to the one message of an operation. */
export async function tellOperation(
  news: Operation,
  { key, channel, titles }: Telling,
  context: TellContext,
): Promise<Operation> {
  const { notify, now } = context;
  const record = await notify<Operation>(key, (known) => {
    const state = known ? joinOperations(known, news) : news;
    return {
      destination: { kind: "channel", channel },
      content: operationMessage(state, now(), titles),
      state,
    };
  });
  return record.state ?? news;
}

/** What was asked of AWS, as news: the states that it shows right afterwards, and what it refused. */
export async function seen(
  operation: Operation,
  refused: Readonly<Record<string, Text>>,
  context: TellContext,
): Promise<Operation> {
  const states = await statesOf(operation, context);
  const at = context.now().toISOString();
  const targets = Object.entries(operation.targets).map(([key, target]): [string, OperationTarget] => {
    const refusal = target.refusal ?? refused[key];
    const state = states.get(key) ?? target.state;
    return [key, { ...target, state, at, isAsked: true, ...(refusal && { refusal }) }];
  });
  return { ...operation, targets: Object.fromEntries(targets) };
}

async function statesOf(operation: Operation, { aws }: TellContext): Promise<Map<string, string>> {
  const targets = Object.values(operation.targets).filter(({ refusal }) => !refusal);
  const ids = targets.filter(({ service }) => service === "ec2").map(({ id }) => id);
  const states = new Map<string, string>();
  // EC2 takes at most 200 values in a filter.
  for (let from = 0; from < ids.length; from += 200) {
    const found = await aws["ec2.find"]({ ids: ids.slice(from, from + 200) });
    for (const resource of found.ok ? found.value : []) states.set(targetKey(resource), resource.state);
  }
  if (targets.some(({ service }) => service === "rds")) {
    const found = await findDatabases(aws);
    for (const resource of found.ok ? found.value : []) states.set(targetKey(resource), resource.state);
  }
  return states;
}

/** What is remembered of an operation that goes on, so that it can be looked at again. */
export interface Watched extends Telling {
  /** When to stop looking, ISO 8601. */
  readonly until: string;
}

/** So many resources at most are listened for by name. */
const mostWatched = 50;

/** Looks after an operation until AWS has got there: by its events, and once a minute in case they are lost. */
export async function watch(operation: Operation, telling: Telling, context: TellContext): Promise<void> {
  if (!isOpen(operation)) return;
  const { store, now } = context;
  const until = new Date(Date.parse(operation.startedAt) + patienceMs).toISOString();
  const watched: Watched = { ...telling, until };
  const open = Object.entries(operation.targets).filter(([, { refusal }]) => !refusal);
  // Of many, the minute's look tells soon enough.
  for (const [key] of open.length <= mostWatched ? open : []) {
    await store.ledgers.change<Watched>(`watched/${key}`, now(), () => watched);
  }
  await store.due.set({
    job: "operation-check",
    subject: telling.key,
    at: new Date(now().getTime() + 60_000).toISOString(),
    data: watched,
  });
}

/** Looks at an operation again; says whether AWS has got there, or never will in time. */
export async function follow(watched: Watched, context: TellContext): Promise<boolean> {
  const record = await context.store.messages.read(watched.key);
  const operation = record?.state as Operation | undefined;
  if (!operation || !isOpen(operation)) return true;
  const told = await tellOperation(await seen(operation, {}, context), watched, context);
  return !isOpen(told) || context.now().getTime() >= Date.parse(watched.until);
}
