import { nameInArn } from "../../lib/pure/arn.ts";
import { trustedAdvisorUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present, type Tone } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type Advice, severityOfAdvice } from "./state.ts";

/** Trusted Advisor's result for one resource, and since when. */
export function adviceMessage(advice: Advice, since: string, account: string): Content {
  const { name, region, details, status, at } = advice;
  const short = shortOf(advice);
  const facts: Fact[] = [];
  if (short) {
    const code: Text = { code: short };
    facts.push({
      label: "event.resource",
      value: name && name !== short ? say("health.named", { name, id: code }) : code,
    });
  } else if (name) facts.push({ label: "event.resource", value: name });
  if (region) facts.push({ label: "event.region", value: region });
  if (account) facts.push({ label: "event.account", value: account });
  facts.push({ label: "advisor.since", value: { time: since } });
  if (status === "OK") facts.push({ label: "advisor.over", value: { time: at } });
  return {
    tone: toneOf(advice),
    title: adviceTitle(advice),
    lines: present([
      status !== "OK" && say(`advisor.means-${status}`),
      ...details
        .filter(([, value]) => value !== name && value !== short)
        .map(([field, value]): Text => say("event.field", { name: field, value })),
    ]),
    facts,
    buttons: [{ action: "open", label: "advisor.open", url: trustedAdvisorUrl() }],
  };
}

export function adviceTitle(advice: Advice): Text {
  const { check, status, name } = advice;
  const resource = name ?? shortOf(advice);
  const title = say(`advisor.${status}`, { check });
  return resource ? [title, " (", truncate(resource, 100), ")"] : title;
}

/** The resource's usual name; anything but an ARN stays as it is. */
function shortOf({ resource }: Advice): string | undefined {
  return resource && (nameInArn(resource) ?? resource);
}

function toneOf(advice: Advice): Tone {
  if (advice.status === "OK") return "success";
  if (advice.status === "INFO") return "info";
  return severityOfAdvice(advice) === "high" || advice.status === "ERROR" ? "failure" : "warning";
}
