import type { PipelineOfWorld } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { EndedBuild } from "./builds.ts";
import type { Cloud } from "./cloud.ts";
import type { EndedDeployment } from "./code-deployments.ts";
import { publishActionEvent, publishPipelineEvent, publishStageEvent } from "./pipeline-events.ts";
import {
  type ActionExecution,
  type Commit,
  type Execution,
  type Failure,
  type Pipeline,
  revisionSummary,
  type Stage,
  type Trigger,
} from "./pipeline-model.ts";

/** Called at the end of builds and deployments that a pipeline started; for deployments only on failure. */
interface Told {
  readonly endBuild: (build: EndedBuild) => void;
  readonly endDeployment: (deployment: EndedDeployment) => void;
}

/** How long CodePipeline takes to abandon an action, in milliseconds. */
const abandonMs = 1_000;

/** CodePipeline's pipelines, in execution mode SUPERSEDED, and their progress over time. */
export class Pipelines {
  readonly #cloud: Cloud;
  readonly #told: Told;
  readonly #pipelines: readonly Pipeline[];

  /** `told`: the services that run its actions. */
  constructor(cloud: Cloud, told: Told = { endBuild: () => {}, endDeployment: () => {} }) {
    this.#cloud = cloud;
    this.#told = told;
    this.#pipelines = cloud.world.pipelines.map((definition) => this.#create(definition));
  }

  all(): readonly Pipeline[] {
    return this.#pipelines;
  }

  get(name: string): Pipeline {
    const pipeline = this.#pipelines.find((candidate) => candidate.definition.name === name);
    if (!pipeline)
      throw new AwsError(
        "PipelineNotFoundException",
        `Account '${this.#cloud.world.account}' does not have a pipeline with name '${name}'`,
      );
    return pipeline;
  }

  execution(name: string, id: string): Execution {
    const execution = this.get(name).executions.find((candidate) => candidate.id === id);
    if (!execution)
      throw new AwsError(
        "PipelineExecutionNotFoundException",
        `Pipeline execution with executionId [${id}] was not found for pipeline [${name}]`,
      );
    return execution;
  }

  /** Starts an execution, idempotent by token. */
  start(name: string, caller: string, token?: string): Execution {
    const pipeline = this.get(name);
    if (token !== undefined && !/^[a-zA-Z0-9-]{1,128}$/.test(token))
      throw new AwsError(
        "ValidationException",
        `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9-]+$`,
      );
    const known = token === undefined ? undefined : pipeline.tokens.get(token);
    if (known) return known;
    const execution = this.#begin(pipeline, { type: "StartPipelineExecution", detail: caller }, undefined);
    if (token !== undefined) pipeline.tokens.set(token, execution);
    return execution;
  }

  /** A commit is pushed to the branch that the pipeline's Source watches. */
  push(name: string, message: string, author: string): Execution {
    const pipeline = this.get(name);
    const commit = this.#commit(pipeline.definition, message, author);
    pipeline.commits.push(commit);
    return this.#begin(pipeline, { type: "Webhook", detail: pipeline.connectionArn }, commit);
  }

