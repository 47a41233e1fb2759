import { throwIfRetryable } from "../../../../lib/app/define.ts";
import type { PipelineStageState } from "../../../../lib/aws/codepipeline.ts";
import { executionUrl, pipelineUrl } from "../../../../lib/pure/console.ts";
import { filled } from "../../../../lib/pure/json.ts";
import { locationKey } from "../../../../lib/pure/location.ts";
import { type Fault, ok } from "../../../../lib/pure/result.ts";
import { say } from "../../../../lib/pure/text.ts";
import { defineDeployer } from "../../deployer.ts";
import {
  type ActionMark,
  type Deployment,
  type DeploymentId,
  type DeploymentStatus,
  unknownDeployment,
  view,
} from "../../state.ts";
import { startedBy } from "./message.ts";
import { deploymentOf, pipelinesState } from "./state.ts";

const statuses: Readonly<Record<string, DeploymentStatus>> = {
  InProgress: "running",
  Stopping: "stopping",
  Succeeded: "succeeded",
  Failed: "failed",
  Stopped: "stopped",
  Superseded: "superseded",
  Cancelled: "canceled",
};

const running = new Set(["InProgress", "Stopping"]);

/** At most this many pipelines are searched for a deployment. */
const mostPipelines = 20;

export const codepipeline = defineDeployer({
  kind: "codepipeline",
  uses: {
    list: ["codepipeline.executions"],
    follow: ["codepipeline.state", "codepipeline.execution"],
    start: ["codepipeline.start"],
    stop: ["codepipeline.stop"],
    approve: ["codepipeline.answerApproval"],
    retry: ["codepipeline.retryStage"],
  },
  event: {
    name: "pipeline",
    source: "aws.codepipeline",
    types: [
      "CodePipeline Pipeline Execution State Change",
      "CodePipeline Stage Execution State Change",
      "CodePipeline Action Execution State Change",
    ],
  },
  read: deploymentOf,
  startedBy,
  executionUrl: ({ region, pipeline, executionId }) => executionUrl(region, pipeline, executionId),
  targetUrl: ({ region, pipeline }) => pipelineUrl(region, pipeline),
  missing: ({ name, pipeline }) => say("deploy.no-pipeline", { pipeline: { code: pipeline }, environment: name }),
  statusOf: ({ status }) => statuses[status],
  list: (aws, input) => aws["codepipeline.executions"](input),
  start: (aws, input) => aws["codepipeline.start"](input),
  async hasEnded(aws, { pipeline, executionId }) {
    const current = throwIfRetryable(await aws["codepipeline.execution"]({ pipeline, executionId }));
    return current.ok ? !running.has(current.value.status ?? "") : current.fault.class === "not-found";
  },
  async planOf(aws, { pipeline }) {
    const stages = await aws["codepipeline.state"]({ pipeline });
    return stages.ok ? planIn(stages.value) : undefined;
  },
  async follow(aws, id, before, at) {
    const { pipeline, executionId } = id;
    const execution = await aws["codepipeline.execution"]({ pipeline, executionId });
    const stages = await aws["codepipeline.state"]({ pipeline });
    const { status, revision } = execution.ok ? execution.value : {};
    const ended = status && !running.has(status) ? statuses[status]?.toUpperCase() : undefined;
    const { attempt } = view(before ?? unknownDeployment(id));
    return {
      ...unknownDeployment(id),
      ...(ended && { overall: { state: ended, attempt, at } }),
      ...(revision && { revision }),
      ...(stages.ok && {
        plan: planIn(stages.value),
        actions: failuresIn(stages.value, executionId, before, at),
      }),
    };
  },
  async remember(id, { store, now }) {
    await store.states.update(pipelinesState, locationKey(id), now(), (names = []) =>
      [...names.filter((name) => name !== id.pipeline), id.pipeline].slice(-mostPipelines),
    );
  },
  async stop(aws, input, isRepeated) {
    const asked = throwIfRetryable(await aws["codepipeline.stop"](input));
    if (asked.ok || asked.fault.code === "DuplicatedStopRequestException") return ok(undefined);
    if (!isRepeated) return asked;
    // An earlier try may have succeeded and died before recording it.
    const now = throwIfRetryable(await aws["codepipeline.execution"](input));
    return now.ok && now.value.status === "Stopped" ? ok(undefined) : asked;
  },
  isStopTooLate: ({ code }) => code === "PipelineExecutionNotStoppableException",
  async approve(aws, { pipeline, execution, stage, action: named }, { person, verdict }, job) {
    const inStage = (stages: readonly PipelineStageState[]): PipelineStageState["actions"] =>
      stages.find((one) => one.name === stage && one.executionId === execution)?.actions ?? [];
    // No event contains the token; it identifies this approval of this execution, and allows one answer.
    const found = await job.step("find", { pipeline }, async (input) =>
      throwIfRetryable(await aws["codepipeline.state"](input)),
    );
    if (!found.ok) return found;
    const waiting = inStage(found.value).find(({ name, token }) => token && (!named || name === named));
    if (!waiting?.token) return undefined;
    const summary = `${verdict} in Slack by ${person} through Nightshift`;
    const frozen = { pipeline, stage, action: waiting.name, token: waiting.token };
    const answered = await job.step("answer", frozen, async (input) => {
      const put = throwIfRetryable(
        await aws["codepipeline.answerApproval"]({
          ...input,
          verdict: verdict === "approved" ? "Approved" : "Rejected",
          summary,
        }),
      );
      if (put.ok || !isAnswered(put.fault)) return put;
      // It may be this answer, from an earlier try that died before it got AWS's response.
      const now = throwIfRetryable(await aws["codepipeline.state"]({ pipeline }));
      const action = now.ok && inStage(now.value).find(({ name }) => name === input.action);
      return action && action.summary === summary ? ok(undefined) : put;
    });
    if (answered.ok) return ok(waiting.name);
    return isAnswered(answered.fault) ? undefined : answered;
  },
  retry: (aws, { pipeline, execution: executionId, stage }, job) =>
    job.step("retry", { pipeline, executionId, stage }, async (input, isRepeated) => {
      const asked = throwIfRetryable(await aws["codepipeline.retryStage"](input));
      if (asked.ok || !isRepeated || !isOutdated(asked.fault)) return asked;
      // An earlier try may have succeeded and died before recording it.
      const stages = throwIfRetryable(await aws["codepipeline.state"]({ pipeline }));
      const found = stages.ok && stages.value.find(({ name }) => name === stage);
      const goesOn = found && found.executionId === executionId && found.status !== "Failed";
      return goesOn ? ok(undefined) : asked;
    }),
  isRetryTooLate: isOutdated,
});

