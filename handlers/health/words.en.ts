import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of AWS Health, in English. */
export const en = {
  "health.issue": ({ service, region }: { service: string; region: string }) =>
    `AWS has an issue with ${service} in ${region}`,
  "health.issue-over": ({ service, region }: { service: string; region: string }) =>
    `AWS's issue with ${service} in ${region} is over`,
  "health.investigation": ({ service, region }: { service: string; region: string }) =>
    `AWS is looking into ${service} in ${region}`,
  "health.investigation-over": ({ service, region }: { service: string; region: string }) =>
    `AWS has finished looking into ${service} in ${region}`,
  "health.scheduledChange": ({ service, region }: { service: string; region: string }) =>
    `AWS plans a change of ${service} in ${region}`,
  "health.scheduledChange-over": ({ service, region }: { service: string; region: string }) =>
    `The planned change of ${service} in ${region} is over`,
  "health.accountNotification": ({ service, region }: { service: string; region: string }) =>
    `AWS has a notice about ${service} in ${region}`,
  "health.abuse": "AWS received a report of abuse from this account",
  "health.abuse-over": "The report of abuse from this account is closed",
  "health.abuse-hint":
    "Find out what these resources do, and answer AWS: without an answer it may block them or the account.",
  "health.an-instance": "an instance",
  "health.retirement": ({ count, name, region }: { count: number; name: string; region: string }) =>
    count === 1
      ? `AWS is going to retire the hardware under ${name} in ${region}`
      : `AWS is going to retire the hardware under ${count} instances in ${region}`,
  "health.retirement-by": ({ time }: { time: string }) =>
    `Before ${time}, stop and start what is affected (a reboot is not enough), or replace it. AWS then stops or terminates what still runs there.`,
  "health.retirement-hint":
    "Stop and start what is affected (a reboot is not enough), or replace it: AWS is going to stop or terminate what still runs there.",
  "health.reboot": ({ count, name, region }: { count: number; name: string; region: string }) =>
    count === 1
      ? `AWS is going to reboot ${name} in ${region}`
      : `AWS is going to reboot ${count} instances in ${region}`,
  "health.reboot-by": ({ time }: { time: string }) =>
    `To choose the moment, reboot what is affected before ${time}; from then on AWS does it.`,
  "health.reboot-hint": "To choose the moment, reboot what is affected before AWS does it.",
  "health.system-reboot": ({ count, name, region }: { count: number; name: string; region: string }) =>
    count === 1
      ? `AWS is going to reboot the host of ${name} in ${region}`
      : `AWS is going to reboot the hosts of ${count} instances in ${region}`,
  "health.system-reboot-by": ({ time }: { time: string }) =>
    `To choose the moment, stop and start what is affected before ${time} (a reboot is not enough); from then on AWS reboots it.`,
  "health.system-reboot-hint":
    "To choose the moment, stop and start what is affected before AWS reboots it (a reboot is not enough).",
  "health.interruption": ({ count, name, region }: { count: number; name: string; region: string }) =>
    count === 1
      ? `Maintenance by AWS is going to interrupt ${name} in ${region}`
      : `Maintenance by AWS is going to interrupt ${count} instances in ${region}`,
  "health.interruption-by": ({ time }: { time: string }) =>
    `From ${time} on, network or power is lost for a while. No action is needed; a stop and start before then moves it to another host.`,
  "health.interruption-hint":
    "Network or power is lost for a while. No action is needed; a stop and start before then moves it to another host.",
  "health.lifecycle-by": ({ time }: { time: string }) => `Action is needed before ${time}; AWS's page says which.`,
  "health.lifecycle-hint": "Action is needed; AWS's page says which.",
  "health.action-must": "AWS says that action is needed.",
  "health.action-may": "AWS says that action may be needed.",
  "health.public": "AWS does not say whether anything in this account is affected.",
  "health.global": "all regions",
  "health.affected": "Affected",
  "health.start": "Start",
  "health.act-before": "Act before",
  "health.end": "End",
  "health.code": "Event type",
  "health.with-status": ({ name, status }: { name: string; status: string }) => `${name}: ${status}`,
  "health.counted": ({ status, count }: { status: string; count: number }) => `${count} ${status}`,
  "health.count": ({ count }: { count: number }) => `${count} resources`,
  "health.more": ({ count }: { count: number }) => ` and ${count} more`,
  "health.status.IMPAIRED": "impaired",
  "health.status.PENDING": "pending",
  "health.status.UNKNOWN": "unknown",
  "health.status.UNIMPAIRED": "not impaired",
  "health.status.RESOLVED": "resolved",
  "health.open": "Open in AWS Health",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
