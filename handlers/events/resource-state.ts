import { textAt } from "../../lib/core/fields.ts";
import { targetKey } from "../../lib/core/operation.ts";
import { defineEvent, type EventContext, type EventOutcome } from "../../lib/define.ts";
import { findDatabases, follow, lookAt } from "../operate.ts";
import { watchedNow } from "../own-doing.ts";

/** An instance changed its state: what Nightshift began is told in the message of that; otherwise nobody needs to know. */
export const instanceState = defineEvent({
  name: "instance-state",
  source: "aws.ec2",
  types: ["EC2 Instance State-change Notification"],
  uses: lookAt,
  async run(context) {
    const id = textAt(context.event.detail, "instance-id");
    if (!id) return "unreadable";
    return followed(targetKey({ ...context.event, service: "ec2", kind: "instance", id }), context);
  },
});

/** What an unasked-for database event must be about to be told. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const worthTelling = new Set(["availability", "failover", "failure", "low storage", "recovery"]);

/** AWS starts what was stopped for seven days, whatever anybody wants. */
const restarts = new Set(["RDS-EVENT-0153", "RDS-EVENT-0154"]);

/** A cluster's members report for themselves what was done with the cluster. */
async function isOfWatchedCluster(
  id: string,
  context: EventContext<(typeof lookAt)[number]>,
): Promise<boolean> {
  const found = await findDatabases(context);
  const cluster = found.ok ? found.value.find((one) => one.id === id)?.cluster : undefined;
  if (cluster === undefined) return false;
  const key = targetKey({ ...context.event, service: "rds", kind: "cluster", id: cluster });
  return (await watchedNow(key, context)) !== undefined;
}

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
    const outcome = await followed(targetKey({ ...context.event, service: "rds", kind, id }), context);
    const { EventCategories: categories } = context.event.detail;
    if (outcome !== "quiet") return outcome;
    if (restarts.has(textAt(context.event.detail, "EventID") ?? "")) return "unreadable";
    const isTrouble =
      Array.isArray(categories) &&
      categories.some((category: unknown) => typeof category === "string" && worthTelling.has(category));
    return isTrouble && !(await isOfWatchedCluster(id, context)) ? "unreadable" : "quiet";
  },
});

async function followed(key: string, context: EventContext<(typeof lookAt)[number]>): Promise<EventOutcome> {
  const watched = await watchedNow(key, context);
  if (!watched) return "quiet";
  await follow(watched, context);
  return "told";
}
