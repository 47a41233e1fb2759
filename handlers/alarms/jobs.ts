import { defineJob, throwIfRetryable } from "../../lib/app/define.ts";
import { explain } from "../../lib/pure/result.ts";
import { say } from "../../lib/pure/text.ts";
import { lastScheduledTransition } from "../own-actions/index.ts";
import { alarmHistoryState, firingsOf } from "./history-state.ts";
import {
  alarmKey,
  alarmReads,
  causeOfAlarm,
  graceMs,
  keepInMind,
  keptQuietShape,
  publishHeldAlarm,
  remind,
} from "./service.ts";

/**
 * Checks a suppressed alarm again after what Nightshift had stopped runs again: if it is still in ALARM, CloudWatch
 * sends no further event.
 */
export const alarmCheck = defineJob({
  name: "alarm-check",
  uses: [...alarmReads, "cloudwatch.alarms"],
  data: keptQuietShape,
  async run(context) {
    const { store, now, at, data: kept } = context;
    const { alarm, firing } = kept;
    const history = (await store.states.read(alarmHistoryState, alarmKey(alarm, kept))) ?? [];
    const known = firingsOf(history).find(({ named }) => named === firing.named);
    if (known?.until !== undefined) return;
    const states = throwIfRetryable(await at(kept).aws["cloudwatch.alarms"]({ names: [alarm.name] }));
    const unseen = states.ok ? undefined : explain(states.fault);
    if (states.ok && states.value[alarm.name]?.value !== "ALARM") return;
    const { cause, about } = await causeOfAlarm(alarm, kept, context);
    if (cause) {
      const { awakeSince: _, isDeployment: __, ...asleep } = kept;
      await keepInMind(asleep, cause, context);
      return;
    }
    if (kept.isDeployment) {
      await publishHeldAlarm(kept, say("alarm.after-deployment"), context);
      return;
    }
    const transitions = await Promise.all(about.map((one) => lastScheduledTransition(one, context)));
    const started = transitions.flatMap((one) => (one?.transition.kind === "start" ? [one.transition.at] : [])).sort();
    const since = kept.awakeSince ?? started.at(-1) ?? now().toISOString();
    const ready = Date.parse(since) + graceMs;
    if (now().getTime() < ready) await remind({ ...kept, awakeSince: since }, ready, store.due);
    else await publishHeldAlarm(kept, unseen ? say("alarm.unseen", { reason: unseen }) : say("alarm.still"), context);
  },
});
