import type { ArtifactRevision, PipelineExecutionStatus, SourceRevision } from "@aws-sdk/client-codepipeline";
import type { Revision } from "./answers.ts";
import { oncePerSettings, ownArn, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-codepipeline");
const client = oncePerSettings(async (settings) => new (await load()).CodePipelineClient(settings));

const pipelineArn = ownArn("codepipeline", "*");

export interface ExecutionSummary {
  readonly executionId: string;
  readonly status: PipelineExecutionStatus;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly revision?: Revision;
}

/** Starts an execution, idempotent by token. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StartPipelineExecution.html */
export const start = verb({
  operation: "codepipeline:StartPipelineExecution",
  effect: "token",
  resources: [pipelineArn],
  client,
  /** `token`: letters, digits and -, at most 128. */
  async run(codepipeline, { pipeline, token }: { pipeline: string; token: string }) {
    const answer = await codepipeline.send(
      new (await load()).StartPipelineExecutionCommand({ name: pipeline, clientRequestToken: token }),
    );
    return { executionId: answer.pipelineExecutionId ?? "" };
  },
});

/** The latest executions, newest first. */
export const executions = verb({
  operation: "codepipeline:ListPipelineExecutions",
  effect: "read",
  resources: [pipelineArn],
  client,
  async run(codepipeline, { pipeline, most }: { pipeline: string; most: number }): Promise<ExecutionSummary[]> {
    const answer = await codepipeline.send(
      new (await load()).ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: most }),
    );
    return (answer.pipelineExecutionSummaries ?? []).flatMap((one) => {
      if (!one.pipelineExecutionId || !one.status) return [];
      const revision = revisionOf(one.sourceRevisions?.[0]);
      return {
        executionId: one.pipelineExecutionId,
        status: one.status,
        ...(one.startTime && { startedAt: one.startTime.toISOString() }),
        ...(one.lastUpdateTime && { updatedAt: one.lastUpdateTime.toISOString() }),
        ...(revision && { revision }),
      };
    });
  },
});

function revisionOf(source: ArtifactRevision | SourceRevision | undefined): Revision | undefined {
  const { revisionId: id, revisionSummary: summary, revisionUrl: url } = source ?? {};
  return id ? { id, ...(summary && { summary }), ...(url && { url }) } : undefined;
}

/** The status of one execution. */
export const execution = verb({
  operation: "codepipeline:GetPipelineExecution",
  effect: "read",
  resources: [pipelineArn],
  client,
  async run(codepipeline, { pipeline, executionId }: { pipeline: string; executionId: string }) {
    const answer = await codepipeline.send(
      new (await load()).GetPipelineExecutionCommand({
        pipelineName: pipeline,
        pipelineExecutionId: executionId,
      }),
    );
    const found = answer.pipelineExecution;
    const revision = revisionOf(found?.artifactRevisions?.[0]);
    return { status: found?.status, ...(revision && { revision }) };
  },
});

export interface PipelineStageState {
  readonly name: string;
  /** The stage's current or last execution. */
  readonly executionId?: string;
  readonly status?: string;
  readonly actions: readonly {
    readonly name: string;
    readonly status?: string;
    /** Present while a manual approval is pending. */
    readonly token?: string;
    readonly summary?: string;
    readonly errorCode?: string;
    readonly errorMessage?: string;
    readonly url?: string;
    /** The run's id in the action's own service: `project:id` of CodeBuild, `d-…` of CodeDeploy. */
    readonly externalId?: string;
    /** ISO 8601. */
    readonly changedAt?: string;
  }[];
}

/** The pipeline's stages in order, with the current state of each. */
export const state = verb({
  operation: "codepipeline:GetPipelineState",
  effect: "read",
  resources: [pipelineArn],
  client,
  async run(codepipeline, { pipeline }: { pipeline: string }): Promise<PipelineStageState[]> {
    const answer = await codepipeline.send(new (await load()).GetPipelineStateCommand({ name: pipeline }));
    return (answer.stageStates ?? []).map((stage) => ({
      name: stage.stageName ?? "",
      ...(stage.latestExecution?.pipelineExecutionId && {
        executionId: stage.latestExecution.pipelineExecutionId,
      }),
      ...(stage.latestExecution?.status && { status: stage.latestExecution.status }),
      actions: (stage.actionStates ?? []).map(({ actionName, latestExecution: latest }) => ({
        name: actionName ?? "",
        ...(latest?.status && { status: latest.status }),
        ...(latest?.token && { token: latest.token }),
        ...(latest?.summary && { summary: latest.summary }),
        ...(latest?.errorDetails?.code && { errorCode: latest.errorDetails.code }),
        ...(latest?.errorDetails?.message && { errorMessage: latest.errorDetails.message }),
        ...(latest?.externalExecutionUrl && { url: latest.externalExecutionUrl }),
        ...(latest?.externalExecutionId && { externalId: latest.externalExecutionId }),
        ...(latest?.lastStatusChange && { changedAt: latest.lastStatusChange.toISOString() }),
      })),
    }));
  },
});

/** Answers a manual approval. Its token is single-use, so a second answer is refused. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html */
export const answerApproval = verb({
  operation: "codepipeline:PutApprovalResult",
  effect: "state",
  resources: [ownArn("codepipeline", "*/*/*")],
  client,
  async run(
    codepipeline,
    input: {
      pipeline: string;
      stage: string;
      action: string;
      token: string;
      verdict: "Approved" | "Rejected";
      /** At most 512 characters. */
      summary: string;
    },
  ) {
    await codepipeline.send(
      new (await load()).PutApprovalResultCommand({
        pipelineName: input.pipeline,
        stageName: input.stage,
        actionName: input.action,
        token: input.token,
        result: { status: input.verdict, summary: input.summary },
      }),
    );
  },
});

/** Retries the failed actions of a stage, within the same execution. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html */
export const retryStage = verb({
  operation: "codepipeline:RetryStageExecution",
  effect: "state",
  resources: [ownArn("codepipeline", "*/*")],
  client,
  async run(codepipeline, input: { pipeline: string; executionId: string; stage: string }) {
    await codepipeline.send(
      new (await load()).RetryStageExecutionCommand({
        pipelineName: input.pipeline,
        pipelineExecutionId: input.executionId,
        stageName: input.stage,
        retryMode: "FAILED_ACTIONS",
      }),
    );
  },
});

/**
 * Stops an execution after its current actions; for one that is already stopping it is an error.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StopPipelineExecution.html
 */
export const stop = verb({
  operation: "codepipeline:StopPipelineExecution",
  effect: "state",
  resources: [pipelineArn],
  client,
  /** `reason`: at most 200 characters. */
  async run(codepipeline, input: { pipeline: string; executionId: string; reason: string }) {
    await codepipeline.send(
      new (await load()).StopPipelineExecutionCommand({
        pipelineName: input.pipeline,
        pipelineExecutionId: input.executionId,
        abandon: false,
        reason: input.reason,
      }),
    );
  },
});
