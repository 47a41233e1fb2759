/** An Auto Scaling group that grows and shrinks: what one message of it tells. */

/** What set it off. */
export type ScalingCause =
  | { readonly kind: "alarm"; readonly alarm: string; readonly policy: string }
  | { readonly kind: "schedule" | "user" };

/** One activity that changed the capacity. */
export interface ScalingMove {
  readonly activity: string;
  readonly kind: "launch" | "terminate";
  readonly from: number;
  readonly to: number;
  /** ISO 8601. */
  readonly at: string;
  readonly cause?: ScalingCause;
}

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
export type Scaling = Readonly<Record<string, ScalingMove>>;

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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A run of things of one group that one message tells. */
export interface TimeWindow {
  /** When it began, ISO 8601: what its message is named for. */
  readonly named: string;
  readonly first: string;
  readonly last: string;
  /** When it was over, ISO 8601; what is older and heard later belongs to it still. */
  readonly over?: string;
}

/** The episode of something that happened then: the known one, when it is near enough. */
export function windowAt(known: TimeWindow | undefined, at: string, apartMs: number): TimeWindow {
  const gap = (one: string, other: string): number => Math.abs(Date.parse(one) - Date.parse(other));
  const isNear =
    known &&
    (gap(known.first, at) <= apartMs ||
      gap(known.last, at) <= apartMs ||
      (known.first <= at && at <= known.last));
  if (known && (known.over === undefined ? isNear : isNear && at <= known.over)) {
    return { ...known, first: at < known.first ? at : known.first, last: at > known.last ? at : known.last };
  }
  // What is older than the one that is known is not the newest: that one goes on.
  return { named: at, first: at, last: at };
}
