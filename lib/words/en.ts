/**
 * Every sentence that a user reads, in English. No markup stands here: links, code and names come in as arguments and
 * are formatted where the message is rendered.
 */
export const en = {
  // The words of a deployment.
  "deployment.running": ({ name }: { name: string }) => `Deploying ${name}`,
  "deployment.waiting": ({ name }: { name: string }) => `${name} is waiting for approval`,
  "deployment.stopping": ({ name }: { name: string }) => `Stopping the deployment of ${name}`,
  "deployment.succeeded": ({ name }: { name: string }) => `Deployed ${name}: succeeded`,
  "deployment.failed": ({ name }: { name: string }) => `Deployment of ${name} failed`,
  "deployment.rejected": ({ name }: { name: string }) => `Deployment of ${name} was rejected`,
  "deployment.stopped": ({ name }: { name: string }) => `Deployment of ${name} was stopped`,
  "deployment.superseded": ({ name }: { name: string }) =>
    `Deployment of ${name} was superseded by a newer one`,
  "deployment.canceled": ({ name }: { name: string }) => `Deployment of ${name} was cancelled`,
  "deployment.progress": ({ done, total }: { done: number; total: number }) =>
    `${done} of ${total} stages done`,
  "deployment.revision": "Revision",
  "deployment.started-by": "Started by",
  "deployment.elapsed": "Elapsed",
  "deployment.cause": "Cause",
  "deployment.attempt": "Attempt",
  "deployment.pipeline": "Pipeline",
  "deployment.trigger.push": ({ repository }: { repository: string }) => `a push to ${repository}`,
  "deployment.trigger.webhook": "a push",
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

  "button.approve": "Approve",
  "button.reject": "Reject",
  "button.retry": "Retry stage",
  "button.open": "Open in AWS",
  "button.confirm-deploy": "Deploy",
  "button.cancel": "Cancel",

  // Answers to /deploy.
  "deploy.started": ({ environment, message }: { environment: string; message: string }) =>
    `${environment} is being deployed: ${message}`,
  "deploy.message": "follow it here",
  "deploy.execution": "see the execution",
  "deploy.joined": ({ environment, message }: { environment: string; message: string }) =>
    `You are already deploying ${environment}, so nothing new was started: ${message}`,
  "deploy.busy": ({ environment, message }: { environment: string; message: string }) =>
    `${environment} is being deployed already, so nothing was started: ${message}`,
  "deploy.busy-by": ({
    environment,
    person,
    message,
  }: {
    environment: string;
    person: string;
    message: string;
  }) => `${environment} is being deployed by ${person} already, so nothing was started: ${message}`,
  "deploy.busy-hint": ({ command }: { command: string }) =>
    `Wait until it has finished, then say ${command} again.`,
  "deploy.no-pipeline": ({ pipeline, environment }: { pipeline: string; environment: string }) =>
    `The pipeline ${pipeline} of ${environment} does not exist in AWS. Check its name in nightshift.yaml.`,
  "deploy.refused": ({ environment, reason }: { environment: string; reason: string }) =>
    `AWS did not start the pipeline of ${environment}: ${reason}`,
  "deploy.confirm": ({ environment }: { environment: string }) => `Deploy ${environment}?`,
  "deploy.confirm-why": ({ environment, pipeline }: { environment: string; pipeline: string }) =>
    `${environment} is protected. This starts the pipeline ${pipeline}.`,
  "deploy.no-such-pipeline-here": ({ pipeline }: { pipeline: string }) =>
    `The pipeline ${pipeline} belongs to no environment in nightshift.yaml.`,
  "deploy.confirm-gone": "This question has been answered or has expired. Say the command again.",
  "deploy.cancelled": ({ environment }: { environment: string }) => `Nothing was deployed to ${environment}.`,
  "deploy.not-yours": "Only the person who asked can answer this.",
  "deploy.help": "What /deploy can do",

  "status.title": "Deployments",
  "status.never": "never deployed",
  "status.of": ({ name, state }: { name: string; state: string }) => `${name}: ${state}`,
  "status.running": "being deployed",
  "status.succeeded": "deployed",
  "status.failed": "last deployment failed",
  "status.stopped": "last deployment was stopped",
  "status.superseded": "last deployment was superseded",
  "status.canceled": "last deployment was cancelled",
  "status.unknown": "state unknown",
  "status.unreadable": ({ reason }: { reason: string }) => `could not be looked up: ${reason}`,
  "status.since": ({ time }: { time: string }) => `since ${time}`,

  // Approvals and retries.
  "approval.gone": "This approval is no longer waiting: it was answered, or the execution has ended.",
  "approval.approved": ({ stage }: { stage: string }) => `You approved ${stage}.`,
  "approval.rejected": ({ stage }: { stage: string }) => `You rejected ${stage}.`,
  "retry.started": ({ stage }: { stage: string }) => `${stage} is being tried again.`,
  "retry.gone":
    "This stage cannot be retried any more: a newer execution has passed it, or it is running again.",
  "action.failed": ({ reason }: { reason: string }) => `That did not work: ${reason}`,

  // Auto Scaling.
  "replacement.done": ({ group }: { group: string }) => `${group} replaced an unhealthy instance`,
  "replacement.running": ({ group }: { group: string }) => `${group} is replacing an unhealthy instance`,
  "replacement.failed": ({ group }: { group: string }) =>
    `${group} could not replace an unhealthy instance yet`,
  "replacement.group": "Group",
  "replacement.left": "Left",
  "replacement.came": "Came",
  "replacement.why": "Why",
  "replacement.took": "Took",
  "replacement.failure": "Launch failed",
  "replacement.instance": ({ id, zone }: { id: string; zone: string }) => `${id} in ${zone}`,
  "replacement.left-unknown": "not known (yet): AWS has sent no termination event",
  "replacement.came-unknown": "not yet: no replacement has been reported",
  "replacement.why-unknown": "an unhealthy instance needed to be replaced",
  "replacement.cause.user": "a person or a program marked it unhealthy (user health check)",
  "replacement.cause.elb": "it failed the load balancer's health check (ELB)",
  "replacement.cause.ec2-gone": "it was terminated or stopped outside the group (EC2)",
  "replacement.cause.ec2-status": "it failed the EC2 status checks",
  "replacement.cause.ec2-maintenance": "AWS scheduled maintenance for its host (EC2)",
  "replacement.cause.ebs": "an EBS volume of it failed its health check",
  "replacement.cause.other": ({ text }: { text: string }) => text,

  // Events without a definition of their own.
  "event.unknown": ({ type, source }: { type: string; source: string }) => `${type} (${source})`,
  "event.unreadable": "A notification arrived that could not be read",
  "event.resource": "Resource",
  "event.account": "Account",
  "event.region": "Region",
  "event.time": "Time",

  // Help and errors.
  "event.field": ({ name, value }: { name: string; value: string }) => `${name}: ${value}`,

  "summary.deploy": "Deploy an environment by starting its pipeline.",
  "summary.deploy-status": "Show what is deployed where.",
  "summary.deploy-help": "Explain the deploy commands.",
  "summary.nightshift-help": "Show every command that you may use.",
  "usage.environment": "environment",

  "help.title": "What you can do here",
  "help.none": "You have no role here yet. Ask an owner to add you under people in nightshift.yaml.",
  "help.example": ({ examples }: { examples: string }) => `For example ${examples}`,
  "error.unknown-command": ({ command }: { command: string }) => `There is no command ${command}.`,
  "error.did-you-mean": ({ suggestion }: { suggestion: string }) => `Did you mean ${suggestion}?`,
  "error.see-help": ({ command }: { command: string }) => `${command} shows what you can do.`,
  "error.missing-environment": ({ usage }: { usage: string }) => `Which environment? Say ${usage}.`,
  "error.unknown-environment": ({ given }: { given: string }) => `There is no environment ${given}.`,
  "error.environments": ({ list }: { list: string }) => `There are ${list}.`,
  "error.too-many": ({ extra, usage }: { extra: string; usage: string }) =>
    `I do not know what to do with ${extra}. Say ${usage}.`,
  "error.denied": ({ command, role }: { command: string; role: string }) =>
    `You may not use ${command}: it needs the role ${role}.`,
  "error.denied-in": ({
    command,
    role,
    environment,
  }: {
    command: string;
    role: string;
    environment: string;
  }) => `You may not use ${command} in ${environment}: it needs the role ${role} there.`,
  "error.ask-owner": "An owner can give it to you under people in nightshift.yaml.",
  "error.stale-button": "This button no longer does anything. Say the command again.",
  "error.tenant":
    "Nightshift is not set up for this workspace or app: slack.team and slack.app in nightshift.yaml name others.",
  "error.pressed": "Somebody has pressed this already.",
  "error.failed": ({ command }: { command: string }) =>
    `${command} could not be finished. Nothing is lost: it was set aside, and the log has the details.`,
  "fault.denied": ({ action }: { action: string }) =>
    `Nightshift has no permission for ${action} in AWS. Its role needs it.`,
  "fault.throttled": "AWS is busy and asked to slow down. Try again in a minute.",
  "fault.not-found": ({ what }: { what: string }) => `${what} was not found.`,
  "fault.invalid": ({ message }: { message: string }) => message,
  "fault.retryable": "AWS did not answer. Try again in a minute.",
};

/** The shape that every language fills: the same keys, the same arguments. */
export type Words = {
  [Key in keyof typeof en]: (typeof en)[Key] extends (args: infer Args) => string
    ? (args: Args) => string
    : string;
};
