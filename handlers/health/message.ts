import * as v from "valibot";
import { nameInArn } from "../../lib/pure/arn.ts";
import { healthEventUrl } from "../../lib/pure/console.ts";
import type { Content, Fact, Tone } from "../../lib/pure/content.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { join, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { entitiesOf, type HealthEvent, instanceIdIn, maintenanceOf, mostEntities, severityOfHealth } from "./state.ts";

/** Name tags of instances that could be looked up, by id. */
export const namesSchema = v.record(v.string(), v.string());
export type Names = StateOf<typeof namesSchema>;

/** The message of an event: what happens to what, what it means, and by when to act. */
export function healthMessage(event: HealthEvent, names: Names): Content {
  const { start, end, region, account, isPublic, code, description, isClosed, category } = event;
  const maintenance = maintenanceOf(event);
  const facts: Fact[] = [];
  const time = (label: Fact["label"], at: string | undefined): void => {
    if (at !== undefined) facts.push({ label, value: { time: at } });
  };
  const mustAct = !isClosed && maintenance !== undefined && maintenance !== "interruption";
  const { count } = entitiesOf(event);
  if (count) facts.push({ label: "health.affected", value: affected(event, names) });
  time(mustAct ? "health.act-before" : "health.start", start);
  if (end !== start) time("health.end", end);
  facts.push({ label: "event.region", value: regionText(region) });
  if (account && !isPublic) facts.push({ label: "event.account", value: account });
  if (code) facts.push({ label: "health.code", value: { code } });
  return {
    tone: toneOf(event),
    title: healthTitle(event, names),
    lines: [
      ...(isClosed ? [] : meaning(event)),
      ...(description ? [truncate(description, 550)] : []),
      ...(category === "issue" && isPublic && !count && !isClosed ? [say("health.public")] : []),
    ],
    facts,
    buttons: [{ action: "open", label: "health.open", url: healthEventUrl(event.arn) }],
  };
}

/** The event in one line; a single resource by its name if known. */
function healthTitle(event: HealthEvent, names: Names = {}): Text {
  const { region, category, isAbuse, isClosed, code } = event;
  const service = serviceName(event.service);
  const what = truncate(plainCode(code, event.service), 120);
  const named = (title: Text): Text =>
    /^(operational|api|) ?(issue|notification|)$/.test(what) ? title : [title, ": ", what];
  if (isAbuse) return named(say(isClosed ? "health.abuse-over" : "health.abuse"));
  const where = regionText(region);
  const maintenance = maintenanceOf(event);
  if (maintenance && maintenance !== "lifecycle" && !isClosed) {
    const { count, first } = entitiesOf(event);
    const [only] = first;
    const name = count === 1 && only ? shortEntity(only.id, names) : say("health.an-instance");
    return say(`health.${maintenance}`, { count: Math.max(1, count), name, region: where });
  }
  if (!isClosed || category === "accountNotification")
    return named(say(`health.${category}`, { service, region: where }));
  return named(say(`health.${category}-over`, { service, region: where }));
}

/** The line for an update of a known event. */
export function healthLine(event: HealthEvent): Text {
  const { description, isClosed, at } = event;
  const news = isClosed || !description ? healthTitle(event) : truncate(description, 300);
  return [news, "  ", { time: at }];
}

/** What must be done, if known. */
function meaning(event: HealthEvent): Text[] {
  const { isAbuse, start, action } = event;
  if (isAbuse) return [say("health.abuse-hint")];
  const maintenance = maintenanceOf(event);
  if (maintenance)
    return [start ? say(`health.${maintenance}-by`, { time: { time: start } }) : say(`health.${maintenance}-hint`)];
  if (action === "must") return [say("health.action-must")];
  return action === "may" ? [say("health.action-may")] : [];
}

function affected(event: HealthEvent, names: Names): Text {
  const { count, byStatus, first } = entitiesOf(event);
  if (count <= mostEntities) {
    const list = first.map(({ id, status }): Text => {
      const name = entityText(id, names);
      return status ? say("health.with-status", { name, status: say(`health.status.${status}`) }) : name;
    });
    return join(list, ", ");
  }
  const statuses = Object.entries(byStatus).map(([status, number]) =>
    say("health.counted", { status: say(`health.status.${status as keyof typeof byStatus}`), count: number }),
  );
  return [
    say("health.count", { count }),
    ...(statuses.length ? [" (", join(statuses, ", "), ")"] : []),
    ": ",
    // The statuses are counted above.
    join(
      first.map(({ id }) => entityText(id, names)),
      ", ",
    ),
    say("health.more", { count: count - first.length }),
  ];
}

function nameOf(id: string, names: Names): string | undefined {
  const instance = instanceIdIn(id);
  return instance !== undefined && Object.hasOwn(names, instance) ? names[instance] : undefined;
}

function idOf(id: string): string {
  return instanceIdIn(id) ?? nameInArn(id) ?? id;
}

/** A resource's name, for a line with room for one word. */
function shortEntity(id: string, names: Names): string {
  return truncate(nameOf(id, names) ?? idOf(id), 100);
}

function entityText(id: string, names: Names): Text {
  const name = nameOf(id, names);
  const short = idOf(id);
  return name
    ? say("health.named", { name: truncate(name, 100), id: { code: short } })
    : { code: truncate(short, 100) };
}

/** Services whose names in Health differ from the usual ones. */
const services: Readonly<Record<string, string>> = {
  AUTOSCALING: "Auto Scaling",
  CLOUDFORMATION: "CloudFormation",
  CLOUDFRONT: "CloudFront",
  CLOUDWATCH: "CloudWatch",
  CODEBUILD: "CodeBuild",
  CODEPIPELINE: "CodePipeline",
  DYNAMODB: "DynamoDB",
  ELASTICACHE: "ElastiCache",
  ELASTICBEANSTALK: "Elastic Beanstalk",
  ELASTICLOADBALANCING: "ELB",
  LAMBDA: "Lambda",
  REDSHIFT: "Redshift",
  ROUTE53: "Route 53",
};

function serviceName(service: string): string {
  return Object.hasOwn(services, service) ? (services[service] ?? service) : service;
}

function regionText(region: string): Text {
  return region === "global" ? say("health.global") : region;
}

/** `instance retirement scheduled` from `AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED`: AWS's own words in lower case. */
function plainCode(code: string, service: string): string {
  const words = code.replace(/^AWS_/, "");
  const rest = words.startsWith(`${service}_`) ? words.slice(service.length + 1) : words;
  return rest.replaceAll("_", " ").toLowerCase();
}

function toneOf(event: HealthEvent): Tone {
  if (event.isClosed) return "success";
  const severity = severityOfHealth(event);
  if (severity === "high") return "failure";
  return severity === "medium" ? "warning" : "info";
}
