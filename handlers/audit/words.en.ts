import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of who did what, in English. */
export const en = {
  "summary.nightshift-audit": "Shows who did what, newest first.",
  "audit.which": "Whose, where or when?",
  "audit.title": "Who did what",
  "audit.of": ({ list }: { list: string }) => `Who did what: ${list}`,
  "audit.today": "today",
  "audit.yesterday": "yesterday",
  "audit.none": "Nothing is noted.",
  "audit.more": ({ count }: { count: number }) => `${count} older ${count === 1 ? "entry" : "entries"}.`,
  "audit.more-than": ({ count }: { count: number }) => `More than ${count} older entries.`,
  "audit.narrow": ({ person, environment, day }: { person: string; environment: string; day: string }) =>
    `Narrow it with ${person}, ${environment} or ${day}.`,
  "audit.in-full": ({ command }: { command: string }) =>
    `${command} shows an entry in full, with the request ids of AWS.`,
  "audit.days-in": ({ zone }: { zone: string }) => `Days are those of ${zone}.`,
  "audit.only-owned": "Shown is what concerns the environments that you own.",
  "audit.unknown-filter": ({ given }: { given: string }) => `I do not know what ${given} is.`,
  "audit.unknown-person": ({ given }: { given: string }) =>
    `I do not know who ${given} is. Choose the name from the list that Slack shows while you type.`,
  "audit.two-of-a-kind": ({ first, second }: { first: string; second: string }) =>
    `${first} and ${second} cannot both be meant. Say one of them.`,
  "audit.filters": ({ list }: { list: string }) => `There are a person such as @name, ${list}.`,
  "audit.unknown-entry": ({ id }: { id: string }) => `There is no entry ${id}. It may have been kept no longer.`,
  "audit.when": "When",
  "audit.who": "Who",
  "audit.what": "What",
  "audit.where": "Environment",
  "audit.result": "Result",
  "audit.entry": "Entry",
  "audit.entry-title": ({ what }: { what: string }) => `Entry: ${what}`,
  "audit.resources": "Resources",
  "audit.from": "From",
  "audit.reason": "Details",
  "audit.approved-by": "Approved by",
  "audit.calls": "Changed in AWS",
  "audit.no-calls": "Nothing was changed in AWS.",
  "audit.more-calls": ({ count }: { count: number }) => `and ${count} more`,
  "audit.done": "done",
  "audit.denied": "denied",
  "audit.refused": "refused",
  "audit.joined": "joined",
  "audit.failed": "failed",
  "audit.done-approved": ({ result, person }: { result: string; person: string }) => `${result}, approved by ${person}`,
  "audit.door.command": "a command",
  "audit.door.button": "a button",
  "audit.door.approval": "a second person's approval",
  "audit.door.schedule": "on its own, at the set time",
  "audit.door-in": ({ door, channel }: { door: string; channel: string }) => `${door} in ${channel}`,
  "audit.mute": "Mute",
  "audit.unmute": "Unmute",
  "audit.button": ({ label }: { label: string }) => `Button: ${label}`,
  "audit.approve-request": ({ what }: { what: string }) => `Approval of ${what}`,
  "audit.decline-request": ({ what }: { what: string }) => `Decline of ${what}`,
  "audit.withdraw-request": ({ what }: { what: string }) => `Withdrawal of ${what}`,
  "audit.expire-request": ({ what }: { what: string }) => `Not approved in time: ${what}`,
  "audit.schedule-stop": ({ schedule }: { schedule: string }) => `Stop by the schedule ${schedule}`,
  "audit.schedule-start": ({ schedule }: { schedule: string }) => `Start by the schedule ${schedule}`,
  "audit.cancel": ({ what }: { what: string }) => `Cancelled: ${what}`,
  "audit.request": "A request of another workspace or app",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
