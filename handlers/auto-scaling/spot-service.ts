import * as v from "valibot";
import { addLine } from "../../lib/alerts/add-line.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import type { EventContext } from "../../lib/app/define.ts";
import { filled } from "../../lib/pure/json.ts";
import { environmentOfResource, type Resource } from "../../lib/pure/resource.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import { say } from "../../lib/pure/text.ts";
import { isSameJson } from "../../lib/store/same-json.ts";
import { findInstances } from "../operations/index.ts";
import { groupKey, replacementsState } from "./replacement-service.ts";
import { spotKey, spotState } from "./spot-near.ts";
import {
  applySpotEnd,
  applySpotNews,
  isSpotOver,
  mergeSpot,
  type Spot,
  type SpotHistory,
  type SpotInstance,
  severityOfSpot,
  spotInstanceSchema,
  spotMessage,
  spotSchema,
  spotTitle,
} from "./spot-state.ts";

type Context = EventContext<"ec2.find">;

/** The state of a Spot instance's message. */
const spotAlertStateSchema = v.object({ spot: spotSchema, instance: spotInstanceSchema });

export const spotAlertStateShape = defineShape({ name: "spot", version: 1, schema: spotAlertStateSchema });

/** Publishes AWS's notice about a Spot instance. */
export async function publishSpot(id: string, news: Omit<Spot, "gone">, at: string, context: Context): Promise<void> {
  const { store, now } = context;
  const { about } = await store.states.update(spotState, spotKey(id, context), now(), (known) =>
    applySpotNews(known, news, at),
  );
  if (about) await publishSpotAlert(id, about, at, context);
}

/** In the message of its replacement if there is one, otherwise in its own. */
async function publishSpotAlert(
  id: string,
  { episode, spot: news }: NonNullable<SpotHistory["about"]>,
  at: string,
  context: Context,
): Promise<void> {
  const { event, config, home, region } = context;
  const found = await findInstances(context, { ids: [id] });
  const resource = found.ok ? found.value.find((one) => one.id === id) : undefined;
  const instance = instanceOf(id, resource);
  const environment = resource && environmentOfResource(resource, config, home);
  const replacement = await replacementOf(instance, context);
  const subject = `spot/${spotKey(id, context)}/${episode.named}`;
  await publishAlert(spotAlertStateShape, { subject, family: "spot" }, context, (known) => {
    const spot = mergeSpot(known?.spot, news);
    // A terminated instance can no longer be looked up.
    const told = known && !resource ? known.instance : instance;
    const isNews = known !== undefined && !isSameJson(known.spot, spot);
    return {
      severity: severityOfSpot(spot, told),
      content: spotMessage(spot, told, region),
      state: { spot, instance: told },
      isOver: isSpotOver(spot, told),
      about: { account: event.account, region, names: [id] },
      ...(isNews && { line: [spotTitle(spot, told.name), "  ", { time: at }] as const }),
      ...(environment !== undefined && { environment }),
      ...(resource && { tags: resource.tags }),
      ...(replacement !== undefined && { listedIn: replacement }),
    };
  });
  const { warned } = news;
  if (replacement !== undefined && warned !== undefined)
    await addLine(replacement, say("spot.reclaimed", { time: { time: warned } }), context);
}

function instanceOf(id: string, resource: Resource | undefined): SpotInstance {
  if (!resource) return { id, name: id, isUnknown: true };
  const { name, type, group } = resource;
  return { id, name, ...filled({ type, group }) };
}

/** The key of the message of the instance's replacement; undefined when there is none (yet). */
async function replacementOf({ id, group }: SpotInstance, context: Context): Promise<string | undefined> {
  if (group === undefined) return undefined;
  const { account, region } = context;
  const history = await context.store.states.read(replacementsState, groupKey({ account, region, group }));
  const own = history?.find(({ left }) => left?.instanceId === id);
  return own && `replacement/${groupKey({ account, region, group })}/${own.id}`;
}

/** Records that AWS has reclaimed a Spot instance; false when no notice is known, which may still arrive. */
export async function publishReclaimed(
  id: string,
  state: string | undefined,
  at: string,
  context: Context,
): Promise<boolean> {
  if (state !== "terminated" && state !== "stopped") return false;
  const { store, now } = context;
  const { about } = await store.states.update(spotState, spotKey(id, context), now(), (known) =>
    applySpotEnd(known, at),
  );
  if (about?.spot.gone !== at) return false;
  await publishSpotAlert(id, about, at, context);
  return true;
}
