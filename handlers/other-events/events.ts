import { noState } from "../../lib/alerts/alert.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { defineEvent } from "../../lib/app/define.ts";
import { shortHash } from "../../lib/messages/publish.ts";
import { nameInArn } from "../../lib/pure/arn.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import type { AwsSubject } from "../../lib/pure/location.ts";
import { plainNews } from "./message.ts";

/** Events that no other definition matches or can parse: a plain message, so that nothing is dropped. */
export const otherEvent = defineEvent({
  name: "other",
  source: "",
  types: [],
  uses: [],
  async run(context) {
    const { event } = context;
    const subject = `event/${shortHash(`${event.account}/${event.region}/${event.id}`)}`;
    const { severity, content } = plainNews(event);
    await publishAlert(noState, { subject, family: `event:${event.source}` }, context, () => ({
      severity,
      content,
      state: null,
      about: subjectOfEvent(event),
    }));
    return "told";
  },
});

/** The event's subject, as it names it itself. */
function subjectOfEvent({ account, region, resources }: AwsEvent): AwsSubject {
  const [arn, ...others] = resources;
  if (arn === undefined) return { account, region, names: [] };
  const name = nameInArn(arn);
  return { account, region, names: name === undefined ? [arn] : [name, arn], within: others };
}