function planIn(stages: readonly PipelineStageState[]): string[] {
  return stages.map(({ name }) => name);
}

/** The execution's failed actions, with the service's own words. */
function failuresIn(
  stages: readonly PipelineStageState[],
  executionId: DeploymentId["executionId"],
  before: Deployment | undefined,
  at: string,
): Record<string, ActionMark> {
  const failed = stages
    .filter((stage) => stage.executionId === executionId)
    .flatMap((stage) => stage.actions.map((action) => ({ ...action, stage: stage.name })))
    .filter(({ status }) => status === "Failed");
  const marks = failed.map(({ stage, name, changedAt = at, ...action }): [string, ActionMark] => {
    const key = `${stage}/${name}`;
    const known = before?.actions[key];
    return [
      key,
      {
        stage,
        action: name,
        state: "FAILED",
        attempt: known?.attempt ?? 1,
        at: known?.state === "FAILED" ? known.at : changedAt,
        first: known?.first ?? changedAt,
        ...(known?.category && { category: known.category }),
        ...(known?.provider && { provider: known.provider }),
        ...filled({
          summary: action.errorMessage ?? action.summary,
          errorCode: action.errorCode,
          url: action.url,
          externalId: action.externalId,
        }),
      },
    ];
  });
  return Object.fromEntries(marks);
}

function isAnswered({ code }: Fault): boolean {
  return /ApprovalAlreadyCompleted|InvalidApprovalToken/.test(code);
}

/** Whether the stage can no longer be retried. */
function isOutdated({ code }: Fault): boolean {
  return /StageNotRetryable|NotLatestPipelineExecution|Conflict|NotFound/.test(code);
}
