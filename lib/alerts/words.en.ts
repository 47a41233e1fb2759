import type { Translation } from "../i18n/catalog.ts";

const more = (count: number, one: string, many: string): string => `${count} more ${count === 1 ? one : many}`;

/** What is said of alerts, whatever they are about, in English. */
export const en = {
  "alert.acknowledged-by": "Acknowledged by",
  "button.acknowledge": "Acknowledge",
  "mute.hour": "Mute for an hour",
  "mute.tomorrow": "Mute until tomorrow",
  "mute.forever": "Mute until undone",
  "mute.done": ({ title }: { title: string }) => `Muted: ${title}`,
  "mute.until": ({ time, command }: { time: string; command: string }) =>
    `Until ${time}. ${command} lists what is muted.`,
  "mute.until-undone": ({ command }: { command: string }) => `Until somebody undoes it with ${command}.`,
  "mute.list": "Muted alerts",
  "mute.none": "Nothing is muted.",
  "mute.row": ({ title, person }: { title: string; person: string }) => `${title}, by ${person}`,
  "mute.row-until": ({ row, time }: { row: string; time: string }) => `${row}, until ${time}`,
  "mute.row-undone": ({ row }: { row: string }) => `${row}, until undone`,
  "mute.gone": "It was not muted any more.",
  "mute.heard": ({ title }: { title: string }) => `Unmuted: ${title}`,
  "mute.more": ({ count }: { count: number }) => `and ${count} more, which come up once these are unmuted`,
  "digest.row": ({ name, state }: { name: string; state: string }) => `${name} · ${state}`,
  "digest.row-at": ({ name, time, state }: { name: string; time: string; state: string }) =>
    `${name} · ${time} · ${state}`,
  "digest.still": "still open",
  "digest.ended": "over",
  "digest.more": ({ count, command }: { count: number; command: string }) => `and ${count} more; ${command} lists them`,
  "digest.open": "Still open",
  "digest.storm.alarm": ({ count }: { count: number }) => more(count, "CloudWatch alarm", "CloudWatch alarms"),
  "digest.storm.replacement": ({ count }: { count: number }) => more(count, "replaced instance", "replaced instances"),
  "digest.storm.flapping": ({ count }: { count: number }) =>
    more(
      count,
      "Auto Scaling group that keeps replacing instances",
      "Auto Scaling groups that keep replacing instances",
    ),
  "digest.storm.scaling": ({ count }: { count: number }) => more(count, "change of capacity", "changes of capacity"),
  "digest.storm.launch-failures": ({ count }: { count: number }) =>
    more(count, "group that cannot launch instances", "groups that cannot launch instances"),
  "digest.storm.held": ({ count }: { count: number }) =>
    more(count, "instance that waits in a lifecycle hook", "instances that wait in a lifecycle hook"),
  "digest.storm.refresh": ({ count }: { count: number }) => more(count, "instance refresh", "instance refreshes"),
  "digest.storm.stack": ({ count }: { count: number }) => more(count, "CloudFormation stack", "CloudFormation stacks"),
  "digest.storm.drift": ({ count }: { count: number }) =>
    more(count, "stack that has drifted", "stacks that have drifted"),
  "digest.storm.build": ({ count }: { count: number }) =>
    more(count, "failing build project", "failing build projects"),
  "digest.storm.code-deployment": ({ count }: { count: number }) =>
    more(count, "CodeDeploy deployment", "CodeDeploy deployments"),
  "digest.storm.ecs": ({ count }: { count: number }) =>
    more(count, "ECS service in trouble", "ECS services in trouble"),
  "digest.storm.ecs-task": ({ count }: { count: number }) => more(count, "failed ECS task", "failed ECS tasks"),
  "digest.storm.beanstalk-health": ({ count }: { count: number }) =>
    more(count, "Beanstalk environment in trouble", "Beanstalk environments in trouble"),
  "digest.storm.beanstalk": ({ count }: { count: number }) => more(count, "Beanstalk event", "Beanstalk events"),
  "digest.storm.events": ({ count, source }: { count: number; source: string }) =>
    `${more(count, "event", "events")} of ${source}`,
  "digest.storm.other": ({ count }: { count: number }) => more(count, "alert of one kind", "alerts of one kind"),
  "digest.quiet": ({ count }: { count: number }) =>
    `${count} ${count === 1 ? "alert" : "alerts"} waited for the morning`,
  "digest.since": "Since",
  "digest.over": "Over by now",
};

declare module "../i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
