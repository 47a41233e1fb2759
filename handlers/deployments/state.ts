import { compare } from "../../lib/pure/compare.ts";
/**
 * The state of one pipeline execution, put together from events that come at least once, late and in any order.
 *
 * Each event becomes a small state of its own; `mergeDeployments` merges two states regardless of order, grouping or
 * repetition: every register keeps its latest mark, by attempt, then time, then finality. So late and duplicate
 * events change nothing, and a stage retried later (a higher attempt) reopens what had failed.
 */

import * as v from "valibot";
import { revisionSchema } from "../../lib/aws/answers.ts";
import { filled, wellFormed } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** The states as AWS writes them, and how final each is: of two marks at the same time the more final one wins. */
const finality: ReadonlyMap<string, number> = new Map([
  ["STARTED", 1],
  ["InProgress", 1],
  ["RESUMED", 2],
  ["STOPPING", 3],
  ["ABANDONED", 4],
  ["CANCELED", 4],
  ["STOPPED", 4],
  ["SUPERSEDED", 4],
  ["FAILED", 5],
  ["SUCCEEDED", 6],
]);

function finalityOf({ state }: Mark): number {
  return finality.get(state) ?? 0;
}

/** The latest state of a pipeline execution, a stage or an action. */
const markSchema = v.object({
  state: v.string(),
  /** The execution's attempt; a retried stage has a higher one. */
  attempt: v.number(),
  /** ISO 8601. */
  at: v.string(),
});
type Mark = StateOf<typeof markSchema>;

const stageMarkSchema = v.object({
  ...markSchema.entries,
  /** The time of the first event of this attempt, ISO 8601. */
  first: v.string(),
});
type StageMark = StateOf<typeof stageMarkSchema>;

const actionMarkSchema = v.object({
  ...markSchema.entries,
  stage: v.string(),
  action: v.string(),
  first: v.string(),
  category: v.exactOptional(v.string()),
  provider: v.exactOptional(v.string()),
  summary: v.exactOptional(v.string()),
  url: v.exactOptional(v.string()),
  errorCode: v.exactOptional(v.string()),
  /** The run's id in the action's own service: `project:id` of CodeBuild, `d-…` of CodeDeploy. */
  externalId: v.exactOptional(v.string()),
});
export type ActionMark = StateOf<typeof actionMarkSchema>;

/** A failure as reported by the action's own service, CodeBuild or CodeDeploy. */
const deploymentFindingSchema = v.object({
  /** The run's id there. */
  id: v.string(),
  /** ISO 8601. */
  at: v.string(),
  /** The reasons, in AWS's words. */
  reasons: v.array(v.string()),
  /** The last lines of its log. */
  log: v.exactOptional(v.array(v.string())),
});
export type DeploymentFinding = StateOf<typeof deploymentFindingSchema>;

const triggerSchema = v.object({ type: v.string(), detail: v.exactOptional(v.string()) });
export type Trigger = StateOf<typeof triggerSchema>;

/** A person's answer to an approval, given in Slack. */
const approvalDecisionSchema = v.object({
  person: v.string(),
  verdict: v.picklist(["approved", "rejected"]),
  at: v.string(),
});
export type ApprovalDecision = StateOf<typeof approvalDecisionSchema>;

const deploymentSchema = v.object({
  pipeline: v.string(),
  executionId: v.string(),
  account: v.string(),
  region: v.string(),
  /** When it began, if known, ISO 8601. */
  startedAt: v.exactOptional(v.string()),
  overall: v.exactOptional(markSchema),
  stages: v.record(v.string(), stageMarkSchema),
  actions: v.record(v.string(), actionMarkSchema),
  /** The pipeline's stages in order, if they could be looked up. */
  plan: v.exactOptional(v.array(v.string())),
  revision: v.exactOptional(revisionSchema),
  trigger: v.exactOptional(triggerSchema),
  /** The Slack user who requested it. */
  requestedBy: v.exactOptional(v.string()),
  /** The Slack user who requested to stop it. */
  stoppedBy: v.exactOptional(v.string()),
  decisions: v.record(v.string(), approvalDecisionSchema),
  /** The newest by stage and action. */
  findings: v.exactOptional(v.record(v.string(), deploymentFindingSchema)),
});
export type Deployment = StateOf<typeof deploymentSchema>;

