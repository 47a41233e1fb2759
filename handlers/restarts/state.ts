/**
 * A database that AWS starts by itself, since none stays stopped for longer than seven days: whether it should be
 * stopped again, and the progress of that.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */

import * as v from "valibot";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { textSchema } from "../../lib/pure/text.ts";
import { operationTargetSchema } from "../operations/state.ts";
import type { OwnAction } from "../own-actions/state.ts";
import { lastTransition, type Override, type ScheduleTimes } from "../schedules/state.ts";

/** How long stopping is tried before a person is needed: a large database may take an hour to start. */
export const restartTimeoutMs = 4 * 60 * 60_000;

/** Why it is to be stopped again, or kept running. */
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
  /** The time of its first event, ISO 8601. */
  heardAt: v.string(),
  phase: restartPhaseSchema,
  /** Since when it is in this phase, ISO 8601. */
  phaseAt: v.string(),
  reason: restartReasonSchema,
  /** The last known state, in AWS's words. */
  state: v.exactOptional(v.string()),
  /** Why AWS would not stop it yet. */
  refusal: v.exactOptional(textSchema),
  /** The name of the job that has begun to stop it. */
  asking: v.exactOptional(v.string()),
  /** Its environment in nightshift.yaml. */
  environment: v.exactOptional(v.string()),
});
export type Restart = StateOf<typeof restartSchema>;

export const restartShape = defineShape({ name: "database-restart", version: 1, schema: restartSchema });

/** Whether nothing is left to be done: a database that is kept running may still be stopped. */
export function isRestartSettled({ phase }: Restart): boolean {
  return phase !== "waiting" && phase !== "stopping";
}

/**
 * Whether it has to be checked again. So has one that its schedule wants on but that is not running yet: if its stop
 * comes first, the schedule finds it busy.
 */
export function isRestartPending(restart: Restart, now: Date): boolean {
  if (!isRestartSettled(restart)) return true;
  const { phase, reason, state, heardAt } = restart;
  const isBySchedule = reason.kind === "day" || reason.kind === "put-off" || reason.kind === "skipped";
  const isLate = now.getTime() - Date.parse(heardAt) >= restartTimeoutMs;
  return phase === "left" && isBySchedule && state !== undefined && state !== "available" && !isLate;
}

/** Merges two: the newer wins, but a stopped database stays stopped. Unchanged states keep their time. */
export function mergeRestarts(known: Restart | undefined, news: Restart): Restart {
  if (!known) return news;
  const { heardAt } = known;
  const at = known.at < news.at ? known.at : news.at;
  const isNews = news.phase !== known.phase;
  if (known.phase === "stopped" || (isNews && news.phaseAt < known.phaseAt)) return { ...known, at };
  const joined = { ...news, at, heardAt };
  return isNews ? joined : { ...joined, phaseAt: known.phaseAt };
}

/** When it was started and stopped, by anyone; ISO 8601, oldest first. */
export const powerSchema = v.object({ started: v.array(v.string()), stopped: v.array(v.string()) });
export type Power = StateOf<typeof powerSchema>;

/** Number of each that are kept. */
const mostPowerChanges = 5;

/** Adds one start or stop; a repeated one changes nothing. */
export function recordPowerChange(known: Power | undefined, turn: keyof Power, at: string): Power {
  const power = known ?? { started: [], stopped: [] };
  if (power[turn].includes(at)) return power;
  return { ...power, [turn]: [...power[turn], at].sort().slice(-mostPowerChanges) };
}

/** The facts that decide a restart. */
export interface RestartFacts {
  /** When AWS started it, ISO 8601. */
  readonly at: string;
  /** Who wants it kept running. */
  readonly keptBy?: string;
  /** The schedule that it follows, with a person's override. */
  readonly schedule?: {
    readonly name: string;
    readonly times: ScheduleTimes;
    readonly override: Override | undefined;
  };
  /** Nightshift's last action on it. */
  readonly lastAction?: Pick<OwnAction, "verb" | "at">;
  readonly power?: Power;
}

/** Whether it should be stopped now, and why. People's wishes come first, then the schedule, then earlier actions. */
export function decideRestart(
  { at, keptBy, schedule, lastAction: action, power }: RestartFacts,
  now: Date,
): { readonly isToStop: boolean; readonly reason: RestartReason } {
  if (keptBy !== undefined) return { isToStop: false, reason: { kind: "kept", person: keptBy } };
  const deedAt = action?.at ?? "";
  if (action && action.verb !== "stop" && deedAt > at) return { isToStop: false, reason: { kind: "started-since" } };
  // If a person started it elsewhere after Nightshift stopped it, a person also stopped it before AWS started it.
  const isStarted = power?.started.some((moment) => moment > deedAt && moment < at);
  const isByOperation = action?.verb === "stop" && !isStarted;
  const transition = schedule && lastTransition(schedule.times, schedule.override, now);
  if (schedule && transition) {
    const { name, override } = schedule;
    const isStop = transition.kind === "stop";
    // An override with a later stop means that it should run until then.
    if (isStop && override && override.stop > transition.planned) {
      const kind = override.until === undefined ? "skipped" : "put-off";
      return { isToStop: false, reason: { kind, schedule: name, person: override.by } };
    }
    if (isStop) return { isToStop: true, reason: { kind: "by-schedule", schedule: name } };
    if (!(isByOperation && deedAt > transition.at)) return { isToStop: false, reason: { kind: "day", schedule: name } };
  }
  return isByOperation
    ? { isToStop: true, reason: { kind: "by-operation" } }
    : { isToStop: false, reason: { kind: "unasked" } };
}
