import type { AlertContext } from "./tell-alert.ts";

/** What the job `escalation` is given: how often somebody was pinged already. */
export interface EscalationStep {
  readonly pinged: number;
}

/** Sets the time at which somebody is pinged about an alert, should nobody have acknowledged it by then. */
export async function escalateLater(
  subject: string,
  from: Date,
  { config, store }: Pick<AlertContext, "config" | "store">,
  pinged = 0,
): Promise<void> {
  const { escalation } = config.alerts;
  if (!escalation) return;
  await store.due.set({
    job: "escalation",
    subject,
    at: new Date(from.getTime() + escalation.afterMinutes * 60_000).toISOString(),
    data: { pinged } satisfies EscalationStep,
  });
}
