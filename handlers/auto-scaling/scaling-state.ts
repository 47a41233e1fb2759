import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** Capacity changes of an Auto Scaling group, as one message shows them. */
/** The cause. */
const scalingCauseSchema = v.union([
  v.object({ kind: v.literal("alarm"), alarm: v.string(), policy: v.string() }),
  v.object({ kind: v.picklist(["schedule", "user"]) }),
]);
export type ScalingCause = StateOf<typeof scalingCauseSchema>;

/** One activity that changed the capacity. */
const scalingMoveSchema = v.object({
  activity: v.string(),
  kind: v.picklist(["launch", "terminate"]),
  from: v.number(),
  to: v.number(),
  /** ISO 8601. */
  at: v.string(),
  cause: v.exactOptional(scalingCauseSchema),
});
type ScalingMove = StateOf<typeof scalingMoveSchema>;

/** The change that a cause describes; undefined when it describes none. */
export function scalingMoveOf(
  cause: string,
  more: Pick<ScalingMove, "activity" | "kind" | "at">,
): ScalingMove | undefined {
  const said = /(?:increasing|shrinking) the capacity from (\d+) to (\d+)/i.exec(cause);
  if (!said) return undefined;
  const set = scalingCauseOf(cause);
  return { ...more, from: Number(said[1]), to: Number(said[2]), ...(set && { cause: set }) };
}

function scalingCauseOf(cause: string): ScalingCause | undefined {
  const alarm = /monitor alarm (.+?) in state \w+ triggered policy (.+?) changing/is.exec(cause);
  if (alarm) return { kind: "alarm", alarm: alarm[1] ?? "", policy: alarm[2] ?? "" };
  if (/scheduled action/i.test(cause)) return { kind: "schedule" };
  return /user request/i.test(cause) ? { kind: "user" } : undefined;
}

/** By activity, so that repeated events count once. */
const scalingSchema = v.record(v.string(), scalingMoveSchema);
export type Scaling = StateOf<typeof scalingSchema>;

export const scalingShape = defineShape({ name: "scaling", version: 1, schema: scalingSchema });

interface ScalingSum {
  readonly from: number;
  readonly to: number;
  readonly launched: number;
  readonly terminated: number;
  readonly since: string;
  readonly cause?: ScalingCause;
}

/** The capacity before and after all changes, whatever the order of the events. */
export function sumOf(scaling: Scaling): ScalingSum {
  const moves = Object.values(scaling).sort(
    (a, b) =>
      // Of two in the same second, the one whose result the other starts from is first.
      compare(a.at, b.at) || Number(b.to === a.from) - Number(a.to === b.from) || compare(a.activity, b.activity),
  );
  const [first] = moves;
  const last = moves.at(-1);
  const cause = moves.findLast((move) => move.cause)?.cause;
  return {
    from: first?.from ?? 0,
    to: last?.to ?? 0,
    launched: moves.filter(({ kind }) => kind === "launch").length,
    terminated: moves.filter(({ kind }) => kind === "terminate").length,
    since: first?.at ?? "",
    ...(cause && { cause }),
  };
}
