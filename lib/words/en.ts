import { alarms } from "./alarms/en.ts";
import { alerts } from "./alerts/en.ts";
import { audit } from "./audit/en.ts";
import { costs } from "./costs/en.ts";
import { databases } from "./databases/en.ts";
import { delivery } from "./delivery/en.ts";
import { deploys } from "./deploys/en.ts";
import { dialog } from "./dialog/en.ts";
import { notices } from "./notices/en.ts";
import type { Said } from "./said.ts";
import { scaling } from "./scaling/en.ts";
import { security } from "./security/en.ts";

/**
 * Every sentence that a user reads, in English. No markup stands here: links, code and names come in as arguments and
 * are formatted where the message is rendered.
 */
export const en = {
  ...alarms,
  ...alerts,
  ...audit,
  ...costs,
  ...databases,
  ...delivery,
  ...deploys,
  ...dialog,
  ...notices,
  ...scaling,
  ...security,

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
  "deploy.confirm-gone": "This question has been answered or has expired. Say the command again.",
  "deploy.cancelled": ({ environment }: { environment: string }) => `Nothing was deployed to ${environment}.`,
  "deploy.not-yours": "Only the person who asked can answer this.",
  "deploy.help": "What /deploy can do",

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
  "status.glance": "How things stand",
  "status.locked": ({ person, time }: { person: string; time: string }) =>
    `   being deployed by ${person} since ${time}; nobody else can deploy until it has finished`,
  "status.spend": "Spent this month so far",
  "status.elsewhere": "In no environment",
  "fleet.instances": ({ list }: { list: string }) => `   Instances: ${list}`,
  "fleet.databases": ({ list }: { list: string }) => `   Databases: ${list}`,
  "fleet.state": ({ count, state, names }: { count: number; state: string; names: string }) =>
    `${count} ${state} (${names})`,
  "fleet.since": ({ name, time }: { name: string; time: string }) => `${name} since ${time}`,
  "status.schedule": ({ name, next }: { name: string; next: string }) => `${name}: ${next}`,
  "status.since": ({ time }: { time: string }) => `since ${time}`,

  // Approvals and retries.
  "approval.gone": "This approval is no longer waiting: it was answered, or the execution has ended.",
  "retry.gone":
    "This stage cannot be retried any more: a newer execution has passed it, or it is running again.",
  "action.failed": ({ reason }: { reason: string }) => `That did not work: ${reason}`,

  // Auto Scaling.
  "replacement.done": ({ group }: { group: string }) => `${group} replaced an unhealthy instance`,
  "replacement.running": ({ group }: { group: string }) => `${group} is replacing an unhealthy instance`,
  "replacement.failed": ({ group }: { group: string }) =>
    `${group} could not replace an unhealthy instance yet`,
  "replacement.group": "Group",
  "replacement.left": "Old instance",
  "replacement.came": "New instance",
  "replacement.why": "Why",
  "replacement.took": "Took",
  "replacement.failure": "Launch failed",
  "replacement.instance": ({ id, zone }: { id: string; zone: string }) => `${id} in ${zone}`,
  "replacement.left-unknown": "not known yet: AWS has sent no termination event",
  "replacement.came-unknown": "none reported yet",
  "replacement.why-unknown": "an unhealthy instance needed to be replaced",
  "replacement.cause.user": "a person or a program marked it unhealthy (user health check)",
  "replacement.cause.elb": "it failed the load balancer's health check (ELB)",
  "replacement.cause.ec2-gone": "it was terminated or stopped outside the group (EC2)",
  "replacement.cause.ec2-status": "it failed the EC2 status checks",
  "replacement.cause.ec2-maintenance": "AWS scheduled maintenance for its host (EC2)",
  "replacement.cause.ebs": "one of its EBS volumes failed its health check",
  "replacement.cause.other": ({ text }: { text: string }) => text,

  // Starting, stopping and rebooting.
  "operation.start.title": ({ what }: { what: string }) => `Starting ${what}`,
  "operation.stop.title": ({ what }: { what: string }) => `Stopping ${what}`,
  "operation.reboot.title": ({ what }: { what: string }) => `Rebooting ${what}`,
  "operation.start.done": ({ what }: { what: string }) => `Started ${what}`,
  "operation.stop.done": ({ what }: { what: string }) => `Stopped ${what}`,
  "operation.reboot.done": ({ what }: { what: string }) => `Rebooted ${what}`,
  "operation.many": ({ count }: { count: number }) => `${count} resources`,
  "operation.left-out": ({ count }: { count: number }) =>
    `${count} left as ${count === 1 ? "it is" : "they are"}`,
  "operation.late": "AWS has not finished after 20 minutes; the console shows how it stands.",
  "operation.more": ({ count }: { count: number }) => `and ${count} more`,
  "operation.progress": ({ done, total }: { done: number; total: number }) => `${done} of ${total} done`,
  "operation.requested-by": "Requested by",
  "operation.unseen": ({ place, reason }: { place: string; reason: string }) =>
    `${place} could not be looked at: ${reason}`,
  "operation.nothing": "Nothing was done",
  "operation.line": ({ name, text }: { name: string; text: string }) => `${name}: ${text}`,
  "operation.confirm.start": ({ target }: { target: string }) => `Start ${target}?`,
  "operation.confirm.stop": ({ target }: { target: string }) => `Stop ${target}?`,
  "operation.confirm.reboot": ({ target }: { target: string }) => `Reboot ${target}?`,
  "operation.confirm-why": ({ list }: { list: string }) => `This is protected: ${list}`,
  "operation.cancelled": "Nothing was done.",
  "operation.already": ({ state }: { state: string }) => `is ${state} already`,
  "operation.busy": ({ state }: { state: string }) =>
    `is ${state}, and AWS takes nothing else until that is over. Try again in a few minutes`,
  "operation.ending": ({ state }: { state: string }) => `is ${state} and will soon be gone`,
  "operation.not-running": ({ state }: { state: string }) =>
    `is ${state}, and only what runs can be rebooted; start it instead`,
  "operation.member": ({ group }: { group: string }) =>
    `belongs to the Auto Scaling group ${group}, which would replace it. Change the group's desired capacity instead`,
  "operation.instance-store":
    "keeps its data on an instance store, which AWS cannot stop. Terminate it when it is not needed",
  "operation.spot": "is a one-time Spot instance, which AWS cannot stop. Terminate it when it is not needed",
  "operation.of-cluster": ({ cluster }: { cluster: string }) =>
    `belongs to the cluster ${cluster}. Name the cluster instead`,
  "operation.replica": "is a read replica or has one, and AWS does not stop those. Delete the replica first",
  "operation.multi-az": "runs as a Multi-AZ deployment, which AWS does not stop",
  "operation.cluster-reboot": "is a cluster. Name the instance of it that should be rebooted",
  "operation.engine": ({ engine }: { engine: string }) =>
    `runs on ${engine}, which Nightshift does not operate`,
  "operation.denied": ({ role, environment }: { role: string; environment: string }) =>
    `needs the role ${role} in ${environment}`,
  "operation.denied-anywhere": ({ role }: { role: string }) =>
    `belongs to no environment, so it needs the role ${role} everywhere`,

  // What AWS calls the states of instances and databases.
  "state.pending": "pending",
  "state.running": "running",
  "state.shutting-down": "shutting-down",
  "state.stopping": "stopping",
  "state.stopped": "stopped",
  "state.starting": "starting",
  "state.available": "available",
  "state.rebooting": "rebooting",
  "state.backing-up": "backing-up",
  "state.creating": "creating",
  "state.deleting": "deleting",
  "state.maintenance": "maintenance",
  "state.modifying": "modifying",
  "state.renaming": "renaming",
  "state.resetting-master-credentials": "resetting-master-credentials",
  "state.storage-optimization": "storage-optimization",
  "state.upgrading": "upgrading",

  "target.none": ({ target }: { target: string }) => `Nothing is called ${target}.`,
  "target.none-tagged": ({ target }: { target: string }) => `Nothing is tagged ${target}.`,
  "target.half-tag": ({ target }: { target: string }) => `${target} is only half of a tag.`,
  "target.tag-form": ({ example }: { example: string }) =>
    `A tag is written as name=value, for example ${example}.`,
  "target.tag-values": ({ tag, list }: { tag: string; list: string }) => `Values of the tag ${tag}: ${list}`,
  "target.hint": ({ command }: { command: string }) => `${command} shows what there is.`,
  "target.which.instance": "Which instance?",
  "target.which.database": "Which database?",
  "list.instances": "Instances",
  "list.databases": "Databases",
  "list.empty": "There are none.",
  "list.more": ({ count }: { count: number }) => `and ${count} more; name an environment to see fewer`,
  "list.failed": ({ reason }: { reason: string }) => `They could not be listed: ${reason}`,

  "summary.ec2-list": "Show instances and their state.",
  "summary.ec2-start": "Start instances.",
  "summary.ec2-stop": "Stop instances.",
  "summary.ec2-reboot": "Reboot instances.",
  "summary.rds-list": "Show databases and their state.",
  "summary.rds-start": "Start databases and clusters.",
  "summary.rds-stop": "Stop databases and clusters.",
  "summary.rds-reboot": "Reboot a database.",
  "button.confirm": "Yes",

  // The night.
  "night.stopping": ({ schedule }: { schedule: string }) => `${schedule}: stopping for the night`,
  "night.stopped": ({ schedule }: { schedule: string }) => `${schedule}: stopped for the night`,
  "night.starting": ({ schedule }: { schedule: string }) => `${schedule}: starting for the day`,
  "night.started": ({ schedule }: { schedule: string }) => `${schedule}: started for the day`,
  "notice.title": ({ schedule, time }: { schedule: string; time: string }) => `${schedule} stops ${time}`,
  "notice.what": ({ list }: { list: string }) => `Will be stopped: ${list}`,
  "notice.snoozed": ({ person, time }: { person: string; time: string }) =>
    `${person} put the stop off to ${time}`,
  "notice.skipped": ({ person }: { person: string }) => `${person} skipped tonight's stop`,
  "notice.skipped-title": ({ schedule }: { schedule: string }) => `${schedule} keeps running tonight`,
  "notice.over": ({ schedule, time }: { schedule: string; time: string }) =>
    `${schedule} was due to stop ${time}`,
  "notice.gone": "It is too late for that: the stop has passed.",
  "button.snooze": "Snooze 1 h",
  "button.skip": "Skip tonight",
  "schedule.none": "No schedules are configured. Add one under schedules in nightshift.yaml.",
  "schedule.list": "Schedules",
  "schedule.line": ({
    name,
    days,
    times,
    next,
  }: {
    name: string;
    days: string;
    times: string;
    next: string;
  }) => `${name}: ${days}, ${times}. ${next}`,
  "schedule.every-day": "every day",
  "schedule.next.start": ({ time }: { time: string }) => `Starts ${time}`,
  "schedule.next.stop": ({ time }: { time: string }) => `Stops ${time}`,
  "schedule.next.none": "Nothing to come",
  "schedule.start-only": ({ start }: { start: string }) => `start ${start}`,
  "schedule.stop-only": ({ stop }: { stop: string }) => `stop ${stop}`,
  "schedule.both": ({ start, stop }: { start: string; stop: string }) => `${start}–${stop}`,
  "schedule.which": "Which instance or database?",
  "schedule.others": ({ list }: { list: string }) =>
    `This also means ${list}. Name just one of them to have it explained.`,
  "schedule.untagged": ({ name, tag }: { name: string; tag: string }) =>
    `${name} follows no schedule: it has no tag ${tag}. Nightshift leaves it alone.`,
  "schedule.elsewhere": ({ name, schedule, place }: { name: string; schedule: string; place: string }) =>
    `${name} carries the tag of the schedule ${schedule}, but that is for ${place} only.`,
  "schedule.unknown": ({ name, schedule }: { name: string; schedule: string }) =>
    `${name} is tagged for ${schedule}, which is no schedule in nightshift.yaml. Nightshift leaves it alone.`,
  "schedule.state": "State now",
  "schedule.schedule": "Schedule",
  "schedule.wanted": "Should be",
  "schedule.why": "Why",
  "schedule.next": "Next",
  "schedule.running": "running",
  "schedule.stopped": "stopped",
  "schedule.reason.start": ({ time }: { time: string }) => `the schedule has it running since ${time}`,
  "schedule.reason.stop": ({ time }: { time: string }) => `the schedule has it stopped since ${time}`,
  "schedule.reason.none": "the schedule has not come to an edge yet",
  "schedule.reason.snoozed": ({ person, time }: { person: string; time: string }) =>
    `${person} put tonight's stop off to ${time}`,
  "schedule.reason.skipped": ({ person }: { person: string }) => `${person} skipped the last stop`,
  "schedule.reason.person": "Somebody changed it since; it is left alone until the next edge.",
  "schedule.explain": ({ name }: { name: string }) => `Why ${name} is as it is`,
  "summary.schedule-list": "Show the schedules and what comes next.",
  "summary.schedule-explain": "Explain why an instance or database runs or not.",

  // Alarms.

  // The cache of a site.
  "invalidation.running": ({ site }: { site: string }) => `Invalidating the cache of ${site}`,
  "invalidation.completed": ({ site }: { site: string }) => `Invalidated the cache of ${site}`,
  "invalidation.late": ({ site }: { site: string }) =>
    `The cache of ${site} is still being invalidated after 30 minutes`,
  "invalidation.unknown": ({ site }: { site: string }) =>
    `How far the cache of ${site} is invalidated cannot be looked up`,
  "invalidation.wait": "CloudFront usually needs a minute or two. This message says when it is done.",
  "invalidation.stopped-looking": "Nightshift has stopped looking. The console shows how it stands.",
  "invalidation.paths": "Paths",
  "invalidation.paths-more": ({ list, count }: { list: string; count: number }) =>
    `${list} and ${count} more`,
  "invalidation.requested-by": "Requested by",
  "invalidation.took": "Took",
  "invalidation.about": ({ duration }: { duration: string }) => `about ${duration}`,
  "invalidation.distribution": "Distribution",

  // Answers to /cache.
  "cache.which-paths": "Which paths?",
  "cache.started": ({ site, message }: { site: string; message: string }) =>
    `The cache of ${site} is being invalidated: ${message}`,
  "cache.joined": ({ site, message }: { site: string; message: string }) =>
    `You are invalidating these paths of ${site} already, so nothing new was started: ${message}`,
  "cache.joined-hint": "If files have changed since, wait until it is done, then say it again.",
  "cache.console": "see it in CloudFront",
  "cache.covered": ({ everything, count }: { everything: string; count: number }) =>
    `${everything} is enough: it covers the ${count === 1 ? "other path" : `${count} other paths`} too.`,
  "cache.denied": ({ role }: { role: string }) =>
    `Sites belong to no environment, so this needs the role ${role} everywhere.`,
  "cache.in-progress": ({ site }: { site: string }) =>
    `CloudFront is busy with too many invalidations of ${site}, so nothing was invalidated.`,
  "cache.in-progress-hint":
    "It works on 3,000 paths and 15 wildcard paths at a time. Try again in a few minutes, or with fewer paths.",
  "cache.no-distribution": ({ distribution, site }: { distribution: string; site: string }) =>
    `The distribution ${distribution} of ${site} does not exist in AWS. Check it in nightshift.yaml.`,
  "cache.refused": ({ site, reason }: { site: string; reason: string }) =>
    `CloudFront did not invalidate the cache of ${site}: ${reason}`,
  "cache.path.control": ({ path }: { path: string }) =>
    `The path ${path} contains characters that no path can have.`,
  "cache.path.space": ({ path }: { path: string }) => `The path ${path} contains a space; write %20 instead.`,
  "cache.path.address": ({ path }: { path: string }) => `${path} is an address; only the path of it counts.`,
  "cache.path.slash": ({ path }: { path: string }) => `The path ${path} must begin with a slash.`,
  "cache.path.fragment": ({ path }: { path: string }) =>
    `The path ${path} goes on after a #, which CloudFront never sees.`,
  "cache.path.comma": ({ path }: { path: string }) =>
    `The path ${path} ends in a mark; put just spaces between paths.`,
  "cache.path.wildcard": ({ path, star }: { path: string; star: string }) =>
    `The path ${path} has a ${star} in the middle; CloudFront takes it only at the end.`,
  "cache.path.long": ({ path }: { path: string }) => `The path ${path} is longer than 4,000 characters.`,
  "cache.path.more": ({ count }: { count: number }) =>
    count === 1 ? "One more path is not right either." : `${count} more paths are not right either.`,
  "cache.too-many-paths": ({ count, most }: { count: number; most: number }) =>
    `${count.toLocaleString("en")} paths are too many: CloudFront takes ${most.toLocaleString("en")} at a time.`,
  "cache.too-many-wildcards": ({ count, most, star }: { count: number; most: number; star: string }) =>
    `${count} paths with ${star} are too many: CloudFront takes ${most} at a time.`,
  "cache.use-everything": ({ command }: { command: string }) => `For the whole site say ${command}.`,
  "summary.cache-invalidate": "Invalidate a site's CloudFront cache.",

  // What AWS costs.
  "cost.so-far": ({ total }: { total: string }) => `${total} this month so far`,
  "cost.last-month": ({ total }: { total: string }) => `${total} last month`,
  "cost.more": ({ difference, days, total }: { difference: string; days: string; total: string }) =>
    `${difference} more than ${total} in ${days}`,
  "cost.less": ({ difference, days, total }: { difference: string; days: string; total: string }) =>
    `${difference} less than ${total} in ${days}`,
  "cost.same": ({ days }: { days: string }) => `as much as in ${days}`,
  "cost.with-percent": ({ difference, percent }: { difference: string; percent: number }) =>
    `${difference} (${percent}%)`,
  "cost.new-month":
    "The new month has no figures yet. This is the whole last month against the month before.",
  "cost.provisional": ({ days, amount }: { days: string; amount: string }) =>
    `The last two days are provisional (${days}: ${amount}).`,
  "cost.provisional-day": ({ days, amount }: { days: string; amount: string }) =>
    `The only day so far is provisional (${days}: ${amount}).`,
  "cost.as-of": ({ time }: { time: string }) =>
    `As of ${time} (read from Cost Explorer and kept for six hours)`,
  "cost.basis": "Unblended costs, days in UTC",
  "cost.basis-tax": ({ tax }: { tax: string }) =>
    `Unblended costs without tax (tax so far: ${tax}), days in UTC`,
  "cost.chart": "By service",
  "cost.others": "Others",
  "cost.ec2-other": "EC2 (other)",
  "cost.data-transfer": "Data transfer",
  "cost.service": ({ name, amount, change }: { name: string; amount: string; change: string }) =>
    `${name}  ${amount}  (${change})`,
  "cost.others-of": ({ count }: { count: number }) =>
    count === 1 ? "1 other service" : `${count} other services`,
  "cost.unchanged": "unchanged",
  "cost.new": "new",
  "cost.none": "AWS has billed nothing in these two months.",
  "cost.denied": "Nightshift may not read what AWS costs.",
  "cost.denied-hint": ({ action }: { action: string }) =>
    `Its role needs ${action}, and Cost Explorer must be enabled; in an organization the management account allows it.`,
  "cost.no-data": "Cost Explorer has no figures for this account yet.",
  "cost.no-data-hint":
    "After it is first opened in the console AWS needs up to a day to prepare them. Try again tomorrow.",
  "cost.refused": ({ reason }: { reason: string }) => `Cost Explorer did not answer: ${reason}`,
  "cost.this-month": "This month",
  "cost.month-before": "Last month",
  "cost.month-before-last": "Month before",
  "cost.period": ({ days, change }: { days: string; change: string }) => `${days}: ${change}`,
  "summary.cost": "Show what AWS costs this month against last month.",
  "button.cost-explorer": "Open Cost Explorer",

  // Budgets.
  "budget.near-actual": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget}: ${percent}% spent`,
  "budget.over-actual": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget} is exceeded: ${percent}% spent`,
  "budget.near-forecast": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget} is forecast to reach ${percent}%`,
  "budget.over-forecast": ({ budget, percent }: { budget: string; percent: number }) =>
    `Budget ${budget} is forecast to be exceeded: ${percent}%`,
  "budget.crossed-actual": ({ budget }: { budget: string }) =>
    `Budget ${budget} has crossed its alert threshold`,
  "budget.crossed-forecast": ({ budget }: { budget: string }) =>
    `Budget ${budget} is forecast to cross its alert threshold`,
  "budget.below": ({ budget }: { budget: string }) => `Budget ${budget} has fallen below its alert threshold`,
  "budget.bar": ({ bar, percent }: { bar: string; percent: number }) => `${bar} ${percent}%`,
  "budget.next": ({ command }: { command: string }) => `${command} shows which services it comes from.`,
  "budget.next-console": "The console shows what it comes from.",
  "budget.actual": "Actual",
  "budget.forecast": "Forecast",
  "budget.budgeted": "Budget",
  "budget.threshold": "Alert threshold",
  "budget.threshold.above": ({ amount }: { amount: string }) => `more than ${amount}`,
  "budget.threshold.below": ({ amount }: { amount: string }) => `less than ${amount}`,
  "budget.type": "Kind",

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
  "summary.nightshift-status": "Show how things stand: deployments, instances, databases, schedules, costs.",
  "summary.nightshift-help": "Show every command that you may use.",

  "help.title": "What you can do here",
  "help.none": "You have no role here yet. Ask an owner to add you under people in nightshift.yaml.",
  "help.example": ({ examples }: { examples: string }) => `For example ${examples}`,
  "error.unknown-command": ({ command }: { command: string }) => `There is no command ${command}.`,
  "error.incomplete": ({ command }: { command: string }) => `What should ${command} do?`,
  "error.did-you-mean": ({ suggestion }: { suggestion: string }) => `Did you mean ${suggestion}?`,
  "error.see-help": ({ command }: { command: string }) => `${command} shows what you can do.`,
  "error.missing-environment": ({ usage }: { usage: string }) => `Which environment? Say ${usage}.`,
  "error.missing-argument": ({ what, usage }: { what: string; usage: string }) => `${what} Say ${usage}.`,
  "error.missing-site": ({ usage }: { usage: string }) => `Which site? Say ${usage}.`,
  "error.unknown-site": ({ given }: { given: string }) => `There is no site ${given}.`,
  "error.sites": ({ list }: { list: string }) => `Sites: ${list}`,
  "error.no-sites": "No sites are configured. Add them under sites in nightshift.yaml.",
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
  "error.failed": ({ command }: { command: string }) => `${command} could not be finished.`,
  "fault.denied": ({ action }: { action: string }) =>
    `Nightshift has no permission for ${action} in AWS. Its role needs it.`,
  "fault.role": ({ role }: { role: string }) =>
    `Nightshift may not use the role ${role}. Its trust policy must let Nightshift in, with the same external id as in nightshift.yaml.`,
  "fault.account": ({ account }: { account: string }) =>
    `nightshift.yaml names no role with which to look into the account ${account}.`,
  "fault.throttled": "AWS is busy and asked to slow down. Try again in a minute.",
  "fault.invalid": ({ message }: { message: string }) => message,
  "fault.retryable": "AWS did not answer. Try again in a minute.",
};

/** The shape that every language fills. */
export type Words = Said<typeof en>;
