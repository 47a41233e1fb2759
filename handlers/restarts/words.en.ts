import type { Translation } from "../../lib/i18n/catalog.ts";

type Named = { name: string };

/** What is said of databases that AWS has started after seven days, in English. */
export const en = {
  "restart.waiting": ({ name }: Named) =>
    `AWS started ${name} after seven days: it is stopped again as soon as it is available`,
  "restart.stopping": ({ name }: Named) => `AWS started ${name} after seven days: stopping it again`,
  "restart.stopped": ({ name }: Named) => `AWS had started ${name} after seven days: it is stopped again`,
  "restart.left": ({ name }: Named) => `AWS started ${name}, which had been stopped for seven days`,
  "restart.gave-up": ({ name }: Named) => `${name} could not be stopped again: AWS had started it after seven days`,
  "restart.by-schedule": ({ schedule }: { schedule: string }) => `The schedule ${schedule} wants it stopped now.`,
  "restart.by-operation": "It was stopped with Nightshift, and nobody has started it since.",
  "restart.unasked": "Nobody has told Nightshift to keep it stopped, so it stays on.",
  "restart.unseen": ({ reason }: { reason: string }) => `Nightshift could not look at it, so it stays on: ${reason}`,
  "restart.gone": "It no longer exists.",
  "restart.kept": ({ person }: { person: string }) => `It stays on, as ${person} asked.`,
  "restart.started-since": "Somebody has started it meanwhile, so it stays on.",
  "restart.day": ({ schedule }: { schedule: string }) =>
    `The schedule ${schedule} wants it to run now, so it stays on.`,
  "restart.put-off": ({ person, schedule }: { person: string; schedule: string }) =>
    `${person} put the stop of ${schedule} off, so it stays on until then.`,
  "restart.skipped": ({ person, schedule }: { person: string; schedule: string }) =>
    `${person} skipped the stop of ${schedule}, so it stays on.`,
  "restart.cost": "While it runs, AWS charges its full hourly price; stopped, only storage and backups.",
  "restart.how": ({ command }: { command: string }) => `To stop it: ${command}`,
  "restart.again": "After another seven days AWS would start it again.",
  "restart.refused": ({ reason }: { reason: string }) => `Not yet: ${reason}`,
  "restart.late": ({ duration }: { duration: string }) =>
    `It was tried for ${duration}. Please look at it in AWS: it keeps running, and costs its full hourly price.`,
  "restart.state": "State",
  "restart.at": "Started by AWS",
  "restart.done": "Stopped again",
  "restart.line-stopped": ({ name }: Named) => `${name} is stopped again`,
  "restart.line-kept": ({ name, person }: { name: string; person: string }) => `${name} stays on, as ${person} asked`,
  "restart.line-gave-up": ({ name }: Named) => `${name} could not be stopped again`,
  "restart.over": "There is nothing left to decide: it is stopped already, or the message is too old.",
  "button.leave-on": "Leave it on",
  "button.stop-again": "Stop it again",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
