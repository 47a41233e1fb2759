/** A platform update that Beanstalk runs by itself in its maintenance window. */

import * as v from "valibot";
import { beanstalkUrl } from "../../lib/pure/console.ts";
import { type Content, present } from "../../lib/pure/content.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import type { BeanstalkNews } from "./state.ts";

/** One update with its retries; times in ISO 8601. */
const managedUpdateSchema = v.object({
  environment: v.string(),
  application: v.exactOptional(v.string()),
  /** The first and the last known start. */
  started: v.exactOptional(v.object({ first: v.string(), last: v.string() })),
  /** The last known end. */
  ended: v.exactOptional(v.object({ at: v.string(), isGood: v.boolean(), message: v.exactOptional(v.string()) })),
});
export type ManagedUpdate = StateOf<typeof managedUpdateSchema>;

export const managedUpdateShape = defineShape({ name: "managed-update", version: 1, schema: managedUpdateSchema });

/**
 * The update that an event describes; undefined for other events. AWS documents `Managed updated started` and
 * `Managed update failed`, and that successes are reported, too.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.eventbridge.html
 */
export function managedUpdateOf(news: BeanstalkNews): ManagedUpdate | undefined {
  const { environment, application, status = "", message, at } = news;
  const base = { environment, ...(application && { application }) };
  if (/\bfail/i.test(status)) return { ...base, ended: { at, isGood: false, ...(message && { message }) } };
  if (/\b(success|succeed|complet|finish)/i.test(status))
    return { ...base, ended: { at, isGood: true, ...(message && { message }) } };
  return /\bstart|in.progress/i.test(status) ? { ...base, started: { first: at, last: at } } : undefined;
}

/** Merges two, whatever the order in which they arrived. */
export function mergeUpdates(one: ManagedUpdate | undefined, other: ManagedUpdate): ManagedUpdate {
  if (!one) return other;
  const application = one.application ?? other.application;
  const starts = [one.started, other.started].flatMap((started) => started ?? []);
  const firsts = starts.map(({ first }) => first).sort();
  const lasts = starts.map(({ last }) => last).sort();
  const [first, last] = [firsts[0], lasts.at(-1)];
  const ended = [one.ended, other.ended]
    .flatMap((end) => end ?? [])
    .reduce<ManagedUpdate["ended"]>(
      (newest, end) => (!newest || end.at > newest.at || (end.at === newest.at && end.isGood) ? end : newest),
      undefined,
    );
  return {
    environment: one.environment,
    ...(application && { application }),
    ...(first !== undefined && last !== undefined && { started: { first, last } }),
    ...(ended && { ended }),
  };
}

export function stateOfUpdate({ started, ended }: ManagedUpdate): "started" | "failed" | "done" {
  if (!ended || (started && started.last > ended.at)) return "started";
  return ended.isGood ? "done" : "failed";
}

export function managedUpdateTitle(update: ManagedUpdate): Text {
  return say(`managed-update.${stateOfUpdate(update)}`, { name: truncate(update.environment, 150) });
}

export function managedUpdateMessage(update: ManagedUpdate, region: string): Content {
  const { environment, application, started, ended } = update;
  const state = stateOfUpdate(update);
  const tones = { started: "progress", failed: "warning", done: "success" } as const;
  const took = started && ended && state !== "started" ? Date.parse(ended.at) - Date.parse(started.first) : 0;
  const said = state === "failed" ? ended?.message : undefined;
  return {
    tone: tones[state],
    title: managedUpdateTitle(update),
    ...(said && { lines: [truncate(said, 550)] }),
    facts: present([
      { label: "beanstalk.environment", value: truncate(environment, 150) },
      application && { label: "code-deploy.application", value: truncate(application, 150) },
      started && { label: "managed-update.started-at", value: { time: started.first } },
      took > 0 && { label: "build.took", value: { duration: took } },
      ended && !started && { label: "event.time", value: { time: ended.at } },
    ]),
    buttons: [{ action: "open", label: "button.open", url: beanstalkUrl(region, application) }],
  };
}
