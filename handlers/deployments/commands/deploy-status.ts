import {
  defineCommand,
  type HandlerContext,
  type NamedEnvironment,
  throwIfRetryable,
} from "../../../lib/app/define.ts";
import { explain, ok, type Result } from "../../../lib/pure/result.ts";
import { join, type PlainKey, say, type Text } from "../../../lib/pure/text.ts";
import { environmentNamed } from "../../../lib/requests/parse-arguments.ts";
import type { ListedExecution } from "../deployer.ts";
import { type DeployVerb, deployerOf, deployVerbs } from "../kinds/index.ts";
import { revisionText, statusKey } from "../message.ts";
import { linkToExecution } from "../service.ts";
import { type DeploymentId, type DeploymentStatus, deploymentKey, deploymentShape, view } from "../state.ts";

/** The current deployment of each environment, from AWS itself. */
export const deployStatus = defineCommand({
  name: "deploy status",
  isLook: true,
  role: "viewer",
  uses: deployVerbs("list"),
  args: { environment: { kind: "environment", optional: true } },
  summary: "summary.deploy-status",
  examples: ["/deploy status", "/deploy status production"],
  async run(context) {
    const { args, config } = context;
    const environments = args.environment
      ? [args.environment]
      : Object.keys(config.environments).flatMap((name) => environmentNamed(config, name) ?? []);
    const lines = await Promise.all(environments.map((environment) => environmentLine(environment, context)));
    return { result: "done", answer: { tone: "info", title: say("status.title"), lines } };
  },
});

type Context = HandlerContext<DeployVerb<"list">>;

/** The current deployment of one environment, or why it could not be looked up. */
export async function environmentLine(environment: NamedEnvironment, context: Context): Promise<Text> {
  const found = throwIfRetryable(await latestExecutionIn(environment, context));
  if (!found.ok) return line(environment, say("status.unreadable", { reason: explain(found.fault) }));
  return line(environment, found.value ? describe(found.value) : say("status.never"));
}

/** An environment's latest deployment. */
export interface Latest {
  readonly id: DeploymentId;
  readonly status: DeploymentStatus | undefined;
  readonly key: PlainKey;
  /** Since when, ISO 8601. */
  readonly since: string | undefined;
  readonly revision: ListedExecution["revision"];
}

/** An environment's latest deployment; undefined when there was none. */
export async function latestExecutionIn(
  environment: NamedEnvironment,
  context: Context,
): Promise<Result<Latest | undefined>> {
  const { aws, account, region } = context.in(environment);
  const { pipeline } = environment;
  const deployer = deployerOf(environment);
  const found = await deployer.list(aws, { pipeline, most: 1 });
  if (!found.ok) return found;
  const latest = found.value[0];
  if (!latest) return ok(undefined);
  const id: DeploymentId = { pipeline, executionId: latest.executionId, account, region };
  // CodePipeline's list does not show that an execution waits for approval; its message does.
  const told = (await context.store.messages.read(deploymentShape, deploymentKey(id)))?.state;
  const listed = deployer.statusOf(latest);
  const isWaiting = listed === "running" && told !== undefined && view(told).status === "waiting";
  const status = isWaiting ? "waiting" : listed;
  return ok({
    id,
    status,
    key: status ? statusKey(status) : "status.unknown",
    since: listed === "running" ? latest.startedAt : latest.updatedAt,
    revision: latest.revision,
  });
}

function line(environment: NamedEnvironment, state: Text): Text {
  return say("status.of", { name: { bold: environment.name }, state });
}

function describe({ id, key, since, revision }: Latest): Text {
  const parts: Text[] = [linkToExecution(id, { say: key })];
  if (revision) parts.push(revisionText(revision));
  if (since) parts.push(say("status.since", { time: { time: since } }));
  return join(parts, " · ");
}
