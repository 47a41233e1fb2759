import * as v from "valibot";
import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { defineEvent } from "../../lib/app/define.ts";
import { shortHash } from "../../lib/messages/publish.ts";
import { nameInArn } from "../../lib/pure/arn.ts";
import type { AwsSubject } from "../../lib/pure/location.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import { adviceMessage, adviceTitle } from "./message.ts";
import { type Advice, adviceOf, adviceSchema, adviceShape, severityOfAdvice } from "./state.ts";

export const adviceAlertStateShape = defineShape({
  name: "advice",
  version: 1,
  schema: v.object({
    advice: adviceSchema,
    /** When it was first reported, ISO 8601. */
    since: v.string(),
  }),
});

/** Trusted Advisor's results: one message for each check and resource, until the check passes. */
export const trustedAdvisorCheck = defineEvent({
  name: "trusted-advisor",
  source: "aws.trustedadvisor",
  types: ["Trusted Advisor Check Item Refresh Notification"],
  uses: [],
  async run(context) {
    const { event } = context;
    const found = adviceOf(event);
    if (!found) return "unreadable";
    const { advice } = found;
    const about = placedIn(advice);
    const told = await publishIncident(
      { news: adviceShape, state: adviceAlertStateShape },
      { subject: `advice/${event.account}/${shortHash(found.subject)}`, family: "advice" },
      context,
      { at: advice.at, isWell: advice.status === "OK", news: advice },
      (news, known) => {
        const { at } = news;
        const newest = known && known.advice.at > at ? known.advice : news;
        const since = known && known.since < at ? known.since : at;
        // Each run of a check repeats its results.
        const isNews = known !== undefined && newest === news && known.advice.status !== news.status;
        return {
          severity: severityOfAdvice(newest),
          content: adviceMessage(newest, since, event.account),
          state: { advice: newest, since },
          ...(about && { about }),
          ...(isNews && { line: [adviceTitle(news), "  ", { time: at }] as const }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});

/** The resource, with the location of its ARN if it has one. */
function placedIn({ resource = "", name }: Advice): AwsSubject | undefined {
  const [, region, account] = /^arn:[^:]+:[^:]+:([^:]+):(\d{12}):./.exec(resource) ?? [];
  if (!region || !account) return undefined;
  return {
    account,
    region,
    names: [nameInArn(resource) ?? resource, resource],
    ...(name && { within: [name] }),
  };
}
