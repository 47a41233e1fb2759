const more = (count: number, one: string, many: string): string =>
  `${count} more ${count === 1 ? one : many}`;

const alertsOf = (count: number): string => (count === 1 ? "1 alert" : `${count} alerts`);

/** What is said of alerts, whatever they are about, and of what people do with them: in English. */
export const alerts = {
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
  "button.unmute": "Unmute",
  "button.activity": "Show recent activity",
  "activity.title": ({ name }: { name: string }) => `Recent activity: ${name}`,
  "activity.none": ({ name, duration }: { name: string; duration: string }) =>
    `CloudTrail lists no change under the name ${name} in the last ${duration}`,
  "activity.hours": ({ duration }: { duration: string }) =>
    `The last ${duration}. Read-only calls are left out.`,
  "activity.delay": "CloudTrail shows a call about five minutes after it was made.",
  "activity.more": "There is more than is shown; CloudTrail in the console has it all.",
  "activity.throttled":
    "CloudTrail answers two look-ups a second, and others are looking right now. Press the button again in a moment.",
  "activity.failed": ({ name, reason }: { name: string; reason: string }) =>
    `What was done with ${name} could not be looked up: ${reason}`,
  "activity.column.when": "When",
  "activity.column.who": "Who",
  "activity.column.what": "What",
  "activity.column.result": "Result",
  "activity.own": ({ who }: { who: string }) => `${who} (Nightshift)`,
  "activity.done": "done",
  "activity.refused": ({ code }: { code: string }) => `refused: ${code}`,
  "button.reboot": "Reboot",
  "button.stop-execution": "Stop execution",
  "summary.deploy-stop": "Stop the deployment of an environment.",
  "stop.which": "the execution's id",
  "stop.confirm": ({ environment }: { environment: string }) => `Stop the deployment of ${environment}?`,
  "stop.confirm-what": ({ message, time }: { message: string; time: string }) =>
    `Started ${time}: ${message}`,
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
  "alert.gone": "This alert is no longer kept.",
  "alert.acknowledged-already": ({ person }: { person: string }) => `${person} has acknowledged it already.`,
  "alert.unanswered": ({ person, title }: { person: string; title: string }) =>
    `${person}, nobody has acknowledged this yet: ${title}`,
  "alert.unanswered-channel": ({ title }: { title: string }) =>
    `Still nobody has acknowledged this: ${title}`,
  "alerts.title": ({ count }: { count: number }) => `${alertsOf(count)} in the last 24 hours`,
  "alerts.title-today": ({ count }: { count: number }) => `${alertsOf(count)} today`,
  "alerts.title-about": ({ count, name }: { count: number; name: string }) =>
    `${alertsOf(count)} in the last 7 days: ${name}`,
  "alerts.none-about": ({ name }: { name: string }) => `No alerts in the last 7 days: ${name}`,
  "alerts.unattended": ({ count }: { count: number }) =>
    count === 1
      ? "1 open alert has not been acknowledged"
      : `${count} open alerts have not been acknowledged`,
  "alerts.longest": ({ title, duration }: { title: string; duration: string }) =>
    `Open for the longest: ${title}, ${duration}`,
  "alerts.none": "No alerts.",
  "alerts.summary": ({ open, acknowledged }: { open: number; acknowledged: number }) =>
    `${open} still open, ${acknowledged} acknowledged`,
  "alerts.column.alert": "Alert",
  "alerts.column.severity": "Severity",
  "alerts.column.count": "Times",
  "alerts.column.since": "Last",
  "alerts.column.open": "Open for",
  "alerts.column.acknowledged": "Acknowledged",
  "alerts.column.state": "State",
  "alerts.severity.high": "high",
  "alerts.severity.medium": "medium",
  "alerts.severity.low": "low",
  "alerts.state.open": "open",
  "alerts.state.over": "over",
  "alerts.state.acknowledged": ({ person }: { person: string }) => `with ${person}`,
  "alerts.held.muted": "open, muted",
  "alerts.held.floor": "open, too minor for its channel",
  "alerts.held.quiet": "open, held until the quiet hours end",
  "alerts.held.storm": "open, told in a digest",
  "alerts.held.listed": "open, caused by something Nightshift is doing",
  "alerts.more": ({ count }: { count: number }) => `and ${count} more`,
  "alerts.which": "Which alerts?",
  "summary.nightshift-alerts": "List the alerts of today, of an environment, or about something.",
  "summary.nightshift-mutes": "List what is muted, and undo it.",
  "digest.row": ({ name, state }: { name: string; state: string }) => `${name} · ${state}`,
  "digest.row-at": ({ name, time, state }: { name: string; time: string; state: string }) =>
    `${name} · ${time} · ${state}`,
  "digest.still": "still open",
  "digest.ended": "over",
  "digest.more": ({ count, command }: { count: number; command: string }) =>
    `and ${count} more; ${command} lists them`,
  "digest.open": "Still open",
  "digest.storm.alarm": ({ count }: { count: number }) =>
    more(count, "CloudWatch alarm", "CloudWatch alarms"),
  "digest.storm.replacement": ({ count }: { count: number }) =>
    more(count, "replaced instance", "replaced instances"),
  "digest.storm.flapping": ({ count }: { count: number }) =>
    more(
      count,
      "Auto Scaling group that keeps replacing instances",
      "Auto Scaling groups that keep replacing instances",
    ),
  "digest.storm.scaling": ({ count }: { count: number }) =>
    more(count, "change of capacity", "changes of capacity"),
  "digest.storm.launch-failures": ({ count }: { count: number }) =>
    more(count, "group that cannot launch instances", "groups that cannot launch instances"),
  "digest.storm.held": ({ count }: { count: number }) =>
    more(count, "instance that waits in a lifecycle hook", "instances that wait in a lifecycle hook"),
  "digest.storm.refresh": ({ count }: { count: number }) =>
    more(count, "instance refresh", "instance refreshes"),
  "digest.storm.stack": ({ count }: { count: number }) =>
    more(count, "CloudFormation stack", "CloudFormation stacks"),
  "digest.storm.drift": ({ count }: { count: number }) =>
    more(count, "stack that has drifted", "stacks that have drifted"),
  "digest.storm.build": ({ count }: { count: number }) =>
    more(count, "failing build project", "failing build projects"),
  "digest.storm.code-deployment": ({ count }: { count: number }) =>
    more(count, "CodeDeploy deployment", "CodeDeploy deployments"),
  "digest.storm.ecs": ({ count }: { count: number }) =>
    more(count, "ECS service in trouble", "ECS services in trouble"),
  "digest.storm.ecs-task": ({ count }: { count: number }) =>
    more(count, "failed ECS task", "failed ECS tasks"),
  "digest.storm.beanstalk-health": ({ count }: { count: number }) =>
    more(count, "Beanstalk environment in trouble", "Beanstalk environments in trouble"),
  "digest.storm.beanstalk": ({ count }: { count: number }) =>
    more(count, "Beanstalk event", "Beanstalk events"),
  "digest.storm.events": ({ count, source }: { count: number; source: string }) =>
    `${more(count, "event", "events")} of ${source}`,
  "digest.storm.other": ({ count }: { count: number }) =>
    more(count, "alert of one kind", "alerts of one kind"),
  "digest.quiet": ({ count }: { count: number }) =>
    `${count} ${count === 1 ? "alert" : "alerts"} waited for the morning`,
  "digest.since": "Since",
  "digest.over": "Over by now",
};
