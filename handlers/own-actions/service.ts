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

/** What Nightshift has to do with a resource. */
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
 * The deployment of an environment that somebody has asked Nightshift for, as long as it changes something: what waits
 * for a person does not.
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

/** The last edge of the schedule that a resource follows; undefined when it follows none. */
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

/** What Nightshift last did with the target of that key. */
export async function lastOwnAction(
  key: string,
  { store }: Pick<Context, "store">,
): Promise<OwnAction | undefined> {
  const watched = await store.states.read(watchedState, key);
  if (!watched) return undefined;
  const { key: message, until, deed } = watched;
  if (deed) return { ...deed, message, until };
  const operation = (await store.messages.read(packedOperationShape, message))?.state;
  return operation && { verb: operation.verb, message, until, at: operation.startedAt };
}

/** The operation that the change of a target's state belongs to, as long as AWS may be carrying it out. */
export async function operationUnderWay(
  key: string,
  { store, now }: Context,
): Promise<WatchedOperation | undefined> {
  const watched = await store.states.read(watchedState, key);
  return watched && isUnderWay(watched, now()) ? watched : undefined;
}
