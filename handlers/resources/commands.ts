import {
  type Asking,
  type CommandDefinition,
  defineCommand,
  type HandlerContext,
  type NamedEnvironment,
  type Outcome,
  type QuestionContext,
} from "../../lib/app/define.ts";
import { auditedResources } from "../../lib/pure/audit.ts";
import { compare } from "../../lib/pure/compare.ts";
import { isSameLocation, type Location, locationKey } from "../../lib/pure/location.ts";
import { refusal } from "../../lib/pure/replies.ts";
import {
  arnIn,
  environmentOfResource,
  isPossibleTarget,
  matching,
  namedApart,
  type Resource,
  stateText,
  withoutMembers,
} from "../../lib/pure/resource.ts";
import { explain, type Fault, ok, type Result } from "../../lib/pure/result.ts";
import { isAllowedFor } from "../../lib/pure/roles.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncateWord } from "../../lib/pure/truncate.ts";
import { environmentNamed } from "../../lib/requests/parse-arguments.ts";
import {
  findAll,
  findIn,
  noTarget,
  type Operation,
  type OperationTarget,
  type OperationVerb,
  operationOn,
  pendingTargets,
  powerVerbs,
  publishOperation,
  type ResourceVerb,
  rebootTargets,
  rebootVerbs,
  refreshTargets,
  refusalLines,
  refusalOf,
  requestPowerChange,
  resourceNames,
  resourceReads,
  services,
  targetKey,
  watchOperation,
} from "../operations/index.ts";
import { keepRunning } from "../restarts/index.ts";

type Service = Resource["service"];

const role = "operator";

/** More at once is hardly intended, and better done by schedules. */
const mostTargets = 500;

