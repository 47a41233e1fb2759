import {
  type ActionTypeId,
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { page } from "../state/cloud.ts";
import {
  type ActionExecution,
  artifact,
  artifactBucket,
  artifactNames,
  type Execution,
  type Pipeline,
  revisionSummary,
  type Stage,
} from "../state/pipeline-model.ts";
import type { Pipelines } from "../state/pipelines.ts";
import { Service } from "../wire/service.ts";

/** AWS CodePipeline. https://docs.aws.amazon.com/codepipeline/latest/APIReference/ */
export function codepipeline(pipelines: Pipelines) {
  return new Service(new CodePipelineClient({ region: "local" }))
    .on(ListPipelinesCommand, (input) => {
      const { items, nextToken } = page(pipelines.all(), input.nextToken, input.maxResults);
      return {
        pipelines: items.map(({ definition, version, createdAt }) => ({
          name: definition.name,
          version,
          pipelineType: "V2" as const,
          executionMode: "SUPERSEDED" as const,
          created: createdAt,
          updated: createdAt,
        })),
        nextToken,
      };
    })
    .on(GetPipelineCommand, (input) => {
      const pipeline = pipelines.get(input.name);
      return {
        pipeline: declare(pipeline),
        metadata: { pipelineArn: pipeline.arn, created: pipeline.createdAt, updated: pipeline.createdAt },
      };
    })
    .on(GetPipelineStateCommand, (input) => {
      const pipeline = pipelines.get(input.name);
      return {
        pipelineName: pipeline.definition.name,
        pipelineVersion: pipeline.version,
        stageStates: pipeline.stages.map((stage) => stageState(pipeline, stage)),
        created: pipeline.createdAt,
        updated: pipeline.createdAt,
      };
    })
    .on(GetPipelineExecutionCommand, (input) => {
      const execution = pipelines.execution(input.pipelineName, input.pipelineExecutionId);
      return {
        pipelineExecution: {
          pipelineName: input.pipelineName,
          pipelineVersion: execution.pipeline.version,
          pipelineExecutionId: execution.id,
          status: execution.status,
          artifactRevisions: artifactRevisions(execution),
          trigger: { triggerType: execution.trigger.type, triggerDetail: execution.trigger.detail },
          executionMode: "SUPERSEDED" as const,
          executionType: "STANDARD" as const,
        },
      };
    })
    .on(ListPipelineExecutionsCommand, (input) => {
      const pipeline = pipelines.get(input.pipelineName);
      const wanted = input.filter?.succeededInStage?.stageName;
      const executions = [...pipeline.executions]
        .reverse()
        .filter(
          ({ actions }) =>
            wanted === undefined ||
            actions.some(({ stage, status }) => stage.definition.name === wanted && status === "Succeeded"),
        );
      const { items, nextToken } = page(executions, input.nextToken, input.maxResults ?? 100);
      return { pipelineExecutionSummaries: items.map(summarise), nextToken };
    })
    .on(ListActionExecutionsCommand, (input) => {
      const pipeline = pipelines.get(input.pipelineName);
      const wanted = input.filter?.pipelineExecutionId ?? input.filter?.latestInPipelineExecution?.pipelineExecutionId;
      const executions = wanted === undefined ? pipeline.executions : [pipelines.execution(input.pipelineName, wanted)];
      const actions = executions.flatMap((execution) => execution.actions).reverse();
      actions.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
      const { items, nextToken } = page(actions, input.nextToken, input.maxResults ?? 100);
      return { actionExecutionDetails: items.map(describeAction), nextToken };
    })
    .on(StartPipelineExecutionCommand, (input, call) => ({
      pipelineExecutionId: pipelines.start(input.name, call.caller, input.clientRequestToken).id,
    }))
    .on(StopPipelineExecutionCommand, (input) => {
      pipelines.stop(input.pipelineName, input.pipelineExecutionId, input.abandon ?? false, input.reason);
      return { pipelineExecutionId: input.pipelineExecutionId };
    })
    .on(RetryStageExecutionCommand, (input) => ({
      pipelineExecutionId: pipelines.retry(input.pipelineName, input.stageName, input.pipelineExecutionId).id,
    }))
    .on(PutApprovalResultCommand, (input, call) => ({
      approvedAt: pipelines.decide(input.pipelineName, input.stageName, input.actionName, {
        token: input.token,
        approved: input.result.status === "Approved",
        summary: input.result.summary ?? "",
        caller: call.caller,
      }),
    }));
}

function declare(pipeline: Pipeline) {
  const { definition, version } = pipeline;
  return {
    name: definition.name,
    roleArn: `arn:aws:iam::${pipeline.arn.split(":")[4]}:role/codepipeline-${definition.name}`,
    artifactStore: { type: "S3" as const, location: artifactBucket },
    stages: pipeline.stages.map((stage) => {
      const { input, output } = artifactNames(pipeline, stage);
      return {
        name: stage.definition.name,
        actions: [
          {
            name: stage.definition.action,
            actionTypeId: actionTypeId(stage),
            runOrder: 1,
            configuration: configuration(pipeline, stage),
            inputArtifacts: input.map((name) => ({ name })),
            outputArtifacts: output.map((name) => ({ name })),
          },
        ],
      };
    }),
    version,
    executionMode: "SUPERSEDED" as const,
    pipelineType: "V2" as const,
    triggers: [
      {
        providerType: "CodeStarSourceConnection" as const,
        gitConfiguration: {
          sourceActionName: pipeline.stages[0]?.definition.action ?? "Source",
          push: [{ branches: { includes: [definition.branch] } }],
        },
      },
    ],
  };
}

function actionTypeId({ definition }: Stage): ActionTypeId {
  return { category: definition.category, owner: "AWS", provider: definition.provider, version: "1" };
}

function configuration({ definition, connectionArn }: Pipeline, stage: Stage): Record<string, string> {
  switch (stage.definition.category) {
    case "Source":
      return {
        ConnectionArn: connectionArn,
        FullRepositoryId: definition.repository,
        BranchName: definition.branch,
      };
    case "Build":
      return { ProjectName: definition.name };
    case "Deploy":
      return { ApplicationName: definition.name, DeploymentGroupName: definition.name };
    case "Approval":
      return {};
  }
}

function stageState(pipeline: Pipeline, stage: Stage) {
  const { latest, waiting } = stage;
  const action = latest?.execution.actions.findLast((candidate) => candidate.stage === stage);
  const revised =
    stage.definition.category === "Source" && latest?.execution.hasRevision ? latest.execution.commit : undefined;
  const inbound = waiting ? { pipelineExecutionId: waiting.id, status: "InProgress" as const } : undefined;
  return {
    stageName: stage.definition.name,
    inboundExecution: inbound,
    inboundExecutions: inbound ? [inbound] : [],
    inboundTransitionState: { enabled: true },
    actionStates: [
      {
        actionName: stage.definition.action,
        currentRevision: revised
          ? { revisionId: revised.id, revisionChangeId: revised.id, created: revised.at }
          : undefined,
        latestExecution: action ? actionState(action) : undefined,
        revisionUrl: revised?.url,
        entityUrl: `https://github.com/${pipeline.definition.repository}/tree/${pipeline.definition.branch}`,
      },
    ],
    latestExecution: latest
      ? { pipelineExecutionId: latest.execution.id, status: latest.status, type: "STANDARD" as const }
      : undefined,
  };
}

function actionState(action: ActionExecution) {
  return {
    actionExecutionId: action.id,
    status: action.status,
    summary: action.summary,
    lastStatusChange: action.updatedAt,
    // AWS only returns the token while the approval is pending.
    token: action.status === "InProgress" ? action.token : undefined,
    lastUpdatedBy: action.updatedBy,
    externalExecutionId: action.externalId,
    externalExecutionUrl: action.externalUrl,
    errorDetails: errorDetails(action),
  };
}

function errorDetails(action: ActionExecution) {
  return action.errorCode ? { code: action.errorCode, message: action.summary } : undefined;
}

function artifactRevisions(execution: Execution) {
  const { commit } = execution;
  if (!commit || !execution.hasRevision) return [];
  return [
    {
      name: "SourceArtifact",
      revisionId: commit.id,
      revisionChangeIdentifier: commit.id,
      revisionSummary: revisionSummary(commit),
      created: commit.at,
      revisionUrl: commit.url,
    },
  ];
}

function summarise(execution: Execution) {
  const { commit } = execution;
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    startTime: execution.startedAt,
    lastUpdateTime: execution.updatedAt,
    sourceRevisions:
      commit && execution.hasRevision
        ? [
            {
              actionName: execution.pipeline.stages[0]?.definition.action,
              revisionId: commit.id,
              revisionSummary: revisionSummary(commit),
              revisionUrl: commit.url,
            },
          ]
        : [],
    trigger: { triggerType: execution.trigger.type, triggerDetail: execution.trigger.detail },
    stopTrigger: execution.stopReason === undefined ? undefined : { reason: execution.stopReason },
    executionMode: "SUPERSEDED" as const,
    executionType: "STANDARD" as const,
  };
}

function describeAction(action: ActionExecution) {
  const { execution, stage } = action;
  const { input, output } = artifactNames(execution.pipeline, stage);
  const details = (names: string[]) =>
    names.map((name) => ({ name, s3location: artifact(execution, name).s3location }));
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: action.id,
    pipelineVersion: execution.pipeline.version,
    stageName: stage.definition.name,
    actionName: stage.definition.action,
    startTime: action.startedAt,
    lastUpdateTime: action.updatedAt,
    updatedBy: action.updatedBy,
    status: action.status,
    input: {
      actionTypeId: actionTypeId(stage),
      configuration: configuration(execution.pipeline, stage),
      resolvedConfiguration: configuration(execution.pipeline, stage),
      region: undefined,
      inputArtifacts: details(input),
    },
    output: {
      outputArtifacts: action.status === "Succeeded" ? details(output) : [],
      executionResult: {
        externalExecutionId: action.externalId,
        externalExecutionSummary: action.summary,
        externalExecutionUrl: action.externalUrl,
        errorDetails: errorDetails(action),
      },
      outputVariables: {},
    },
  };
}
