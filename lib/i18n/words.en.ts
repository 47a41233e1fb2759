import type { Translation } from "./catalog.ts";

/** What is said of what lib itself says, and what several subjects say, in English. */
export const en = {
  "alarm.reason": "Reason",
  "alarm.since": "Since",
  "alarm.duration": "Lasted",
  "alarm.instance": "Instance",
  "alarm.named": ({ name, id }: { name: string; id: string }) => `${name} (${id})`,
  "button.activity": "Show recent activity",
  "database.database": "Database",
  "database.cluster": "Cluster",
  "outbox.instead-of": ({ channel }: { channel: string }) =>
    `This was meant for ${channel}, which does not exist or does not let Nightshift in. Invite it there, or correct nightshift.yaml.`,
  "outbox.maybe-twice": "This may stand here twice: Nightshift was interrupted while posting it.",
  "build.why": "Why",
  "build.why-unknown": "AWS gave no reason; the console shows the details.",
  "build.took": "Took",
  "code-deploy.application": "Application",
  "ecs.cluster": "Cluster",
  "deployment.trigger.webhook": "a push",
  "button.approve": "Approve",
  "button.open": "Open in AWS",
  "button.cancel": "Cancel",
  "deploy.message": "follow it here",
  "replacement.took": "Took",
  "operation.more": ({ count }: { count: number }) => `and ${count} more`,
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
  "event.resource": "Resource",
  "event.account": "Account",
  "event.region": "Region",
  "event.time": "Time",
  "event.field": ({ name, value }: { name: string; value: string }) => `${name}: ${value}`,
  "fault.denied": ({ action }: { action: string }) =>
    `Nightshift has no permission for ${action} in AWS. Its role needs it.`,
  "fault.role": ({ role }: { role: string }) =>
    `Nightshift may not use the role ${role}. Its trust policy must let Nightshift in, with the same external id as in nightshift.yaml.`,
  "fault.account": ({ account }: { account: string }) =>
    `nightshift.yaml names no role with which to look into the account ${account}.`,
  "fault.throttled": "AWS is busy and asked to slow down. Try again in a minute.",
  "fault.invalid": ({ message }: { message: string }) => message,
  "fault.retryable": "AWS did not answer. Try again in a minute.",
  "health.named": ({ name, id }: { name: string; id: string }) => `${name} (${id})`,
  "launch.aws": "AWS says",
  "finding.instance": "Instance",
  "finding.bucket": "Bucket",
  "finding.from": "From",
  "finding.more": ({ count }: { count: number }) => `and ${count} more`,
};

declare module "./catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
