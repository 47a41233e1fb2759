import * as v from "valibot";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { defineEvent, type EventContext } from "../../lib/app/define.ts";
import { shortHash } from "../../lib/messages/publish.ts";
import { filled } from "../../lib/pure/json.ts";
import { awsSubjectSchema, type Location } from "../../lib/pure/location.ts";
import { environmentOfResource, type Resource } from "../../lib/pure/resource.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { healthLine, healthMessage, namesSchema } from "./message.ts";
import {
  type HealthEvent,
  healthEventOf,
  healthEventSchema,
  healthSubject,
  instancesIn,
  severityOfHealth,
  withHealthEvent,
} from "./state.ts";

const uses = ["ec2.remembered"] as const;

const healthAlertStateSchema = v.object({
  event: healthEventSchema,
  names: namesSchema,
  environment: v.exactOptional(v.string()),
  /** The instance, when the event is about one. */
  about: v.exactOptional(awsSubjectSchema),
});
type HealthAlertState = StateOf<typeof healthAlertStateSchema>;

export const healthAlertStateShape = defineShape({ name: "health", version: 1, schema: healthAlertStateSchema });

/** AWS Health events: one message each, whatever pages and regions it arrives in, until AWS closes it. */
export const healthEvent = defineEvent({
  name: "health",
  source: "aws.health",
  types: ["AWS Health Event", "AWS Health Abuse Event"],
  uses,
  async run(context) {
    const news = healthEventOf(context.event, context.config.language);
    if (!news) return "unreadable";
    const subject = `health/${shortHash(healthSubject(news))}`;
    const seen = await affectedBy(news, context);
    // With organizational view the receiving account is not the affected one.
    const routed = { ...context, event: { ...context.event, account: news.account } };
    await publishAlert(healthAlertStateShape, { subject, family: "health" }, routed, (known) => {
      const event = withHealthEvent(known?.event, news);
      const names = { ...known?.names, ...seen.names };
      const environment = known?.environment ?? seen.environment;
      const about = known?.about ?? seen.about;
      const isNews = known !== undefined && event.at === news.at && event.communication !== known.event.communication;
      return {
        severity: severityOfHealth(event),
        content: healthMessage(event, names),
        state: { event, names, ...filled({ environment, about }) },
        isOver: event.isClosed,
        ...(isNews && { line: healthLine(event) }),
        ...filled({ environment, about }),
      };
    });
    return "told";
  },
});

/**
 * The instances' names and their environment. When AWS does not answer the event is published without them: it may be
 * about that very outage.
 */
async function affectedBy(
  news: HealthEvent,
  { at, config, home }: EventContext<(typeof uses)[number]>,
): Promise<Omit<HealthAlertState, "event">> {
  const instances: Resource[] = [];
  for (const [region, ids] of instancesIn(news)) {
    const location: Location = { account: news.account, region };
    const found = await at(location).aws["ec2.remembered"]({ ids });
    for (const one of found.ok ? found.value : []) instances.push({ ...one, ...location });
  }
  const environments = new Set(instances.map((one) => environmentOfResource(one, config, home)));
  const [environment] = environments;
  const [only, ...others] = instances;
  return {
    names: Object.fromEntries(instances.flatMap(({ id, name }) => (name === id ? [] : [[id, name]]))),
    ...(only && !others.length && { about: { account: only.account, region: only.region, names: [only.id] } }),
    // If the instances span environments, none applies.
    ...(environments.size === 1 && environment !== undefined && { environment }),
  };
}
