import { type ActionContext, defineAction, type Outcome } from "../../lib/app/define.ts";
import { jsonIn, momentAt, textAt } from "../../lib/pure/json.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { say } from "../../lib/pure/text.ts";
import { isSameJson } from "../../lib/store/same-json.ts";
import type { StopReference } from "./notice-message.ts";
import { scheduleRecord } from "./service.ts";
import { nextTransition, type Override, scheduleState, snoozed, type Transition } from "./state.ts";
import { renewNotice } from "./ticks.ts";

/** Snoozes the next stop by an hour. */
export const snooze = defineAction({
  name: "snooze",
  role: "operator",
  uses: [],
  run: (context) => overrideStop(context, (stop, now) => snoozed(stop, context.asking.user, now)),
});

/** Skips the next stop of a schedule. */
export const skip = defineAction({
  name: "skip",
  role: "operator",
  uses: [],
  run: (context) => overrideStop(context, (stop) => ({ stop: stop.planned, by: context.asking.user })),
});

async function overrideStop(
  context: ActionContext<never>,
  make: (stop: Transition, now: Date) => Override,
): Promise<Outcome> {
  const { config, store, now, value, job } = context;
  const gone: Outcome = { result: "refused", answer: refusal(say("notice.gone")), detail: "gone" };
  const reference = stopReference(value);
  if (!reference || !Object.hasOwn(config.schedules, reference.schedule)) return gone;
  const schedule = config.schedules[reference.schedule];
  if (!schedule) return gone;
  const transition = await job.step(
    "wish",
    now().toISOString(),
    async (at, isRepeated): Promise<Transition | undefined> => {
      const record = await scheduleRecord(reference.schedule, store.states);
      const asShown: Transition = { kind: "stop", planned: reference.planned, at: reference.at };
      const override = make(asShown, new Date(at));
      // An earlier try has written the override and died.
      const isWritten = isRepeated && isSameJson(record.override, override);
      const stop = nextTransition(schedule, record.override, now(), "stop");
      // The stop has passed, or another person was faster.
      if (!isWritten && (stop?.planned !== reference.planned || stop.at !== reference.at)) return undefined;
      const { schedule: name } = reference;
      await store.states.update(scheduleState, name, now(), (current) => ({ ...current, override }));
      return { ...asShown, override, at: override.until ?? reference.at };
    },
  );
  const override = transition?.override;
  if (!transition || !override) return gone;
  await renewNotice(reference.schedule, schedule, transition, override.until ? "coming" : "skipped", context);
  return { result: "done", detail: `${reference.schedule} ${override.until ?? "skipped"}` };
}

function stopReference(value: string): StopReference | undefined {
  const parsed = jsonIn(value);
  const schedule = textAt(parsed, "schedule");
  const planned = momentAt(parsed, "planned");
  const at = momentAt(parsed, "at");
  return schedule && planned && at ? { schedule, planned, at } : undefined;
}
