import { type HandlerContext, RetryableError } from "../../lib/app/define.ts";
import type { Bound } from "../../lib/aws/verbs.ts";
import { explain, type Fault, type Result } from "../../lib/pure/result.ts";
import type { Text } from "../../lib/pure/text.ts";
import type { Attempted, RunningJob } from "../../lib/store/jobs.ts";
import { type AnyKind, kinds, type ResourceVerb } from "./kinds/index.ts";
import type { TargetBatch } from "./resource-kind.ts";
import { batchesOf, byLocation, isOf } from "./service.ts";
import { type OperationTarget, targetKey } from "./state.ts";

/** The result of requesting reboots. */
interface RebootResult {
  /** AWS's refusals, by target key. */
  readonly refused: Readonly<Record<string, Text>>;
  /** Targets of which it is unknown whether AWS rebooted them. */
  readonly doubtful: readonly OperationTarget[];
}

/**
 * EC2 accepts about this many changes at once from an account before it throttles them; more instances are rebooted
 * several to a call. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const mostCalls = 50;

/** Reboots each target, at most once. Faults that certainly prevented it are thrown, to try again. */
export async function rebootTargets(
  targets: readonly OperationTarget[],
  job: RunningJob,
  { at }: HandlerContext<ResourceVerb<"reboot">>,
): Promise<RebootResult> {
  const refused: Record<string, Text> = {};
  const doubtful: OperationTarget[] = [];

  /** When AWS refuses a whole call because of one target, bisect to find which. */
  async function attempt(
    asked: TargetBatch,
    reboot: NonNullable<AnyKind["reboot"]>,
    aws: Bound<ResourceVerb<"reboot">>,
  ) {
    const [first] = asked;
    const ids = asked.map(({ id }) => id);
    const name = `reboot ${targetKey(first)}${asked.length > 1 ? ` +${asked.length - 1}` : ""}`;
    const outcome = await job.attempt(name, ids, async () => rebootOutcomeOf(await reboot(aws, asked)));
    if (outcome.kind === "unknown") doubtful.push(...asked);
    else if (outcome.value && asked.length > 1 && outcome.value.class !== "denied") {
      for (const half of batchesOf(asked, Math.ceil(asked.length / 2))) await attempt(half, reboot, aws);
    } else if (outcome.value) {
      for (const target of asked) refused[targetKey(target)] = explain(outcome.value);
    }
  }

  for (const { location, own } of byLocation(targets)) {
    const { aws } = at(location);
    for (const kind of kinds) {
      const { reboot } = kind;
      if (!reboot) continue;
      const all = own.filter(isOf(kind));
      const size = Math.min(kind.batchSize, Math.ceil(all.length / mostCalls));
      for (const batch of batchesOf(all, size)) await attempt(batch, reboot, aws);
    }
  }
  return { refused, doubtful };
}

/** The fault if AWS certainly did not reboot it, or null if it did. */
function rebootOutcomeOf(asked: Result<void>): Attempted<Fault | null> {
  if (asked.ok) return { kind: "known", value: null };
  const { fault } = asked;
  if (fault.class === "throttled" || (fault.class === "retryable" && isUnsent(fault))) {
    return { kind: "refused", error: new RetryableError(fault) };
  }
  return fault.class === "retryable" ? { kind: "unknown" } : { kind: "known", value: fault };
}

/** Whether the request was never sent: the role could not be assumed, or no connection was made. */
function isUnsent({ operation, code }: Fault): boolean {
  return operation.startsWith("sts:") || code === "ECONNREFUSED" || code === "ENOTFOUND";
}
