import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of starting, stopping and rebooting, in English. */
export const en = {
  "operation.unknown": ({ what }: { what: string }) => `Not known whether rebooted: ${what}`,
  "operation.in-doubt":
    "It is not known whether AWS rebooted it: Nightshift was interrupted, or had no answer. It does not ask twice.",
  "operation.proven": ({ time, who }: { time: string; who: string }) =>
    `rebooted at ${time} by ${who}, says CloudTrail`,
  "operation.not-rebooted": "was not rebooted: CloudTrail has no record of it",
  "button.check": "Check",
  "check.early": "It is not known yet",
  "check.early-until": ({ time }: { time: string }) =>
    `CloudTrail has no record of it so far, and may take some minutes to have one. Check again; when there is still none at ${time}, it was not rebooted.`,
  "check.failed": ({ reason }: { reason: string }) => `It could not be looked up: ${reason}`,
  "operation.start.title": ({ what }: { what: string }) => `Starting ${what}`,
  "operation.stop.title": ({ what }: { what: string }) => `Stopping ${what}`,
  "operation.reboot.title": ({ what }: { what: string }) => `Rebooting ${what}`,
  "operation.start.done": ({ what }: { what: string }) => `Started ${what}`,
  "operation.stop.done": ({ what }: { what: string }) => `Stopped ${what}`,
  "operation.reboot.done": ({ what }: { what: string }) => `Rebooted ${what}`,
  "operation.many": ({ count }: { count: number }) => `${count} resources`,
  "operation.left-out": ({ count }: { count: number }) => `${count} left as ${count === 1 ? "it is" : "they are"}`,
  "operation.late": "AWS has not finished after 20 minutes; the console shows how it stands.",
  "operation.progress": ({ done, total }: { done: number; total: number }) => `${done} of ${total} done`,
  "operation.requested-by": "Requested by",
  "operation.unseen": ({ place, reason }: { place: string; reason: string }) =>
    `${place} could not be looked at: ${reason}`,
  "operation.nothing": "Nothing was done",
  "operation.line": ({ name, text }: { name: string; text: string }) => `${name}: ${text}`,
  "operation.confirm.start": ({ target }: { target: string }) => `Start ${target}?`,
  "operation.confirm.stop": ({ target }: { target: string }) => `Stop ${target}?`,
  "operation.confirm.reboot": ({ target }: { target: string }) => `Reboot ${target}?`,
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
  "operation.engine": ({ engine }: { engine: string }) => `runs on ${engine}, which Nightshift does not operate`,
  "target.none": ({ target }: { target: string }) => `Nothing is called ${target}.`,
  "target.none-tagged": ({ target }: { target: string }) => `Nothing is tagged ${target}.`,
  "target.half-tag": ({ target }: { target: string }) => `${target} is only half of a tag.`,
  "target.tag-form": ({ example }: { example: string }) => `A tag is written as name=value, for example ${example}.`,
  "target.tag-values": ({ tag, list }: { tag: string; list: string }) => `Values of the tag ${tag}: ${list}`,
  "target.hint": ({ command }: { command: string }) => `${command} shows what there is.`,
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
