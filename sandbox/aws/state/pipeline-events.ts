import type { Cloud } from "./cloud.ts";
import { type ActionExecution, artifact, artifactNames, type Execution, type Stage } from "./pipeline-model.ts";

type Publish = Cloud["publish"];

export type PipelineEventState = "STARTED" | "SUCCEEDED" | "FAILED" | "RESUMED" | "SUPERSEDED" | "STOPPING" | "STOPPED";
export type StageEventState = "STARTED" | "SUCCEEDED" | "FAILED" | "RESUMED" | "STOPPING" | "STOPPED";
export type ActionEventState = "STARTED" | "SUCCEEDED" | "FAILED" | "ABANDONED";

/**
 * Publishes a pipeline-level event. After a push it has the commit's author once the source is known.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function publishPipelineEvent(publish: Publish, execution: Execution, state: PipelineEventState): void {
  publish("aws.codepipeline", "CodePipeline Pipeline Execution State Change", [execution.pipeline.arn], {
    pipeline: execution.pipeline.definition.name,
    "execution-id": execution.id,
    "start-time": execution.startedAt.toISOString(),
    ...executionTrigger(execution, state),
    state,
    version: execution.pipeline.version,
    "pipeline-execution-attempt": execution.attempt,
    ...(execution.retriedAt ? { "last-retry-attempt-time": execution.retriedAt.toISOString() } : {}),
    ...(state === "STOPPING" && execution.stopReason ? { "stop-execution-comments": execution.stopReason } : {}),
  });
}

/** Publishes a stage-level event; a retry's has no start-time, as in the documentation's sample. */
export function publishStageEvent(publish: Publish, execution: Execution, stage: Stage, state: StageEventState): void {
  publish("aws.codepipeline", "CodePipeline Stage Execution State Change", [execution.pipeline.arn], {
    pipeline: execution.pipeline.definition.name,
    "execution-id": execution.id,
    ...(state === "RESUMED" ? {} : { "start-time": execution.startedAt.toISOString() }),
    ...(stage.retriedAt ? { "stage-last-retry-attempt-time": stage.retriedAt.toISOString() } : {}),
    stage: stage.definition.name,
    state,
    version: execution.pipeline.version,
    "pipeline-execution-attempt": execution.attempt,
  });
}

/** Publishes an action-level event. */
export function publishActionEvent(publish: Publish, action: ActionExecution, state: ActionEventState): void {
  const { execution, stage } = action;
  const { input, output } = artifactNames(execution.pipeline, stage);
  const artifacts = (names: string[]) => names.map((name) => artifact(execution, name));
  publish("aws.codepipeline", "CodePipeline Action Execution State Change", [execution.pipeline.arn], {
    pipeline: execution.pipeline.definition.name,
    "execution-id": execution.id,
    "start-time": action.startedAt.toISOString(),
    stage: stage.definition.name,
    ...(state === "SUCCEEDED" || state === "FAILED" ? executionResult(action) : {}),
    ...(state === "STARTED" && input.length > 0 ? { "input-artifacts": artifacts(input) } : {}),
    ...(state === "SUCCEEDED" && output.length > 0 ? { "output-artifacts": artifacts(output) } : {}),
    "action-execution-id": action.id,
    action: stage.definition.action,
    state,
    region: execution.pipeline.arn.split(":")[3],
    type: {
      owner: "AWS",
      provider: stage.definition.provider,
      category: stage.definition.category,
      version: "1",
    },
    version: execution.pipeline.version,
    "pipeline-execution-attempt": execution.attempt,
  });
}

function executionTrigger(execution: Execution, state: PipelineEventState): object {
  const { trigger, commit, pipeline } = execution;
  if (state === "STARTED")
    return { "execution-trigger": { "trigger-type": trigger.type, "trigger-detail": trigger.detail } };
  if (trigger.type !== "Webhook" || !commit || !execution.hasRevision) return {};
  return {
    "execution-trigger": {
      "author-display-name": commit.author,
      "full-repository-name": pipeline.definition.repository,
      "provider-type": "GitHub",
      "author-email": `${commit.author.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.com`,
      "branch-name": pipeline.definition.branch,
      "commit-message": commit.message,
      "author-date": commit.at.toISOString(),
      "commit-id": commit.id,
      "connection-arn": pipeline.connectionArn,
      "author-id": commit.author,
    },
  };
}

function executionResult(action: ActionExecution): object {
  const result = {
    "external-execution-url": action.externalUrl,
    "external-execution-summary": action.summary,
    "external-execution-id": action.externalId,
    "error-code": action.errorCode,
  };
  const known = Object.entries(result).filter(([, value]) => value !== undefined);
  return known.length > 0 ? { "execution-result": Object.fromEntries(known) } : {};
}
