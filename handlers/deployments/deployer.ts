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

/** What deploys an environment, in the configuration, in keys and in records: a pipeline, else `kind:name`. */
export type DeployTarget = Pick<NamedEnvironment, "pipeline">;

/** An execution in its service's list. */
export interface ListedExecution {
  readonly executionId: string;
  /** In the service's words. */
  readonly status: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly revision?: Revision;
}

/** The AWS verbs that list, follow, start, stop, approve and retry executions. */
type DeployerUses = Readonly<Record<"list" | "follow" | "start" | "stop" | "approve" | "retry", readonly VerbName[]>>;

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
  /** The state in an event of its service; undefined when it names no execution. */
  read(event: AwsEvent): Deployment | undefined;
  targetUrl(target: DeployTarget & Location): string;
  /** The answer when there is nothing of that name to deploy with. */
  missing(environment: NamedEnvironment): Text;
  /** The status of a listed execution; undefined for an unknown one. */
  statusOf(execution: ListedExecution): DeploymentStatus | undefined;
  /** The latest executions, newest first. */
  list(aws: Calls<Uses, "list">, target: DeployTarget & { readonly most: number }): Promise<Result<ListedExecution[]>>;
  /** Starts an execution, idempotent by token. */
  start(
    aws: Calls<Uses, "start">,
    input: DeployTarget & { readonly token: string },
  ): Promise<Result<{ readonly executionId: string }>>;
  hasEnded(aws: Calls<Uses, "follow">, id: DeploymentId): Promise<boolean>;
  /** The names of its stages in order; undefined when they cannot be known. */
  planOf(aws: Calls<Uses, "follow">, id: DeploymentId): Promise<readonly string[] | undefined>;
  /** What the service itself says of it at this moment, as news. */
  follow(aws: Calls<Uses, "follow">, id: DeploymentId, before: Deployment | undefined, at: string): Promise<Deployment>;
  /** Records an execution that was not known before. */
  remember?(id: DeploymentId, context: Pick<HandlerContext<never>, "store" | "now">): Promise<void>;
  /** Stops it; `isRepeated`: an earlier try may have requested it. */
  stop(
    aws: Calls<Uses, "stop" | "follow">,
    input: Pick<DeploymentId, "pipeline" | "executionId"> & { readonly reason: string },
    isRepeated: boolean,
  ): Promise<Result<void>>;
  /** Whether a stop was refused because it has ended. */
  isStopTooLate(fault: Fault): boolean;
  /** Answers a pending approval, and returns its name; undefined when none is pending any more. */
  approve?(
    aws: Calls<Uses, "approve" | "follow">,
    reference: StageReference,
    decision: Pick<ApprovalDecision, "person" | "verdict">,
    job: RunningJob,
  ): Promise<Result<string> | undefined>;
  retry?(aws: Calls<Uses, "retry" | "follow">, reference: StageReference, job: RunningJob): Promise<Result<void>>;
  /** Whether a retry was refused because there is nothing left to retry. */
  isRetryTooLate?(fault: Fault): boolean;
}

export function defineDeployer<const Uses extends DeployerUses>(deployer: Deployer<Uses>): Deployer<Uses> {
  return deployer;
}