  /** Stops an execution: at once, or after the current action. */
  stop(name: string, id: string, abandon: boolean, reason: string | undefined): void {
    const execution = this.execution(name, id);
    if (execution.status === "Stopping" && !abandon)
      throw new AwsError(
        "DuplicatedStopRequestException",
        `The pipeline execution with id ${id} in pipeline ${name} is already stopping.`,
      );
    if (execution.status !== "InProgress" && execution.status !== "Stopping")
      throw new AwsError(
        "PipelineExecutionNotStoppableException",
        `The pipeline execution with id ${id} in pipeline ${name} cannot be stopped. Its status is ${execution.status}.`,
      );
    const stage = execution.pipeline.stages.find((candidate) => candidate.occupant === execution);
    if (execution.status === "InProgress") {
      execution.stopReason = reason;
      this.#mark(execution, "Stopping");
      publishPipelineEvent(this.#cloud.publish, execution, "STOPPING");
      if (stage?.latest) {
        stage.latest.status = "Stopping";
        publishStageEvent(this.#cloud.publish, execution, stage, "STOPPING");
      }
    }
    if (!stage) {
      for (const candidate of execution.pipeline.stages)
        if (candidate.waiting === execution) candidate.waiting = undefined;
      this.#mark(execution, "Stopped");
      publishPipelineEvent(this.#cloud.publish, execution, "STOPPED");
      return;
    }
    if (abandon) this.#cloud.clock.after(abandonMs, () => this.#abandon(execution, stage));
  }

  /** Runs a failed stage of an execution again. */
  retry(name: string, stageName: string, id: string): Execution {
    const pipeline = this.get(name);
    const stage = this.#stage(pipeline, stageName);
    const execution = this.execution(name, id);
    if (stage.latest?.execution !== execution)
      throw new AwsError(
        "NotLatestPipelineExecutionException",
        `The stage ${stageName} cannot be retried: the pipeline execution ${id} is not the latest one in it.`,
      );
    if (stage.latest.status !== "Failed" && stage.latest.status !== "Stopped")
      throw new AwsError(
        "StageNotRetryableException",
        `The stage ${stageName} of the pipeline execution ${id} is not in a state in which it can be retried. Its status is ${stage.latest.status}.`,
      );
    if (stage.occupant || stage.waiting)
      throw new AwsError(
        "StageNotRetryableException",
        `The stage ${stageName} cannot be retried while another execution is in it.`,
      );
    execution.attempt += 1;
    execution.retriedAt = this.#cloud.clock.now();
    execution.stopReason = undefined;
    stage.retriedAt = this.#cloud.clock.now();
    this.#mark(execution, "InProgress");
    publishPipelineEvent(this.#cloud.publish, execution, "RESUMED");
    stage.occupant = execution;
    stage.latest = { execution, status: "InProgress" };
    publishStageEvent(this.#cloud.publish, execution, stage, "RESUMED");
    this.#act(execution, stage);
    return execution;
  }

  /** Records a person's decision on an approval; a rejection fails the stage like any failure. */
  decide(
    name: string,
    stageName: string,
    actionName: string,
    decision: { token: string; approved: boolean; summary: string; caller: string },
  ): Date {
    const stage = this.#stage(this.get(name), stageName);
    if (stage.definition.action !== actionName)
      throw new AwsError(
        "ActionNotFoundException",
        `Action '${actionName}' not found in stage '${stageName}' of pipeline '${name}'`,
      );
    const action = this.get(name)
      .executions.flatMap((execution) => execution.actions)
      .find((candidate) => candidate.stage === stage && candidate.token === decision.token);
    if (!action)
      throw new AwsError("InvalidApprovalTokenException", `The approval token '${decision.token}' is invalid.`);
    if (action.status !== "InProgress")
      throw new AwsError(
        "ApprovalAlreadyCompletedException",
        "The approval action has already been approved or rejected.",
      );
    action.updatedBy = decision.caller;
    action.summary = decision.summary;
    if (decision.approved) this.#succeed(action);
    else this.#fail(action, { message: decision.summary });
    return action.updatedAt;
  }

  /** The pipeline's current action: in the stage of that name, or in the last one. */
  underWay(name: string, stageName?: string): ActionExecution | undefined {
    const pipeline = this.get(name);
    const stages = stageName === undefined ? [...pipeline.stages].reverse() : [this.#stage(pipeline, stageName)];
    for (const stage of stages) {
      const action = stage.occupant?.actions.findLast((candidate) => candidate.stage === stage);
      if (action?.status === "InProgress") return action;
    }
    return undefined;
  }

  /** The running stage fails now; without one, the stage's next run fails half way. */
  failStage(name: string, stageName: string | undefined, failure: Failure): void {
    const action = this.underWay(name, stageName);
    if (action) {
      action.cancel();
      this.#fail(action, failure);
      return;
    }
    const { stages } = this.get(name);
    const stage =
      stageName === undefined
        ? (stages.find(({ definition }) => definition.category === "Build") ?? stages[1])
        : this.#stage(this.get(name), stageName);
    if (stage) stage.failure = failure;
  }

  /** The stage's next run must be finished by hand. */
  holdStage(name: string, stageName: string): void {
    this.#stage(this.get(name), stageName).isHeld = true;
  }

  /** The running stage, or the pending approval, succeeds now. */
  finishStage(name: string, stageName: string | undefined): void {
    const action = this.underWay(name, stageName);
    if (!action) throw new Error(`Nothing is in progress in ${stageName ? `${name}/${stageName}` : name}.`);
    action.cancel();
    if (action.token) action.summary = "Approved in the console";
    this.#succeed(action);
  }

  #create(definition: PipelineOfWorld): Pipeline {
    const { account, region } = this.#cloud.world;
    const place = `${region}:${account}`;
    return {
      definition,
      version: 1,
      createdAt: this.#cloud.clock.now(),
      arn: `arn:aws:codepipeline:${place}:${definition.name}`,
      connectionArn: `arn:aws:codestar-connections:${place}:connection/5d6a7b8c-0000-4000-a000-9e1f2a3b4c5d`,
      stages: definition.stages.map((stage, index) => ({
        definition: stage,
        index,
        occupant: undefined,
        waiting: undefined,
        latest: undefined,
        retriedAt: undefined,
        failure: undefined,
        isHeld: false,
      })),
      executions: [],
      commits: [this.#commit(definition, "Serve images from the new bucket", "Ha-eun Choi")],
      tokens: new Map(),
    };
  }

  #commit(definition: PipelineOfWorld, message: string, author: string): Commit {
    const id = this.#cloud.ids.hex(40);
    const url = `https://github.com/${definition.repository}/commit/${id}`;
    return { id, message, author, url, at: this.#cloud.clock.now() };
  }

  #stage(pipeline: Pipeline, name: string): Stage {
    const stage = pipeline.stages.find(({ definition }) => definition.name === name);
    if (!stage)
      throw new AwsError(
        "StageNotFoundException",
        `Stage '${name}' not found in pipeline '${pipeline.definition.name}'`,
      );
    return stage;
  }

  #begin(pipeline: Pipeline, trigger: Trigger, commit: Commit | undefined): Execution {
    const now = this.#cloud.clock.now();
    const execution: Execution = {
      id: this.#cloud.ids.uuid(),
      pipeline,
      trigger,
      startedAt: now,
      commit,
      status: "InProgress",
      updatedAt: now,
      attempt: 1,
      retriedAt: undefined,
      hasRevision: false,
      stopReason: undefined,
      actions: [],
    };
    pipeline.executions.push(execution);
    publishPipelineEvent(this.#cloud.publish, execution, "STARTED");
    this.#enter(execution, pipeline.stages[0]);
    return execution;
  }

  /** Enters a stage, or waits for it; an execution that was already waiting is superseded. */
  #enter(execution: Execution, stage: Stage | undefined): void {
    if (!stage) {
      this.#mark(execution, "Succeeded");
      publishPipelineEvent(this.#cloud.publish, execution, "SUCCEEDED");
      return;
    }
    if (stage.occupant) {
      const older = stage.waiting;
      stage.waiting = execution;
      if (!older) return;
      this.#mark(older, "Superseded");
      publishPipelineEvent(this.#cloud.publish, older, "SUPERSEDED");
      return;
    }
    stage.occupant = execution;
    stage.latest = { execution, status: "InProgress" };
    stage.retriedAt = undefined;
    publishStageEvent(this.#cloud.publish, execution, stage, "STARTED");
    this.#act(execution, stage);
  }

  /** Starts the stage's action and schedules its end. */
  #act(execution: Execution, stage: Stage): void {
    const { definition } = stage;
    if (definition.category === "Source") execution.commit ??= execution.pipeline.commits.at(-1);
    const now = this.#cloud.clock.now();
    const action: ActionExecution = {
      id: this.#cloud.ids.uuid(),
      execution,
      stage,
      startedAt: now,
      status: "InProgress",
      updatedAt: now,
      token: definition.category === "Approval" ? this.#cloud.ids.uuid() : undefined,
      summary: undefined,
      updatedBy: undefined,
      ...this.#external(execution, stage),
      errorCode: undefined,
      cancel: () => {},
    };
    execution.actions.push(action);
    execution.updatedAt = now;
    publishActionEvent(this.#cloud.publish, action, "STARTED");
    const { failure } = stage;
    if (failure) {
      stage.failure = undefined;
      action.cancel = this.#cloud.clock.after((definition.takes ?? 0) / 2, () => this.#fail(action, failure));
    } else if (definition.takes !== undefined && !stage.isHeld)
      action.cancel = this.#cloud.clock.after(definition.takes, () => this.#succeed(action));
    stage.isHeld = false;
  }

  /** The run in the action's own service, where people look after a failure. */
  #external(execution: Execution, stage: Stage): { externalId: string | undefined; externalUrl: string | undefined } {
    const { account, region } = this.#cloud.world;
    const console = `https://${region}.console.aws.amazon.com/codesuite`;
    switch (stage.definition.provider) {
      case "CodeBuild": {
        const project = execution.pipeline.definition.name;
        const id = `${project}:${this.#cloud.ids.uuid()}`;
        return {
          externalId: id,
          externalUrl: `${console}/codebuild/${account}/projects/${project}/build/${encodeURIComponent(id)}/?region=${region}`,
        };
      }
      case "CodeDeploy": {
        const id = `d-${this.#cloud.ids.upper(9)}`;
        return { externalId: id, externalUrl: `${console}/codedeploy/deployments/${id}?region=${region}` };
      }
      case "CodeStarSourceConnection":
        return { externalId: execution.commit?.id, externalUrl: execution.commit?.url };
      default:
        return { externalId: undefined, externalUrl: undefined };
    }
  }

  #succeed(action: ActionExecution): void {
    const { execution, stage } = action;
    action.cancel();
    action.status = "Succeeded";
    action.updatedAt = this.#cloud.clock.now();
    if (stage.definition.category === "Source" && execution.commit) {
      execution.hasRevision = true;
      action.summary = revisionSummary(execution.commit);
    }
    if (stage.definition.category === "Deploy") action.summary ??= "Deployment Succeeded";
    this.#tellBuild(action, "SUCCEEDED", undefined);
    publishActionEvent(this.#cloud.publish, action, "SUCCEEDED");
    if (execution.status === "Stopping") {
      this.#endStopped(execution, stage);
      return;
    }
    if (stage.latest) stage.latest.status = "Succeeded";
    publishStageEvent(this.#cloud.publish, execution, stage, "SUCCEEDED");
    stage.occupant = undefined;
    this.#enter(execution, execution.pipeline.stages[stage.index + 1]);
    this.#admit(stage);
  }

  #fail(action: ActionExecution, failure: Failure): void {
    const { execution, stage } = action;
    action.cancel();
    action.status = "Failed";
    action.updatedAt = this.#cloud.clock.now();
    action.summary = failure.message ?? defaultFailure(action);
    action.errorCode = failure.code ?? "JobFailed";
    this.#tellBuild(action, "FAILED", failure);
    if (stage.definition.provider === "CodeDeploy") {
      const { name } = execution.pipeline.definition;
      const { failed = [], message } = failure;
      const id = action.externalId;
      this.#told.endDeployment({ id, application: name, group: name, state: "FAILURE", message, failed });
    }
    publishActionEvent(this.#cloud.publish, action, "FAILED");
    if (execution.status === "Stopping") {
      this.#endStopped(execution, stage);
      return;
    }
    if (stage.latest) stage.latest.status = "Failed";
    publishStageEvent(this.#cloud.publish, execution, stage, "FAILED");
    this.#mark(execution, "Failed");
    publishPipelineEvent(this.#cloud.publish, execution, "FAILED");
    stage.occupant = undefined;
    this.#admit(stage);
  }

  /** CodeBuild's own event comes before that of the pipeline that started it. */
  #tellBuild(action: ActionExecution, status: EndedBuild["status"], failure: Failure | undefined): void {
    const { stage, execution, externalId, startedAt } = action;
    if (stage.definition.provider !== "CodeBuild") return;
    const project = execution.pipeline.definition.name;
    this.#told.endBuild({
      project,
      id: externalId,
      status,
      takes: this.#cloud.clock.now().getTime() - startedAt.getTime(),
      initiator: `codepipeline/${project}`,
      version: execution.commit?.id,
      log: failure?.log,
    });
  }

  #abandon(execution: Execution, stage: Stage): void {
    if (execution.status !== "Stopping") return;
    const action = execution.actions.findLast((candidate) => candidate.stage === stage);
    if (action?.status === "InProgress") {
      action.cancel();
      action.status = "Abandoned";
      action.updatedAt = this.#cloud.clock.now();
      publishActionEvent(this.#cloud.publish, action, "ABANDONED");
    }
    this.#endStopped(execution, stage);
  }

  #endStopped(execution: Execution, stage: Stage): void {
    if (stage.latest) stage.latest.status = "Stopped";
    publishStageEvent(this.#cloud.publish, execution, stage, "STOPPED");
    this.#mark(execution, "Stopped");
    publishPipelineEvent(this.#cloud.publish, execution, "STOPPED");
    stage.occupant = undefined;
    this.#admit(stage);
  }

  /** Lets the waiting execution enter the stage. */
  #admit(stage: Stage): void {
    const next = stage.waiting;
    if (!next || stage.occupant) return;
    stage.waiting = undefined;
    this.#enter(next, stage);
  }

  #mark(execution: Execution, status: Execution["status"]): void {
    execution.status = status;
    execution.updatedAt = this.#cloud.clock.now();
  }
}

function defaultFailure({ stage, externalId }: ActionExecution): string {
  switch (stage.definition.category) {
    case "Build":
      return "Build terminated with state: FAILED";
    case "Deploy":
      return `Deployment ${externalId} failed`;
    case "Source":
      return "[GitHub] The branch could not be read";
    case "Approval":
      return "Rejected in the console";
  }
}
