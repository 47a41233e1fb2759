import type { Bound, VerbName } from "../../lib/aws/verbs.ts";
import type { LocalResource, ResourceQuery, TagValue } from "../../lib/pure/resource.ts";
import type { Fault, Result } from "../../lib/pure/result.ts";
import type { Phrase, PlainKey, Text } from "../../lib/pure/text.ts";
import type { OperationTarget, OperationVerb } from "./state.ts";

/** What may be asked of AWS again: it is there already, or on its way. */
export type PowerVerb = Exclude<OperationVerb, "reboot">;

/** As many targets as one call takes, at least one. */
export type TargetBatch = readonly [OperationTarget, ...OperationTarget[]];

/** What differs from one kind of resource to the next; lists, operations and schedules are written once above it. */
export interface ResourceKind<
  Read extends VerbName = VerbName,
  Power extends VerbName = VerbName,
  Reboot extends VerbName = VerbName,
> {
  readonly kind: LocalResource["kind"];
  /** The AWS verbs with which it is looked at, started and stopped, and rebooted. */
  readonly uses: {
    readonly read: readonly Read[];
    readonly power: readonly Power[];
    readonly reboot: readonly Reboot[];
  };
  /** So many are taken in one call. */
  readonly batchSize: number;
  /** The state that each is in, or beyond, once AWS has taken the call; without it they are looked at. */
  readonly acceptedStates?: Readonly<Partial<Record<OperationVerb, string>>>;
  /** How AWS's own record calls a reboot. */
  readonly rebootCall?: string;
  /** Those that are meant, or more, with states that `state.ts` knows. */
  find(aws: Bound<Read>, which: ResourceQuery): Promise<Result<LocalResource[]>>;
  /**
   * These, as far as AWS tells now, where that takes fewer calls than listing all. `tag`: all of an operation's have it;
   * `among`: how many those are.
   */
  look?(
    aws: Bound<Read>,
    ids: readonly string[],
    hints: { readonly tag: TagValue | undefined; readonly among: number },
  ): Promise<LocalResource[]>;
  request(aws: Bound<Power>, verb: PowerVerb, batch: TargetBatch): Promise<Result<void>>;
  reboot?(aws: Bound<Reboot>, batch: TargetBatch): Promise<Result<void>>;
  /** Why AWS never does that with this one, whatever its state. */
  limitOf(resource: LocalResource, verb: OperationVerb): Text | undefined;
  /** A refusal that has words of its own. */
  explain?(fault: Fault): Text | undefined;
}

/** Kinds that one command names, `/ec2` or `/rds`, clusters before their members; and how they are called. */
export interface ResourceService {
  readonly kinds: readonly ResourceKind[];
  readonly which: PlainKey;
  readonly listTitle: PlainKey;
  /** Begins their line in `/nightshift status`. */
  readonly fleet: Phrase["say"];
  readonly example: string;
}

export function defineResourceKind<
  const Read extends VerbName,
  const Power extends VerbName,
  const Reboot extends VerbName,
>(kind: ResourceKind<Read, Power, Reboot>): ResourceKind<Read, Power, Reboot> {
  return kind;
}
