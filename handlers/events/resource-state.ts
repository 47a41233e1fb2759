import { textAt } from "../../lib/core/fields.ts";
import { targetKey } from "../../lib/core/operation.ts";
import { defineEvent, type EventContext, type EventOutcome } from "../../lib/define.ts";
import { follow, lookAt, type Watched } from "../operate.ts";

/** An instance changed its state: what Nightshift began is told in the message of that; otherwise nobody needs to know. */
export const instanceState = defineEvent({
  name: "instance-state",
  source: "aws.ec2",
  types: ["EC2 Instance State-change Notification"],
  uses: lookAt,
  async run(context) {
    const id = textAt(context.event.detail, "instance-id");
    if (!id) return "unreadable";
    return followed(targetKey({ service: "ec2", kind: "instance", id }), context);
  },
});

/** What an unasked-for database event must be about to be told. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const worthTelling = new Set(["availability", "failover", "failure", "low storage", "recovery"]);

/** A database or cluster reports something: the end of what Nightshift began, or a trouble of its own. */
export const databaseState = defineEvent({
  name: "database-state",
  source: "aws.rds",
  types: ["RDS DB Instance Event", "RDS DB Cluster Event"],
  uses: lookAt,
  async run(context) {
    const id = textAt(context.event.detail, "SourceIdentifier");
    if (!id) return "unreadable";
    const kind = context.event.type === "RDS DB Cluster Event" ? "cluster" : "database";
    const outcome = await followed(targetKey({ service: "rds", kind, id }), context);
    const { EventCategories: categories } = context.event.detail;
    const isTrouble =
      Array.isArray(categories) && categories.some((category: unknown) => worthTelling.has(String(category)));
    return outcome === "quiet" && isTrouble ? "unreadable" : outcome;
  },
});

async function followed(key: string, context: EventContext<(typeof lookAt)[number]>): Promise<EventOutcome> {
  const watched = await context.store.ledgers.read<Watched>(`watched/${key}`);
  if (!watched || context.now().getTime() > Date.parse(watched.until)) return "quiet";
  await follow(watched, context);
  return "told";
}
