/**
 * What is known of one pipeline execution, put together from events that come at least once, late and in any order.
 *
 * Each event is turned into a small state of its own; `join` merges two states and does not care about order, grouping
 * or repetition: every register keeps its latest mark, by attempt, then time, then finality. So late and duplicate
 * events change nothing, and a stage retried later (a higher attempt) reopens what had failed.
 */

/** The registers' states, as AWS writes them, and how final each is: among marks of one moment the more final one holds. */
const finality: Readonly<Record<string, number>> = {
  STARTED: 1,
  InProgress: 1,
  RESUMED: 2,
  STOPPING: 3,
  ABANDONED: 4,
  CANCELED: 4,
  STOPPED: 4,
  SUPERSEDED: 4,
  FAILED: 5,
  SUCCEEDED: 6,
};

/** The latest that is known of a pipeline execution, a stage or an action. */
export interface Mark {
  readonly state: string;
  /** The pipeline execution attempt; a retried stage belongs to a higher one. */
  readonly attempt: number;
  /** ISO 8601. */
  readonly at: string;
}

export interface StageMark extends Mark {
  /** When the stage was first heard of, ISO 8601. */
  readonly first: string;
}

export interface ActionMark extends Mark {
  readonly stage: string;
  readonly action: string;
  readonly first: string;
  readonly category?: string;
  readonly provider?: string;
  readonly summary?: string;
  readonly url?: string;
  readonly errorCode?: string;
}

export interface Revision {
  readonly id: string;
  readonly summary?: string;
  readonly url?: string;
}

export interface Trigger {
  readonly type: string;
  readonly detail?: string;
}

/** A person's answer to an approval, given in Slack. */
export interface Decision {
  readonly person: string;
  readonly verdict: "approved" | "rejected";
  readonly at: string;
}

export interface Deployment {
  readonly pipeline: string;
  readonly executionId: string;
  readonly account: string;
  readonly region: string;
  /** When it began, as far as is known, ISO 8601. */
  readonly startedAt?: string;
  readonly overall?: Mark;
  readonly stages: Readonly<Record<string, StageMark>>;
  readonly actions: Readonly<Record<string, ActionMark>>;
  /** The names of the pipeline's stages in their order, when they could be looked up. */
  readonly plan?: readonly string[];
  readonly revision?: Revision;
  readonly trigger?: Trigger;
  /** The Slack user who asked for it. */
  readonly requestedBy?: string;
  readonly decisions: Readonly<Record<string, Decision>>;
}

export type DeploymentId = Pick<Deployment, "pipeline" | "executionId" | "account" | "region">;

/** The key of an execution's message. */
export function deploymentKey(id: DeploymentId): string {
  return `deployment/${id.account}/${id.region}/${id.pipeline}/${id.executionId}`;
}

/** An execution of which nothing is known but that it exists. */
export function unknownDeployment({ pipeline, executionId, account, region }: DeploymentId): Deployment {
  return { pipeline, executionId, account, region, stages: {}, actions: {}, decisions: {} };
}

/** Joins what two sources know of one execution: commutative, associative, idempotent. */
export function join(a: Deployment, b: Deployment): Deployment {
  const startedAt = least(a.startedAt, b.startedAt);
  const overall = latest(a.overall, b.overall);
  const plan = greatest(a.plan, b.plan);
  const revision = greatest(a.revision, b.revision);
  const trigger = greatest(a.trigger, b.trigger);
  const requestedBy = greatest(a.requestedBy, b.requestedBy);
  return {
    ...unknownDeployment(a),
    stages: joinRecords(a.stages, b.stages, withFirst),
    actions: joinRecords(a.actions, b.actions, withFirst),
    decisions: joinRecords(a.decisions, b.decisions, (x, y) => (isBefore(x.at, y.at, x, y) ? y : x)),
    ...(startedAt && { startedAt }),
    ...(overall && { overall }),
    ...(plan && { plan }),
    ...(revision && { revision }),
    ...(trigger && { trigger }),
    ...(requestedBy && { requestedBy }),
  };
}

function joinRecords<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  both: (x: Value, y: Value) => Value,
): Record<string, Value> {
  const merged: Record<string, Value> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const other = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = other === undefined ? value : both(other, value);
  }
  return merged;
}

function withFirst<M extends StageMark>(a: M, b: M): M {
  const first = a.first < b.first ? a.first : b.first;
  return { ...(latest(a, b) as M), first };
}

