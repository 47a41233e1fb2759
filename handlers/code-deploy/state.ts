import * as v from "valibot";
import { codeDeploymentFactsSchema } from "../../lib/aws/answers.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

/** As CodeDeploy's events write it. */
const codeDeploymentStateSchema = v.picklist(["START", "READY", "SUCCESS", "STOP", "FAILURE"]);
type CodeDeploymentState = StateOf<typeof codeDeploymentStateSchema>;

const failedInstanceSchema = v.object({
  id: v.string(),
  /** Its Name tag, if any. */
  name: v.exactOptional(v.string()),
});
export type FailedInstance = StateOf<typeof failedInstanceSchema>;

/** A deployment, from events in any order. */
export const codeDeploymentSchema = v.object({
  id: v.string(),
  application: v.string(),
  group: v.string(),
  state: v.exactOptional(v.object({ is: codeDeploymentStateSchema, at: v.string() })),
  /** By id. */
  failed: v.record(v.string(), failedInstanceSchema),
  facts: v.exactOptional(codeDeploymentFactsSchema),
});
export type CodeDeployment = StateOf<typeof codeDeploymentSchema>;

export const codeDeploymentShape = defineShape({ name: "code-deployment", version: 1, schema: codeDeploymentSchema });

const states: readonly CodeDeploymentState[] = ["START", "READY", "SUCCESS", "STOP", "FAILURE"];

/**
 * The deployment of an event, or of an instance in it; undefined when it names none.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
 */
export function codeDeploymentOf({ detail, time, type, resources }: AwsEvent):
  | {
      readonly deployment: CodeDeployment;
      readonly state: CodeDeploymentState;
      /** Set when it is about one instance. */
      readonly instance?: string;
    }
  | undefined {
  const id = textAt(detail, "deploymentId");
  const state = states.find((one) => one === textAt(detail, "state"));
  if (!id || !state) return undefined;
  const base = {
    id,
    application: textAt(detail, "application") ?? "",
    group: textAt(detail, "deploymentGroup") ?? "",
    failed: {},
  };
  if (type !== "CodeDeploy Instance State-change Notification") {
    return { deployment: { ...base, state: { is: state, at: time } }, state };
  }
  const arn = resources.find((one) => one.includes(":instance/"));
  const instance = textAt(detail, "instanceId") ?? arn?.slice(arn.lastIndexOf("/") + 1) ?? "";
  const failed = state === "FAILURE" && instance ? { [instance]: { id: instance } } : {};
  return { deployment: { ...base, failed }, state, instance };
}

const finality: Readonly<Record<CodeDeploymentState, number>> = {
  START: 0,
  READY: 1,
  SUCCESS: 3,
  STOP: 3,
  FAILURE: 3,
};

/** Merges what two sources know of a deployment; a finished one stays finished. */
export function mergeCodeDeployments(a: CodeDeployment, b: CodeDeployment): CodeDeployment {
  const state = !a.state || (b.state && isLaterState(b.state, a.state)) ? (b.state ?? a.state) : a.state;
  const failed: Record<string, FailedInstance> = { ...a.failed };
  for (const [id, one] of Object.entries(b.failed)) failed[id] = { ...failed[id], ...one };
  const facts = { ...a.facts, ...b.facts };
  return {
    id: a.id,
    application: a.application || b.application,
    group: a.group || b.group,
    failed: Object.fromEntries(Object.entries(failed).sort(([x], [y]) => (x < y ? -1 : 1))),
    ...(state && { state }),
    ...(Object.keys(facts).length && { facts }),
  };
}

function isLaterState(one: NonNullable<CodeDeployment["state"]>, other: NonNullable<CodeDeployment["state"]>): boolean {
  const difference = finality[one.is] - finality[other.is];
  return difference > 0 || (difference === 0 && one.at > other.at);
}

export function hasEnded({ state }: CodeDeployment): boolean {
  return state !== undefined && finality[state.is] === 3;
}
