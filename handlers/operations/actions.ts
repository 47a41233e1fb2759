import { type ActionContext, defineAction, type Outcome, throwIfRetryable } from "../../lib/app/define.ts";
import { auditedResources } from "../../lib/pure/audit.ts";
import { jsonIn, textAt } from "../../lib/pure/json.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { explain } from "../../lib/pure/result.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { firstAbout, type TrailEvent, trailDelayMs } from "../../lib/pure/trail.ts";
import { environmentNamed } from "../../lib/requests/parse-arguments.ts";
import { kinds } from "./kinds/index.ts";
import type { CheckReference } from "./message.ts";
import { packedOperationShape, unpackOperation } from "./packed-state.ts";
import { byLocation, isOf, publishOperation } from "./service.ts";
import { isInDoubt, type OperationTarget, targetKey } from "./state.ts";

const uses = ["cloudtrail.lookup"] as const;
type Context = ActionContext<(typeof uses)[number]>;

/** Looks up in CloudTrail what came of the calls in doubt, and updates their message. */
export const check = defineAction({
  name: "check",
  role: "operator",
  uses,
  environment(value, config) {
    const reference = referenceIn(value);
    if (!reference) return undefined;
    const found = (reference.environments ?? []).map((name) => environmentNamed(config, name));
    // Something of a removed environment counts as being in none.
    return found.every((one) => one !== undefined) ? found : [];
  },
  async run(context): Promise<Outcome> {
    const { store, value } = context;
    const key = referenceIn(value)?.operation ?? "";
    const record = await store.messages.read(packedOperationShape, key);
    if (!record?.state || record.destination.kind !== "channel") {
      return { result: "refused", answer: refusal(say("error.stale-button")), detail: "gone" };
    }
    const operation = unpackOperation(record.state);
    const doubtful = Object.values(operation.targets).filter(isInDoubt);
    const inspected = await findReboots(doubtful, operation.startedAt, context);
    const news = Object.fromEntries(inspected.settled.map((target) => [targetKey(target), target]));
    // Publish known results again: the function that found them may have died before publishing them.
    if (inspected.settled.length || !doubtful.length) {
      const { channel } = record.destination;
      await publishOperation({ ...operation, targets: news }, { key, channel }, context);
    }
    const resources = auditedResources(doubtful);
    const isLeft = inspected.settled.length < doubtful.length;
    return isLeft
      ? { result: "refused", answer: answerTo(inspected), detail: "not known yet", resources }
      : { result: "done", resources, detail: inspected.settled.map(inShort).join("; ").slice(0, 500) };
  },
});

/** What CloudTrail shows. */
interface RebootEvidence {
  /** The targets whose result is now known. */
  readonly settled: readonly OperationTarget[];
  /** When the others' results will be known at the latest, ISO 8601; absent when none is left. */
  readonly until?: string;
  readonly failures: readonly Text[];
}

/** `since`: the earliest time at which the first of them may have happened, ISO 8601. */
async function findReboots(
  doubtful: readonly OperationTarget[],
  since: string,
  context: Context,
): Promise<RebootEvidence> {
  const settled: OperationTarget[] = [];
  const failures: Text[] = [];
  const ends: string[] = [];
  const now = context.now().getTime();
  for (const { location, own } of byLocation(doubtful)) {
    const { aws } = context.at(location);
    for (const kind of kinds) {
      const targets = own.filter(isOf(kind));
      if (!targets.length || kind.rebootCall === undefined) continue;
      const found = throwIfRetryable(await aws["cloudtrail.lookup"]({ name: kind.rebootCall, since }));
      if (!found.ok) failures.push(say("check.failed", { reason: explain(found.fault) }));
      for (const target of found.ok ? targets : []) {
        const end = Date.parse(target.doubt?.since ?? since) + trailDelayMs;
        const known = withProof(target, found.ok ? found.value : [], now > end);
        if (known) settled.push(known);
        else ends.push(new Date(end).toISOString());
      }
    }
  }
  const until = ends.sort().at(-1);
  return { settled, failures, ...(until !== undefined && { until }) };
}

/** `isComplete`: calls that are not in the record by now did not happen. */
function withProof(
  target: OperationTarget,
  events: readonly TrailEvent[],
  isComplete: boolean,
): OperationTarget | undefined {
  const event = firstAbout(target.id, events);
  if (event) return { ...target, proof: { at: event.at, by: event.by } };
  return isComplete ? { ...target, refusal: say("operation.not-rebooted") } : undefined;
}

function answerTo({ until, failures }: RebootEvidence) {
  const wait = until === undefined ? [] : [say("check.early-until", { time: { time: until } })];
  return refusal(say("check.early"), ...wait, ...failures);
}

function inShort({ id, proof }: OperationTarget): string {
  return proof ? `${id} rebooted at ${proof.at} by ${proof.by}` : `${id} not rebooted`;
}

function referenceIn(value: string): CheckReference | undefined {
  const parsed = jsonIn(value);
  const operation = textAt(parsed, "operation");
  if (!operation?.startsWith("operation/")) return undefined;
  const environments = (parsed as { readonly environments?: unknown }).environments;
  const areNames = Array.isArray(environments) && environments.every((one) => typeof one === "string");
  return { operation, ...(areNames && { environments: environments as string[] }) };
}
