import type { AlertRecord } from "../core/alert.ts";
import type { AlertContext } from "./tell-alert.ts";

/** What the job `escalation` is given: how often somebody was pinged already. */
export interface EscalationStep {
  readonly pinged: number;
}

/** Sets the time at which somebody is pinged, should nobody have acknowledged the alert by then. */
export async function escalateLater(
  { severity, subject, held, openedAt }: AlertRecord,
  { config, store }: Pick<AlertContext, "config" | "store">,
  pinged = 0,
): Promise<void> {
  const { escalation } = config.alerts;
  if (!escalation || severity !== "high" || held) return;
  const minutes = escalation.afterMinutes * (pinged + 1);
  await store.due.set({
    job: "escalation",
    subject,
    at: new Date(Date.parse(openedAt) + minutes * 60_000).toISOString(),
    data: { pinged } satisfies EscalationStep,
  });
}
