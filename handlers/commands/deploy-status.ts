import type { ExecutionSummary } from "../../lib/aws/codepipeline.ts";
import { executionUrl } from "../../lib/core/console.ts";
import {
  type Deployment,
  type DeploymentId,
  type DeploymentStatus,
  deploymentKey,
  view,
} from "../../lib/core/deployment.ts";
import { revisionText, statusKey } from "../../lib/core/deployment-message.ts";
import { explain } from "../../lib/core/result.ts";
import { join, type PlainKey, say, type Text } from "../../lib/core/text.ts";
import { defineCommand, final, type HandlerContext, type NamedEnvironment } from "../../lib/define.ts";
import { environmentNamed } from "../../lib/parse-arguments.ts";

const statuses: Readonly<Record<string, DeploymentStatus>> = {
  InProgress: "running",
  Stopping: "stopping",
  Succeeded: "succeeded",
  Failed: "failed",
  Stopped: "stopped",
  Superseded: "superseded",
  Cancelled: "canceled",
};

/** What is deployed where, from AWS itself. */
export const deployStatus = defineCommand({
  name: "deploy status",
  role: "viewer",
  uses: ["codepipeline.executions"],
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

type Context = HandlerContext<"codepipeline.executions">;

/** What is deployed in one environment, or why that could not be looked up. */
export async function environmentLine(environment: NamedEnvironment, context: Context): Promise<Text> {
  const { aws, account, region } = context;
  const { pipeline } = environment;
  const found = final(await aws["codepipeline.executions"]({ pipeline, most: 1 }));
  if (!found.ok) return line(environment, say("status.unreadable", { reason: explain(found.fault) }));
  const latest = found.value[0];
  if (!latest) return line(environment, say("status.never"));
  const id: DeploymentId = { pipeline, executionId: latest.executionId, account, region };
  // AWS's list does not say that an execution waits for a person; its message does.
  const told = (await context.store.messages.read(deploymentKey(id)))?.state as Deployment | undefined;
  return line(
    environment,
    describe(latest, id, told && view(told).status === "waiting" ? "waiting" : undefined),
  );
}

function line(environment: NamedEnvironment, state: Text): Text {
  return say("status.of", { name: { bold: environment.name }, state });
}

function describe(latest: ExecutionSummary, id: DeploymentId, known: "waiting" | undefined): Text {
  const { pipeline, executionId, region } = id;
  const listed = statuses[latest.status];
  const status = listed === "running" ? (known ?? listed) : listed;
  const key: PlainKey = status ? statusKey(status) : "status.unknown";
  const parts: Text[] = [
    {
      message: deploymentKey(id),
      text: { say: key },
      otherwise: { link: executionUrl(region, pipeline, executionId), text: { say: key } },
    },
  ];
  if (latest.revision) parts.push(revisionText(latest.revision));
  const since = listed === "running" ? latest.startedAt : latest.updatedAt;
  if (since) parts.push(say("status.since", { time: { time: since } }));
  return join(parts, " · ");
}
