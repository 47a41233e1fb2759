import type { HandlerContext, NamedEnvironment } from "../../lib/app/define.ts";
import type { Config } from "../../lib/config/schema.ts";
import { accessOf } from "../../lib/pure/location.ts";
import type { Resource } from "../../lib/pure/resource.ts";
import { deploymentKey, deploymentLock, deploymentShape, view } from "../deployments/index.ts";
import {
  packedOperationShape,
  scheduleTag,
  targetKey,
  type WatchedOperation,
  watchedState,
} from "../operations/index.ts";
import { lastTransition, scheduleRecord, type Transition } from "../schedules/index.ts";
import { type AttributionFacts, type Cause, isUnderWay, type OwnAction } from "./state.ts";

type Context = Pick<HandlerContext<never>, "config" | "store" | "now">;

/** Nightshift's own actions and schedules for a resource. */
export async function attributionFactsOf(resource: Resource, context: Context): Promise<AttributionFacts> {
  const action = await lastOwnAction(targetKey(resource), context);
  const scheduled = await lastScheduledTransition(resource, context);
  return {
    state: resource.state,
    ...(scheduled?.transition.kind === "stop" && {
      scheduledStop: {
        message: `night/${scheduled.name}/${scheduled.transition.at}`,
        schedule: scheduled.name,
      },
    }),
    ...(action && { lastAction: action }),
  };
}

/**
 * The running deployment of an environment that was requested through Nightshift; one that waits for approval changes
 * nothing.
 */
export async function deploymentUnderWay(
  environment: NamedEnvironment,
  { store, home, now }: Pick<HandlerContext<never>, "store" | "home" | "now">,
): Promise<Cause | undefined> {
  const { account, region } = accessOf(environment, home);
  const { pipeline } = environment;
  const holder = await store.locks.read(deploymentLock({ pipeline, account, region }));
  if (holder?.subject === undefined || Date.parse(holder.until) <= now().getTime()) return undefined;
  const message = deploymentKey({ pipeline, executionId: holder.subject, account, region });
  const deployment = (await store.messages.read(deploymentShape, message))?.state;
  const status = deployment && view(deployment).status;
  return status === "running" || status === "stopping" ? { message, isDeployment: true } : undefined;
}

/** The last transition of the schedule that a resource follows; undefined without one. */
export async function lastScheduledTransition(
  { tags }: Pick<Resource, "tags">,
  { config, store, now }: Context,
): Promise<{ readonly name: string; readonly transition: Transition } | undefined> {
  const name = Object.hasOwn(tags, scheduleTag) ? (tags[scheduleTag] ?? "") : "";
  const schedule = scheduleNamed(name, config);
  if (!schedule) return undefined;
  const { override } = await scheduleRecord(name, store.states);
  const transition = lastTransition(schedule, override, now());
  return transition && { name, transition };
}

export function scheduleNamed(name: string, { schedules }: Pick<Config, "schedules">) {
  return Object.hasOwn(schedules, name) ? schedules[name] : undefined;
}

/** Nightshift's last action on the target with that key. */
export async function lastOwnAction(key: string, { store }: Pick<Context, "store">): Promise<OwnAction | undefined> {
  const watched = await store.states.read(watchedState, key);
  if (!watched) return undefined;
  const { key: message, until, deed } = watched;
  if (deed) return { ...deed, message, until };
  const operation = (await store.messages.read(packedOperationShape, message))?.state;
  return operation && { verb: operation.verb, message, until, at: operation.startedAt };
}

/** The operation that a target's change of state belongs to, while AWS may still be carrying it out. */
export async function operationUnderWay(key: string, { store, now }: Context): Promise<WatchedOperation | undefined> {
  const watched = await store.states.read(watchedState, key);
  return watched && isUnderWay(watched, now()) ? watched : undefined;
}
