import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of deployments, in English. */
export const en = {
  "button.stop-execution": "Stop execution",
  "summary.deploy-stop": "Stop the deployment of an environment.",
  "stop.which": "the execution's id",
  "stop.confirm": ({ environment }: { environment: string }) => `Stop the deployment of ${environment}?`,
  "stop.confirm-what": ({ message, time }: { message: string; time: string }) => `Started ${time}: ${message}`,
  "stop.confirm-how":
    "The action that is under way is still completed; nothing after it is begun. What was deployed so far stays.",
  "stop.cancelled": ({ environment }: { environment: string }) => `The deployment of ${environment} goes on.`,
  "stop.asked": ({ environment, message }: { environment: string; message: string }) =>
    `The deployment of ${environment} is being stopped: ${message}`,
  "stop.none": ({ environment }: { environment: string }) => `No deployment of ${environment} is running.`,
  "stop.gone": ({ environment }: { environment: string }) =>
    `This deployment of ${environment} is not running any more, so nothing was stopped.`,
  "stop.refused": ({ environment, reason }: { environment: string; reason: string }) =>
    `AWS did not stop the pipeline of ${environment}: ${reason}`,
  "deployment.stopped-by": "Stopped by",
  "deployment.running": ({ name }: { name: string }) => `Deploying ${name}`,
  "deployment.waiting": ({ name }: { name: string }) => `${name} is waiting for approval`,
  "deployment.stopping": ({ name }: { name: string }) => `Stopping the deployment of ${name}`,
  "deployment.succeeded": ({ name }: { name: string }) => `Deployed ${name}: succeeded`,
  "deployment.failed": ({ name }: { name: string }) => `Deployment of ${name} failed`,
  "deployment.rejected": ({ name }: { name: string }) => `Deployment of ${name} was rejected`,
  "deployment.stopped": ({ name }: { name: string }) => `Deployment of ${name} was stopped`,
  "deployment.superseded": ({ name }: { name: string }) => `Deployment of ${name} was superseded by a newer one`,
  "deployment.canceled": ({ name }: { name: string }) => `Deployment of ${name} was cancelled`,
  "deployment.progress": ({ done, total }: { done: number; total: number }) => `${done} of ${total} stages done`,
  "deployment.revision": "Revision",
  "deployment.started-by": "Started by",
  "deployment.elapsed": "Elapsed",
  "deployment.cause": "Cause",
  "deployment.attempt": "Attempt",
  "deployment.pipeline": "Pipeline",
  "deployment.trigger.push": ({ repository }: { repository: string }) => `a push to ${repository}`,
  "deployment.trigger.schedule": "a schedule",
  "deployment.trigger.rollback": "a rollback",
  "deployment.trigger.person": ({ name }: { name: string }) => `${name} in AWS`,
  "deployment.trigger.other": ({ kind }: { kind: string }) => kind,
  "deployment.cause.unknown": "AWS gave no reason; the console shows the details.",
  "deployment.cause.in": ({ stage, action }: { stage: string; action: string }) => `${stage} › ${action}`,
  "step.pending": "not started",
  "step.running": "in progress",
  "step.waiting": "waiting for approval",
  "step.done": "succeeded",
  "step.failed": "failed",
  "step.rejected": "rejected",
  "step.stopped": "stopped",
  "step.took": ({ duration }: { duration: string }) => `took ${duration}`,
  "step.approved-by": ({ person }: { person: string }) => `approved by ${person}`,
  "step.rejected-by": ({ person }: { person: string }) => `rejected by ${person}`,
  "button.reject": "Reject",
  "button.retry": "Retry stage",
  "button.confirm-deploy": "Deploy",
  "deploy.started": ({ environment, message }: { environment: string; message: string }) =>
    `${environment} is being deployed: ${message}`,
  "deploy.execution": "see the execution",
  "deploy.joined": ({ environment, message }: { environment: string; message: string }) =>
    `You are already deploying ${environment}, so nothing new was started: ${message}`,
  "deploy.busy": ({ environment, message }: { environment: string; message: string }) =>
    `${environment} is being deployed already, so nothing was started: ${message}`,
  "deploy.busy-by": ({ environment, person, message }: { environment: string; person: string; message: string }) =>
    `${environment} is being deployed by ${person} already, so nothing was started: ${message}`,
  "deploy.busy-hint": ({ command }: { command: string }) => `Wait until it has finished, then say ${command} again.`,
  "deploy.no-pipeline": ({ pipeline, environment }: { pipeline: string; environment: string }) =>
    `The pipeline ${pipeline} of ${environment} does not exist in AWS. Check its name in nightshift.yaml.`,
  "deploy.refused": ({ environment, reason }: { environment: string; reason: string }) =>
    `AWS did not start the pipeline of ${environment}: ${reason}`,
  "deploy.confirm": ({ environment }: { environment: string }) => `Deploy ${environment}?`,
  "deploy.confirm-why": ({ environment, pipeline }: { environment: string; pipeline: string }) =>
    `${environment} is protected. This starts the pipeline ${pipeline}.`,
  "deploy.cancelled": ({ environment }: { environment: string }) => `Nothing was deployed to ${environment}.`,
  "status.title": "Deployments",
  "status.never": "never deployed",
  "status.of": ({ name, state }: { name: string; state: string }) => `${name}: ${state}`,
  "status.running": "being deployed",
  "status.waiting": "waiting for approval",
  "status.stopping": "being stopped",
  "status.succeeded": "deployed",
  "status.failed": "last deployment failed",
  "status.stopped": "last deployment was stopped",
  "status.superseded": "last deployment was superseded",
  "status.canceled": "last deployment was cancelled",
  "status.unknown": "state unknown",
  "status.unreadable": ({ reason }: { reason: string }) => `could not be looked up: ${reason}`,
  "status.since": ({ time }: { time: string }) => `since ${time}`,
  "approval.gone": "This approval is no longer waiting: it was answered, or the execution has ended.",
  "retry.gone": "This stage cannot be retried any more: a newer execution has passed it, or it is running again.",
  "action.failed": ({ reason }: { reason: string }) => `That did not work: ${reason}`,
  "summary.deploy": "Deploy an environment by starting its pipeline.",
  "summary.deploy-status": "Show what is deployed where.",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
