import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of schedules and the night, in English. */
export const en = {
  "night.late-stop": ({ schedule }: { schedule: string }) => `The stop of ${schedule} is late`,
  "night.late-start": ({ schedule }: { schedule: string }) => `The start of ${schedule} is late`,
  "night.late-stopped": ({ schedule }: { schedule: string }) => `The stop of ${schedule} was late, and is done now`,
  "night.late-started": ({ schedule }: { schedule: string }) => `The start of ${schedule} was late, and is done now`,
  "night.retrying": "It is tried again every minute. Should it stay like this, look at what AWS says above.",
  "night.stopping": ({ schedule }: { schedule: string }) => `${schedule}: stopping for the night`,
  "night.stopped": ({ schedule }: { schedule: string }) => `${schedule}: stopped for the night`,
  "night.starting": ({ schedule }: { schedule: string }) => `${schedule}: starting for the day`,
  "night.started": ({ schedule }: { schedule: string }) => `${schedule}: started for the day`,
  "notice.title": ({ schedule, time }: { schedule: string; time: string }) => `${schedule} stops ${time}`,
  "notice.what": ({ list }: { list: string }) => `Will be stopped: ${list}`,
  "notice.snoozed": ({ person, time }: { person: string; time: string }) => `${person} put the stop off to ${time}`,
  "notice.skipped": ({ person }: { person: string }) => `${person} skipped tonight's stop`,
  "notice.skipped-title": ({ schedule }: { schedule: string }) => `${schedule} keeps running tonight`,
  "notice.over": ({ schedule, time }: { schedule: string; time: string }) => `${schedule} was due to stop ${time}`,
  "notice.gone": "It is too late for that: the stop has passed.",
  "button.snooze": "Snooze 1 h",
  "button.skip": "Skip tonight",
  "schedule.none": "No schedules are configured. Add one under schedules in nightshift.yaml.",
  "schedule.list": "Schedules",
  "schedule.line": ({ name, days, times, next }: { name: string; days: string; times: string; next: string }) =>
    `${name}: ${days}, ${times}. ${next}`,
  "schedule.every-day": "every day",
  "schedule.next.start": ({ time }: { time: string }) => `Starts ${time}`,
  "schedule.next.stop": ({ time }: { time: string }) => `Stops ${time}`,
  "schedule.next.none": "Nothing to come",
  "schedule.start-only": ({ start }: { start: string }) => `start ${start}`,
  "schedule.stop-only": ({ stop }: { stop: string }) => `stop ${stop}`,
  "schedule.both": ({ start, stop }: { start: string; stop: string }) => `${start}–${stop}`,
  "schedule.which": "Which instance or database?",
  "schedule.others": ({ list }: { list: string }) =>
    `This also means ${list}. Name just one of them to have it explained.`,
  "schedule.untagged": ({ name, tag }: { name: string; tag: string }) =>
    `${name} follows no schedule: it has no tag ${tag}. Nightshift leaves it alone.`,
  "schedule.elsewhere": ({ name, schedule, place }: { name: string; schedule: string; place: string }) =>
    `${name} carries the tag of the schedule ${schedule}, but that is for ${place} only.`,
  "schedule.unknown": ({ name, schedule }: { name: string; schedule: string }) =>
    `${name} is tagged for ${schedule}, which is no schedule in nightshift.yaml. Nightshift leaves it alone.`,
  "schedule.state": "State now",
  "schedule.schedule": "Schedule",
  "schedule.wanted": "Should be",
  "schedule.why": "Why",
  "schedule.next": "Next",
  "schedule.running": "running",
  "schedule.stopped": "stopped",
  "schedule.reason.start": ({ time }: { time: string }) => `the schedule has it running since ${time}`,
  "schedule.reason.stop": ({ time }: { time: string }) => `the schedule has it stopped since ${time}`,
  "schedule.reason.none": "the schedule has not come to an edge yet",
  "schedule.reason.snoozed": ({ person, time }: { person: string; time: string }) =>
    `${person} put tonight's stop off to ${time}`,
  "schedule.reason.skipped": ({ person }: { person: string }) => `${person} skipped the last stop`,
  "schedule.reason.person": "Somebody changed it since; it is left alone until the next edge.",
  "schedule.explain": ({ name }: { name: string }) => `Why ${name} is as it is`,
  "summary.schedule-list": "Show the schedules and what comes next.",
  "summary.schedule-explain": "Explain why an instance or database runs or not.",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
