import { refusal } from "../../lib/core/answers.ts";
import { jsonIn, textAt } from "../../lib/core/fields.ts";
import type { StopReference } from "../../lib/core/notice-message.ts";
import { type Edge, nextEdge, type Override, snoozed } from "../../lib/core/schedule.ts";
import { say } from "../../lib/core/text.ts";
import { type ActionContext, defineAction, type Outcome } from "../../lib/define.ts";
import { renewNotice } from "../ticks/night.ts";

/** Puts the coming stop off by an hour. */
export const snooze = defineAction({
  name: "snooze",
  role: "operator",
  uses: [],
  run: (context) => wish(context, (stop) => snoozed(stop, context.asking.user, context.now())),
});

/** Lets what is tagged for the schedule run through the night. */
export const skip = defineAction({
  name: "skip",
  role: "operator",
  uses: [],
  run: (context) => wish(context, (stop) => ({ stop: stop.planned, by: context.asking.user })),
});

async function wish(context: ActionContext<never>, make: (stop: Edge) => Override): Promise<Outcome> {
  const { config, store, now, value } = context;
  const gone: Outcome = { result: "refused", answer: refusal(say("notice.gone")), detail: "gone" };
  const reference = stopReference(value);
  if (!reference || !Object.hasOwn(config.schedules, reference.schedule)) return gone;
  const schedule = config.schedules[reference.schedule];
  if (!schedule) return gone;
  const record = await store.schedules.read(reference.schedule);
  const stop = nextEdge(schedule, record.override, now(), "stop");
  // The stop has passed, or somebody else was faster.
  if (!stop || stop.planned !== reference.planned || stop.at !== reference.at) return gone;
  const override = make(stop);
  await store.schedules.change(reference.schedule, (current) => ({ ...current, override }));
  const edge: Edge = { ...stop, override, at: override.until ?? stop.at };
  await renewNotice(reference.schedule, schedule, edge, override.until ? "coming" : "skipped", context);
  return { result: "done", detail: `${reference.schedule} ${override.until ?? "skipped"}` };
}

function stopReference(value: string): StopReference | undefined {
  const parsed = jsonIn(value);
  const schedule = textAt(parsed, "schedule");
  const planned = textAt(parsed, "planned");
  const at = textAt(parsed, "at");
  return schedule && planned && at ? { schedule, planned, at } : undefined;
}
