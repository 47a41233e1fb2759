import { refusal } from "../../lib/core/answers.ts";
import { type OperationVerb, operationOn, targetKey } from "../../lib/core/operation.ts";
import { namesOf, refusalLines } from "../../lib/core/operation-message.ts";
import { refusalOf } from "../../lib/core/refusal.ts";
import {
  environmentOfResource,
  isPossibleTarget,
  matching,
  nearestTarget,
  type Resource,
  selectorOf,
  stateText,
} from "../../lib/core/resource.ts";
import { explain, type Fault, ok, type Result } from "../../lib/core/result.ts";
import { isAllowedFor } from "../../lib/core/roles.ts";
import { type PlainKey, say, type Text } from "../../lib/core/text.ts";
import {
  type CommandDefinition,
  defineCommand,
  final,
  type HandlerContext,
  type Outcome,
  type QuestionContext,
} from "../../lib/define.ts";
import { environmentNamed, shorten } from "../../lib/parse-arguments.ts";
import { ask, change, findDatabases, lookAt, seen, tellOperation, watch } from "../operate.ts";

type Service = Resource["service"];

/** How the two kinds of resources differ for whoever types. */
interface Kind {
  readonly service: Service;
  readonly which: PlainKey;
  readonly listTitle: PlainKey;
  readonly example: string;
}

const kinds: Readonly<Record<Service, Kind>> = {
  ec2: { service: "ec2", which: "target.which.instance", listTitle: "list.instances", example: "dev-api" },
  rds: { service: "rds", which: "target.which.database", listTitle: "list.databases", example: "dev-db" },
};

const role = "operator";

/** `/ec2 start|stop|reboot <target>` and the same for `/rds`. */
export function operationCommand(service: Service, verb: OperationVerb): CommandDefinition {
  const kind = kinds[service];
  return defineCommand({
    name: `${service} ${verb}`,
    role,
    uses: [...lookAt, ...change],
    args: { target: { kind: "word", what: kind.which } },
    summary: `summary.${service}-${verb}`,
    examples: [`/${service} ${verb} ${kind.example}`, `/${service} ${verb} env=dev`],
    async confirm(context) {
      const found = await resolve(kind, context.args.target, context);
      if (!found.ok) return undefined;
      const { config } = context;
      const guarded = doable(planOf(found.value, verb, context)).filter((resource) => {
        const environment = environmentOfResource(resource, config);
        return environment !== undefined && config.environments[environment]?.protection === "confirm";
      });
      if (!guarded.length) return undefined;
      return {
        question: {
          tone: "waiting",
          title: say(`operation.confirm.${verb}`, { target: { code: shorten(context.args.target) } }),
          lines: [say("operation.confirm-why", { list: namesOf(guarded) })],
        },
        yes: "button.confirm",
        cancelled: say("operation.cancelled"),
      };
    },
    async run(context): Promise<Outcome> {
      const { args, aws, job, asking, now } = context;
      const found = await job.step("find", args.target, (target) => resolve(kind, target, context));
      if (!found.ok) return lookupFailed(found.fault);
      if (!found.value.length) return nothingFound(kind, args.target, context);

      const by = { requestedBy: asking.user, at: now().toISOString() };
      const plan = await job.step("plan", null, async () => {
        const { resources, refusals } = planOf(found.value, verb, context);
        return operationOn(verb, resources, refusals, by);
      });
      const targets = Object.values(plan.targets).filter(({ refusal: reason }) => !reason);
      if (!targets.length) {
        const lines = refusalLines(Object.values(plan.targets));
        return { result: "refused", answer: refusal(say("operation.nothing"), ...lines) };
      }
      const telling = { key: `operation/${job.key}`, channel: asking.channel };
      await tellOperation(plan, telling, context);
      const refused = await job.step("ask", targets, (input) => ask(verb, input, aws));
      const told = await tellOperation(await seen(plan, refused, context), telling, context);
      await watch(told, telling, context);
      const failed = Object.keys(refused).length;
      return {
        result: failed === targets.length ? "refused" : "done",
        detail: targets
          .map(({ id }) => id)
          .join(" ")
          .slice(0, 500),
      };
    },
  });
}

type LookContext = HandlerContext<(typeof lookAt)[number]>;

