/**
 * Telling replacements of unhealthy instances from an Auto Scaling group's events. A replacement is a termination and
 * a launch that belong together, but AWS says so in two events that come in either order, more than once, or not at
 * all. The ledger of a group keeps what was heard lately; each event is entered once, joining the oldest replacement
 * that still lacks its half.
 */

/** Why an instance was taken out of service, in the classes that AWS's phrasings tell apart. */
export type UnhealthyCause = "user" | "elb" | "ec2-gone" | "ec2-status" | "ec2-maintenance" | "ebs" | "other";

/** How far apart the two halves may be, from the end of one to the beginning of the other: termination hooks and deregistration delay can hold one back for long. */
const pairingWindowMs = 2 * 60 * 60 * 1000;

/** How long the ledger remembers, to recognise what comes late or again. */
const memoryMs = 24 * 60 * 60 * 1000;

/** One half of a replacement as an event tells it. */
export interface Movement {
  readonly kind: "left" | "came" | "failed-launch";
  readonly instanceId: string;
  readonly zone?: string;
  /** When the activity began and ended, ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** For `left`: why. `other` comes with AWS's own words. */
  readonly cause?: UnhealthyCause;
  readonly causeText?: string;
  /** For `failed-launch`: AWS's message. */
  readonly message?: string;
}

export interface Replacement {
  /** Named for the half that was heard of first, so that it never changes. */
  readonly id: string;
  readonly left?: Movement;
  readonly came?: Movement;
  /** The last launch that failed while the replacement was still missing. */
  readonly failure?: Movement;
}

/** Oldest first. */
export type Ledger = readonly Replacement[];

export interface AutoScalingDetail {
  readonly type: string;
  readonly cause: string;
  readonly instanceId: string;
  readonly activityId: string;
  readonly zone?: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly statusMessage?: string;
}

const causes: readonly (readonly [RegExp, UnhealthyCause])[] = [
  [/user health-?\s?check/i, "user"],
  [/ELB system health check/i, "elb"],
  [/EC2 health check indicating it has been terminated or stopped/i, "ec2-gone"],
  [/EC2 instance status checks? failure/i, "ec2-status"],
  [/EC2 scheduled (reboot|maintenance|event|retirement)/i, "ec2-maintenance"],
  [/EBS volume health check/i, "ebs"],
];

/**
 * What an event means for replacements, or undefined when it is scaling (or a refresh) and nobody was unhealthy.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 */
export function movementOf(detail: AutoScalingDetail): Movement | undefined {
  const base = {
    instanceId: detail.instanceId,
    startedAt: detail.startedAt,
    endedAt: detail.endedAt,
    ...(detail.zone && { zone: detail.zone }),
  };
  if (/^EC2 Instance Terminate/.test(detail.type)) {
    if (!detail.instanceId || !/\btaken out of service in response to/i.test(detail.cause)) return undefined;
    // A failed termination is tried again by the group; the instance has not left.
    if (/Unsuccessful/.test(detail.type)) return undefined;
    // One sentence: what AWS says after it is about something else.
    const reason =
      /taken out of service in response to (?:an? )?(.+?)\s*(?:\.\s|\.?$)/is.exec(detail.cause)?.[1] ?? "";
    const cause = causes.find(([pattern]) => pattern.test(reason))?.[1] ?? otherCause(reason);
    if (!cause) return undefined;
    return { kind: "left", ...base, cause, ...(cause === "other" && { causeText: reason }) };
  }
  if (/^EC2 Instance Launch/.test(detail.type)) {
    if (!/in response to (an? )?unhealthy instances? needing to be replaced/i.test(detail.cause))
      return undefined;
    if (/Unsuccessful/.test(detail.type)) {
      const message = detail.statusMessage || "";
      return { kind: "failed-launch", ...base, ...(message && { message }) };
    }
    return detail.instanceId ? { kind: "came", ...base } : undefined;
  }
  return undefined;
}

/** Phrasings that AWS may add: about health when they say so; scaling, a refresh or a user's request otherwise. */
function otherCause(reason: string): "other" | undefined {
  return /health|fail|impair|unreachable/i.test(reason) ? "other" : undefined;
}

export interface Entered {
  readonly ledger: Ledger;
  /** The replacement that the movement belongs to; undefined when it tells nothing new to show. */
  readonly replacement?: Replacement;
}

/** Enters a movement into the ledger. Entering it again changes nothing and finds the same replacement. */
export function enter(ledger: Ledger, movement: Movement): Entered {
  const known = ledger.find((entry) => isSame(half(entry, movement), movement));
  if (known) return { ledger, replacement: known };

  const open = ledger.find((entry) => fits(entry, movement));
  const replacement: Replacement = open
    ? add(open, movement)
    : add({ id: `${movement.kind}-${movement.instanceId || movement.startedAt}` }, movement);
  const entries = [...ledger.filter((entry) => entry !== open), replacement].sort(
    (a, b) => momentOf(a) - momentOf(b) || (a.id < b.id ? -1 : 1),
  );
  const newest = Math.max(...entries.map(momentOf));
  return { ledger: entries.filter((entry) => newest - momentOf(entry) <= memoryMs), replacement };
}

function half(entry: Replacement, movement: Movement): Movement | undefined {
  return movement.kind === "left" ? entry.left : movement.kind === "came" ? entry.came : entry.failure;
}

/** An instance leaves or comes once; launches that fail may name none. */
function isSame(known: Movement | undefined, movement: Movement): boolean {
  if (known?.instanceId !== movement.instanceId) return false;
  return movement.kind !== "failed-launch" || known.startedAt === movement.startedAt;
}

/** Whether the entry lacks this half and was moving at about the same time. */
function fits(entry: Replacement, movement: Movement): boolean {
  if (movement.kind === "left" ? entry.left : movement.kind === "came" && entry.came) return false;
  // A failed launch heard of late belongs to the replacement that succeeded after it.
  if (movement.kind === "failed-launch" && entry.came && entry.came.startedAt < movement.startedAt)
    return false;
  const other = entry.left ?? entry.came ?? entry.failure;
  return other !== undefined && gapBetween(other, movement) <= pairingWindowMs;
}

/** Milliseconds between the end of the earlier movement and the beginning of the later; 0 when they overlap. */
function gapBetween(a: Movement, b: Movement): number {
  const [earlier, later] = a.startedAt <= b.startedAt ? [a, b] : [b, a];
  return Math.max(0, Date.parse(later.startedAt) - Date.parse(earlier.endedAt));
}

function add(entry: Replacement, movement: Movement): Replacement {
  if (movement.kind === "left") return { ...entry, left: movement };
  if (movement.kind === "came") return { ...entry, came: movement };
  const isNewer = !entry.failure || entry.failure.startedAt <= movement.startedAt;
  return isNewer ? { ...entry, failure: movement } : entry;
}

function momentOf(entry: Replacement): number {
  return Date.parse((entry.left ?? entry.came ?? entry.failure)?.startedAt ?? "");
}

/** Milliseconds from the unhealthy instance's way out to the new one's being in service; undefined while half is missing. */
export function durationOf(replacement: Replacement): number | undefined {
  const { left, came } = replacement;
  if (!left || !came) return undefined;
  const begun = Math.min(Date.parse(left.startedAt), Date.parse(came.startedAt));
  const done = Math.max(Date.parse(left.endedAt), Date.parse(came.endedAt));
  return done - begun;
}
