import type { Config } from "../lib/config/schema.ts";
import type { Operation } from "../lib/core/operation.ts";
import { targetKey } from "../lib/core/operation.ts";
import { type Concern, type Deed, isUnderWay } from "../lib/core/own-doing.ts";
import type { Resource } from "../lib/core/resource.ts";
import { type Edge, lastEdge } from "../lib/core/schedule.ts";
import type { HandlerContext } from "../lib/define.ts";
import { scheduleTag, type Watched } from "./operate.ts";

type Context = Pick<HandlerContext<never>, "config" | "store" | "now">;

/** What Nightshift has to do with a resource. */
export async function concernOf(resource: Resource, context: Context): Promise<Concern> {
  const deed = await deedOn(targetKey(resource), context);
  const scheduled = await scheduledEdge(resource, context);
  return {
    state: resource.state,
    ...(scheduled?.edge.kind === "stop" && {
      sleep: { message: `night/${scheduled.name}/${scheduled.edge.at}`, schedule: scheduled.name },
    }),
    ...(deed && { deed }),
  };
}

/** The last edge of the schedule that a resource follows; undefined when it follows none. */
export async function scheduledEdge(
  { tags }: Pick<Resource, "tags">,
  { config, store, now }: Context,
): Promise<{ readonly name: string; readonly edge: Edge } | undefined> {
  const name = Object.hasOwn(tags, scheduleTag) ? (tags[scheduleTag] ?? "") : "";
  const schedule = scheduleNamed(name, config);
  if (!schedule) return undefined;
  const { override } = await store.schedules.read(name);
  const edge = lastEdge(schedule, override, now());
  return edge && { name, edge };
}

export function scheduleNamed(name: string, { schedules }: Pick<Config, "schedules">) {
  return Object.hasOwn(schedules, name) ? schedules[name] : undefined;
}

/** What Nightshift last did with the target of that key. */
async function deedOn(key: string, { store }: Context): Promise<Deed | undefined> {
  const watched = await store.ledgers.read<Watched>(`watched/${key}`);
  if (!watched) return undefined;
  const record = await store.messages.read(watched.key);
  const verb = (record?.state as Pick<Operation, "verb"> | undefined)?.verb;
  return verb && { verb, message: watched.key, until: watched.until };
}

/** The operation that the change of a target's state belongs to, as long as AWS may be carrying it out. */
export async function watchedNow(key: string, { store, now }: Context): Promise<Watched | undefined> {
  const watched = await store.ledgers.read<Watched>(`watched/${key}`);
  return watched && isUnderWay(watched, now()) ? watched : undefined;
}
