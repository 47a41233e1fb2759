import { expect, it } from "vitest";
import { refusalOf } from "../../handlers/operations/kinds/index.ts";
import type { OperationVerb } from "../../handlers/operations/state.ts";
import type { LocalResource } from "../../lib/pure/resource.ts";
import type { Phrase } from "../../lib/pure/text.ts";

const resource = (
  service: LocalResource["service"],
  state: string,
  more: Partial<LocalResource> = {},
): LocalResource => ({
  service,
  kind: (more.service ?? service) === "ec2" ? "instance" : "database",
  id: "x-1",
  name: "x",
  state,
  type: "t3.small",
  tags: {},
  ...more,
});

const reason = (one: LocalResource, verb: OperationVerb): string | undefined =>
  (refusalOf(one, verb) as Phrase | undefined)?.say;

const verbs = ["start", "stop", "reboot"] as const;

it.each<[LocalResource["service"], string, (string | undefined)[]]>([
  ["ec2", "running", ["already", undefined, undefined]],
  ["ec2", "stopped", [undefined, "already", "not-running"]],
  ["ec2", "pending", ["already", "busy", "busy"]],
  ["ec2", "stopping", ["busy", "already", "busy"]],
  ["ec2", "shutting-down", ["ending", "ending", "ending"]],
  ["rds", "available", ["already", undefined, undefined]],
  ["rds", "stopped", [undefined, "already", "not-running"]],
  ["rds", "starting", ["already", "busy", "busy"]],
  ["rds", "stopping", ["busy", "already", "busy"]],
  ["rds", "rebooting", ["busy", "busy", "already"]],
  ["rds", "modifying", ["busy", "busy", "busy"]],
  ["rds", "backing-up", ["busy", "busy", "busy"]],
  ["rds", "configuring-enhanced-monitoring", ["busy", "busy", "busy"]],
  ["rds", "deleting", ["ending", "ending", "ending"]],
  // AWS takes some of these: what it says then is told.
  ["rds", "storage-optimization", []],
  ["rds", "storage-full", []],
  ["rds", "inaccessible-encryption-credentials-recoverable", []],
])("what AWS would refuse of %s in the state %s is refused with its reason", (service, state, reasons) => {
  const found = verbs.map((verb) => reason(resource(service, state), verb)?.replace("operation.", ""));
  expect(found).toEqual(verbs.map((_, at) => reasons[at]));
});

it.each<[what: string, more: Partial<LocalResource>, verb: OperationVerb, key: string]>([
  ["a member of a group, whatever it does", { group: "web-asg", state: "stopping" }, "stop", "member"],
  ["a member of a cluster", { service: "rds", cluster: "aurora", state: "modifying" }, "stop", "of-cluster"],
  ["a replica", { service: "rds", isReplicated: true, state: "backing-up" }, "stop", "replica"],
])("what waiting does not change comes first: %s", (_what, more, verb, key) => {
  expect(reason(resource("ec2", "running", more), verb)).toBe(`operation.${key}`);
});
