import type { PipelineExecutionStatus } from "@aws-sdk/client-codepipeline";
import type { Revision } from "./answers.ts";
import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-codepipeline");
const client = oncePerSettings(async (settings) => new (await load()).CodePipelineClient(settings));

// AWS::Partition and the rest are filled in by CloudFormation (Fn::Sub).
// biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
const pipelineArn = "arn:${AWS::Partition}:codepipeline:*:${AWS::AccountId}:*";

export interface ExecutionSummary {
  readonly executionId: string;
  readonly status: PipelineExecutionStatus;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly revision?: Revision;
}

/** Starts an execution; the same token starts it once. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StartPipelineExecution.html */
export const start = verb({
  operation: "codepipeline:StartPipelineExecution",
  effect: "token",
  resources: [pipelineArn],
  client,
  /** `token`: letters, digits and -, at most 128. */
  async run(codepipeline, { pipeline, token }: { pipeline: string; token: string }) {
    const { StartPipelineExecutionCommand } = await load();
    const answer = await codepipeline.send(
      new StartPipelineExecutionCommand({ name: pipeline, clientRequestToken: token }),
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
  async run(
    codepipeline,
    { pipeline, most }: { pipeline: string; most: number },
  ): Promise<ExecutionSummary[]> {
    const { ListPipelineExecutionsCommand } = await load();
    const answer = await codepipeline.send(
      new ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: most }),
    );
    return (answer.pipelineExecutionSummaries ?? []).flatMap((one) => {
      if (!one.pipelineExecutionId || !one.status) return [];
      const source = one.sourceRevisions?.[0];
      return {
        executionId: one.pipelineExecutionId,
        status: one.status,
        ...(one.startTime && { startedAt: one.startTime.toISOString() }),
        ...(one.lastUpdateTime && { updatedAt: one.lastUpdateTime.toISOString() }),
        ...(source?.revisionId && {
          revision: {
            id: source.revisionId,
            ...(source.revisionSummary && { summary: source.revisionSummary }),
            ...(source.revisionUrl && { url: source.revisionUrl }),
          },
        }),
      };
    });
  },
});

/** How one execution stands. */
export const execution = verb({
  operation: "codepipeline:GetPipelineExecution",
  effect: "read",
  resources: [pipelineArn],
  client,
  async run(codepipeline, { pipeline, executionId }: { pipeline: string; executionId: string }) {
    const { GetPipelineExecutionCommand } = await load();
    const answer = await codepipeline.send(
      new GetPipelineExecutionCommand({ pipelineName: pipeline, pipelineExecutionId: executionId }),
    );
    const found = answer.pipelineExecution;
    const artifact = found?.artifactRevisions?.[0];
    return {
      status: found?.status,
      ...(artifact?.revisionId && {
        revision: {
          id: artifact.revisionId,
          ...(artifact.revisionSummary && { summary: artifact.revisionSummary }),
          ...(artifact.revisionUrl && { url: artifact.revisionUrl }),
        },
      }),
    };
  },
});

export interface PipelineStageState {
  readonly name: string;
  /** The execution that is in the stage, or was last. */
  readonly executionId?: string;
  readonly status?: string;
  readonly actions: readonly {
    readonly name: string;
    readonly status?: string;
    /** Present while a manual approval waits. */
    readonly token?: string;
    readonly summary?: string;
    readonly errorCode?: string;
    readonly errorMessage?: string;
    readonly url?: string;
    /** What the run is called in the action's own service: `project:id` of CodeBuild, `d-…` of CodeDeploy. */
    readonly externalId?: string;
    /** ISO 8601. */
    readonly changedAt?: string;
  }[];
}

/** The pipeline's stages in order, with what is in each now. */
export const state = verb({
  operation: "codepipeline:GetPipelineState",
  effect: "read",
  resources: [pipelineArn],
  client,
  async run(codepipeline, { pipeline }: { pipeline: string }): Promise<PipelineStageState[]> {
    const { GetPipelineStateCommand } = await load();
    const answer = await codepipeline.send(new GetPipelineStateCommand({ name: pipeline }));
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
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
  resources: ["arn:${AWS::Partition}:codepipeline:*:${AWS::AccountId}:*/*/*"],
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
    const { PutApprovalResultCommand } = await load();
    await codepipeline.send(
      new PutApprovalResultCommand({
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
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
  resources: ["arn:${AWS::Partition}:codepipeline:*:${AWS::AccountId}:*/*"],
  client,
  async run(codepipeline, input: { pipeline: string; executionId: string; stage: string }) {
    const { RetryStageExecutionCommand } = await load();
    await codepipeline.send(
      new RetryStageExecutionCommand({
        pipelineName: input.pipeline,
        pipelineExecutionId: input.executionId,
        stageName: input.stage,
        retryMode: "FAILED_ACTIONS",
      }),
    );
  },
});

/**
 * Stops an execution once the actions that are under way have ended; what already stops is an error.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StopPipelineExecution.html
 */
export const stop = verb({
  operation: "codepipeline:StopPipelineExecution",
  effect: "state",
  resources: [pipelineArn],
  client,
  /** `reason`: at most 200 characters. */
  async run(codepipeline, input: { pipeline: string; executionId: string; reason: string }) {
    const { StopPipelineExecutionCommand } = await load();
    await codepipeline.send(
      new StopPipelineExecutionCommand({
        pipelineName: input.pipeline,
        pipelineExecutionId: input.executionId,
        abandon: false,
        reason: input.reason,
      }),
    );
  },
});
