import { defineCommand, type HandlerContext, type NamedEnvironment } from "../../../lib/app/define.ts";
import { type Content, present } from "../../../lib/pure/content.ts";
import { environmentOfResource, type Resource } from "../../../lib/pure/resource.ts";
import { explain, type Result } from "../../../lib/pure/result.ts";
import { join, say, type Text } from "../../../lib/pure/text.ts";
import { environmentNamed } from "../../../lib/requests/parse-arguments.ts";
import { costReads, readCosts, totalsOf } from "../../costs/index.ts";
import { deploymentLock, deployVerbs, environmentLine } from "../../deployments/index.ts";
import { type FoundResources, findAll, findIn, resourceReads, serviceNames, services } from "../../operations/index.ts";
import { nextTransition, scheduleRecord } from "../../schedules/index.ts";
import { fleetText } from "../fleet-message.ts";

const uses = [...deployVerbs("list"), ...resourceReads, ...costReads] as const;

/** The team's state at a glance: what is deployed and running where, locks, and the next transitions. */
export const nightshiftStatus = defineCommand({
  name: "nightshift status",
  isLook: true,
  role: "viewer",
  uses,
  args: {},
  summary: "summary.nightshift-status",
  examples: ["/nightshift status"],
  async run(context) {
    const { config, allLocations, home } = context;
    const environments = Object.keys(config.environments).flatMap((name) => environmentNamed(config, name) ?? []);
    const [fleet, deployments, costs] = await Promise.all([
      Promise.all(serviceNames.map((name) => findIn(allLocations, (there) => findAll(there, "all", [name])))),
      Promise.all(environments.map((environment) => deploymentLines(environment, context))),
      readCosts(context),
    ]);
    const schedules = await scheduleLines(context);
    const spent = costs.ok ? totalsOf(costs.value.spending.services).current : undefined;
    const answer: Content = {
      tone: "info",
      title: say("status.glance"),
      lines: [
        ...environments.flatMap(({ name }, at) => [
          ...(deployments[at] ?? []),
          ...fleetLines(fleet, (resource) => environmentOfResource(resource, config, home) === name),
        ]),
        ...others(fleet, context),
      ],
      facts: present([
        schedules.length && { label: "schedule.list", value: join(schedules, "\n") },
        spent !== undefined && { label: "status.spend", value: { dollars: spent } },
      ]),
    };
    return { result: "done", answer };
  },
});

type Context = HandlerContext<(typeof uses)[number]>;

/** An environment's current deployment, and who holds its lock. */
async function deploymentLines(environment: NamedEnvironment, context: Context): Promise<Text[]> {
  const { store, now } = context;
  const line = await environmentLine(environment, context);
  const holder = await store.locks.read(deploymentLock({ ...context.in(environment), pipeline: environment.pipeline }));
  if (!holder || Date.parse(holder.until) <= now().getTime()) return [line];
  return [line, say("status.locked", { person: { user: holder.user }, time: { time: holder.since } })];
}

/** Each service's resources in all accounts that could be listed. */
type Fleet = readonly Result<FoundResources>[];

/** How many of those that belong are running, a line for each service. */
function fleetLines(fleet: Fleet, belongs: (resource: Resource) => boolean): Text[] {
  return serviceNames.flatMap((name, at) => {
    const found = fleet[at];
    const own = found?.ok ? found.value.resources.filter(belongs) : [];
    return own.length ? [say(services[name].fleet, { list: fleetText(own) })] : [];
  });
}

/** Resources of no environment, and accounts that could not be listed. */
function others(fleet: Fleet, { config, home }: Context): Text[] {
  const lines = fleetLines(fleet, (resource) => environmentOfResource(resource, config, home) === undefined);
  const unlisted = serviceNames.flatMap((name, at) => {
    const found = fleet[at];
    if (!found || found.ok) return found?.value.unseen ?? [];
    return [say(services[name].fleet, { list: say("status.unreadable", { reason: explain(found.fault) }) })];
  });
  return [...(lines.length ? [{ bold: say("status.elsewhere") }, ...lines] : []), ...unlisted];
}

/** Each schedule's next transition. */
async function scheduleLines({ config, store, now }: Context): Promise<Text[]> {
  const lines: Text[] = [];
  for (const [name, schedule] of Object.entries(config.schedules)) {
    const { override } = await scheduleRecord(name, store.states);
    const next = nextTransition(schedule, override, now());
    if (!next) continue;
    const time: Text = { time: next.at };
    lines.push(say("status.schedule", { name: { bold: name }, next: say(`schedule.next.${next.kind}`, { time }) }));
  }
  return lines;
}