export const deploymentShape = defineShape({ name: "deployment", version: 1, schema: deploymentSchema });

const deploymentIdSchema = v.pick(deploymentSchema, ["pipeline", "executionId", "account", "region"]);
export type DeploymentId = StateOf<typeof deploymentIdSchema>;

export const deploymentIdShape = defineShape({ name: "deployment-check", version: 1, schema: deploymentIdSchema });

/** The key of an execution's message, for events and look-ups alike. */
export function deploymentKey(id: DeploymentId): string {
  return wellFormed(`deployment/${id.account}/${id.region}/${id.pipeline}/${id.executionId}`);
}

/** Whether it is the key of an execution's message. */
export function isDeploymentKey(key: string): boolean {
  return key.startsWith("deployment/");
}

/** An execution of which only the id is known. */
export function unknownDeployment({ pipeline, executionId, account, region }: DeploymentId): Deployment {
  return { pipeline, executionId, account, region, stages: {}, actions: {}, decisions: {} };
}

/** Merges what two sources know of one execution: commutative, associative, idempotent. */
export function mergeDeployments(a: Deployment, b: Deployment): Deployment {
  const findings = mergeRecords(a.findings ?? {}, b.findings ?? {}, newer);
  return {
    ...unknownDeployment(a),
    stages: mergeRecords(a.stages, b.stages, withFirst),
    actions: mergeRecords(a.actions, b.actions, withFirst),
    decisions: mergeRecords(a.decisions, b.decisions, newer),
    ...(Object.keys(findings).length && { findings }),
    ...filled({
      startedAt: least(a.startedAt, b.startedAt),
      overall: latest(a.overall, b.overall),
      plan: greatest(a.plan, b.plan),
      revision: greatest(a.revision, b.revision),
      trigger: greatest(a.trigger, b.trigger),
      requestedBy: greatest(a.requestedBy, b.requestedBy),
      stoppedBy: greatest(a.stoppedBy, b.stoppedBy),
    }),
  };
}

function mergeRecords<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  both: (x: Value, y: Value) => Value,
): Record<string, Value> {
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const other = merged.get(key);
    merged.set(key, other === undefined ? value : both(other, value));
  }
  return Object.fromEntries([...merged].sort(([x], [y]) => compare(x, y)));
}

function withFirst<M extends StageMark>(a: M, b: M): M {
  const newest = latest(a, b) as M;
  const first = [a, b].filter(({ attempt }) => attempt === newest.attempt).map((mark) => mark.first);
  return { ...newest, first: first.reduce(earlier) };
}

function latest<M extends Mark>(a: M | undefined, b: M | undefined): M | undefined {
  if (!a || !b) return a ?? b;
  return compareMarks(a, b) >= 0 ? a : b;
}

/** Orders marks by attempt, time and finality; equal ones by their whole content, so that merging is deterministic. */
function compareMarks(a: Mark, b: Mark): number {
  return (
    a.attempt - b.attempt ||
    Date.parse(a.at) - Date.parse(b.at) ||
    finalityOf(a) - finalityOf(b) ||
    compareContent(a, b)
  );
}

function newer<Value extends { readonly at: string }>(x: Value, y: Value): Value {
  return isBefore(x.at, y.at, x, y) ? y : x;
}

function isBefore(a: string, b: string, x: unknown, y: unknown): boolean {
  return a < b || (a === b && compareContent(x, y) < 0);
}

/** Longer content counts as greater: it has more information. */
function compareContent(a: unknown, b: unknown): number {
  const [x, y] = [canonical(a), canonical(b)];
  return x.length - y.length || compare(x, y);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([name]) => name !== "first")
            .sort(([x], [y]) => (x < y ? -1 : 1)),
        )
      : inner,
  );
}

