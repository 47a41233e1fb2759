import * as v from "valibot";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { defineJob, throwIfRetryable } from "../../lib/app/define.ts";
import type { ScalingActivity } from "../../lib/aws/auto-scaling.ts";
import { filled } from "../../lib/pure/json.ts";
import { locationSchema } from "../../lib/pure/location.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import {
  endFlapping,
  groupAtShape,
  groupKey,
  groupSubject,
  incompleteIn,
  publishCapacityEvents,
  publishReplacement,
  replacementCheckMs,
  replacementEvent,
  replacementReads,
  replacementsState,
  scheduleReplacementCheck,
} from "./replacement-service.ts";
import {
  type CapacityEvent,
  capacityEventOf,
  isExpired,
  isIncomplete,
  type ReplacementHistory,
} from "./replacement-state.ts";
import { heldInstanceMessage, heldInstanceSchema, heldInstanceShape } from "./scaling-message.ts";

/** A lifecycle hook may take this long before a message; AWS allows an hour. */
export const heldLongMs = 15 * 60_000;

export const waitingInstanceShape = defineShape({
  name: "lifecycle-check",
  version: 1,
  schema: v.object({
    ...locationSchema.entries,
    held: heldInstanceSchema,
  }),
});

/** Checks whether an instance still waits in its lifecycle hook. */
export const lifecycleCheck = defineJob({
  name: "lifecycle-check",
  uses: ["autoscaling.lifecycle"],
  data: waitingInstanceShape,
  async run(context) {
    const { item, data, at, store, now } = context;
    const { held, ...location } = data;
    const found = throwIfRetryable(await at(location).aws["autoscaling.lifecycle"]({ id: held.id }));
    const isWaiting = found.ok && found.value?.endsWith(":Wait") === true;
    const wasTold = (await store.messages.find(item.subject)) !== undefined;
    if (!isWaiting && !wasTold) return;
    const told = isWaiting ? held : { ...held, until: now().toISOString() };
    const event = {
      source: "aws.autoscaling",
      type: `EC2 Instance-${held.isLaunch ? "launch" : "terminate"} Lifecycle Action`,
      account: location.account,
    };
    await publishAlert(heldInstanceShape, { subject: item.subject, family: "held" }, { ...context, event }, () => ({
      severity: "medium",
      content: heldInstanceMessage(told, location.region),
      state: told,
      isOver: told.until !== undefined,
      about: groupSubject({ group: held.group, ...location }),
    }));
    if (!isWaiting) return;
    const next = new Date(now().getTime() + heldLongMs).toISOString();
    await store.due.set({ ...item, at: next });
  },
});

/** How far back missed events are made up for. */
const reachMs = 3 * 60 * 60_000;

/** After this time a replacement with a missing half has already been reported as such. */
const settledMs = 3 * 60 * 60_000;

/**
 * Completes a group's replacements from its scaling activities, since delivery of events is best effort, and reports
 * when a group is stable again.
 */
export const replacementCheck = defineJob({
  name: "replacement-check",
  uses: [...replacementReads, "autoscaling.activities"],
  data: groupAtShape,
  async run(context) {
    const { store, now, at: access, data: at } = context;
    const event = { ...replacementEvent, account: at.account };
    const found = await access(at).aws["autoscaling.activities"]({ group: at.group });
    const since = new Date(now().getTime() - reachMs).toISOString();
    const capacityEvents = (found.ok ? found.value : [])
      .filter(({ startedAt }) => startedAt >= since)
      .flatMap((activity) => movementOfActivity(activity) ?? []);
    const known = (await store.states.read(replacementsState, groupKey(at))) ?? [];
    const missing = capacityEvents.filter((capacityEvent) => !isKnown(capacityEvent, known));
    const history = missing.length ? await publishCapacityEvents(missing, at, event, context) : known;
    for (const replacement of history) {
      const began = Date.parse((replacement.left ?? replacement.came ?? replacement.failure)?.startedAt ?? "");
      const isFresh = now().getTime() - began < settledMs;
      if (isIncomplete(replacement) && isExpired(replacement, now()) && isFresh)
        await publishReplacement({ replacement, isFinal: true }, history, at, event, context);
    }
    const calmAt = await endFlapping(history, at, context);
    const isAwaited = incompleteIn(history, now()).length > 0;
    if (isAwaited || calmAt !== undefined)
      await scheduleReplacementCheck(at, isAwaited ? now().getTime() + replacementCheckMs : (calmAt ?? 0), store.due);
  },
});

function isKnown(capacityEvent: CapacityEvent, history: ReplacementHistory): boolean {
  return history
    .flatMap(({ left, came, failures = [] }) => [left, came, ...failures])
    .some((one) => one?.activityId !== undefined && one.activityId === capacityEvent.activityId);
}

/** A scaling activity as the event that AWS sends, or should have sent, about it. */
function movementOfActivity(activity: ScalingActivity): CapacityEvent | undefined {
  const { id, description, cause, status, statusMessage, zone, startedAt, endedAt = startedAt } = activity;
  const said = /^(Terminating|Launching)\b[^:]*(?::\s*(i-[0-9a-f]+))?/.exec(description);
  if (!said || !(status === "Successful" || status === "Failed" || status === "Cancelled")) return undefined;
  const what = said[1] === "Terminating" ? "Terminate" : "Launch";
  return capacityEventOf({
    type: `EC2 Instance ${what} ${status === "Successful" ? "Successful" : "Unsuccessful"}`,
    cause,
    instanceId: said[2] ?? "",
    activityId: id,
    startedAt,
    endedAt,
    ...filled({ zone, statusMessage }),
  });
}
