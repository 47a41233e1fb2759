import * as v from "valibot";
import { alertOf } from "../../lib/alerts/alert.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { type TimeWindow, timeWindowSchema, windowAt } from "../../lib/alerts/time-window.ts";
import type { HandlerContext, JobContext } from "../../lib/app/define.ts";
import { auditedResources, onEnvironments } from "../../lib/pure/audit.ts";
import { filled } from "../../lib/pure/json.ts";
import { environmentOfResource, type Resource } from "../../lib/pure/resource.ts";
import { explain } from "../../lib/pure/result.ts";
import { defineState } from "../../lib/pure/schema.ts";
import {
  findDatabases,
  isReachingTargetState,
  type OperationTarget,
  pendingTargets,
  powerVerbs,
  refusalOf,
  requestPowerChange,
  resourceReads,
  scheduleTag,
  targetKey,
  watchedState,
} from "../operations/index.ts";
import { lastOwnAction, scheduleNamed } from "../own-actions/index.ts";
import { scheduleRecord } from "../schedules/index.ts";
import { isWanted, restartLine, restartMessage, severityOfRestart } from "./message.ts";
import {
  decideRestart,
  isRestartPending,
  isRestartSettled,
  mergeRestarts,
  powerSchema,
  type Restart,
  type RestartReason,
  restartShape,
  restartTimeoutMs,
} from "./state.ts";

/** The verbs that stop a database again. */
export const restartStops = [...resourceReads, ...powerVerbs] as const;

type LookContext = HandlerContext<(typeof resourceReads)[number]>;
type PublishContext = Pick<HandlerContext<never>, "config" | "home" | "store" | "publish" | "now">;
type RestartTarget = Restart["target"];

/** Events of one start, from a cluster and its members, are closer together than this. */
const restartsApartMs = 60 * 60_000;

/** How often it is checked while it starts or stops. */
const restartCheckMs = 3 * 60_000;

/** Publishes that AWS starts a database after seven days, and has it stopped again if it should be. */
export async function onRestartEvent(
  heard: Pick<RestartTarget, "kind" | "id" | "account" | "region">,
  at: string,
  context: LookContext,
): Promise<"told" | "quiet"> {
  const { store, now } = context;
  const target: RestartTarget = { service: "rds", name: heard.id, ...heard };
  const inspected = await findDatabase(target, context);
  // A cluster's members are started with it.
  const own = inspected.resource ?? target;
  const key = targetKey(own);
  const power = await store.states.read(powerState, key);
  const window = await store.states.update(restartsState, key, now(), (known) => windowAt(known, at, restartsApartMs));
  const subject = subjectOf(key, window);
  const known = await restartOf(subject, context);
  if (known && !isRestartPending(known, now())) {
    // Publish again: who settled it may have died before. A member's event may come before its cluster's.
    await publishRestart(subject, { ...known, at }, context);
    return "told";
  }
  // It was stopped after that, so the event is outdated.
  if (!known && power?.stopped.some((moment) => moment > at)) return "quiet";
  const begun: Restart = (known && { ...known, at: known.at < at ? known.at : at }) ?? {
    target: {
      service: "rds",
      kind: own.kind,
      id: own.id,
      name: own.name,
      account: own.account,
      region: own.region,
    },
    at,
    heardAt: now().toISOString(),
    phase: "waiting",
    phaseAt: now().toISOString(),
    reason: { kind: "unasked" },
  };
  const seen = await evaluateRestart(begun, subject, inspected, context);
  await publishRestart(subject, seen.restart, context);
  if (isRestartPending(seen.restart, now())) await scheduleRestartCheck(subject, restartCheckMs, context);
  return "told";
}

