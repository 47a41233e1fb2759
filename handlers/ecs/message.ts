import { ecsServiceUrl, ecsTaskUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type EcsSubject, type EcsTrouble, type FailedTask, mostTasks } from "./state.ts";

/** The meanings of ECS's warnings and errors; unknown ones are shown by their names. */
const meanings = {
  SERVICE_TASK_START_IMPAIRED: "ecs.start-impaired",
  SERVICE_TASK_PLACEMENT_FAILURE: "ecs.placement-failure",
  SERVICE_TASK_CONFIGURATION_FAILURE: "ecs.configuration-failure",
  SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED: "ecs.daemon-constraint",
  SERVICE_DISCOVERY_INSTANCE_UNHEALTHY: "ecs.unhealthy",
  VPC_LATTICE_TARGET_UNHEALTHY: "ecs.unhealthy",
  SERVICE_HEALTH_UNKNOWN: "ecs.health-unknown",
  ECS_OPERATION_THROTTLED: "ecs.throttled",
  SERVICE_DISCOVERY_OPERATION_THROTTLED: "ecs.throttled",
} as const;

/** The message of an unhealthy or recovered service. */
export function ecsMessage(trouble: EcsTrouble, subject: EcsSubject, isWell: boolean, region: string): Content {
  const { cluster, service } = subject;
  const { lastTask, failedDeployment, notice } = trouble;
  const url = ecsServiceUrl(region, cluster, service);
  const at = [lastTask?.at, failedDeployment?.at, notice?.at]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  const count = Object.keys(trouble.tasks).length;
  const counted = count >= mostTasks ? say("ecs.at-least", { count }) : String(count);
  const facts = present<Fact>([
    failedDeployment?.reason && { label: "ecs.deployment-failed", value: truncate(failedDeployment.reason, 700) },
    notice && { label: "build.why", value: noticeText(notice) },
    lastTask && { label: "ecs.failed-tasks", value: counted },
    lastTask && { label: "ecs.last-failure", value: taskText(lastTask) },
    lastTask && {
      label: "ecs.task",
      value: { link: ecsTaskUrl(region, cluster, lastTask.id), text: lastTask.id },
    },
    { label: "ecs.service", value: { link: url, text: truncate(service, 150) } },
    { label: "ecs.cluster", value: truncate(cluster, 150) },
    at && { label: "event.time", value: { time: at } },
  ]);
  return {
    tone: isWell ? "success" : failedDeployment || notice?.level === "ERROR" ? "failure" : "warning",
    title: ecsTitle(trouble, subject, isWell),
    ...(!isWell && trouble.rollback && { lines: [say("ecs.rolling-back")] }),
    facts,
    buttons: [{ action: "open", label: "button.open", url }],
  };
}

/** The service's state in one line. */
export function ecsTitle(trouble: EcsTrouble, { service }: EcsSubject, isWell: boolean): Text {
  const name = truncate(service, 150);
  const { failedDeployment, rollback, notice } = trouble;
  const count = Object.keys(trouble.tasks).length;
  if (isWell) return say(failedDeployment && rollback ? "ecs.rolled-back" : "ecs.well", { name });
  if (failedDeployment) return say("ecs.failed", { name });
  if (count) return say("ecs.tasks-failed", { name, count });
  return say(notice ? "ecs.ill" : "ecs.rolling-back-title", { name });
}

function noticeText({ name, reason }: { readonly name: string; readonly reason?: string }): Text {
  const meaning = Object.hasOwn(meanings, name) ? meanings[name as keyof typeof meanings] : undefined;
  const said: Text = meaning ? say(meaning) : { code: truncate(name, 100) };
  return reason ? [said, " (", truncate(reason, 500), ")"] : said;
}

function taskText({ reason, container, exitCode, stopCode }: FailedTask): Text {
  const why: Text = reason ? truncate(reason, 500) : stopCode ? { code: stopCode } : say("build.why-unknown");
  const name = container && truncate(container, 100);
  if (name && exitCode !== undefined) return [say("ecs.exited", { container: name, code: exitCode }), ": ", why];
  return name ? [name, ": ", why] : why;
}

/** The message of a failed standalone task. */
export function ecsTaskMessage(task: FailedTask, { cluster, service }: EcsSubject, region: string): Content {
  const url = ecsTaskUrl(region, cluster, task.id);
  return {
    tone: "failure",
    title: say(task.stopCode === "TaskFailedToStart" ? "ecs.task-not-started" : "ecs.task-failed", {
      name: truncate(service, 150),
    }),
    facts: [
      { label: "build.why", value: taskText(task) },
      { label: "ecs.task", value: { link: url, text: task.id } },
      { label: "ecs.cluster", value: truncate(cluster, 150) },
      { label: "event.time", value: { time: task.at } },
    ],
    buttons: [{ action: "open", label: "button.open", url }],
  };
}
