/** A Spot instance that AWS reclaims or may reclaim. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import { timeWindowSchema, windowAt } from "../../lib/alerts/time-window.ts";
import { autoScalingGroupUrl, instanceUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import { filled } from "../../lib/pure/json.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html */
export const spotActions = ["terminate", "stop", "hibernate"] as const;

/** What is known of it; all times ISO 8601. */
export const spotSchema = v.object({
  /** When AWS recommended rebalancing. */
  advised: v.exactOptional(v.string()),
  /** When AWS announced the interruption, and of what kind. */
  warned: v.exactOptional(v.string()),
  action: v.exactOptional(v.picklist(spotActions)),
  /** When it was terminated or stopped. */
  gone: v.exactOptional(v.string()),
});
export type Spot = StateOf<typeof spotSchema>;

/** The earliest time that either knows for each. */
export function mergeSpot(known: Spot | undefined, news: Spot): Spot {
  if (!known) return news;
  const first = (a: string | undefined, b: string | undefined): string | undefined =>
    a === undefined || (b !== undefined && b < a) ? b : a;
  return filled({
    advised: first(known.advised, news.advised),
    warned: first(known.warned, news.warned),
    action: known.action ?? news.action,
    gone: first(known.gone, news.gone),
  });
}

/** A recommendation comes minutes to hours before the interruption notice, if at all. */
const apartMs = 6 * 60 * 60_000;

/** Number of ends remembered for an instance: a stopped one may be started again. */
const mostEnds = 5;

/** What is stored for an instance: the notices of one interruption, and its ends, which may arrive first. */
export const spotHistorySchema = v.object({
  about: v.exactOptional(v.object({ episode: timeWindowSchema, spot: spotSchema })),
  /** ISO 8601, oldest first. */
  ends: v.array(v.string()),
});
export type SpotHistory = StateOf<typeof spotHistorySchema>;

/** Applies a notice from AWS. */
export function applySpotNews(
  known: SpotHistory | undefined,
  news: Omit<Spot, "gone">,
  at: string,
): Required<SpotHistory> {
  const { about, ends = [] } = known ?? {};
  const window = windowAt(about?.episode, at, apartMs);
  const before = about && about.episode.named === window.named ? about.spot : undefined;
  return { about: { episode: window, spot: withEnd(mergeSpot(before, news), ends) }, ends };
}

/** Records that the instance ended, for whatever reason. */
export function applySpotEnd(known: SpotHistory | undefined, at: string): SpotHistory {
  const { about, ends = [] } = known ?? {};
  const all = ends.includes(at) ? ends : [...ends, at].sort().slice(-mostEnds);
  return { ...(about && { about: { ...about, spot: withEnd(about.spot, all) } }), ends: all };
}

/** An instance that ended without a notice was not reclaimed. */
function withEnd(spot: Spot, ends: readonly string[]): Spot {
  const { warned = "9" } = spot;
  const gone = ends.find((end) => end >= warned && Date.parse(end) - Date.parse(warned) <= apartMs);
  return gone === undefined ? spot : mergeSpot(spot, { gone });
}

/** What is known around that time; undefined when nothing is. */
export function spotAbout({ about }: SpotHistory, at: string): Spot | undefined {
  return about && windowAt(about.episode, at, apartMs).named === about.episode.named ? about.spot : undefined;
}

/** The instance, as far as AWS knows it. */
export const spotInstanceSchema = v.object({
  id: v.string(),
  name: v.string(),
  type: v.exactOptional(v.string()),
  group: v.exactOptional(v.string()),
  /** The look-up failed, so it is unknown whether it belongs to a group. */
  isUnknown: v.exactOptional(v.boolean()),
});
export type SpotInstance = StateOf<typeof spotInstanceSchema>;

function isLost({ action, gone }: Spot, { group }: SpotInstance): boolean {
  return gone !== undefined && group === undefined && (action ?? "terminate") === "terminate";
}

/** A group launches another instance; without one, its work is lost unless a person moves it. */
export function severityOfSpot(spot: Spot, instance: SpotInstance): Severity {
  const { warned, gone } = spot;
  if (instance.group !== undefined) return warned !== undefined && gone === undefined ? "medium" : "low";
  if (instance.isUnknown) return "medium";
  if (isLost(spot, instance)) return "high";
  if (gone !== undefined) return "medium";
  return warned === undefined ? "medium" : "high";
}

/** Whether no action is left. */
export function isSpotOver(spot: Spot, instance: SpotInstance): boolean {
  return spot.gone !== undefined && !isLost(spot, instance);
}

export function spotTitle({ warned, action = "terminate", gone }: Spot, name: string): Text {
  if (gone !== undefined) return say(action === "terminate" ? "spot.gone" : "spot.stopped", { name });
  return warned === undefined ? say("spot.rebalance", { name }) : say(`spot.${action}`, { name });
}

export function spotMessage(spot: Spot, instance: SpotInstance, region: string): Content {
  const { advised, warned, gone } = spot;
  const { id, name, type, group } = instance;
  const url = instanceUrl(region, id);
  const link: Text = { link: url, text: id };
  const announced = warned ?? advised;
  const facts = present<Fact>([
    { label: "spot.instance", value: name === id ? link : say("alarm.named", { name, id: link }) },
    type && { label: "spot.type", value: type },
    group && {
      label: "replacement.group",
      value: { link: autoScalingGroupUrl(region, group), text: group },
    },
    announced && { label: "spot.warned", value: { time: announced } },
  ]);
  const isCalm = gone !== undefined && group !== undefined;
  const severity = severityOfSpot(spot, instance);
  return {
    tone: isCalm ? "info" : severity === "high" ? "failure" : "warning",
    title: spotTitle(spot, name),
    lines: [hint(spot, instance)],
    facts,
    buttons: [
      {
        action: "open",
        label: "button.open",
        url: group === undefined ? url : autoScalingGroupUrl(region, group),
      },
    ],
  };
}

function hint({ warned, action = "terminate", gone }: Spot, { group, isUnknown }: SpotInstance): Text {
  if (isUnknown) return say("spot.hint.unknown");
  const isAdvised = warned === undefined && gone === undefined;
  if (group !== undefined) return say(isAdvised ? "spot.hint.group-rebalance" : "spot.hint.group", { group });
  if (isAdvised) return say("spot.hint.rebalance");
  return say(action === "terminate" ? "spot.hint.terminate" : "spot.hint.stop");
}