/** Refreshes the restart of a database or its cluster on an event; returns whether one is in progress. */
export async function refreshRestart(
  heard: Pick<RestartTarget, "kind" | "id" | "account" | "region">,
  cluster: string | undefined,
  context: LookContext,
): Promise<boolean> {
  const targets = [heard, ...(cluster === undefined ? [] : [{ ...heard, kind: "cluster" as const, id: cluster }])];
  for (const target of targets) {
    const found = await latestRestart(targetKey({ service: "rds", ...target }), context);
    if (!found) continue;
    const { subject, restart } = found;
    if (restart.phase === "stopped") {
      // Publish again: the function that handled the event may have died before publishing it.
      await publishRestart(subject, restart, context);
      continue;
    }
    const isOpen = !isRestartSettled(restart);
    const inspected = await findDatabase(restart.target, context);
    const { restart: seen, isToAsk } = await evaluateRestart(restart, subject, inspected, context);
    // For a database that is kept running, only a stop is news.
    if (isOpen || seen.phase === "stopped") await publishRestart(subject, seen, context);
    if (isToAsk) await scheduleRestartCheck(subject, 0, context);
    if (isOpen) return true;
  }
  return false;
}

/** A person wants databases running: those that AWS has started are not stopped again. */
export async function keepRunning(
  resources: readonly Resource[],
  person: string,
  context: PublishContext,
): Promise<void> {
  for (const resource of resources.filter(({ service }) => service === "rds")) {
    const found = await latestRestart(targetKey(resource), context);
    if (found) await keepRestartRunning(found.subject, person, context);
  }
}

/** Keeps a database running that AWS has started, unless it has been stopped again; returns whether it does. */
export async function keepRestartRunning(subject: string, person: string, context: PublishContext): Promise<boolean> {
  const { store, now } = context;
  const restart = await restartOf(subject, context);
  if (!restart || (restart.phase !== "waiting" && !isKeptRunning(restart))) return false;
  const { person: by } = await store.states.update(keepRunningState, subject, now(), (known) => known ?? { person });
  await publishRestart(subject, left(restart, { kind: "kept", person: by }, now()), context);
  return true;
}

function isKeptRunning({ phase, reason }: Restart): boolean {
  return phase === "left" && reason.kind === "kept";
}

export const keepRunningState = defineState({
  name: "keep-running",
  version: 1,
  schema: v.object({ person: v.string() }),
  prefix: "ledger#wish/",
  keep: 14,
});

/** When AWS has started a database, by target key. */
export const restartsState = defineState({
  name: "database-restarts",
  version: 1,
  schema: timeWindowSchema,
  prefix: "ledger#restart/",
  keep: 14,
});

const subjectOf = (key: string, { named }: TimeWindow): string => `restart/${key}/${named}`;

/** A database's last starts and stops, by target key. */
export const powerState = defineState({
  name: "database-power",
  version: 1,
  schema: powerSchema,
  prefix: "ledger#power/",
  keep: 14,
});

async function latestRestart(key: string, context: PublishContext) {
  const window = await context.store.states.read(restartsState, key);
  const subject = window && subjectOf(key, window);
  const restart = subject && (await restartOf(subject, context));
  return subject && restart ? { subject, restart } : undefined;
}

async function restartOf(subject: string, { store }: Pick<PublishContext, "store">): Promise<Restart | undefined> {
  return (await store.messages.read(alertOf(restartShape), subject))?.state?.own;
}

interface FoundDatabase {
  readonly resource?: Resource;
  /** Why it could not be looked at. */
  readonly unseen?: RestartReason;
}

/** The database or its cluster in its current state. Temporary faults are thrown. */
async function findDatabase({ kind, id, ...location }: RestartTarget, context: LookContext): Promise<FoundDatabase> {
  const found = await findDatabases(context.at(location));
  if (!found.ok) return { unseen: { kind: "unseen", reason: explain(found.fault) } };
  const resource = found.value.find((one) => one.kind === kind && one.id === id);
  const cluster =
    resource?.cluster === undefined
      ? undefined
      : found.value.find((one) => one.kind === "cluster" && one.id === resource.cluster);
  const own = cluster ?? resource;
  return own ? { resource: own } : {};
}

