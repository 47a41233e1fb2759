import type { EventDefinition, HandlerContext, NamedEnvironment } from "../../lib/app/define.ts";
import type { Revision } from "../../lib/aws/answers.ts";
import type { Bound, VerbName } from "../../lib/aws/verbs.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import type { Location } from "../../lib/pure/location.ts";
import type { Fault, Result } from "../../lib/pure/result.ts";
import type { Text } from "../../lib/pure/text.ts";
import type { RunningJob } from "../../lib/store/jobs.ts";
import type { DeploymentPresentation, StageReference } from "./message.ts";
import type { ApprovalDecision, Deployment, DeploymentId, DeploymentStatus } from "./state.ts";

/** What is deployed with, in the configuration, in keys and in what is remembered: a pipeline, else `kind:name`. */
export type DeployTarget = Pick<NamedEnvironment, "pipeline">;

/** An execution as its service lists it. */
export interface ListedExecution {
  readonly executionId: string;
  /** As the service calls it. */
  readonly status: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly revision?: Revision;
}

/** The AWS verbs with which executions are listed, followed, started, stopped, approved and retried. */
type DeployerUses = Readonly<
  Record<"list" | "follow" | "start" | "stop" | "approve" | "retry", readonly VerbName[]>
>;

type Calls<Uses extends DeployerUses, Purpose extends keyof DeployerUses> = Bound<Uses[Purpose][number]>;

/**
 * What differs from one way to deploy to the next; lock, question, message, audit and the look at what has gone silent
 * are written once above it. What asks AWS more than once (hasEnded, stop, approve, retry) throws temporary faults; the
 * rest returns them, or leaves out what cannot be known.
 */
export interface Deployer<Uses extends DeployerUses = DeployerUses> extends DeploymentPresentation {
  readonly kind: string;
  readonly uses: Uses;
  readonly event: Pick<EventDefinition, "name" | "source" | "types">;
  /** What an event of its service tells; undefined when it is about no execution. */
  read(event: AwsEvent): Deployment | undefined;
  targetUrl(target: DeployTarget & Location): string;
  /** Says that there is nothing of that name to deploy with. */
  missing(environment: NamedEnvironment): Text;
  /** How a listed execution stands; undefined when its status is not known. */
  statusOf(execution: ListedExecution): DeploymentStatus | undefined;
  /** The latest executions, newest first. */
  list(
    aws: Calls<Uses, "list">,
    target: DeployTarget & { readonly most: number },
  ): Promise<Result<ListedExecution[]>>;
  /** Starts an execution; the same token starts it once. */
  start(
    aws: Calls<Uses, "start">,
    input: DeployTarget & { readonly token: string },
  ): Promise<Result<{ readonly executionId: string }>>;
  hasEnded(aws: Calls<Uses, "follow">, id: DeploymentId): Promise<boolean>;
  /** The names of its stages in order; undefined when they cannot be known. */
  planOf(aws: Calls<Uses, "follow">, id: DeploymentId): Promise<readonly string[] | undefined>;
  /** What the service itself says of it at this moment, as news. */
  follow(
    aws: Calls<Uses, "follow">,
    id: DeploymentId,
    before: Deployment | undefined,
    at: string,
  ): Promise<Deployment>;
  /** Remembers one that was not heard of before. */
  remember?(id: DeploymentId, context: Pick<HandlerContext<never>, "store" | "now">): Promise<void>;
  /** Stops it; `isRepeated`: it may have been asked for before. */
  stop(
    aws: Calls<Uses, "stop" | "follow">,
    input: Pick<DeploymentId, "pipeline" | "executionId"> & { readonly reason: string },
    isRepeated: boolean,
  ): Promise<Result<void>>;
  /** Whether a stop was refused since it has ended. */
  isStopTooLate(fault: Fault): boolean;
  /** Answers what waits for a person, and gives what is called so; undefined when it does not wait any more. */
  approve?(
    aws: Calls<Uses, "approve" | "follow">,
    reference: StageReference,
    decision: Pick<ApprovalDecision, "person" | "verdict">,
    job: RunningJob,
  ): Promise<Result<string> | undefined>;
  retry?(
    aws: Calls<Uses, "retry" | "follow">,
    reference: StageReference,
    job: RunningJob,
  ): Promise<Result<void>>;
  /** Whether a retry was refused since there is nothing to retry any more. */
  isRetryTooLate?(fault: Fault): boolean;
}

export function defineDeployer<const Uses extends DeployerUses>(deployer: Deployer<Uses>): Deployer<Uses> {
  return deployer;
}