/** `/ec2 start|stop|reboot <target>` and the same for `/rds`. */
export function operationCommand(service: Service, verb: OperationVerb): CommandDefinition {
  const { which, example } = services[service];
  return defineCommand({
    name: `${service} ${verb}`,
    role,
    uses: [...resourceReads, ...powerVerbs, ...rebootVerbs],
    args: { target: { kind: "word", what: which } },
    summary: `summary.${service}-${verb}`,
    examples: [`/${service} ${verb} ${example}`, `/${service} ${verb} env=dev`],
    async confirm(context) {
      const found = await resolve(service, context.args.target, context);
      if (!found.ok) return undefined;
      const { config } = context;
      const guards = new Map<string, NamedEnvironment>();
      const possible = doable(planOf(found.value.meant, verb, context));
      const guarded = possible.filter((resource) => {
        const environment = environmentNamed(config, environmentOfResource(resource, config, context.home) ?? "");
        if (!environment || environment.protection === "none") return false;
        guards.set(environment.name, environment);
        return true;
      });
      if (!guarded.length && !(context.isPressed && possible.length)) return undefined;
      const target: Text = context.isPressed ? resourceNames(possible) : { code: truncateWord(context.args.target) };
      return {
        question: {
          tone: "waiting",
          title: say(`operation.confirm.${verb}`, { target }),
          lines: guarded.length ? [say("operation.confirm-why", { list: resourceNames(namedApart(guarded)) })] : [],
        },
        yes: "button.confirm",
        cancelled: say("operation.cancelled"),
        environments: [...guards.values()],
      };
    },
    async run(context): Promise<Outcome> {
      const { args, job, asking, now } = context;
      const found = await job.step("find", args.target, async (target) => {
        const looked = await resolve(service, target, context);
        return looked.ok ? ok({ meant: looked.value.meant, unseen: looked.value.unseen }) : looked;
      });
      if (!found.ok) return lookupFailed(found.fault);
      const { meant, unseen } = found.value;
      if (!meant.length) {
        // The complete list would be too large for the job's record.
        const looked = await resolve(service, args.target, context);
        const others = looked.ok ? looked.value.others : [];
        const command = { command: `/${service} ${verb}`, lists: [`/${service} list`] };
        const answer = noTarget(args.target, command, others, context.config, unseen);
        return { result: "refused", answer, detail: "unknown target" };
      }

      if (meant.length > mostTargets) {
        const count = { count: meant.length, most: mostTargets };
        return { result: "refused", answer: refusal(say("operation.too-many", count)), detail: "too many" };
      }
      const by = { requestedBy: asking.user, at: now().toISOString(), unseen };
      const plan = await job.step("plan", null, async () => {
        const { resources, refusals } = planOf(meant, verb, context);
        return operationOn(verb, resources, refusals, by);
      });
      const targets = Object.values(plan.targets).filter(({ refusal: reason }) => !reason);
      if (verb === "start") {
        const allowed = meant.filter((resource) => isAllowedOn(resource, context));
        await keepRunning(allowed, asking.user, context);
      }
      if (!targets.length) {
        const lines = refusalLines(namedApart(Object.values(plan.targets)));
        const isDenied = meant.every((resource) => !isAllowedOn(resource, context));
        return {
          result: isDenied ? "denied" : "refused",
          answer: refusal(say("operation.nothing"), ...lines),
          ...auditedOn(meant, context),
        };
      }
      const telling = { key: `operation/${job.key}`, channel: asking.channel };
      await publishOperation(plan, telling, context);
      // Before AWS is asked, so that its events are recognised as our own action even if this function dies.
      await watchOperation(plan, telling, context);
      const { refused, doubtful } =
        verb === "reboot"
          ? await rebootTargets(targets, job, context)
          : {
              // AWS might now refuse what an earlier try has already requested.
              refused: await job.step("ask", null, async (_, isRepeated) =>
                requestPowerChange(verb, isRepeated ? await pendingTargets(plan, context) : targets, context),
              ),
              doubtful: [],
            };
      const asked = doubted(plan, doubtful, meant, context);
      const told = await publishOperation(await refreshTargets(asked, refused, context), telling, context);
      await watchOperation(told, telling, context);
      const failed = Object.keys(refused).length;
      const denied = meant.filter((resource) => !isAllowedOn(resource, context));
      const details = [
        ...(doubtful.length ? [`not known: ${doubtful.map(({ id }) => id).join(" ")}`] : []),
        ...(denied.length ? [`denied: ${denied.map(({ id }) => id).join(" ")}`] : []),
      ];
      return {
        result: doubtful.length ? "failed" : failed === targets.length ? "refused" : "done",
        ...auditedOn(
          meant.filter((resource) => targets.some((target) => targetKey(target) === targetKey(resource))),
          context,
        ),
        ...(details.length && { detail: details.join("; ").slice(0, 500) }),
      };
    },
  });
}

type LookContext = HandlerContext<ResourceVerb<"read">> & { readonly asking: Asking };

/** The resources that a target matches, and, if none, all that there are. */
interface SelectedTargets {
  readonly meant: readonly Resource[];
  readonly others: readonly Resource[];
  /** Why some accounts could not be looked at. */
  readonly unseen: readonly Text[];
}

/** What was found for a request, so that the confirmation and the run share one look-up. */
const lookedUp = new WeakMap<Asking, Result<SelectedTargets>>();

/** One listing resolves a target, or finds the closest match; for an id EC2 is asked for just that instance. */
async function resolve(service: Service, target: string, context: LookContext): Promise<Result<SelectedTargets>> {
  const known = lookedUp.get(context.asking);
  if (known) return known;
  const { config, home } = context;
  if (!isPossibleTarget(target)) return ok({ meant: [], others: [], unseen: [] });
  const id = arnIn(target)?.id ?? target;
  const which = /^i-[0-9a-f]{8,17}$/.test(id) ? { ids: [id] } : "all";
  const listed = await findIn(context.allLocations, (there) => findAll(there, which, [service]));
  if (!listed.ok) return listed;
  const { resources, unseen } = listed.value;
  const meant = matching(target, resources, config, home);
  const found = ok({ meant, others: meant.length ? [] : resources, unseen });
  lookedUp.set(context.asking, found);
  return found;
}

interface Plan {
  readonly resources: readonly Resource[];
  readonly refusals: ReadonlyMap<string, Text>;
}

type Whose = Pick<QuestionContext<never, never>, "member" | "config" | "home">;

