import { defineCommand } from "../../lib/app/define.ts";
import type { Schedule } from "../../lib/config/schema.ts";
import { type Fact, present } from "../../lib/pure/content.ts";
import { isSameLocation, locationKey } from "../../lib/pure/location.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { isPossibleTarget, matching, namedApart, type Resource, stateText } from "../../lib/pure/resource.ts";
import { explain, ok } from "../../lib/pure/result.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { weekdays } from "../../lib/pure/weekdays.ts";
import {
  findAll,
  findIn,
  isInTargetState,
  noTarget,
  resourceNames,
  resourceReads,
  scheduleTag,
  serviceNames,
} from "../operations/index.ts";
import { scheduleRecord } from "./service.ts";
import { lastTransition, nextTransition, type Override, type Transition } from "./state.ts";

/** The team's schedules, and the next transition of each. */
export const scheduleList = defineCommand({
  name: "schedule list",
  isLook: true,
  role: "viewer",
  uses: [],
  args: {},
  summary: "summary.schedule-list",
  examples: ["/schedule list"],
  async run({ config, store, now }) {
    const lines: Text[] = [];
    for (const [name, schedule] of Object.entries(config.schedules)) {
      const { override } = await scheduleRecord(name, store.states);
      lines.push(
        say("schedule.line", {
          name: { bold: name },
          days: daysOf(schedule),
          times: [timesOf(schedule), ` ${schedule.timeZone}`],
          next: comingText(nextTransition(schedule, override, now())),
        }),
      );
      const wish = wishText(schedule, override, now());
      if (wish) lines.push(wish);
    }
    return {
      result: "done",
      answer: {
        tone: "info",
        title: say("schedule.list"),
        lines: lines.length ? lines : [say("schedule.none")],
      },
    };
  },
});

function daysOf({ days }: Schedule): Text {
  return weekdays.every((day) => days.includes(day)) ? say("schedule.every-day") : { weekdays: days };
}

function timesOf({ start, stop }: Schedule): Text {
  if (start !== undefined && stop !== undefined) return say("schedule.both", { start, stop });
  return start === undefined ? say("schedule.stop-only", { stop: stop ?? "" }) : say("schedule.start-only", { start });
}

function comingText(transition: Transition | undefined): Text {
  return transition
    ? say(`schedule.next.${transition.kind}`, { time: { time: transition.at } })
    : say("schedule.next.none");
}

/** An override that still matters: a snoozed stop to come, or one skipped in the current night. */
function wishText(schedule: Schedule, override: Override | undefined, now: Date): Text | undefined {
  if (!override) return undefined;
  const person: Text = { user: override.by };
  if (override.until) {
    const isToCome = Date.parse(override.until) > now.getTime();
    return isToCome ? say("schedule.reason.snoozed", { person, time: { time: override.until } }) : undefined;
  }
  const plannedBefore = lastTransition(schedule, undefined, now)?.planned;
  const isTonight = Date.parse(override.stop) > now.getTime() || plannedBefore === override.stop;
  return isTonight ? say("schedule.reason.skipped", { person }) : undefined;
}

/** Why a resource is running or not. */
export const scheduleExplain = defineCommand({
  name: "schedule explain",
  isLook: true,
  role: "viewer",
  uses: resourceReads,
  args: { resource: { kind: "word", what: "schedule.which" } },
  summary: "summary.schedule-explain",
  examples: ["/schedule explain dev-api"],
  async run(context) {
    const { args, config, store, now, home } = context;
    const found = isPossibleTarget(args.resource)
      ? await findIn(context.allLocations, (there) => findAll(there))
      : ok({ resources: [], unseen: [] });
    if (!found.ok) {
      const reason = explain(found.fault);
      return { result: "refused", answer: refusal(say("list.failed", { reason })), detail: found.fault.code };
    }
    const [resource, ...others] = namedApart(matching(args.resource, found.value.resources, config, home));
    if (!resource) {
      const command = { command: "/schedule explain", lists: serviceNames.map((one) => `/${one} list`) };
      const { resources, unseen } = found.value;
      return { result: "refused", answer: noTarget(args.resource, command, resources, config, unseen) };
    }
    const name = resource.tags[scheduleTag];
    const title = say("schedule.explain", { name: resource.name });
    const state: Fact = { label: "schedule.state", value: stateText(resource.state) };
    const shown: Text = { bold: resource.name };
    const footer = others.length ? [say("schedule.others", { list: resourceNames(others) })] : [];
    if (name === undefined) {
      const line = say("schedule.untagged", { name: shown, tag: { code: scheduleTag } });
      return { result: "done", answer: { tone: "info", title, lines: [line], facts: [state], footer } };
    }
    const schedule = Object.hasOwn(config.schedules, name) ? config.schedules[name] : undefined;
    if (!schedule) {
      const line = say("schedule.unknown", { name: shown, schedule: { code: name } });
      return { result: "done", answer: { tone: "warning", title, lines: [line], facts: [state], footer } };
    }
    const location = context.in(schedule);
    if (schedule.account && !isSameLocation(location, resource)) {
      const line = say("schedule.elsewhere", {
        name: shown,
        schedule: { code: name },
        place: { code: locationKey(location) },
      });
      return { result: "done", answer: { tone: "warning", title, lines: [line], facts: [state], footer } };
    }
    const { override } = await scheduleRecord(name, store.states);
    const transition = lastTransition(schedule, override, now());
    const facts = present<Fact>([
      state,
      { label: "schedule.schedule", value: [name, ": ", daysOf(schedule), ", ", timesOf(schedule)] },
      transition && {
        label: "schedule.wanted",
        value: say(transition.kind === "start" ? "schedule.running" : "schedule.stopped"),
      },
      { label: "schedule.why", value: reasonOf(transition, resource) },
      { label: "schedule.next", value: comingText(nextTransition(schedule, override, now())) },
    ]);
    const wish = wishText(schedule, override, now());
    const lines = wish ? [wish] : [];
    return { result: "done", answer: { tone: "info", title, facts, lines, footer } };
  },
});

function reasonOf(transition: Transition | undefined, resource: Resource): Text {
  if (!transition) return say("schedule.reason.none");
  const time: Text = { time: transition.at };
  const edgeReason = say(`schedule.reason.${transition.kind}`, { time });
  const isAsWanted = isInTargetState(resource, transition.kind);
  const isOther = isInTargetState(resource, transition.kind === "start" ? "stop" : "start");
  return isAsWanted || !isOther ? edgeReason : [edgeReason, ". ", say("schedule.reason.person")];
}
