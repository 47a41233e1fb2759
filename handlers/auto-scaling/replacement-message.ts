import * as v from "valibot";
import { autoScalingGroupUrl, instanceUrl } from "../../lib/pure/console.ts";
import type { Button, Content, Fact } from "../../lib/pure/content.ts";
import type { Location } from "../../lib/pure/location.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { join, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { launchFailureReason, launchFailureText } from "./launch-failure-state.ts";
import { type CapacityEvent, durationOf, replacementSchema } from "./replacement-state.ts";

/** What was found out about the terminated instance while AWS still knew it. */
const evidenceSchema = v.object({
  name: v.exactOptional(v.string()),
  /** ISO 8601. */
  launchedAt: v.exactOptional(v.string()),
  /** The health that its load balancer reported. */
  health: v.exactOptional(v.string()),
  /** When AWS announced that it reclaims the Spot instance, ISO 8601. */
  warned: v.exactOptional(v.string()),
  /** The EC2 status checks that failed. */
  failedChecks: v.exactOptional(v.array(v.picklist(["instance", "system"]))),
  /** Its environment of nightshift.yaml. */
  environment: v.exactOptional(v.string()),
});
export type Evidence = StateOf<typeof evidenceSchema>;

/** What the button that shows an instance's console output is about. */
export interface ConsoleReference extends Location {
  readonly id: string;
  readonly environment?: string;
}

const replacementAlertStateSchema = v.object({
  replacement: replacementSchema,
  evidence: v.optional(evidenceSchema),
  /** Whether the group's scaling activities have nothing more of it, either. */
  isFinal: v.exactOptional(v.boolean()),
});
export type ReplacementAlertState = StateOf<typeof replacementAlertStateSchema>;

export const replacementAlertStateShape = defineShape({
  name: "replacement",
  version: 1,
  schema: replacementAlertStateSchema,
});

/** The message of a replacement: what was terminated and why, what was launched, how long it took; what is unknown. */
export function replacementMessage(
  { replacement, evidence = {}, isFinal = false }: ReplacementAlertState,
  group: string,
  location: Location,
): Content {
  const { region } = location;
  const { left, came, failure, failures = [] } = replacement;
  const isStuck = failure !== undefined && !came;
  const took = durationOf(replacement);
  const { health, launchedAt, failedChecks = [], name, warned } = evidence;
  const facts: Fact[] = [
    { label: "replacement.group", value: { link: autoScalingGroupUrl(region, group), text: group } },
    { label: "replacement.why", value: left ? causeText(left) : say("replacement.why-unknown") },
  ];
  if (warned) facts.push({ label: "spot.label", value: say("spot.reclaimed", { time: { time: warned } }) });
  if (health) facts.push({ label: "replacement.health", value: truncate(health, 300) });
  if (failedChecks.length) {
    const checks = failedChecks.map((check) => say(`replacement.check.${check}`));
    facts.push({ label: "replacement.checks", value: join(checks, ", ") });
  }
  facts.push({
    label: "replacement.left",
    value: left ? instance(left, region, name) : say(isFinal ? "replacement.left-never" : "replacement.left-unknown"),
  });
  if (left && launchedAt) {
    const age = Date.parse(left.startedAt) - Date.parse(launchedAt);
    if (age >= 0) facts.push({ label: "replacement.age", value: { duration: age } });
  }
  facts.push({
    label: "replacement.came",
    value: came ? instance(came, region) : say(isFinal ? "replacement.came-never" : "replacement.came-unknown"),
  });
  if (took !== undefined) facts.push({ label: "replacement.took", value: { duration: took } });
  if (isStuck && failure.message) {
    facts.push({ label: "replacement.failure", value: launchFailureText(failure.message) });
    if (launchFailureReason(failure.message))
      facts.push({ label: "launch.aws", value: truncate(failure.message, 500) });
    if (failures.length > 1) facts.push({ label: "launch.count", value: String(failures.length) });
  }
  return {
    tone: isStuck || (isFinal && !came) ? "failure" : "warning",
    title: say(came ? "replacement.done" : isStuck ? "replacement.failed" : "replacement.running", { group }),
    facts,
    buttons: [
      ...(left ? [consoleButton(left, evidence, location)] : []),
      { action: "open", label: "button.open", url: autoScalingGroupUrl(region, group) },
    ],
  };
}

function consoleButton({ instanceId: id }: CapacityEvent, { environment }: Evidence, location: Location): Button {
  const { account, region } = location;
  const reference: ConsoleReference = {
    account,
    region,
    id,
    ...(environment !== undefined && { environment }),
  };
  return { action: "console-output", label: "button.console-output", value: JSON.stringify(reference) };
}

function instance({ instanceId, zone }: CapacityEvent, region: string, name?: string): Text {
  const link: Text = { link: instanceUrl(region, instanceId), text: instanceId };
  const id = name === undefined || name === instanceId ? link : say("alarm.named", { name, id: link });
  return zone ? say("replacement.instance", { id, zone }) : id;
}

/** Why an instance was terminated, in words. */
export function causeText(left: CapacityEvent): Text {
  return left.cause === undefined || left.cause === "other"
    ? say("replacement.cause.other", { text: left.causeText ?? "" })
    : say(`replacement.cause.${left.cause}`);
}
