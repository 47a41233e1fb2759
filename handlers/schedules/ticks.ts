import * as v from "valibot";
import { defineTick, FaultError, type HandlerContext, type TickContext } from "../../lib/app/define.ts";
import type { Schedule } from "../../lib/config/schema.ts";
import { auditedResources, onEnvironments } from "../../lib/pure/audit.ts";
import { environmentOfResource, namedApart, withoutMembers } from "../../lib/pure/resource.ts";
import { explain } from "../../lib/pure/result.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import { say, type Text, textSchema } from "../../lib/pure/text.ts";
import {
  type FoundResources,
  findAll,
  findIn,
  isInTargetState,
  type OperationVerb,
  operationOn,
  packOperation,
  pendingTargets,
  powerVerbs,
  publishOperation,
  type ResourceVerb,
  refreshTargets,
  refusalOf,
  requestPowerChange,
  resourceNames,
  resourceReads,
  scheduleTag,
  targetKey,
  unpackOperation,
  watchOperation,
} from "../operations/index.ts";
import { noticeMessage } from "./notice-message.ts";
import { scheduleRecord } from "./service.ts";
import { decide, type ScheduleRecord, scheduleState, type Transition } from "./state.ts";

const uses = [...resourceReads, ...powerVerbs] as const;
type Context = TickContext<(typeof uses)[number]>;

/** Stops and starts a schedule's tagged resources at its stop and start times, with a notice before a stop. */
export const night = defineTick({
  name: "night",
  uses,
  async run(context) {
    for (const [name, schedule] of Object.entries(context.config.schedules)) {
      try {
        await tick(name, schedule, context);
      } catch (error) {
        // One schedule must not keep the others from running; it is tried again in a minute.
        const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown";
        context.log({ level: "error", event: "schedule failed", schedule: name, reason });
      }
    }
  },
});

async function tick(name: string, schedule: Schedule, context: Context): Promise<void> {
  const { store, now } = context;
  const record = await scheduleRecord(name, store.states);
  const note = (more: ScheduleRecord) =>
    store.states.update(scheduleState, name, now(), (current) => ({ ...current, ...more }));
  const decision = decide(schedule, record.override, record.handled, schedule.noticeMinutes, now());
  if (decision.kind === "act" || decision.kind === "baseline") {
    if (decision.kind === "act") {
      const { transition } = decision;
      const key = `night/${name}/${transition.at}`;
      try {
        await context.audited(key, (done) => act(name, schedule, transition, { ...context, key, done }));
      } catch (error) {
        await publishScheduleFailure(name, schedule, transition, error, context);
        throw error;
      }
      await endScheduleFailure(name, schedule, transition, context);
    }
    await note({ handled: decision.transition.at });
  } else if (decision.kind === "notice" && record.noticed !== decision.transition.planned) {
    await giveNotice(name, schedule, decision.transition, context);
    await note({ noticed: decision.transition.planned });
  }
}

/** All resources that are tagged for the schedule, in all of its locations. */
async function tagged(
  name: string,
  schedule: Schedule,
  context: HandlerContext<ResourceVerb<"read">>,
): Promise<FoundResources> {
  const locations = schedule.account ? [context.in(schedule)] : context.allLocations;
  const found = await findIn(locations, (there) => findAll(there, { tag: scheduleTag, value: name }));
  if (!found.ok) throw new FaultError(found.fault);
  const { resources, unseen } = found.value;
  return { resources: resources.filter(({ tags }) => tags[scheduleTag] === name), unseen };
}

/** A stop or start that is later than this is reported; before that, the next tick may make up for it. */
const lateMs = 3 * 60_000;

function scheduleFailureKey(name: string, { at }: Transition): string {
  return `trouble/${name}/${at}`;
}

export const scheduleFailureShape = defineShape({
  name: "schedule-failure",
  version: 1,
  schema: v.object({ reason: v.exactOptional(textSchema) }),
});

/** Reports that a stop or start is late, and why: a missing summary would not be noticed. */
async function publishScheduleFailure(
  name: string,
  schedule: Schedule,
  transition: Transition,
  error: unknown,
  { publish, now }: HandlerContext<never>,
): Promise<void> {
  if (now().getTime() - Date.parse(transition.at) < lateMs) return;
  const fault = error instanceof FaultError ? error.fault : undefined;
  const reason = fault && explain(fault);
  await publish(scheduleFailureShape, scheduleFailureKey(name, transition), (known) => ({
    destination: { kind: "channel", channel: schedule.channel },
    content: {
      tone: "failure",
      title: say(transition.kind === "stop" ? "night.late-stop" : "night.late-start", { schedule: name }),
      lines: [...(reason ? [reason] : []), say("night.retrying")],
    },
    state: known ?? { ...(reason && { reason }) },
  }));
}

