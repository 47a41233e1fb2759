import * as v from "valibot";
import { stackUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present, type Tone } from "../../lib/pure/content.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type StackOperation, type StackOutcome, stackOutcomeOf } from "./state.ts";

const tones: Readonly<Record<StackOutcome, Tone>> = {
  running: "progress",
  "rolling-back": "failure",
  "rolled-back": "failure",
  failed: "failure",
  stuck: "failure",
  done: "success",
};

export interface StackName {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

/** The message of one stack operation: how it ended, and which resource failed and why. */
export function stackMessage(operation: StackOperation, stack: StackName): Content {
  const { status, cause, from, hasStart } = operation;
  const outcome = stackOutcomeOf(operation);
  const url = stackUrl(stack.region, stack.id, "events");
  const isFailure = tones[outcome] === "failure";
  const took = hasStart && status ? Date.parse(status.at) - Date.parse(from) : 0;
  const reason = isFailure && !cause ? status?.reason : undefined;
  const facts = present<Fact>([
    isFailure && cause?.reason && { label: "build.why", value: truncate(cause.reason, 1_000) },
    isFailure && cause && { label: "stack.failed-first", value: resourceText(cause) },
    reason && { label: "build.why", value: truncate(reason, 1_000) },
    isFailure && !cause && !reason && { label: "build.why", value: say("build.why-unknown") },
    { label: "stack.stack", value: { link: url, text: truncate(stack.name, 150) } },
    status && { label: "stack.status", value: { code: status.is } },
    took > 0 && { label: "build.took", value: { duration: took } },
    status && { label: "event.time", value: { time: status.at } },
  ]);
  const lines: Text[] = [];
  const hasEnded = outcome === "stuck" || outcome === "rolled-back";
  if (hasEnded && operation.kind === "create") lines.push(say("stack.create-hint"));
  else if (outcome === "stuck") lines.push(say("stack.stuck-hint"));
  else if (outcome === "rolled-back") lines.push(say("stack.rolled-back-hint"));
  return {
    tone: tones[outcome],
    title: stackTitle(operation, stack.name),
    ...(lines.length && { lines }),
    facts,
    buttons: [{ action: "open", label: "button.open", url }],
  };
}

/** The operation's result in one line. */
export function stackTitle(operation: StackOperation, stackName: string): Text {
  const name = truncate(stackName, 150);
  const kind = operation.kind ?? "update";
  const outcome = stackOutcomeOf(operation);
  switch (outcome) {
    case "running":
    case "done":
    case "failed":
      return say(`stack.${kind}.${outcome}`, { name });
    case "rolling-back":
      return say(kind === "create" ? "stack.create.rolling-back" : "stack.rolling-back", { name });
    case "rolled-back":
      return say(kind === "create" ? "stack.create.rolled-back" : "stack.rolled-back", { name });
    case "stuck":
      return say("stack.stuck", { name });
  }
}

function resourceText({ resource, type }: { readonly resource: string; readonly type: string }): Text {
  return type ? [{ bold: truncate(resource, 150) }, " (", truncate(type, 100), ")"] : { bold: truncate(resource, 150) };
}

/** The result of a drift detection. */
const driftSchema = v.object({
  status: v.string(),
  count: v.exactOptional(v.number()),
  at: v.string(),
});
export type Drift = StateOf<typeof driftSchema>;

export const driftShape = defineShape({ name: "stack-drift", version: 1, schema: driftSchema });

/** The message of a stack that has drifted, or is in sync again. */
export function driftMessage(drift: Drift, stack: StackName): Content {
  const url = stackUrl(stack.region, stack.id, "drifts");
  const isDrifted = drift.status === "DRIFTED";
  return {
    tone: isDrifted ? "warning" : "success",
    title: say(isDrifted ? "stack.drifted" : "stack.in-sync", { name: truncate(stack.name, 150) }),
    ...(isDrifted && { lines: [say("stack.drift-hint")] }),
    facts: present([
      drift.count !== undefined && isDrifted && { label: "stack.drifted-resources", value: String(drift.count) },
      { label: "stack.stack", value: { link: url, text: truncate(stack.name, 150) } },
      { label: "event.time", value: { time: drift.at } },
    ]),
    buttons: [{ action: "open", label: "button.open", url }],
  };
}
