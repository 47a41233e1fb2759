import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of recent changes, in English. */
export const en = {
  "activity.title": ({ name }: { name: string }) => `Recent activity: ${name}`,
  "activity.none": ({ name, duration }: { name: string; duration: string }) =>
    `CloudTrail lists no change under the name ${name} in the last ${duration}`,
  "activity.hours": ({ duration }: { duration: string }) => `The last ${duration}. Read-only calls are left out.`,
  "activity.delay": "CloudTrail shows a call about five minutes after it was made.",
  "activity.more": "There is more than is shown; CloudTrail in the console has it all.",
  "activity.throttled":
    "CloudTrail answers two look-ups a second, and others are looking right now. Press the button again in a moment.",
  "activity.failed": ({ name, reason }: { name: string; reason: string }) =>
    `What was done with ${name} could not be looked up: ${reason}`,
  "activity.column.when": "When",
  "activity.column.who": "Who",
  "activity.column.what": "What",
  "activity.column.result": "Result",
  "activity.own": ({ who }: { who: string }) => `${who} (Nightshift)`,
  "activity.done": "done",
  "activity.refused": ({ code }: { code: string }) => `refused: ${code}`,
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