interface RestartEvaluation {
  readonly restart: Restart;
  /** Whether AWS can be asked to stop it now. */
  readonly isToAsk: boolean;
}

/** The restart's new state, from the database's state and the wishes of people and schedules. Changes nothing. */
async function evaluateRestart(
  restart: Restart,
  subject: string,
  { resource, unseen }: FoundDatabase,
  context: LookContext,
): Promise<RestartEvaluation> {
  const at = context.now();
  if (!resource) return { restart: left(restart, unseen ?? { kind: "gone" }, at), isToAsk: false };
  const { state, name, engine } = resource;
  const environment = environmentOfResource(resource, context.config, context.home);
  const { refusal: _, ...before } = restart;
  const seen: Restart = {
    ...before,
    state,
    target: { ...restart.target, name, ...(engine && { engine }) },
    ...(environment !== undefined && { environment }),
  };
  const turnTo = (phase: Restart["phase"], more: Partial<Restart> = {}): Restart => ({
    ...seen,
    ...more,
    phase,
    phaseAt: at.toISOString(),
  });
  if (state === "stopped") return { restart: turnTo("stopped"), isToAsk: false };
  if (state === "stopping" || restart.asking !== undefined) {
    // A stop that was begun is finished, unless AWS was not asked yet and a person now wants it running.
    const { isToStop, reason } = await restartDecision(restart, subject, resource, context);
    const isAsked = isReachingTargetState(resource, "stop");
    if (!isAsked && !isToStop) return { restart: left(seen, reason, at), isToAsk: false };
    return { restart: turnTo("stopping"), isToAsk: restart.asking !== undefined };
  }
  const { isToStop, reason } = await restartDecision(restart, subject, resource, context);
  if (!isToStop) return { restart: left(seen, reason, at), isToAsk: false };
  const refusal = refusalOf(resource, "stop");
  const isLate = at.getTime() - Date.parse(restart.heardAt) >= restartTimeoutMs;
  if (isLate) {
    const why = refusal ?? restart.refusal;
    return { restart: turnTo("gave-up", { reason, ...(why && { refusal: why }) }), isToAsk: false };
  }
  const isStarting = state === "starting";
  const told = isStarting ? undefined : (refusal ?? restart.refusal);
  return { restart: turnTo("waiting", { reason, ...(told && { refusal: told }) }), isToAsk: !refusal };
}

function left({ refusal: _, asking: __, ...restart }: Restart, reason: RestartReason, at: Date): Restart {
  return { ...restart, phase: "left", phaseAt: at.toISOString(), reason };
}

async function restartDecision(
  { at, target }: Restart,
  subject: string,
  { tags }: Resource,
  { store, config, now }: PublishContext,
) {
  const key = targetKey(target);
  const request = await store.states.read(keepRunningState, subject);
  const action = await lastOwnAction(key, { store });
  const power = await store.states.read(powerState, key);
  const name = Object.hasOwn(tags, scheduleTag) ? (tags[scheduleTag] ?? "") : "";
  const times = scheduleNamed(name, config);
  const schedule = times && { name, times, override: (await scheduleRecord(name, store.states)).override };
  return decideRestart(
    {
      at,
      ...(request && { keptBy: request.person }),
      ...filled({ schedule, lastAction: action, power }),
    },
    now(),
  );
}

/** Updates the message of a restart. */
async function publishRestart(subject: string, news: Restart, context: PublishContext): Promise<void> {
  const { account } = news.target;
  const type = news.target.kind === "cluster" ? "RDS DB Cluster Event" : "RDS DB Instance Event";
  const event = { source: "aws.rds", type, account };
  await publishAlert(restartShape, { subject, family: "restart" }, { ...context, event }, (known) => {
    const restart = mergeRestarts(known, news);
    const { target, environment } = restart;
    const line = restart.phase === known?.phase ? undefined : restartLine(restart);
    return {
      severity: severityOfRestart(restart),
      content: restartMessage(restart, subject),
      state: restart,
      isOver: restart.phase === "stopped" || isWanted(restart),
      about: { account, region: target.region, names: [target.id] },
      ...filled({ environment, line }),
    };
  });
}