function greatest<Value>(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareContent(a, b) >= 0 ? a : b;
}

function least(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

export type DeploymentStatus =
  | "running"
  | "waiting"
  | "stopping"
  | "succeeded"
  | "failed"
  | "rejected"
  | "stopped"
  | "superseded"
  | "canceled";

export interface StageView {
  readonly name: string;
  readonly state: "pending" | "running" | "waiting" | "done" | "failed" | "rejected" | "stopped";
  /** Duration in milliseconds, once it has ended. */
  readonly took?: number;
  readonly decision?: ApprovalDecision;
}

/** An execution as people see it. */
export interface DeploymentView {
  readonly status: DeploymentStatus;
  readonly stages: readonly StageView[];
  readonly attempt: number;
  /** Milliseconds from the start to the last event. */
  readonly elapsed?: number;
  /** The failed or rejected action. */
  readonly cause?: ActionMark;
  /** What the action's own service reported. */
  readonly finding?: DeploymentFinding;
  /** The approval that is pending. */
  readonly approval?: { readonly stage: string; readonly action: string };
}

const ends: ReadonlyMap<string, DeploymentStatus> = new Map([
  ["SUCCEEDED", "succeeded"],
  ["FAILED", "failed"],
  ["STOPPED", "stopped"],
  ["SUPERSEDED", "superseded"],
  ["CANCELED", "canceled"],
]);

/** Whether it has ended, unless a person retries a stage. */
export function isFinished(status: DeploymentStatus): boolean {
  return !["running", "waiting", "stopping"].includes(status);
}

/** What the marks amount to, with gaps filled in: a stage that was passed has succeeded, even if its own event was lost. */
export function view(deployment: Deployment): DeploymentView {
  const attempt = Math.max(1, ...everyMark(deployment).map((mark) => mark.attempt));
  const names = stageNames(deployment);
  const raw = names.map((name) => rawStage(deployment, name));
  const status = overallStatus(deployment, raw);
  const lastBegun = raw.findLastIndex((stage) => stage.state !== "pending");
  const stages = raw.map((stage, index): StageView => {
    const state = settledState(stage.state, status, index < lastBegun);
    const took = stage.took !== undefined && state !== "running" && state !== "waiting" ? stage.took : undefined;
    const decision = latestDecision(deployment, stage.name);
    return {
      name: stage.name,
      state,
      ...(took !== undefined && took > 0 && { took }),
      ...(decision && { decision }),
    };
  });
  const waiting = stages.find((stage) => stage.state === "waiting");
  const approval = waiting && waitingApproval(deployment, waiting.name);
  const broken = stages.find((stage) => stage.state === "failed" || stage.state === "rejected");
  const cause = broken && isFinished(status) ? failedAction(deployment, broken.name) : undefined;
  const finding = cause && findingOf(deployment, cause);
  const elapsed = elapsedOf(deployment);
  return {
    status: status === "running" && approval ? "waiting" : status,
    stages,
    attempt,
    ...filled({ elapsed, cause, finding, approval }),
  };
}

interface RawStage {
  readonly name: string;
  readonly state: StageView["state"];
  readonly at?: string;
  readonly attempt: number;
  readonly took?: number;
}

function everyMark(deployment: Deployment): Mark[] {
  const marks: Mark[] = [...Object.values(deployment.stages), ...Object.values(deployment.actions)];
  return deployment.overall ? [...marks, deployment.overall] : marks;
}

function stageNames(deployment: Deployment): string[] {
  const heard = new Set(Object.keys(deployment.stages));
  for (const { stage } of Object.values(deployment.actions)) heard.add(stage);
  // A rollback runs a single stage.
  const plan = deployment.trigger?.type.endsWith("Rollback") ? [] : (deployment.plan ?? []);
  return [...plan, ...[...heard].filter((name) => !plan.includes(name)).sort(inOrderOf(deployment))];
}

/** By start; of two that began in the same second, the one that ended first, or has ended at all. */
function inOrderOf(deployment: Deployment): (a: string, b: string) => number {
  const begun = (marks: readonly StageMark[]): string => marks.map(({ first }) => first).reduce(earlier);
  return (a, b) => {
    const [x, y] = [marksOf(deployment, a), marksOf(deployment, b)];
    const [newestX, newestY] = [latestOf(x), latestOf(y)];
    return (
      compare(begun(x), begun(y)) ||
      (newestX && newestY && (compare(newestX.at, newestY.at) || finalityOf(newestY) - finalityOf(newestX))) ||
      compare(a, b)
    );
  };
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function marksOf(deployment: Deployment, stage: string): StageMark[] {
  const own = ownMark(deployment, stage);
  return [...(own ? [own] : []), ...actionsOf(deployment, stage)];
}

function ownMark(deployment: Deployment, stage: string): StageMark | undefined {
  return Object.hasOwn(deployment.stages, stage) ? deployment.stages[stage] : undefined;
}

function actionsOf(deployment: Deployment, stage: string): ActionMark[] {
  return Object.values(deployment.actions).filter((mark) => mark.stage === stage);
}

function rawStage(deployment: Deployment, name: string): RawStage {
  const own = ownMark(deployment, name);
  const actions = actionsOf(deployment, name);
  const newest = latestOf(marksOf(deployment, name));
  if (!newest) return { name, state: "pending", attempt: 0 };
  const current = marksOf(deployment, name).filter(({ attempt }) => attempt === newest.attempt);
  const begun = current.map(({ first }) => first).reduce(earlier);
  const took = Date.parse(newest.at) - Date.parse(begun);
  const base = { name, at: newest.at, attempt: newest.attempt, took };

  const open = actions.filter(({ state }) => state === "STARTED");
  // The stage's own state in this attempt. An action that starts after the stage broke means a retry.
  const isRetried = own !== undefined && open.some(({ at }) => at > own.at);
  const word = own?.attempt === newest.attempt && (own.state === "SUCCEEDED" || !isRetried) ? own : undefined;
  if (word?.state === "SUCCEEDED") return { ...base, state: "done" };
  const failure = latestOf(
    actions.filter(
      ({ state, attempt, at }) =>
        state === "FAILED" && attempt === newest.attempt && !(own?.state === "RESUMED" && at < own.at),
    ),
  );
  // A failed action does not end the stage while its other actions go on.
  if (word?.state === "FAILED" || hasFailedSince(deployment, newest) || (failure && !open.length)) {
    return { ...base, state: failure?.category === "Approval" ? "rejected" : "failed" };
  }
  if (
    [word?.state, newest.state].some((state) =>
      ["STOPPED", "CANCELED", "SUPERSEDED", "ABANDONED"].includes(state ?? ""),
    )
  ) {
    return { ...base, state: "stopped" };
  }
  if (waitingApproval(deployment, name)) return { ...base, state: "waiting" };
  // Without an event of the stage itself, further actions may follow although all known ones succeeded.
  return { ...base, state: "running" };
}

/** Whether the pipeline's own event says that it failed, with no later event of the stage. */
function hasFailedSince({ overall }: Deployment, { attempt, at }: Mark): boolean {
  return overall?.state === "FAILED" && attempt <= overall.attempt && at <= overall.at;
}

function latestOf<M extends Mark>(marks: readonly M[]): M | undefined {
  return marks.reduce<M | undefined>((found, mark) => latest(found, mark), undefined);
}

function waitingApproval(deployment: Deployment, stage: string): { stage: string; action: string } | undefined {
  const own = ownMark(deployment, stage);
  const open = actionsOf(deployment, stage).find(
    (mark) =>
      mark.category === "Approval" &&
      mark.state === "STARTED" &&
      (own === undefined || own.state === "STARTED" || own.state === "RESUMED" || compareMarks(mark, own) > 0),
  );
  return open && { stage, action: open.action };
}

/** The pipeline's own state, unless a stage has a later attempt; then the state of the last stage begun. */
function overallStatus(deployment: Deployment, stages: readonly RawStage[]): DeploymentStatus {
  const { overall } = deployment;
  const last = stages.findLast((stage) => stage.state !== "pending");
  const isBroken = last?.state === "failed" || last?.state === "rejected";
  const isOutdated = overall !== undefined && last !== undefined && isRetryOf(overall, last);
  const end = isOutdated ? undefined : ends.get(overall?.state ?? "");
  if (end === "failed" && last?.state === "rejected" && last.attempt === overall?.attempt) return "rejected";
  if (end) return end;
  if (overall?.state === "STOPPING" && !isOutdated) return "stopping";
  if (isBroken && !(overall && isResumed(overall, last))) {
    return last.state === "rejected" ? "rejected" : "failed";
  }
  if (deployment.plan && last?.state === "done" && last === stages.at(-1)) return "succeeded";
  return "running";
}

/** Whether the stage runs, or has run, as a retry of the ended execution, whose RESUMED event was lost. */
function isRetryOf(overall: Mark, stage: RawStage): boolean {
  if (overall.state === "SUCCEEDED" || stage.attempt < overall.attempt) return false;
  if (stage.attempt > overall.attempt) return true;
  const isAtWork = ["running", "waiting", "done"].includes(stage.state);
  return overall.state === "FAILED" && isAtWork && (stage.at ?? "") > overall.at;
}

/** Whether the execution was resumed after the stage broke. */
function isResumed(overall: Mark, broken: RawStage): boolean {
  return overall.attempt > broken.attempt || (overall.state === "RESUMED" && overall.at > (broken.at ?? ""));
}

/** The state of a stage without a final event, by the execution's state and whether later stages have begun. */
function settledState(state: StageView["state"], status: DeploymentStatus, wasPassed: boolean): StageView["state"] {
  if (status === "succeeded" || wasPassed) return "done";
  // The stage was resumed, although that event was lost.
  if (status === "running" && ["failed", "rejected", "stopped"].includes(state)) return "running";
  if (status === "stopping" && state === "waiting") return "running";
  if (!isFinished(status) || !["running", "waiting"].includes(state)) return state;
  return status === "failed" ? "failed" : "stopped";
}

function latestDecision(deployment: Deployment, stage: string): ApprovalDecision | undefined {
  const decisions = actionsOf(deployment, stage).map((mark): ApprovalDecision | undefined => {
    const decision = deployment.decisions[`${stage}/${mark.action}`];
    return decision && isDecidedBy(mark, decision) ? decision : undefined;
  });
  return decisions.findLast((decision) => decision !== undefined);
}

/** Whether the decision is about this run of the approval, not one before a retry. */
function isDecidedBy({ state, at }: ActionMark, { verdict, at: decidedAt }: ApprovalDecision): boolean {
  if (state === "SUCCEEDED") return verdict === "approved";
  if (state === "FAILED") return verdict === "rejected";
  return decidedAt >= at;
}

function failedAction(deployment: Deployment, stage: string): ActionMark | undefined {
  return latestOf(actionsOf(deployment, stage).filter((mark) => mark.state === "FAILED"));
}

/** For this run of the action, not one before a retry. */
function findingOf(
  { findings = {} }: Deployment,
  { stage, action, externalId }: ActionMark,
): DeploymentFinding | undefined {
  const key = `${stage}/${action}`;
  const finding = Object.hasOwn(findings, key) ? findings[key] : undefined;
  return finding && (externalId === undefined || externalId === finding.id) ? finding : undefined;
}

function elapsedOf(deployment: Deployment): number | undefined {
  const begun = least(
    deployment.startedAt,
    everyMark(deployment)
      .map((mark) => mark.at)
      .reduce(least2, undefined),
  );
  const last = everyMark(deployment).reduce((most, mark) => Math.max(most, Date.parse(mark.at)), 0);
  if (!begun || !last) return undefined;
  const elapsed = last - Date.parse(begun);
  // With a single known time, the duration is unknown.
  if (elapsed === 0 && deployment.startedAt === undefined) return undefined;
  return elapsed >= 0 ? elapsed : undefined;
}

function least2(a: string | undefined, b: string): string | undefined {
  return least(a, b);
}