function latest<M extends Mark>(a: M | undefined, b: M | undefined): M | undefined {
  if (!a || !b) return a ?? b;
  return compareMarks(a, b) >= 0 ? a : b;
}

/** Orders marks by attempt, time and finality; equal ones by their whole content, so that joining is deterministic. */
function compareMarks(a: Mark, b: Mark): number {
  return (
    a.attempt - b.attempt ||
    Date.parse(a.at) - Date.parse(b.at) ||
    (finality[a.state] ?? 0) - (finality[b.state] ?? 0) ||
    compareContent(a, b)
  );
}

function isBefore(a: string, b: string, x: unknown, y: unknown): boolean {
  return a < b || (a === b && compareContent(x, y) < 0);
}

/** Longer content counts as greater: it knows more. */
function compareContent(a: unknown, b: unknown): number {
  const [x, y] = [canonical(a), canonical(b)];
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0);
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
  /** How long it took, in milliseconds, once it has ended. */
  readonly took?: number;
  readonly decision?: Decision;
}

/** An execution as a person would tell it. */
export interface DeploymentView {
  readonly status: DeploymentStatus;
  readonly stages: readonly StageView[];
  readonly attempt: number;
  /** Milliseconds from the start to the last thing heard. */
  readonly elapsed?: number;
  /** The action that failed or was rejected. */
  readonly cause?: ActionMark;
  /** The approval that waits for a person. */
  readonly approval?: { readonly stage: string; readonly action: string };
}

const ended: Readonly<Record<string, DeploymentStatus>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  STOPPED: "stopped",
  SUPERSEDED: "superseded",
  CANCELED: "canceled",
};

/** Whether nothing more is to come of it, unless somebody retries a stage. */
export function isFinished(status: DeploymentStatus): boolean {
  return !["running", "waiting", "stopping"].includes(status);
}