/** The resources that a target means. An id or a Name is enough to ask EC2 for just those. */
async function resolve(
  kind: Kind,
  target: string,
  context: LookContext,
): Promise<Result<readonly Resource[]>> {
  const { aws, config } = context;
  if (!isPossibleTarget(target)) return ok([]);
  if (kind.service === "rds") {
    const all = await findDatabases(aws);
    return all.ok ? ok(matching(target, all.value, config)) : all;
  }
  for (const query of queriesFor(target, config)) {
    const found = final(await aws["ec2.find"](query));
    if (!found.ok) return found;
    const meant = matching(target, found.value, config);
    if (meant.length) return ok(meant);
  }
  return ok([]);
}

function queriesFor(target: string, config: LookContext["config"]) {
  if (/^i-[0-9a-f]{8,17}$/.test(target)) return [{ ids: [target] }];
  const at = target.indexOf("=");
  const byTag = at > 0 ? [{ tag: target.slice(0, at), value: target.slice(at + 1) }] : [];
  const byEnvironment = environmentNamed(config, target) ? [selectorOf(config, target)] : [];
  return [{ tag: "Name", value: target }, ...byEnvironment, ...byTag];
}

interface Plan {
  readonly resources: readonly Resource[];
  readonly refusals: ReadonlyMap<string, Text>;
}

/** What can be asked of AWS for whom: the person's role in each resource's environment, and AWS's own rules. */
function planOf(
  resources: readonly Resource[],
  verb: OperationVerb,
  { member, config }: Pick<QuestionContext<never, never>, "member" | "config">,
): Plan {
  const refusals = new Map<string, Text>();
  for (const resource of resources) {
    const environment = environmentOfResource(resource, config);
    const denied: Text | undefined = isAllowedFor(member, role, config.people, environment)
      ? undefined
      : environment === undefined
        ? say("operation.denied-anywhere", { role: { code: role } })
        : say("operation.denied", { role: { code: role }, environment });
    const reason = denied ?? refusalOf(resource, verb);
    if (reason) refusals.set(targetKey(resource), reason);
  }
  // A cluster's member goes with its cluster: named together with it, it needs no word of its own.
  const clusters = new Set(resources.filter(({ kind }) => kind === "cluster").map(({ id }) => id));
  return {
    resources: resources.filter(({ cluster }) => cluster === undefined || !clusters.has(cluster)),
    refusals,
  };
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

/** Nothing matches: what was probably meant, and where to look. */
async function nothingFound(kind: Kind, target: string, context: LookContext): Promise<Outcome> {
  const all = !isPossibleTarget(target)
    ? ok([])
    : kind.service === "ec2"
      ? final(await context.aws["ec2.find"]("all"))
      : await findDatabases(context.aws);
  const meant = all.ok ? nearestTarget(target, all.value, context.config) : undefined;
  const answer = refusal(
    say("target.none", { target: { code: shorten(target) } }),
    ...(meant ? [say("error.did-you-mean", { suggestion: { code: meant } })] : []),
    say("target.hint", { command: { code: `/${kind.service} list` } }),
  );
  return { result: "refused", answer, detail: "unknown target" };
}

const mostListed = 60;

/** `/ec2 list [environment]` and the same for `/rds`. */
export function listCommand(service: Service): CommandDefinition {
  const kind = kinds[service];
  return defineCommand({
    name: `${service} list`,
    role: "viewer",
    uses: lookAt,
    args: { environment: { kind: "environment", optional: true } },
    summary: `summary.${service}-list`,
    examples: [`/${service} list`, `/${service} list dev`],
    async run({ args, aws, config }): Promise<Outcome> {
      const all = service === "ec2" ? final(await aws["ec2.find"]("all")) : await findDatabases(aws);
      if (!all.ok) return lookupFailed(all.fault);
      const shown = args.environment ? matching(args.environment.name, all.value, config) : all.value;
      const sorted = [...shown].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      const lines = sorted.slice(0, mostListed).map(lineOf);
      if (sorted.length > lines.length) lines.push(say("list.more", { count: sorted.length - lines.length }));
      return {
        result: "done",
        answer: {
          tone: "info",
          title: { say: kind.listTitle },
          lines: lines.length ? lines : [say("list.empty")],
        },
      };
    },
  });
}

const dots: Readonly<Record<string, string>> = { running: "🟢", available: "🟢", stopped: "⚪" };

function lineOf({ name, id, state, type, engine, group, cluster }: Resource): Text {
  const about = [name === id ? "" : id, engine ?? "", type, group ?? cluster ?? ""]
    .filter(Boolean)
    .join(" · ");
  return [`${dots[state] ?? "🟡"} `, { bold: name }, "  ", stateText(state), "  ", about];
}
