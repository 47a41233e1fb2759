import type { Translation } from "../i18n/catalog.ts";

/** What is said of commands, questions, approvals and dialogs, in English. */
export const en = {
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
  "approval.not-you": "You asked for this yourself, so somebody else must approve it. You can still withdraw it.",
  "approval.answered": "This request has been answered already, or has expired.",
  "button.decline": "Decline",
  "dialog.title": "Command",
  "dialog.loading": "One moment…",
  "dialog.loading-hint": ({ usage }: { usage: string }) =>
    `If nothing appears here within a few seconds, close this and say ${usage}.`,
  "dialog.close": "Close",
  "dialog.choose": "Choose one",
  "dialog.environment": "Environment",
  "dialog.not-shown": ({ count, usage }: { count: number; usage: string }) =>
    `${count} more do not fit here: say ${usage}.`,
  "dialog.expired": "This has been open for too long",
  "dialog.expired-hint": "Nothing was done. Close this and say the command again.",
  "dialog.unknown": "This dialog no longer does anything. Say the command again.",
  "dialog.deploy": "Deploy",
  "dialog.deploy.last": ({ state, ago }: { state: string; ago: string }) => `${state} ${ago} ago`,
  "dialog.deploy.for": ({ state, ago }: { state: string; ago: string }) => `${state} for ${ago}`,
  "dialog.deploy.confirm": "needs your confirmation",
  "dialog.deploy.approval": "needs a second person",
  "deploy.confirm-gone": "This question has been answered or has expired. Say the command again.",
  "deploy.not-yours": "Only the person who asked can answer this.",
  "error.unknown-command": ({ command }: { command: string }) => `There is no command ${command}.`,
  "error.incomplete": ({ command }: { command: string }) => `What should ${command} do?`,
  "error.did-you-mean": ({ suggestion }: { suggestion: string }) => `Did you mean ${suggestion}?`,
  "error.see-help": ({ command }: { command: string }) => `${command} shows what you can do.`,
  "error.missing-environment": ({ usage }: { usage: string }) => `Which environment? Say ${usage}.`,
  "error.missing-argument": ({ what, usage }: { what: string; usage: string }) => `${what} Say ${usage}.`,
  "error.missing-site": ({ usage }: { usage: string }) => `Which site? Say ${usage}.`,
  "error.unknown-site": ({ given }: { given: string }) => `There is no site ${given}.`,
  "error.sites": ({ list }: { list: string }) => `Sites: ${list}`,
  "error.no-sites": "No sites are configured. Add them under sites in nightshift.yaml.",
  "error.unknown-environment": ({ given }: { given: string }) => `There is no environment ${given}.`,
  "error.environments": ({ list }: { list: string }) => `There are ${list}.`,
  "error.too-many": ({ extra, usage }: { extra: string; usage: string }) =>
    `I do not know what to do with ${extra}. Say ${usage}.`,
  "error.denied": ({ command, role }: { command: string; role: string }) =>
    `You may not use ${command}: it needs the role ${role}.`,
  "error.denied-in": ({ command, role, environment }: { command: string; role: string; environment: string }) =>
    `You may not use ${command} in ${environment}: it needs the role ${role} there.`,
  "error.ask-owner": "An owner can give it to you under people in nightshift.yaml.",
  "error.stale-button": "This button no longer does anything. Say the command again.",
  "error.tenant":
    "Nightshift is not set up for this workspace or app: slack.team and slack.app in nightshift.yaml name others.",
  "error.pressed": "Somebody has pressed this already.",
};

declare module "../i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
