import type { PipelineOfWorld, StageOfWorld } from "../../world.ts";

/** A commit in the Source's repository. */
export interface Commit {
  readonly id: string;
  readonly message: string;
  readonly author: string;
  readonly url: string;
  readonly at: Date;
}

export type ExecutionStatus = "InProgress" | "Stopping" | "Stopped" | "Succeeded" | "Superseded" | "Failed";

export interface Trigger {
  readonly type: "StartPipelineExecution" | "Webhook";
  /** The ARN of the starter, or of the connection that received the push. */
  readonly detail: string;
}

export interface Execution {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly trigger: Trigger;
  readonly startedAt: Date;
  /** The pushed commit, or the one that the Source stage found. */
  commit: Commit | undefined;
  status: ExecutionStatus;
  updatedAt: Date;
  /** 1, plus one for each retried stage. */
  attempt: number;
  retriedAt: Date | undefined;
  /** Whether the source action has succeeded, so that its revision is known. */
  hasRevision: boolean;
  stopReason: string | undefined;
  readonly actions: ActionExecution[];
}

export type ActionStatus = "InProgress" | "Succeeded" | "Failed" | "Abandoned";

export interface ActionExecution {
  readonly id: string;
  readonly execution: Execution;
  readonly stage: Stage;
  readonly startedAt: Date;
  status: ActionStatus;
  updatedAt: Date;
  /** For an approval: the token that PutApprovalResult requires. */
  readonly token: string | undefined;
  summary: string | undefined;
  updatedBy: string | undefined;
  readonly externalId: string | undefined;
  readonly externalUrl: string | undefined;
  errorCode: string | undefined;
  /** Cancels its scheduled end. */
  cancel: () => void;
}

export interface Stage {
  readonly definition: StageOfWorld;
  readonly index: number;
  /** The execution that is in it now: in SUPERSEDED mode one at a time. */
  occupant: Execution | undefined;
  /** The execution that waits for the stage. */
  waiting: Execution | undefined;
  /** The last execution in it, and its result. */
  latest: { execution: Execution; status: "InProgress" | "Succeeded" | "Failed" | "Stopping" | "Stopped" } | undefined;
  retriedAt: Date | undefined;
  /** The failure of its next run. */
  failure: Failure | undefined;
  /** Whether its next run must be finished by hand. */
  isHeld: boolean;
}

export interface Failure {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  /** The end of a failed build's log. */
  readonly log?: readonly string[] | undefined;
  /** The ids of the instances on which a deployment failed. */
  readonly failed?: readonly string[] | undefined;
}

export interface Pipeline {
  readonly definition: PipelineOfWorld;
  readonly version: number;
  readonly createdAt: Date;
  readonly arn: string;
  readonly connectionArn: string;
  readonly stages: readonly Stage[];
  /** Oldest first. */
  readonly executions: Execution[];
  readonly commits: Commit[];
  readonly tokens: Map<string, Execution>;
}

export interface Artifact {
  readonly name: string;
  readonly s3location: { readonly bucket: string; readonly key: string };
}

export const artifactBucket = "codepipeline-ap-northeast-2-104857600";

/** An action's input and output artifacts: Source makes SourceArtifact, Build makes BuildArtifact of it. */
export function artifactNames(pipeline: Pipeline, stage: Stage): { input: string[]; output: string[] } {
  const hasBuild = pipeline.stages.some(({ definition }) => definition.category === "Build");
  switch (stage.definition.category) {
    case "Source":
      return { input: [], output: ["SourceArtifact"] };
    case "Build":
      return { input: ["SourceArtifact"], output: ["BuildArtifact"] };
    case "Deploy":
      return { input: [hasBuild ? "BuildArtifact" : "SourceArtifact"], output: [] };
    case "Approval":
      return { input: [], output: [] };
  }
}

/** The location of an execution's artifact: CodePipeline shortens both names. */
export function artifact(execution: Execution, name: string): Artifact {
  const prefix = `${execution.pipeline.definition.name.slice(0, 20)}/${name.slice(0, 10)}`;
  return { name, s3location: { bucket: artifactBucket, key: `${prefix}/${execution.id.slice(-7)}` } };
}

/** A connection's summary of a commit, which is more than its message. */
export function revisionSummary(commit: Commit): string {
  return JSON.stringify({ ProviderType: "GitHub", CommitMessage: commit.message });
}
