import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { timeWindowSchema, windowAt } from "../../lib/alerts/time-window.ts";
import type { EventContext } from "../../lib/app/define.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { say } from "../../lib/pure/text.ts";
import { type GroupAt, groupKey, groupSubject } from "./replacement-service.ts";
import type { AutoScalingDetail } from "./replacement-state.ts";
import { type LaunchFailures, launchFailuresMessage, launchFailuresShape, scalingMessage } from "./scaling-message.ts";
import { type Scaling, scalingMoveOf, scalingShape } from "./scaling-state.ts";

type Context = EventContext<never>;

/** Capacity changes closer together than this share a message. */
const scalingApartMs = 30 * 60_000;

/** Publishes a group's capacity change together with the related ones; false when the event is not one. */
export async function publishScaling(activity: AutoScalingDetail, at: GroupAt, context: Context): Promise<boolean> {
  const move = scalingMoveOf(activity.cause, {
    activity: activity.activityId || activity.instanceId,
    kind: activity.type.startsWith("EC2 Instance Launch") ? "launch" : "terminate",
    at: activity.startedAt,
  });
  if (!move) return false;
  const window = await context.store.states.update(scalingState, groupKey(at), context.now(), (known) =>
    windowAt(known, move.at, scalingApartMs),
  );
  await publishAlert(
    scalingShape,
    { subject: `scaling/${groupKey(at)}/${window.named}`, family: "scaling" },
    context,
    (known) => {
      const scaling: Scaling = { [move.activity]: move, ...known };
      return {
        severity: "low",
        content: scalingMessage(scaling, at.group, at.region),
        state: scaling,
        about: groupSubject(at),
      };
    },
  );
  return true;
}

/** Failed launches closer together than this share a message. */
const failuresApartMs = 6 * 60 * 60_000;

/** By group: its changes of capacity. */
export const scalingState = defineState({
  name: "scaling-hours",
  version: 1,
  schema: timeWindowSchema,
  prefix: "ledger#scaling/",
  keep: 14,
});

/** By group: when it could not launch instances. */
export const launchFailuresState = defineState({
  name: "launch-failure-hours",
  version: 1,
  schema: timeWindowSchema,
  prefix: "ledger#launch-failures/",
  keep: 14,
});

/** Publishes that a group cannot launch instances: one message, however often it tries. */
export async function publishFailedLaunch(
  { activityId, startedAt, statusMessage = "" }: AutoScalingDetail,
  at: GroupAt,
  context: Context,
): Promise<"told"> {
  const window = await context.store.states.update(launchFailuresState, groupKey(at), context.now(), (known) =>
    windowAt(known, startedAt, failuresApartMs),
  );
  await publishFailures(`launch-failures/${groupKey(at)}/${window.named}`, at, context, (known) => ({
    ...known,
    failures: { ...known.failures, [activityId || startedAt]: { at: startedAt, message: statusMessage } },
    ...(window.over !== undefined && { until: window.over }),
  }));
  return "told";
}

/** Closes the message of failed launches once a launch succeeds. */
export async function publishLaunchRecovery(when: string, at: GroupAt, context: Context): Promise<boolean> {
  const known = await context.store.states.read(launchFailuresState, groupKey(at));
  if (!known || known.over !== undefined || when < known.last) return false;
  await publishFailures(`launch-failures/${groupKey(at)}/${known.named}`, at, context, (failures) => ({
    ...failures,
    until: when,
  }));
  await context.store.states.update(launchFailuresState, groupKey(at), context.now(), (current = known) => ({
    ...current,
    over: when,
  }));
  return true;
}

async function publishFailures(
  subject: string,
  at: GroupAt,
  context: Context,
  change: (known: LaunchFailures) => LaunchFailures,
): Promise<void> {
  await publishAlert(launchFailuresShape, { subject, family: "launch-failures" }, context, (known) => {
    const failures = change(known ?? { failures: {} });
    const isOver = failures.until !== undefined;
    return {
      severity: "high",
      content: launchFailuresMessage(failures, at.group, at.region),
      state: failures,
      isOver,
      about: groupSubject(at),
      ...(isOver && { line: say("launch.over", { group: at.group }) }),
    };
  });
}
