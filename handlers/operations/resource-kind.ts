import type { Bound, VerbName } from "../../lib/aws/verbs.ts";
import type { LocalResource, ResourceQuery, TagValue } from "../../lib/pure/resource.ts";
import type { Fault, Result } from "../../lib/pure/result.ts";
import type { Phrase, PlainKey, Text } from "../../lib/pure/text.ts";
import type { OperationTarget, OperationVerb } from "./state.ts";

/** Start and stop: safe to repeat, since the state shows what has happened. */
export type PowerVerb = Exclude<OperationVerb, "reboot">;

/** As many targets as fit into one call, at least one. */
export type TargetBatch = readonly [OperationTarget, ...OperationTarget[]];

/** What differs between kinds of resources; lists, operations and schedules are written once above it. */
export interface ResourceKind<
  Read extends VerbName = VerbName,
  Power extends VerbName = VerbName,
  Reboot extends VerbName = VerbName,
> {
  readonly kind: LocalResource["kind"];
  /** The AWS verbs that look it up, start and stop it, and reboot it. */
  readonly uses: {
    readonly read: readonly Read[];
    readonly power: readonly Power[];
    readonly reboot: readonly Reboot[];
  };
  /** The limit of one call. */
  readonly batchSize: number;
  /** The state that each target has reached or passed when AWS accepts the call, by verb: the planned one unless listed. Without any they are looked up. */
  readonly acceptedStates?: Readonly<Partial<Record<OperationVerb, string>>>;
  /** CloudTrail's name for its reboot. */
  readonly rebootCall?: string;
  /** The selected ones, or more, with states that `state.ts` knows. */
  find(aws: Bound<Read>, which: ResourceQuery): Promise<Result<LocalResource[]>>;
  /**
   * These, as far as AWS returns them now, where that takes fewer calls than listing all. `tag`: the tag of all of an
   * operation's targets; `among`: how many those are.
   */
  look?(
    aws: Bound<Read>,
    ids: readonly string[],
    hints: { readonly tag: TagValue | undefined; readonly among: number },
  ): Promise<LocalResource[]>;
  request(aws: Bound<Power>, verb: PowerVerb, batch: TargetBatch): Promise<Result<void>>;
  reboot?(aws: Bound<Reboot>, batch: TargetBatch): Promise<Result<void>>;
  /** Why AWS never does that with this one, in any state. */
  limitOf(resource: LocalResource, verb: OperationVerb): Text | undefined;
  /** A refusal with words of its own. */
  explain?(fault: Fault): Text | undefined;
}

/** The kinds of one command, `/ec2` or `/rds`, clusters before their members; and their names. */
export interface ResourceService {
  readonly kinds: readonly ResourceKind[];
  readonly which: PlainKey;
  readonly listTitle: PlainKey;
  /** The start of their line in `/nightshift status`. */
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