/** Reports that a late stop or start is done. */
async function endScheduleFailure(
  name: string,
  schedule: Schedule,
  transition: Transition,
  { publish, store }: HandlerContext<never>,
): Promise<void> {
  const key = scheduleFailureKey(name, transition);
  if (!(await store.messages.find(key))) return;
  await publish(scheduleFailureShape, key, (known) => ({
    destination: { kind: "channel", channel: schedule.channel },
    content: {
      tone: "success",
      title: say(transition.kind === "stop" ? "night.late-stopped" : "night.late-started", {
        schedule: name,
      }),
    },
    ...(known && { state: known }),
  }));
}

/** The job's key, and how to record its result. */
interface AuditHandle {
  readonly key: string;
  readonly done: Parameters<Parameters<Context["audited"]>[1]>[0];
}

async function act(
  name: string,
  schedule: Schedule,
  transition: Transition,
  context: Context & AuditHandle,
): Promise<void> {
  const { store, now, config, home, key, done } = context;
  const ran = await store.jobs.run(key, "nightshift", now, async (job) => {
    if (transition.kind === "stop") await renewNotice(name, schedule, transition, "over", context);
    let isFirstTry = false;
    const planned = await job.step("plan", null, async () => {
      isFirstTry = true;
      const found = await tagged(name, schedule, context);
      const environments = found.resources.flatMap((resource) => environmentOfResource(resource, config, home) ?? []);
      return {
        operation: packOperation(planFor(transition.kind, found, now())),
        environments: [...new Set(environments)],
      };
    });
    const plan = unpackOperation(planned.operation);
    const targets = Object.values(plan.targets);
    const todo = targets.filter(({ refusal }) => !refusal);
    if (todo.length || plan.unseen) {
      const isStop = transition.kind === "stop";
      const titles = {
        open: say(isStop ? "night.stopping" : "night.starting", { schedule: name }),
        done: say(isStop ? "night.stopped" : "night.started", { schedule: name }),
      };
      const tag = { tag: scheduleTag, value: name };
      const post = { key, channel: schedule.channel, titles, tag };
      await publishOperation(plan, post, context);
      await watchOperation(plan, post, context);
      // The plan has the targets; and repeating an earlier try's requests would count against EC2's limits.
      const refused = await job.step("ask", null, async () =>
        requestPowerChange(transition.kind, isFirstTry ? todo : await pendingTargets(plan, context, tag), context),
      );
      const told = await publishOperation(await refreshTargets(plan, refused, context, tag), post, context);
      await watchOperation(told, post, context);
      const { environments } = planned;
      await done({
        action: `schedule ${transition.kind}`,
        text: name,
        result: Object.keys(refused).length === todo.length ? "failed" : "done",
        resources: auditedResources(todo),
        ...onEnvironments(environments),
      });
    }
  });
  if (ran.kind === "elsewhere") throw new Error("Another tick is at work on this edge");
}

/** Targets that are already there are left out; those that AWS would refuse are listed with the reason. */
function planFor(verb: OperationVerb, { resources, unseen }: FoundResources, at: Date) {
  const refusals = new Map<string, Text>();
  const named = withoutMembers(resources).filter((resource) => {
    if (isInTargetState(resource, verb)) return false;
    const reason = refusalOf(resource, verb);
    if (reason) refusals.set(targetKey(resource), reason);
    return true;
  });
  return operationOn(verb, named, refusals, { at: at.toISOString(), unseen });
}

function noticeKey(name: string, transition: Transition): string {
  return `notice/${name}/${transition.planned}`;
}

const noticeStateSchema = v.object({ what: textSchema });

export const noticeStateShape = defineShape({ name: "stop-notice", version: 1, schema: noticeStateSchema });

async function giveNotice(name: string, schedule: Schedule, transition: Transition, context: Context): Promise<void> {
  const { resources } = await tagged(name, schedule, context);
  const running = resources.filter((resource) => !refusalOf(resource, "stop"));
  if (!running.length) return;
  const what = resourceNames(namedApart(running));
  await context.publish(noticeStateShape, noticeKey(name, transition), () => ({
    destination: { kind: "channel", channel: schedule.channel },
    content: noticeMessage({ schedule: name, transition, what, phase: "coming" }),
    state: { what },
  }));
}

/** Updates the notice of a stop, if there was one. */
export async function renewNotice(
  name: string,
  schedule: Schedule,
  transition: Transition,
  phase: "coming" | "skipped" | "over",
  context: HandlerContext<never>,
): Promise<void> {
  const key = noticeKey(name, transition);
  if (!(await context.store.messages.find(key))) return;
  await context.publish(noticeStateShape, key, (known) => ({
    destination: { kind: "channel", channel: schedule.channel },
    content: noticeMessage({ schedule: name, transition, what: known?.what ?? "", phase }),
    ...(known && { state: known }),
  }));
}