function isAllowedOn(resource: Resource, { member, config, home }: Whose): boolean {
  return isAllowedFor(member, role, config.people, environmentOfResource(resource, config, home));
}

/** An operation's subject, for the audit log. */
function auditedOn(
  resources: readonly Resource[],
  { config, home }: Whose,
): Pick<Outcome, "resources" | "environments"> {
  const environments = resources.flatMap((resource) => environmentOfResource(resource, config, home) ?? []);
  return { resources: auditedResources(resources), environments: [...new Set(environments)] };
}

/** The operation, with its targets whose answer was lost marked as in doubt. */
function doubted(
  operation: Operation,
  doubtful: readonly OperationTarget[],
  resources: readonly Resource[],
  { config, home, now }: Whose & Pick<LookContext, "now">,
): Operation {
  const since = now().toISOString();
  const marked = doubtful.map((target): [string, OperationTarget] => {
    const key = targetKey(target);
    const resource = resources.find((one) => targetKey(one) === key);
    const environment = resource && environmentOfResource(resource, config, home);
    return [key, { ...target, doubt: { since, ...(environment !== undefined && { environment }) } }];
  });
  return { ...operation, targets: { ...operation.targets, ...Object.fromEntries(marked) } };
}

/** What the person may do: by their role in each resource's environment, and AWS's own rules. */
function planOf(resources: readonly Resource[], verb: OperationVerb, whose: Whose): Plan {
  const refusals = new Map<string, Text>();
  for (const resource of resources) {
    const environment = environmentOfResource(resource, whose.config, whose.home);
    const denied: Text | undefined = isAllowedOn(resource, whose)
      ? undefined
      : environment === undefined
        ? say("operation.denied-anywhere", { role: { code: role } })
        : say("operation.denied", { role: { code: role }, environment });
    const reason = denied ?? refusalOf(resource, verb);
    if (reason) refusals.set(targetKey(resource), reason);
  }
  return { resources: withoutMembers(resources), refusals };
}

function doable({ resources, refusals }: Plan): Resource[] {
  return resources.filter((resource) => !refusals.has(targetKey(resource)));
}

function lookupFailed(fault: Fault): Outcome {
  return {
    result: "refused",
    answer: refusal(say("list.failed", { reason: explain(fault) })),
    detail: fault.code,
  };
}

const mostListed = 60;

/** `/ec2 list [environment]` and the same for `/rds`. */
export function listCommand(service: Service): CommandDefinition {
  const { listTitle } = services[service];
  return defineCommand({
    name: `${service} list`,
    isLook: true,
    role: "viewer",
    uses: resourceReads,
    args: { environment: { kind: "environment", optional: true } },
    summary: `summary.${service}-list`,
    examples: [`/${service} list`, `/${service} list dev`],
    async run({ args, config, home, allLocations, ...context }): Promise<Outcome> {
      const locations = args.environment ? [context.in(args.environment)] : allLocations;
      const all = await findIn(locations, (there) => findAll(there, "all", [service]));
      if (!all.ok) return lookupFailed(all.fault);
      const { resources, unseen } = all.value;
      const shown = args.environment ? matching(args.environment.name, resources, config, home) : resources;
      const sorted = [...shown].sort((a, b) => compare(a.name, b.name));
      const lines = sorted.slice(0, mostListed).map((resource) => lineOf(resource, home));
      if (sorted.length > lines.length) lines.push(say("list.more", { count: sorted.length - lines.length }));
      return {
        result: "done",
        answer: {
          tone: "info",
          title: { say: listTitle },
          lines: [...(lines.length ? lines : [say("list.empty")]), ...unseen],
        },
      };
    },
  });
}

const dots: Readonly<Record<string, string>> = { running: "🟢", available: "🟢", stopped: "⚪" };

function lineOf(resource: Resource, home: Location): Text {
  const { name, id, state, type, engine, group, cluster } = resource;
  const place = isSameLocation(resource, home) ? "" : locationKey(resource);
  const about = [name === id ? "" : id, engine ?? "", type, group ?? cluster ?? "", place].filter(Boolean).join(" · ");
  return [`${dots[state] ?? "🟡"} `, { bold: name }, "  ", stateText(state), "  ", about];
}