/** Schedules a check; checks of one restart share fixed times, so that only one series exists. */
async function scheduleRestartCheck(subject: string, inMs: number, { store, now }: PublishContext): Promise<void> {
  const from = now().getTime() + inMs;
  const every = inMs || 60_000;
  const at = new Date(Math.ceil(from / every) * every).toISOString();
  await store.due.set({ job: "restart-check", subject, at });
}

/** Checks a restart, and stops the database as soon as possible; then checks again until it is settled. */
export async function checkRestart(context: JobContext<(typeof restartStops)[number]>): Promise<void> {
  const { item, now } = context;
  const { subject } = item;
  const known = await restartOf(subject, context);
  if (!known) return;
  if (!isRestartPending(known, now())) {
    // The function that stopped it may have died before recording it.
    if (known.asking !== undefined) await stopAgain(known, known.asking, subject, context);
    await publishRestart(subject, known, context);
    return;
  }
  const inspected = await findDatabase(known.target, context);
  const { restart, isToAsk } = await evaluateRestart(known, subject, inspected, context);
  if (isToAsk) {
    // Before AWS is asked: if this function dies, the next check finishes the stop.
    const asking = known.asking ?? item.at;
    const begun: Restart = { ...restart, asking, phase: "stopping", phaseAt: now().toISOString() };
    await publishRestart(subject, begun, context);
    await stopAgain(begun, asking, subject, context);
  } else {
    await publishRestart(subject, restart, context);
  }
  if (isRestartPending(restart, now())) await scheduleRestartCheck(subject, restartCheckMs, context);
}

/** Asks AWS to stop the database once for each `asking`, and records the result. */
async function stopAgain(
  restart: Restart,
  asking: string,
  subject: string,
  context: JobContext<(typeof restartStops)[number]>,
): Promise<void> {
  const { store, now, audited } = context;
  const key = `${subject}/${asking}`;
  const { environment, reason } = restart;
  await audited(key, async (done) => {
    const ran = await store.jobs.run(key, "nightshift", now, async (job) => {
      const target: OperationTarget = { ...restart.target, state: restart.state ?? "", at: restart.phaseAt };
      const own = targetKey(target);
      const operation = { verb: "stop" as const, startedAt: restart.phaseAt, targets: { [own]: target } };
      const refused = await job.step("ask", null, async (_, isRepeated) =>
        requestPowerChange("stop", isRepeated ? await pendingTargets(operation, context) : [target], context),
      );
      const refusal = refused[own];
      if (refusal === undefined) await recordOwnStop(own, subject, context);
      await done({
        action: "stop again",
        text: target.id,
        result: refusal === undefined ? "done" : "failed",
        detail: reason.kind === "by-schedule" ? `schedule ${reason.schedule}` : "stopped by a person before",
        resources: auditedResources([target]),
        ...onEnvironments(environment === undefined ? [] : [environment]),
      });
      if (refusal !== undefined) {
        const { asking: _, ...again } = restart;
        await publishRestart(subject, { ...again, phase: "waiting", phaseAt: now().toISOString(), refusal }, context);
      }
    });
    if (ran.kind === "elsewhere") throw new Error("Another tick is stopping it");
  });
}

/** So that its alarms, and its restart in seven days, are attributed to this stop. */
async function recordOwnStop(key: string, subject: string, { store, now }: PublishContext): Promise<void> {
  const at = now().toISOString();
  await store.states.update(watchedState, key, now(), () => ({
    key: subject,
    channel: "",
    until: at,
    deed: { verb: "stop" as const, at },
  }));
}
