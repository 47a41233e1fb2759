import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of what failed for good, in English. */
export const en = {
  "dead-letter.command": ({ what }: { what: string }) => `${what} could not be finished`,
  "dead-letter.button": ({ what }: { what: string }) => `The button ${what} could not be finished`,
  "dead-letter.event": ({ type }: { type: string }) => `An event could not be handled: ${type}`,
  "dead-letter.message": ({ title }: { title: string }) => `A message could not be posted: ${title}`,
  "dead-letter.follow-up": ({ job }: { job: string }) => `Looking after something has failed for an hour: ${job}`,
  "dead-letter.unreadable": ({ queue }: { queue: string }) => `Something unreadable was in the queue ${queue}`,
  "dead-letter.reason": "Last problem",
  "dead-letter.channel": "Channel",
  "dead-letter.replayed-by": "Tried again by",
  "dead-letter.replayed": "It was put into its queue again. Should it fail again, it is told here anew.",
  "dead-letter.next":
    "Every try has failed. When the cause is gone, try it again: what was already done is not done twice.",
  "dead-letter.gone": "This is no longer kept, so it cannot be tried again.",
  "dead-letter.told": ({ channel }: { channel: string }) =>
    `Your team was told in ${channel}, where it can be tried again.`,
  "button.replay": "Try again",
  "event.source": "Source",
  "event.id": "Event id",
  "error.failed": ({ command }: { command: string }) => `${command} could not be finished.`,
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
