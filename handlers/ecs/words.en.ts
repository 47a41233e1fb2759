import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of services and tasks of ECS, in English. */
export const en = {
  "ecs.failed": ({ name }: { name: string }) => `Deployment of the ECS service ${name} failed`,
  "ecs.tasks-failed": ({ name, count }: { name: string; count: number }) =>
    count === 1 ? `A task of the ECS service ${name} failed` : `Tasks of the ECS service ${name} keep failing`,
  "ecs.ill": ({ name }: { name: string }) => `The ECS service ${name} has a problem`,
  "ecs.well": ({ name }: { name: string }) => `The ECS service ${name} is healthy again`,
  "ecs.rolled-back": ({ name }: { name: string }) => `The ECS service ${name} is back on its last working version`,
  "ecs.rolling-back": "ECS is rolling it back to its last working version.",
  "ecs.rolling-back-title": ({ name }: { name: string }) => `The ECS service ${name} is being rolled back`,
  "ecs.task-failed": ({ name }: { name: string }) => `A task of ${name} failed`,
  "ecs.task-not-started": ({ name }: { name: string }) => `A task of ${name} could not be started`,
  "ecs.deployment-failed": "Deployment",
  "ecs.failed-tasks": "Failed tasks",
  "ecs.at-least": ({ count }: { count: number }) => `${count} or more`,
  "ecs.last-failure": "Last failure",
  "ecs.task": "Task",
  "ecs.service": "Service",
  "ecs.exited": ({ container, code }: { container: string; code: number }) => `${container} exited with code ${code}`,
  "ecs.start-impaired": "its tasks do not start reliably",
  "ecs.placement-failure": "there is no room for its tasks in the cluster",
  "ecs.configuration-failure": "its tasks cannot be started as they are configured",
  "ecs.daemon-constraint": "a daemon's tasks do not fit its placement constraints any more",
  "ecs.unhealthy": "one of its tasks is unhealthy",
  "ecs.health-unknown": "ECS does not know whether its tasks are healthy",
  "ecs.throttled": "AWS is throttling ECS, which tries again later",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
