import { autoScalingGroupUrl, instanceUrl } from "./console.ts";
import type { Content, Fact } from "./content.ts";
import { durationOf, type Movement, type Replacement } from "./replacement.ts";
import { say, type Text } from "./text.ts";

/** The card of one replacement: what left and why, what came, how long it took; what is not known is said to be so. */
export function replacementMessage(replacement: Replacement, group: string, region: string): Content {
  const { left, came, failure } = replacement;
  const isStuck = failure !== undefined && !came;
  const took = durationOf(replacement);
  const facts: Fact[] = [
    { label: "replacement.group", value: { link: autoScalingGroupUrl(region, group), text: group } },
    { label: "replacement.why", value: left ? cause(left) : say("replacement.why-unknown") },
    { label: "replacement.left", value: left ? instance(left, region) : say("replacement.left-unknown") },
    { label: "replacement.came", value: came ? instance(came, region) : say("replacement.came-unknown") },
  ];
  if (took !== undefined) facts.push({ label: "replacement.took", value: { duration: took } });
  if (isStuck && failure.message) facts.push({ label: "replacement.failure", value: failure.message });
  return {
    tone: isStuck ? "failure" : "warning",
    title: say(came ? "replacement.done" : isStuck ? "replacement.failed" : "replacement.running", { group }),
    facts,
    buttons: [{ action: "open", label: "button.open", url: autoScalingGroupUrl(region, group) }],
  };
}

function instance({ instanceId, zone }: Movement, region: string): Text {
  const id: Text = { link: instanceUrl(region, instanceId), text: instanceId };
  return zone ? say("replacement.instance", { id, zone }) : id;
}

function cause(left: Movement): Text {
  return left.cause === undefined || left.cause === "other"
    ? say("replacement.cause.other", { text: left.causeText ?? "" })
    : say(`replacement.cause.${left.cause}`);
}
