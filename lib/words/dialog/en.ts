/** What stands in dialogs, in English. Titles and buttons of a dialog have at most 24 characters. */
export const dialog = {
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
};
