import type { Translation } from "../../lib/i18n/catalog.ts";

type Named = { name: string };

/** What is said of Auto Scaling groups and Spot instances, in English. */
export const en = {
  "spot.terminate": ({ name }: Named) => `AWS reclaims the Spot instance ${name} in two minutes`,
  "spot.stop": ({ name }: Named) => `AWS stops the Spot instance ${name} in two minutes`,
  "spot.hibernate": ({ name }: Named) => `AWS is hibernating the Spot instance ${name}`,
  "spot.rebalance": ({ name }: Named) => `AWS may soon reclaim the Spot instance ${name}`,
  "spot.gone": ({ name }: Named) => `AWS reclaimed the Spot instance ${name}`,
  "spot.stopped": ({ name }: Named) => `AWS stopped the Spot instance ${name}`,
  "spot.hint.group": ({ group }: { group: string }) =>
    `The group ${group} launches another instance in its place, as far as there is capacity.`,
  "spot.hint.group-rebalance": ({ group }: { group: string }) =>
    `The group ${group} replaces it early when capacity rebalancing is on; otherwise once it is gone.`,
  "spot.hint.terminate":
    "It belongs to no Auto Scaling group: nothing replaces it, and what is on its disks may be lost.",
  "spot.hint.stop":
    "It belongs to no Auto Scaling group. Its volumes are kept, and AWS starts it again when there is capacity.",
  "spot.hint.rebalance": "It belongs to no Auto Scaling group: move its work while there is time.",
  "spot.hint.unknown": "It could not be looked up, so it is not known whether anything replaces it.",
  "spot.instance": "Instance",
  "spot.type": "Type",
  "spot.warned": "Announced",
  "spot.label": "Spot",
  "spot.reclaimed": ({ time }: { time: string }) => `AWS needed the capacity back, announced ${time}`,
  "autoscaling.test": ({ group }: { group: string }) => `Notifications of ${group} arrive`,
  "autoscaling.test.hint":
    "Auto Scaling sent a test: its SNS topic tells Nightshift about this group from now on.",
  "replacement.done": ({ group }: { group: string }) => `${group} replaced an unhealthy instance`,
  "replacement.running": ({ group }: { group: string }) => `${group} is replacing an unhealthy instance`,
  "replacement.failed": ({ group }: { group: string }) =>
    `${group} could not replace an unhealthy instance yet`,
  "replacement.group": "Group",
  "replacement.left": "Old instance",
  "replacement.came": "New instance",
  "replacement.why": "Why",
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
  "replacement.health": "Load balancer says",
  "replacement.checks": "Failed EC2 checks",
  "replacement.check.instance": "instance status",
  "replacement.check.system": "system status (AWS's host)",
  "replacement.age": "Age",
  "replacement.left-never": "not known: the group's activity in AWS has no termination for it either",
  "replacement.came-never": "none: the group's activity in AWS has no launch for it either",
  "button.console-output": "Console output",
  "console.title": ({ id }: { id: string }) => `Console output of ${id}`,
  "console.none": ({ id }: { id: string }) =>
    `AWS has no console output of ${id}. It is kept for about an hour after an instance is terminated.`,
  "console.failed": ({ id }: { id: string }) => `The console output of ${id} could not be read.`,
  "console.at": ({ time }: { time: string }) => `As of ${time}`,
  "console.cut": ({ count }: { count: number }) => `The last ${count} lines`,
  "scaling.title": ({ group, from, to }: { group: string; from: number; to: number }) =>
    `${group} scaled from ${from} to ${to}`,
  "scaling.back": ({ group, to }: { group: string; to: number }) => `${group} scaled and is back at ${to}`,
  "scaling.launched": "Launched",
  "scaling.terminated": "Terminated",
  "scaling.by-alarm": ({ alarm, policy }: { alarm: string; policy: string }) =>
    `alarm ${alarm} triggered the policy ${policy}`,
  "scaling.by-schedule": "a scheduled action",
  "scaling.by-user": "a person or a program asked for it",
  "launch.title": ({ group }: { group: string }) => `${group} cannot launch instances`,
  "launch.over": ({ group }: { group: string }) => `${group} can launch instances again`,
  "launch.count": "Failed launches",
  "launch.until": "Launched again",
  "launch.unknown": "AWS gave no reason; the group's activity shows the details.",
  "launch.capacity": "AWS has too little capacity of this instance type in the zone right now",
  "launch.quota":
    "the account's limit for instances of this kind is reached; it can be raised in Service Quotas",
  "launch.spot-price": "the Spot price is above the maximum that the group pays",
  "launch.key": "the key pair of the launch template does not exist",
  "launch.image": "the image (AMI) of the launch template does not exist or may not be used",
  "launch.addresses": "the subnet has no free IP addresses left",
  "launch.subnet": "a subnet of the group does not exist or does not fit",
  "launch.security-group": "a security group of the launch template does not exist or does not fit",
  "launch.profile": "the instance profile of the launch template is not valid",
  "launch.kms": "EC2 could not use the volume: most often the encryption key does not let Auto Scaling in",
  "launch.template": "the launch template is missing or not valid",
  "launch.denied": "Auto Scaling lacks the right to launch it",
  "launch.zone": "the zone does not offer this instance type",
  "launch.hook": "a lifecycle hook abandoned the launch: the instance did not report ready in time",
  "flapping.title": ({ group, count }: { group: string; count: number }) =>
    `${group} keeps replacing its instances: ${count} times`,
  "flapping.over": ({ group, count }: { group: string; count: number }) =>
    `${group} replaced ${count} instances, and none in the hour since`,
  "flapping.line": ({ time, left, came, why }: { time: string; left: string; came: string; why: string }) =>
    `${time}: ${left} → ${came} (${why})`,
  "flapping.more": ({ left, came }: { left: string; came: string }) => `Once more: ${left} → ${came}`,
  "flapping.within": "Within",
  "flapping.hint-label": "What to look at",
  "flapping.hint":
    "New instances fail as the old ones did: the last deployment, the image, the health check's path and grace period.",
  "refresh.Started": ({ group }: { group: string }) => `Instance refresh of ${group} is under way`,
  "refresh.Checkpoint Reached": ({ group }: { group: string }) =>
    `Instance refresh of ${group} waits at a checkpoint`,
  "refresh.Started Baking": ({ group }: { group: string }) =>
    `Instance refresh of ${group}: all replaced, watching for a while`,
  "refresh.Rollback Started": ({ group }: { group: string }) =>
    `Instance refresh of ${group} is being rolled back`,
  "refresh.Succeeded": ({ group }: { group: string }) => `Instance refresh of ${group} succeeded`,
  "refresh.Failed": ({ group }: { group: string }) => `Instance refresh of ${group} failed`,
  "refresh.Cancelled": ({ group }: { group: string }) => `Instance refresh of ${group} was cancelled`,
  "refresh.Rollback Succeeded": ({ group }: { group: string }) =>
    `Instance refresh of ${group} was rolled back`,
  "refresh.Rollback Failed": ({ group }: { group: string }) =>
    `Rolling back the instance refresh of ${group} failed`,
  "refresh.progress": "Progress",
  "refresh.percent": ({ percent }: { percent: number }) => `${percent}%`,
  "refresh.left": "Instances to go",
  "refresh.waits": "Waits for",
  "hook.launch": ({ group }: { group: string }) =>
    `A new instance of ${group} has been waiting in a lifecycle hook`,
  "hook.terminate": ({ group }: { group: string }) =>
    `An instance that leaves ${group} has been waiting in a lifecycle hook`,
  "hook.over": ({ group }: { group: string }) =>
    `${group}: the instance no longer waits in its lifecycle hook`,
  "hook.hook": "Hook",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
