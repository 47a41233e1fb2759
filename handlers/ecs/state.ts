import * as v from "valibot";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { filled, isObject, numberAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** An ECS service, or the family of a standalone task. */
export interface EcsSubject {
  readonly cluster: string;
  readonly service: string;
}

/** A failed task. */
export const failedTaskSchema = v.object({
  id: v.string(),
  at: v.string(),
  /** Why, in AWS's words. */
  reason: v.exactOptional(v.string()),
  stopCode: v.exactOptional(v.string()),
  container: v.exactOptional(v.string()),
  exitCode: v.exactOptional(v.number()),
});
export type FailedTask = StateOf<typeof failedTaskSchema>;

/** An ECS event of a service or its deployment. */
export const ecsNoticeSchema = v.object({
  /** SERVICE_DEPLOYMENT_FAILED, SERVICE_TASK_PLACEMENT_FAILURE, … */
  name: v.string(),
  /** INFO, WARN or ERROR. */
  level: v.string(),
  at: v.string(),
  reason: v.exactOptional(v.string()),
  deployment: v.exactOptional(v.string()),
});
type EcsNotice = StateOf<typeof ecsNoticeSchema>;

/**
 * Reads the events of services and their deployments; undefined when they name no service.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export function ecsNoticeOf({
  detail,
  time,
  resources,
}: AwsEvent): { readonly subject: EcsSubject; readonly notice: EcsNotice } | undefined {
  const name = textAt(detail, "eventName");
  const arn = resources.find((one) => one.includes(":service/"));
  const path = arn?.slice(arn.indexOf(":service/") + ":service/".length).split("/");
  const service = path?.at(-1);
  if (!name || !service) return undefined;
  // ARNs from before 2018 do not name the cluster.
  const cluster = (path && path.length > 1 ? path[0] : undefined) ?? lastOf(textAt(detail, "clusterArn"));
  const [reason, deployment] = [textAt(detail, "reason"), textAt(detail, "deploymentId")];
  return {
    subject: { cluster: cluster ?? "default", service },
    notice: {
      name,
      level: textAt(detail, "eventType")?.toUpperCase() ?? "INFO",
      at: time,
      ...filled({ reason, deployment }),
    },
  };
}

/** Whether the notice means that the service is healthy, unhealthy, or neither. */
export function judgeNotice({ name, level, reason }: EcsNotice): "well" | "ill" | "rolling-back" | undefined {
  if (name === "SERVICE_STEADY_STATE" || name === "SERVICE_DEPLOYMENT_COMPLETED") return "well";
  if (name === "SERVICE_DEPLOYMENT_FAILED") return "ill";
  if (name === "SERVICE_DEPLOYMENT_IN_PROGRESS") {
    return /rolling back/i.test(reason ?? "") ? "rolling-back" : undefined;
  }
  return level === "WARN" || level === "ERROR" ? "ill" : undefined;
}

/**
 * Parses a task's change of state: `task` when it has failed, nothing when all is normal, undefined when it names no
 * task. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function ecsTaskOf({ detail, time }: AwsEvent):
  | {
      readonly subject: EcsSubject;
      readonly isService: boolean;
      readonly task?: FailedTask;
    }
  | undefined {
  const id = lastOf(textAt(detail, "taskArn"));
  const status = textAt(detail, "lastStatus");
  if (!id || !status) return undefined;
  const group = textAt(detail, "group") ?? "";
  const isService = group.startsWith("service:");
  const family = lastOf(textAt(detail, "taskDefinitionArn"))?.replace(/:\d+$/, "");
  const service = isService ? group.slice("service:".length) : (family ?? (group.replace(/^family:/, "") || id));
  const cluster = lastOf(textAt(detail, "clusterArn")) ?? "default";
  const subject = { cluster, service };
  if (status !== "STOPPED") return { subject, isService };
  const containers = Array.isArray(detail.containers) ? detail.containers.filter(isObject) : [];
  const broken =
    containers.find((one) => textAt(one, "reason")) ?? containers.find((one) => (numberAt(one, "exitCode") ?? 0) !== 0);
  const stopCode = textAt(detail, "stopCode");
  const stopped = textAt(detail, "stoppedReason");
  if (!hasFailed({ stopCode, stopped, isService, isBroken: broken !== undefined })) return { subject, isService };
  const [container, exitCode] = [textAt(broken, "name"), numberAt(broken, "exitCode")];
  return {
    subject,
    isService,
    task: {
      id,
      at: time,
      ...filled({ reason: textAt(broken, "reason") ?? stopped, stopCode, container, exitCode }),
    },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html (stopCode) */
function hasFailed(told: {
  readonly stopCode: string | undefined;
  readonly stopped: string | undefined;
  readonly isService: boolean;
  readonly isBroken: boolean;
}): boolean {
  switch (told.stopCode) {
    case "TaskFailedToStart":
      return true;
    case "EssentialContainerExited":
      // A standalone task may simply be done; a service's task never should be.
      return told.isService || told.isBroken;
    case "ServiceSchedulerInitiated":
      return /health check/i.test(told.stopped ?? "");
    case "UserInitiated":
    case "SpotInterruption":
    case "TerminationNotice":
      return false;
    default:
      return told.isBroken;
  }
}

function lastOf(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf("/") + 1);
}

/** The trouble of a service, until it has recovered. */
const ecsTroubleSchema = v.object({
  /** The time of each task's failure, by task id. */
  tasks: v.record(v.string(), v.string()),
  lastTask: v.exactOptional(failedTaskSchema),
  failedDeployment: v.exactOptional(ecsNoticeSchema),
  /** The newest of the other warnings and errors. */
  notice: v.exactOptional(ecsNoticeSchema),
  rollback: v.exactOptional(ecsNoticeSchema),
});
export type EcsTrouble = StateOf<typeof ecsTroubleSchema>;

export const ecsTroubleShape = defineShape({ name: "ecs", version: 1, schema: ecsTroubleSchema });

/** Tasks beyond this number are not counted. */
export const mostTasks = 200;

export function withTask(known: EcsTrouble | undefined, task: FailedTask): EcsTrouble {
  const { tasks = {}, lastTask, ...rest } = known ?? {};
  const all = Object.entries({ ...tasks, [task.id]: task.at });
  const sorted = all.sort(([x, a], [y, b]) => (a < b || (a === b && x < y) ? -1 : 1)).slice(-mostTasks);
  return {
    ...rest,
    tasks: Object.fromEntries(sorted),
    lastTask: lastTask && lastTask.at > task.at ? lastTask : task,
  };
}

export function withNotice(known: EcsTrouble | undefined, notice: EcsNotice): EcsTrouble {
  const before: EcsTrouble = known ?? { tasks: {} };
  const newer = (one: EcsNotice | undefined): EcsNotice => (one && one.at > notice.at ? one : notice);
  switch (judgeNotice(notice)) {
    case "ill":
      return notice.name === "SERVICE_DEPLOYMENT_FAILED"
        ? { ...before, failedDeployment: newer(before.failedDeployment) }
        : { ...before, notice: newer(before.notice) };
    case "rolling-back":
      return { ...before, rollback: newer(before.rollback) };
    default:
      return before;
  }
}
