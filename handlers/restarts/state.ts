/**
 * A database that AWS starts by itself, since nothing stays stopped for longer than seven days: whether it is to be
 * stopped again, and how far that got.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */

import * as v from "valibot";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { textSchema } from "../../lib/pure/text.ts";
import { operationTargetSchema } from "../operations/state.ts";
import type { OwnAction } from "../own-actions/state.ts";
import { lastTransition, type Override, type ScheduleTimes } from "../schedules/state.ts";

/** How long it is tried before somebody is called: a large database may take an hour to start. */
export const restartTimeoutMs = 4 * 60 * 60_000;

/** Why it is to be stopped again, or left on. */
const restartReasonSchema = v.union([
  v.object({ kind: v.picklist(["by-schedule", "day"]), schedule: v.string() }),
  v.object({ kind: v.picklist(["put-off", "skipped"]), schedule: v.string(), person: v.string() }),
  v.object({ kind: v.literal("kept"), person: v.string() }),
  v.object({ kind: v.literal("unseen"), reason: textSchema }),
  v.object({ kind: v.picklist(["by-operation", "unasked", "started-since", "gone"]) }),
]);
export type RestartReason = StateOf<typeof restartReasonSchema>;

const restartPhaseSchema = v.picklist(["waiting", "stopping", "stopped", "left", "gave-up"]);
export type RestartPhase = StateOf<typeof restartPhaseSchema>;

const restartSchema = v.object({
  target: v.pick(operationTargetSchema, ["service", "kind", "id", "name", "engine", "account", "region"]),
  /** When AWS started it, ISO 8601. */
  at: v.string(),
  /** When that was first heard of, ISO 8601. */
  heardAt: v.string(),
  phase: restartPhaseSchema,
  /** Since when it is so, ISO 8601. */
  phaseAt: v.string(),
  reason: restartReasonSchema,
  /** The last state heard of, as AWS calls it. */
  state: v.exactOptional(v.string()),
  /** Why AWS would not stop it yet. */
  refusal: v.exactOptional(textSchema),
  /** The job that has begun to stop it, by its name. */
  asking: v.exactOptional(v.string()),
  /** Its environment of nightshift.yaml. */
  environment: v.exactOptional(v.string()),
});
export type Restart = StateOf<typeof restartSchema>;

export const restartShape = defineShape({ name: "database-restart", version: 1, schema: restartSchema });

/** Whether nothing is left to be done about it: what is left on may still be stopped. */
export function isRestartSettled({ phase }: Restart): boolean {
  return phase !== "waiting" && phase !== "stopping";
}

/**
 * Whether it has to be looked at again. What is on because of its schedule and does not run yet is: if its stop comes
 * before it runs, the night finds it busy.
 */
export function isRestartPending(restart: Restart, now: Date): boolean {
  if (!isRestartSettled(restart)) return true;
  const { phase, reason, state, heardAt } = restart;
  const isBySchedule = reason.kind === "day" || reason.kind === "put-off" || reason.kind === "skipped";
  const isLate = now.getTime() - Date.parse(heardAt) >= restartTimeoutMs;
  return phase === "left" && isBySchedule && state !== undefined && state !== "available" && !isLate;
}

/** What is known by now: the newer, but what is stopped again stays so. What is no news keeps its time. */
export function mergeRestarts(known: Restart | undefined, news: Restart): Restart {
  if (!known) return news;
  const { heardAt } = known;
  const at = known.at < news.at ? known.at : news.at;
  const isNews = news.phase !== known.phase;
  if (known.phase === "stopped" || (isNews && news.phaseAt < known.phaseAt)) return { ...known, at };
  const joined = { ...news, at, heardAt };
  return isNews ? joined : { ...joined, phaseAt: known.phaseAt };
}

/** When it was heard to have been started and stopped, whoever did it; ISO 8601, oldest first. */
export const powerSchema = v.object({ started: v.array(v.string()), stopped: v.array(v.string()) });
export type Power = StateOf<typeof powerSchema>;

/** So many of each are remembered. */
const mostPowerChanges = 5;

/** What is known with one turn more; what is heard again changes nothing. */
export function recordPowerChange(known: Power | undefined, turn: keyof Power, at: string): Power {
  const power = known ?? { started: [], stopped: [] };
  if (power[turn].includes(at)) return power;
  return { ...power, [turn]: [...power[turn], at].sort().slice(-mostPowerChanges) };
}

/** What a restart is judged by. */
export interface RestartFacts {
  /** When AWS started it, ISO 8601. */
  readonly at: string;
  /** Who wants it left on. */
  readonly keptBy?: string;
  /** The schedule that it follows, and what somebody wished for it. */
  readonly schedule?: {
    readonly name: string;
    readonly times: ScheduleTimes;
    readonly override: Override | undefined;
  };
  /** What Nightshift last did with it. */
  readonly lastAction?: Pick<OwnAction, "verb" | "at">;
  readonly power?: Power;
}

/** Whether it should be stopped now, and why. People come first, then the schedule, then what was done with it before. */
export function decideRestart(
  { at, keptBy, schedule, lastAction: action, power }: RestartFacts,
  now: Date,
): { readonly isToStop: boolean; readonly reason: RestartReason } {
  if (keptBy !== undefined) return { isToStop: false, reason: { kind: "kept", person: keptBy } };
  const deedAt = action?.at ?? "";
  if (action && action.verb !== "stop" && deedAt > at)
    return { isToStop: false, reason: { kind: "started-since" } };
  // Whoever started it elsewhere after Nightshift stopped it has stopped it elsewhere, too, before AWS started it.
  const isStarted = power?.started.some((moment) => moment > deedAt && moment < at);
  const isByOperation = action?.verb === "stop" && !isStarted;
  const transition = schedule && lastTransition(schedule.times, schedule.override, now);
  if (schedule && transition) {
    const { name, override } = schedule;
    const isStop = transition.kind === "stop";
    // A wish for a later stop says that it is to run until then.
    if (isStop && override && override.stop > transition.planned) {
      const kind = override.until === undefined ? "skipped" : "put-off";
      return { isToStop: false, reason: { kind, schedule: name, person: override.by } };
    }
    if (isStop) return { isToStop: true, reason: { kind: "by-schedule", schedule: name } };
    if (!(isByOperation && deedAt > transition.at))
      return { isToStop: false, reason: { kind: "day", schedule: name } };
  }
  return isByOperation
    ? { isToStop: true, reason: { kind: "by-operation" } }
    : { isToStop: false, reason: { kind: "unasked" } };
}
