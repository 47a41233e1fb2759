import type { Schedule } from "../../lib/config/schema.ts";
import { noticeMessage } from "../../lib/core/notice-message.ts";
import { isThere, type OperationVerb, operationOn, targetKey } from "../../lib/core/operation.ts";
import { namesOf } from "../../lib/core/operation-message.ts";
import { refusalOf } from "../../lib/core/refusal.ts";
import type { Resource } from "../../lib/core/resource.ts";
import { decide, type Edge } from "../../lib/core/schedule.ts";
import { say, type Text } from "../../lib/core/text.ts";
import { defineTick, type HandlerContext } from "../../lib/define.ts";
import { ask, change, findAll, lookAt, scheduleTag, seen, tellOperation, watch } from "../operate.ts";

const uses = [...lookAt, ...change] as const;
type Context = HandlerContext<(typeof uses)[number]>;

/** Stops what is tagged for a schedule at its stop time and starts it at its start time, with notice before a stop. */
export const night = defineTick({
  name: "night",
  uses,
  async run(context) {
    for (const [name, schedule] of Object.entries(context.config.schedules)) {
      try {
        await tick(name, schedule, context);
      } catch (error) {
        // One schedule must not keep the others from running; this one is tried again in a minute.
        const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown";
        context.log({ level: "error", event: "schedule failed", schedule: name, reason });
      }
    }
  },
});

async function tick(name: string, schedule: Schedule, context: Context): Promise<void> {
  const { store, now } = context;
  const record = await store.schedules.read(name);
  const decision = decide(schedule, record.override, record.handled, schedule.noticeMinutes, now());
  if (decision.kind === "act" || decision.kind === "adopt") {
    if (decision.kind === "act") await act(name, schedule, decision.edge, context);
    await store.schedules.change(name, (current) => ({ ...current, handled: decision.edge.at }));
  } else if (decision.kind === "notice" && record.noticed !== decision.edge.planned) {
    await giveNotice(name, schedule, decision.edge, context);
    await store.schedules.change(name, (current) => ({ ...current, noticed: decision.edge.planned }));
  }
}

/** Every resource that is tagged for the schedule. */
export async function tagged(
  name: string,
  context: HandlerContext<(typeof lookAt)[number]>,
): Promise<Resource[]> {
  const found = await findAll(context.aws);
  if (!found.ok) throw new Error(`${found.fault.operation}: ${found.fault.code}`);
  return found.value.filter(({ tags }) => tags[scheduleTag] === name);
}

async function act(name: string, schedule: Schedule, edge: Edge, context: Context): Promise<void> {
  const { store, now, aws } = context;
  const key = `night/${name}/${edge.at}`;
  const beginning = await store.jobs.begin(key, "nightshift", now);
  if (beginning.kind === "elsewhere") throw new Error("Another tick is at work on this edge");
  if (edge.kind === "stop") await renewNotice(name, schedule, edge, "over", context);
  if (beginning.kind !== "run") return;
  const { job } = beginning;
  try {
    const plan = await job.step("plan", null, async () =>
      planFor(edge.kind, await tagged(name, context), now()),
    );
    const targets = Object.values(plan.targets);
    const todo = targets.filter(({ refusal }) => !refusal);
    if (todo.length) {
      const isStop = edge.kind === "stop";
      const titles = {
        open: say(isStop ? "night.stopping" : "night.starting", { schedule: name }),
        done: say(isStop ? "night.stopped" : "night.started", { schedule: name }),
      };
      const telling = { key, channel: schedule.channel, titles };
      await tellOperation(plan, telling, context);
      const refused = await job.step("ask", todo, (input) => ask(edge.kind, input, aws));
      const told = await tellOperation(await seen(plan, refused, context), telling, context);
      await watch(told, telling, context);
      const ids = todo.map(({ id }) => id).join(" ");
      await store.audit.write(key, {
        at: edge.at,
        actor: "nightshift",
        action: `schedule ${edge.kind}`,
        result: Object.keys(refused).length === todo.length ? "failed" : "done",
        detail: ids.slice(0, 500),
      });
    }
    await job.finish();
  } catch (error) {
    await job.release();
    throw error;
  }
}

/** What is there already needs no word; what AWS would refuse is said with its reason. */
function planFor(verb: OperationVerb, resources: readonly Resource[], at: Date) {
  const refusals = new Map<string, Text>();
  const clusters = new Set(resources.filter(({ kind }) => kind === "cluster").map(({ id }) => id));
  const named = resources.filter((resource) => {
    // A member goes with its cluster.
    if (resource.cluster !== undefined && clusters.has(resource.cluster)) return false;
    if (isThere(resource, verb)) return false;
    const reason = refusalOf(resource, verb);
    if (reason) refusals.set(targetKey(resource), reason);
    return true;
  });
  return operationOn(verb, named, refusals, { at: at.toISOString() });
}

function noticeKey(name: string, edge: Edge): string {
  return `notice/${name}/${edge.planned}`;
}

interface NoticeState {
  readonly what: Text;
}

async function giveNotice(name: string, schedule: Schedule, edge: Edge, context: Context): Promise<void> {
  const running = (await tagged(name, context)).filter((resource) => !refusalOf(resource, "stop"));
  if (!running.length) return;
  const what = namesOf(running);
  await context.notify<NoticeState>(noticeKey(name, edge), () => ({
    destination: { kind: "channel", channel: schedule.channel },
    content: noticeMessage({ schedule: name, edge, what, phase: "coming" }),
    state: { what },
  }));
}

/** Brings the notice to what has become of its stop, when there was one. */
export async function renewNotice(
  name: string,
  schedule: Schedule,
  edge: Edge,
  phase: "coming" | "skipped" | "over",
  context: HandlerContext<never>,
): Promise<void> {
  const key = noticeKey(name, edge);
  if (!(await context.store.messages.read(key))) return;
  await context.notify<NoticeState>(key, (known) => ({
    destination: { kind: "channel", channel: schedule.channel },
    content: noticeMessage({ schedule: name, edge, what: known?.what ?? "", phase }),
    ...(known && { state: known }),
  }));
}
