import type { States } from "../store/states.ts";
import { type AlertEntry, type AlertRecord, alertEntryState, alertNameState } from "./alert.ts";

/** Updates the history's line of an alert. */
export async function noteAlert(alert: AlertRecord, states: States): Promise<void> {
  const { id, subject, family, severity, channel, content, openedAt, closedAt, held, ...more } = alert;
  const { acknowledged, environment, account } = more;
  const entry: AlertEntry = {
    subject,
    family,
    severity,
    channel,
    title: content.title,
    openedAt,
    account,
    ...(closedAt && { closedAt }),
    ...(acknowledged && { acknowledged }),
    ...(held && { held: held.why }),
    ...(held?.why === "storm" && { toldIn: held.digest }),
    ...(held?.why === "listed" && { toldIn: held.message }),
    ...(environment && { environment }),
  };
  const opened = new Date(openedAt);
  await nameAlert(id, subject, opened, states);
  await states.update(alertEntryState, `${openedAt}#${subject}`, opened, () => entry);
}

/** Stores a subject's short id, for as long as the history. */
export async function nameAlert(id: string, subject: string, from: Date, states: States): Promise<void> {
  await states.update(alertNameState, id, from, (known) => known || subject);
}

/** The alerts opened on that day (UTC, `2026-11-21`), oldest first. */
export function alertsOf(day: string, most: number, states: States): Promise<AlertEntry[]> {
  return states.list(alertEntryState, alertEntryState.at(day).pk, { most });
}