/** What the marks amount to, with gaps filled in: a stage that others have passed is done although its own event was lost. */
export function view(deployment: Deployment): DeploymentView {
  const attempt = Math.max(1, ...everyMark(deployment).map((mark) => mark.attempt));
  const names = stageNames(deployment);
  const raw = names.map((name) => rawStage(deployment, name));
  const status = overallStatus(deployment, raw);
  const lastBegun = raw.findLastIndex((stage) => stage.state !== "pending");
  const stages = raw.map((stage, index): StageView => {
    const state = settle(stage.state, status, index < lastBegun, raw);
    const took =
      stage.took !== undefined && state !== "running" && state !== "waiting" ? stage.took : undefined;
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
  const cause = status === "failed" || status === "rejected" ? failedAction(deployment) : undefined;
  const elapsed = elapsedOf(deployment);
  return {
    status: status === "running" && approval ? "waiting" : status,
    stages,
    attempt,
    ...(elapsed !== undefined && { elapsed }),
    ...(cause && { cause }),
    ...(approval && { approval }),
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
  const first = new Map<string, string>();
  for (const [name, mark] of Object.entries(deployment.stages)) first.set(name, mark.first);
  for (const mark of Object.values(deployment.actions)) {
    const known = first.get(mark.stage);
    if (known === undefined || mark.first < known) first.set(mark.stage, mark.first);
  }
  const plan = deployment.plan ?? [];
  const heard = [...first.keys()]
    .filter((name) => !plan.includes(name))
    .sort((a, b) => compareText(first.get(a) ?? "", first.get(b) ?? "") || compareText(a, b));
  return [...plan, ...heard];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function actionsOf(deployment: Deployment, stage: string): ActionMark[] {
  return Object.values(deployment.actions).filter((mark) => mark.stage === stage);
}

function rawStage(deployment: Deployment, name: string): RawStage {
  const own = Object.hasOwn(deployment.stages, name) ? deployment.stages[name] : undefined;
  const actions = actionsOf(deployment, name);
  const newest = latest(own, latestOf(actions));
  if (!newest) return { name, state: "pending", attempt: 0 };
  const begun = [own?.first, ...actions.map((mark) => mark.first)].reduce(least);
  const took = begun === undefined ? undefined : Date.parse(newest.at) - Date.parse(begun);
  const base = { name, at: newest.at, attempt: newest.attempt, ...(took !== undefined && { took }) };
  const current = actions.filter((mark) => mark.attempt === newest.attempt);
  const failure = current.find((mark) => mark.state === "FAILED" && !isSuccess(own, mark));
  if (failure || (own === newest && own.state === "FAILED")) {
    return { ...base, state: failure?.category === "Approval" ? "rejected" : "failed" };
  }
  if (own?.state === "SUCCEEDED" && own.attempt === newest.attempt) return { ...base, state: "done" };
  if (["STOPPED", "CANCELED", "SUPERSEDED", "ABANDONED"].includes(newest.state))
    return { ...base, state: "stopped" };
  if (waitingApproval(deployment, name)) return { ...base, state: "waiting" };
  // Without the stage's own word all of its actions that are known may have succeeded; others may follow.
  return { ...base, state: "running" };
}

/** A stage that succeeded after one of its actions had failed (a rerun within one attempt) has overcome it. */
function isSuccess(stage: StageMark | undefined, failure: ActionMark): boolean {
  return stage?.state === "SUCCEEDED" && stage.attempt >= failure.attempt && stage.at >= failure.at;
}

function latestOf<M extends Mark>(marks: readonly M[]): M | undefined {
  return marks.reduce<M | undefined>((found, mark) => latest(found, mark), undefined);
}

function waitingApproval(
  deployment: Deployment,
  stage: string,
): { stage: string; action: string } | undefined {
  const own = Object.hasOwn(deployment.stages, stage) ? deployment.stages[stage] : undefined;
  const open = actionsOf(deployment, stage).find(
    (mark) =>
      mark.category === "Approval" &&
      mark.state === "STARTED" &&
      (own === undefined ||
        own.state === "STARTED" ||
        own.state === "RESUMED" ||
        compareMarks(mark, own) > 0),
  );
  return open && { stage, action: open.action };
}

function overallStatus(deployment: Deployment, stages: readonly RawStage[]): DeploymentStatus {
  const { overall } = deployment;
  const broken = stages.find((stage) => stage.state === "failed" || stage.state === "rejected");
  const active = stages.filter((stage) => stage.state === "running" || stage.state === "waiting");
  if (overall && overall.state in ended) {
    // Marks of a later attempt, or a stage at work after the failure, mean a retry whose RESUMED event was lost.
    const reopened =
      overall.state !== "SUCCEEDED" &&
      active.some(
        (stage) =>
          stage.attempt > overall.attempt ||
          (stage.attempt === overall.attempt && (stage.at ?? "") > overall.at && overall.state === "FAILED"),
      );
    if (!reopened) {
      const status = ended[overall.state] ?? "running";
      return status === "failed" && broken?.state === "rejected" ? "rejected" : status;
    }
    return "running";
  }
  if (overall?.state === "STOPPING") return "stopping";
  if (broken && active.length === 0) {
    const isOlder = overall !== undefined && overall.attempt > broken.attempt;
    if (!isOlder && !isAfter(overall, broken)) return broken.state === "rejected" ? "rejected" : "failed";
  }
  const last = stages.at(-1);
  if (deployment.plan && last?.state === "done" && stages.every((stage) => stage.state !== "running")) {
    return "succeeded";
  }
  return "running";
}

/** Whether the execution was resumed after the stage broke. */
function isAfter(overall: Mark | undefined, broken: RawStage): boolean {
  return overall?.state === "RESUMED" && overall.at >= (broken.at ?? "");
}

/** What a stage without a last word of its own must be, given how the whole ended and which stages were passed. */
function settle(
  state: StageView["state"],
  status: DeploymentStatus,
  wasPassed: boolean,
  all: readonly RawStage[],
): StageView["state"] {
  if (status === "succeeded") return "done";
  const isOpen = state === "running" || state === "waiting";
  if (wasPassed && (isOpen || state === "pending")) return "done";
  if (!isOpen) return state;
  if (status === "failed") return all.some((stage) => stage.state === "failed") ? "stopped" : "failed";
  if (["stopped", "superseded", "canceled", "rejected"].includes(status)) return "stopped";
  return state;
}

function latestDecision(deployment: Deployment, stage: string): Decision | undefined {
  const approvals = actionsOf(deployment, stage).filter((mark) => mark.category === "Approval");
  return approvals.map((mark) => deployment.decisions[`${stage}/${mark.action}`]).find(Boolean);
}

function failedAction(deployment: Deployment): ActionMark | undefined {
  return latestOf(Object.values(deployment.actions).filter((mark) => mark.state === "FAILED"));
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
  return elapsed >= 0 ? elapsed : undefined;
}

function least2(a: string | undefined, b: string): string | undefined {
  return least(a, b);
}
