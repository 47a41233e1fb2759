import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of CloudWatch alarms, in English. */
export const en = {
  "alarm.alarm": ({ name }: { name: string }) => `Alarm: ${name}`,
  "alarm.ok": ({ name }: { name: string }) => `${name} is OK again`,
  "alarm.health-check": ({ name }: { name: string }) => `A health check is failing: ${name}`,
  "alarm.health-check-ok": ({ name }: { name: string }) => `The health check is passing again: ${name}`,
  "alarm.targets": ({ group, name }: { group: string; name: string }) => `${group} has unhealthy targets: ${name}`,
  "alarm.targets-ok": ({ group, name }: { group: string; name: string }) =>
    `${group}'s targets are fine again: ${name}`,
  "alarm.again": ({ time }: { time: string }) => `In ALARM at ${time}`,
  "alarm.lasted": ({ duration, time }: { duration: string; time: string }) =>
    `OK since ${time}. It was in ALARM for ${duration}.`,
  "alarm.own": ({ name, time }: { name: string; time: string }) =>
    `${name} went into ALARM at ${time} because of this. It is not posted as an alert.`,
  "alarm.own-deployment": ({ name, time }: { name: string; time: string }) =>
    `${name} went into ALARM at ${time} while this is going on. It is posted as an alert if it still holds when this is over.`,
  "alarm.own-ended": ({ name, time }: { name: string; time: string }) => `${name} is OK since ${time}.`,
  "alarm.own-deleted": ({ name, time }: { name: string; time: string }) =>
    `The alarm ${name} was deleted at ${time}, while it was in ALARM.`,
  "alarm.deleted": ({ name }: { name: string }) => `${name} was deleted while it was in ALARM`,
  "alarm.deleted-hint": "Nothing tells any more whether what it warned of is over.",
  "alarm.deleted-line": ({ time }: { time: string }) => `The alarm was deleted at ${time}.`,
  "alarm.deleted-at": "Deleted",
  "alarm.after-deployment": "It went off during a deployment, and still holds now that the deployment is over.",
  "alarm.condition": "Condition",
  "alarm.latest": "Latest value",
  "alarm.description": "Description",
  "alarm.rule": "Rule",
  "alarm.children": "In ALARM",
  "alarm.region": "Region",
  "alarm.account": "Account",
  "alarm.database": "Database",
  "alarm.load-balancer": "Load balancer",
  "alarm.target-group": "Target group",
  "alarm.scaling-group": "Auto Scaling group",
  "alarm.health-check-id": "Health check",
  "alarm.dimensions": "Dimensions",
  "alarm.unhealthy": "Unhealthy targets",
  "alarm.target": ({ target, reason }: { target: string; reason: string }) => `${target}: ${reason}`,
  "alarm.metric": ({ statistic, metric }: { statistic: string; metric: string }) => `${metric} (${statistic})`,
  "alarm.over": ({ duration }: { duration: string }) => `over ${duration}`,
  "alarm.greater": ({ what, threshold }: { what: string; threshold: string }) => `${what} greater than ${threshold}`,
  "alarm.greater-or-equal": ({ what, threshold }: { what: string; threshold: string }) =>
    `${what} greater than or equal to ${threshold}`,
  "alarm.less": ({ what, threshold }: { what: string; threshold: string }) => `${what} less than ${threshold}`,
  "alarm.less-or-equal": ({ what, threshold }: { what: string; threshold: string }) =>
    `${what} less than or equal to ${threshold}`,
  "alarm.above-band": ({ what }: { what: string }) => `${what} above what is expected of it`,
  "alarm.below-band": ({ what }: { what: string }) => `${what} below what is expected of it`,
  "alarm.outside-band": ({ what }: { what: string }) => `${what} outside of what is expected of it`,
  "alarm.crossed": ({ what, threshold }: { what: string; threshold: string }) =>
    `${what} against the threshold ${threshold}`,
  "alarm.statistic.Average": "average",
  "alarm.statistic.Sum": "sum",
  "alarm.statistic.Maximum": "maximum",
  "alarm.statistic.Minimum": "minimum",
  "alarm.statistic.SampleCount": "number of samples",
  "alarm.chart": ({ metric }: { metric: string }) => `${metric} before the alarm`,
  "alarm.threshold": "threshold",
  "alarm.before": ({ duration }: { duration: string }) => `-${duration}`,
  "alarm.suppressed": "CloudWatch is suppressing this alarm's actions for now, as configured.",
  "alarm.still":
    "It was held back while Nightshift had stopped what it watches. That runs again by now, and the alarm is still on.",
  "alarm.unseen": ({ reason }: { reason: string }) => `AWS did not say whether it is still in ALARM: ${reason}`,
  "button.reboot": "Reboot",
  "alarm-change.deleted": ({ alarm }: { alarm: string }) => `The alarm ${alarm} was deleted`,
  "alarm-change.deleted-firing": "It was in ALARM at the time: no message will say when that is over.",
  "alarm-change.disabled": ({ alarm }: { alarm: string }) => `The actions of the alarm ${alarm} are switched off`,
  "alarm-change.disabled-hint":
    "It still changes its state, but notifies nobody and scales nothing until its actions are switched on again.",
  "alarm-change.enabled": ({ alarm }: { alarm: string }) => `The actions of the alarm ${alarm} are switched on again`,
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
