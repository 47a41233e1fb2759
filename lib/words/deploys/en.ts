/** What is said of builds, deployments, stacks and services of AWS: in English. */
export const deploys = {
  "build.failed": ({ project }: { project: string }) => `Build of ${project} failed`,
  "build.failed-again": ({ project, count }: { project: string; count: number }) =>
    `Builds of ${project} keep failing: ${count} so far`,
  "build.timed-out": ({ project }: { project: string }) => `Build of ${project} timed out`,
  "build.fault": ({ project }: { project: string }) =>
    `Build of ${project} failed because of a fault in CodeBuild`,
  "build.mended": ({ project }: { project: string }) => `Build of ${project} succeeds again`,
  "build.why": "Why",
  "build.why-unknown": "AWS gave no reason; the console shows the details.",
  "build.in-phase": ({ phase, message }: { phase: string; message: string }) => `${phase}: ${message}`,
  "build.in-phase-only": ({ phase }: { phase: string }) => `in the phase ${phase}`,
  "build.build": "Build",
  "build.version": "Source version",
  "build.started-by": "Started by",
  "build.by-pipeline": ({ pipeline }: { pipeline: string }) => `the pipeline ${pipeline}`,
  "build.by-rule": ({ rule }: { rule: string }) => `the rule ${rule}`,
  "build.took": "Took",
  "build.took-usually": ({ took, usually }: { took: string; usually: string }) =>
    `${took} (usually ${usually})`,
  "build.ended": "Ended",
  "build.failed-at": "Had failed",
  "build.open": "Open build",
  "build.open-log": "Open log",

  "code-deploy.failed": ({ name }: { name: string }) => `Deployment to ${name} failed`,
  "code-deploy.failing": ({ name, count }: { name: string; count: number }) =>
    `Deployment to ${name} is failing on ${count === 1 ? "an instance" : `${count} instances`}`,
  "code-deploy.running": ({ name }: { name: string }) => `Deploying to ${name}`,
  "code-deploy.succeeded": ({ name }: { name: string }) => `Deployed to ${name}`,
  "code-deploy.stopped": ({ name }: { name: string }) => `Deployment to ${name} was stopped`,
  "code-deploy.rolling-back": ({ name }: { name: string }) => `Rolling ${name} back`,
  "code-deploy.rolled-back": ({ name }: { name: string }) => `Rolled ${name} back to its last version`,
  "code-deploy.rollback-failed": ({ name }: { name: string }) => `${name} could not be rolled back`,
  "code-deploy.application": "Application",
  "code-deploy.group": "Deployment group",
  "code-deploy.deployment": "Deployment",
  "code-deploy.failed-instances": "Failed instances",
  "code-deploy.of": ({ count, total }: { count: number; total: number }) => `${count} of ${total}`,
  "code-deploy.rolled-back-by": "Rolled back by",
  "code-deploy.rolls-back": "Rolls back",

  "stack.create.running": ({ name }: { name: string }) => `Creating the stack ${name}`,
  "stack.create.done": ({ name }: { name: string }) => `Created the stack ${name}`,
  "stack.create.failed": ({ name }: { name: string }) => `The stack ${name} could not be created`,
  "stack.create.rolling-back": ({ name }: { name: string }) =>
    `The stack ${name} could not be created and is being rolled back`,
  "stack.create.rolled-back": ({ name }: { name: string }) =>
    `The stack ${name} could not be created and was rolled back`,
  "stack.update.running": ({ name }: { name: string }) => `Updating the stack ${name}`,
  "stack.update.done": ({ name }: { name: string }) => `Updated the stack ${name}`,
  "stack.update.failed": ({ name }: { name: string }) => `Update of the stack ${name} failed`,
  "stack.delete.running": ({ name }: { name: string }) => `Deleting the stack ${name}`,
  "stack.delete.done": ({ name }: { name: string }) => `Deleted the stack ${name}`,
  "stack.delete.failed": ({ name }: { name: string }) => `The stack ${name} could not be deleted`,
  "stack.import.running": ({ name }: { name: string }) => `Importing resources into the stack ${name}`,
  "stack.import.done": ({ name }: { name: string }) => `Imported resources into the stack ${name}`,
  "stack.import.failed": ({ name }: { name: string }) =>
    `Resources could not be imported into the stack ${name}`,
  "stack.rolling-back": ({ name }: { name: string }) =>
    `Update of the stack ${name} failed and is being rolled back`,
  "stack.rolled-back": ({ name }: { name: string }) =>
    `Update of the stack ${name} failed and was rolled back`,
  "stack.stuck": ({ name }: { name: string }) => `The stack ${name} is stuck: its rollback failed`,
  "stack.stuck-hint":
    "Nobody can update it until its rollback is continued: fix what the rollback failed on, then choose “Continue update rollback” in the console.",
  "stack.rolled-back-hint": "It is as it was before the update.",
  "stack.create-hint": "It cannot be updated in this state: delete it, then create it again.",
  "stack.failed-first": "Failed first",
  "stack.stack": "Stack",
  "stack.status": "Status",
  "stack.drifted": ({ name }: { name: string }) => `The stack ${name} has drifted from its template`,
  "stack.in-sync": ({ name }: { name: string }) => `The stack ${name} matches its template again`,
  "stack.drift-hint":
    "Somebody has changed its resources outside of CloudFormation. The next update may undo that, or fail.",
  "stack.drifted-resources": "Drifted resources",

  "beanstalk.health": ({ name, health }: { name: string; health: string }) => `Health of ${name}: ${health}`,
  "beanstalk.unwell": ({ name }: { name: string }) => `${name} is unhealthy`,
  "beanstalk.well": ({ name }: { name: string }) => `${name} is healthy again`,
  "beanstalk.status": ({ name, status }: { name: string; status: string }) => `${name}: ${status}`,
  "beanstalk.event": ({ name }: { name: string }) => `Something happened in ${name}`,
  "beanstalk.environment": "Environment",
  "beanstalk.change": "Health",
  "beanstalk.from-to": ({ from, to }: { from: string; to: string }) => `${from} → ${to}`,

  "ecs.failed": ({ name }: { name: string }) => `Deployment of the ECS service ${name} failed`,
  "ecs.tasks-failed": ({ name, count }: { name: string; count: number }) =>
    count === 1
      ? `A task of the ECS service ${name} failed`
      : `Tasks of the ECS service ${name} keep failing`,
  "ecs.ill": ({ name }: { name: string }) => `The ECS service ${name} has a problem`,
  "ecs.well": ({ name }: { name: string }) => `The ECS service ${name} is healthy again`,
  "ecs.rolled-back": ({ name }: { name: string }) =>
    `The ECS service ${name} is back on its last working version`,
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
  "ecs.cluster": "Cluster",
  "ecs.exited": ({ container, code }: { container: string; code: number }) =>
    `${container} exited with code ${code}`,
  "ecs.start-impaired": "its tasks do not start reliably",
  "ecs.placement-failure": "there is no room for its tasks in the cluster",
  "ecs.configuration-failure": "its tasks cannot be started as they are configured",
  "ecs.daemon-constraint": "a daemon's tasks do not fit its placement constraints any more",
  "ecs.unhealthy": "one of its tasks is unhealthy",
  "ecs.health-unknown": "ECS does not know whether its tasks are healthy",
  "ecs.throttled": "AWS is throttling ECS, which tries again later",
};
