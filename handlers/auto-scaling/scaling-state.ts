import * as v from "valibot";
import { compare } from "../../lib/pure/compare.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** An Auto Scaling group that grows and shrinks: what one message of it tells. */
/** What set it off. */
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
export type ScalingMove = StateOf<typeof scalingMoveSchema>;

/** The move that a cause tells, or undefined when it is about something else. */
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

/** By activity; what is told twice is one. */
const scalingSchema = v.record(v.string(), scalingMoveSchema);
export type Scaling = StateOf<typeof scalingSchema>;

export const scalingShape = defineShape({ name: "scaling", version: 1, schema: scalingSchema });

export interface ScalingSum {
  readonly from: number;
  readonly to: number;
  readonly launched: number;
  readonly terminated: number;
  readonly since: string;
  readonly cause?: ScalingCause;
}

/** From where to where all of them together went, whatever the order in which they were heard. */
export function sumOf(scaling: Scaling): ScalingSum {
  const moves = Object.values(scaling).sort(
    (a, b) =>
      // Of those in one second the one comes first after which the other goes on.
      compare(a.at, b.at) ||
      Number(b.to === a.from) - Number(a.to === b.from) ||
      compare(a.activity, b.activity),
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
