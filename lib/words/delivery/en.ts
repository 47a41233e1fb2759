/** What is said when something needs a second person, fails for good, or may have happened: in English. */
export const delivery = {
  "outbox.instead-of": ({ channel }: { channel: string }) =>
    `This was meant for ${channel}, which does not exist or does not let Nightshift in. Invite it there, or correct nightshift.yaml.`,
  "outbox.maybe-twice": "This may stand here twice: Nightshift was interrupted while posting it.",

  "operation.too-many": ({ count, most }: { count: number; most: number }) =>
    `That means ${count} at once, more than ${most}. Name fewer, or let a schedule do it.`,

  // A schedule that is late.
  "night.late-stop": ({ schedule }: { schedule: string }) => `The stop of ${schedule} is late`,
  "night.late-start": ({ schedule }: { schedule: string }) => `The start of ${schedule} is late`,
  "night.late-stopped": ({ schedule }: { schedule: string }) =>
    `The stop of ${schedule} was late, and is done now`,
  "night.late-started": ({ schedule }: { schedule: string }) =>
    `The start of ${schedule} was late, and is done now`,
  "night.retrying": "It is tried again every minute. Should it stay like this, look at what AWS says above.",

  // What failed for good.
  "dead-letter.command": ({ what }: { what: string }) => `${what} could not be finished`,
  "dead-letter.button": ({ what }: { what: string }) => `The button ${what} could not be finished`,
  "dead-letter.event": ({ type }: { type: string }) => `An event could not be handled: ${type}`,
  "dead-letter.message": ({ title }: { title: string }) => `A message could not be posted: ${title}`,
  "dead-letter.follow-up": ({ job }: { job: string }) =>
    `Looking after something has failed for an hour: ${job}`,
  "dead-letter.unreadable": ({ queue }: { queue: string }) =>
    `Something unreadable was in the queue ${queue}`,
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

  // A second person's approval of a command.
  "approval.open": ({ what }: { what: string }) => `${what} needs a second person's yes`,
  "approval.approved": ({ what }: { what: string }) => `${what} was approved`,
  "approval.declined": ({ what }: { what: string }) => `${what} was declined`,
  "approval.withdrawn": ({ what }: { what: string }) => `${what} was withdrawn`,
  "approval.expired": ({ what }: { what: string }) => `${what} was not approved in time`,
  "approval.requested-by": "Requested by",
  "approval.approved-by": "Approved by",
  "approval.declined-by": "Declined by",
  "approval.until": "Until",
  "approval.second-person": "Anyone else who may do this can approve it.",
  "approval.asked": ({ what, message }: { what: string; message: string }) =>
    `${what} needs a second person's yes. I have asked for it: ${message}`,
  "approval.message": "see the request",
  "approval.not-you":
    "You asked for this yourself, so somebody else must approve it. You can still withdraw it.",
  "approval.answered": "This request has been answered already, or has expired.",
  "button.decline": "Decline",

  // What AWS is asked at most once, and may have done.
  "operation.unknown": ({ what }: { what: string }) => `Not known whether rebooted: ${what}`,
  "operation.in-doubt":
    "It is not known whether AWS rebooted it: Nightshift was interrupted, or had no answer. It does not ask twice.",
  "operation.proven": ({ time, who }: { time: string; who: string }) =>
    `rebooted at ${time} by ${who}, says CloudTrail`,
  "operation.not-rebooted": "was not rebooted: CloudTrail has no record of it",
  "button.check": "Check",
  "check.early": "It is not known yet",
  "check.early-until": ({ time }: { time: string }) =>
    `CloudTrail has no record of it so far, and may take some minutes to have one. Check again; when there is still none at ${time}, it was not rebooted.`,
  "check.failed": ({ reason }: { reason: string }) => `It could not be looked up: ${reason}`,
};
