import type { PipelineOfWorld, StageOfWorld } from "../../world.ts";

/** A commit of a Source's repository. */
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
  /** The ARN of who started it, or of the connection through which the push came. */
  readonly detail: string;
}

export interface Execution {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly trigger: Trigger;
  readonly startedAt: Date;
  /** The commit that was pushed, or the one that the Source stage found. */
  commit: Commit | undefined;
  status: ExecutionStatus;
  updatedAt: Date;
  /** 1, and one more for each retried stage. */
  attempt: number;
  retriedAt: Date | undefined;
  /** The source action has succeeded, so that its revision is known. */
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
  /** Of an approval: what PutApprovalResult must bring. */
  readonly token: string | undefined;
  summary: string | undefined;
  updatedBy: string | undefined;
  readonly externalId: string | undefined;
  readonly externalUrl: string | undefined;
  errorCode: string | undefined;
  /** Calls off the moment at which it would end by itself. */
  cancel: () => void;
}

export interface Stage {
  readonly definition: StageOfWorld;
  readonly index: number;
  /** The execution that is in it now: in the mode SUPERSEDED a stage is held by one at a time. */
  occupant: Execution | undefined;
  /** The execution that waits for the stage to become free. */
  waiting: Execution | undefined;
  /** The last execution that entered it, and how that went. */
  latest:
    | { execution: Execution; status: "InProgress" | "Succeeded" | "Failed" | "Stopping" | "Stopped" }
    | undefined;
  retriedAt: Date | undefined;
  /** What the next run of it will fail with. */
  failure: Failure | undefined;
  /** Its next run ends only by hand. */
  isHeld: boolean;
}

export interface Failure {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  /** How the log of a failed build ends. */
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

/** What an action takes in and gives out: Source makes SourceArtifact, Build makes BuildArtifact of it. */
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

/** Where an execution keeps an artifact: CodePipeline cuts both names short. */
export function artifact(execution: Execution, name: string): Artifact {
  const prefix = `${execution.pipeline.definition.name.slice(0, 20)}/${name.slice(0, 10)}`;
  return { name, s3location: { bucket: artifactBucket, key: `${prefix}/${execution.id.slice(-7)}` } };
}

/** What a connection reports of a commit instead of its message alone. */
export function revisionSummary(commit: Commit): string {
  return JSON.stringify({ ProviderType: "GitHub", CommitMessage: commit.message });
}
