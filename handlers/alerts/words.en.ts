import type { Translation } from "../../lib/i18n/catalog.ts";

const alertsOf = (count: number): string => (count === 1 ? "1 alert" : `${count} alerts`);

/** What is said of lists, histories and mutes of alerts, in English. */
export const en = {
  "button.unmute": "Unmute",
  "alert.gone": "This alert is no longer kept.",
  "alert.acknowledged-already": ({ person }: { person: string }) => `${person} has acknowledged it already.`,
  "alert.unanswered": ({ person, title }: { person: string; title: string }) =>
    `${person}, nobody has acknowledged this yet: ${title}`,
  "alert.unanswered-channel": ({ title }: { title: string }) => `Still nobody has acknowledged this: ${title}`,
  "alerts.title": ({ count }: { count: number }) => `${alertsOf(count)} in the last 24 hours`,
  "alerts.title-today": ({ count }: { count: number }) => `${alertsOf(count)} today`,
  "alerts.title-about": ({ count, name }: { count: number; name: string }) =>
    `${alertsOf(count)} in the last 7 days: ${name}`,
  "alerts.none-about": ({ name }: { name: string }) => `No alerts in the last 7 days: ${name}`,
  "alerts.unattended": ({ count }: { count: number }) =>
    count === 1 ? "1 open alert has not been acknowledged" : `${count} open alerts have not been acknowledged`,
  "alerts.longest": ({ title, duration }: { title: string; duration: string }) =>
    `Open for the longest: ${title}, ${duration}`,
  "alerts.none": "No alerts.",
  "alerts.summary": ({ open, acknowledged }: { open: number; acknowledged: number }) =>
    `${open} still open, ${acknowledged} acknowledged`,
  "alerts.column.alert": "Alert",
  "alerts.column.severity": "Severity",
  "alerts.column.count": "Times",
  "alerts.column.since": "Last",
  "alerts.column.open": "Open for",
  "alerts.column.acknowledged": "Acknowledged",
  "alerts.column.state": "State",
  "alerts.severity.high": "high",
  "alerts.severity.medium": "medium",
  "alerts.severity.low": "low",
  "alerts.state.open": "open",
  "alerts.state.over": "over",
  "alerts.state.acknowledged": ({ person }: { person: string }) => `with ${person}`,
  "alerts.held.muted": "open, muted",
  "alerts.held.floor": "open, too minor for its channel",
  "alerts.held.quiet": "open, held until the quiet hours end",
  "alerts.held.storm": "open, told in a digest",
  "alerts.held.listed": "open, caused by something Nightshift is doing",
  "alerts.more": ({ count }: { count: number }) => `and ${count} more`,
  "alerts.which": "Which alerts?",
  "summary.nightshift-alerts": "List the alerts of today, of an environment, or about something.",
  "summary.nightshift-mutes": "List what is muted, and undo it.",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
