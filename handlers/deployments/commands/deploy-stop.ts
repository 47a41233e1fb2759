import {
  defineCommand,
  type HandlerContext,
  type NamedEnvironment,
  type Outcome,
  throwIfRetryable,
} from "../../../lib/app/define.ts";
import type { ExecutionSummary } from "../../../lib/aws/codepipeline.ts";
import { executionUrl } from "../../../lib/pure/console.ts";
import { confirmation, refusal } from "../../../lib/pure/replies.ts";
import { explain, type Fault, ok, type Result } from "../../../lib/pure/result.ts";
import { say, type Text } from "../../../lib/pure/text.ts";
import { deploymentReads, publishDeployment } from "../service.ts";
import { type DeploymentId, deploymentKey, unknownDeployment } from "../state.ts";

const running = new Set(["InProgress", "Stopping"]);

/**
 * Stops the execution of an environment's pipeline whose id begins so, or else the newest that runs: what is under way is
 * completed, and nothing after it is begun.
 */
export const deployStop = defineCommand({
  name: "deploy stop",
  role: "deployer",
  uses: ["codepipeline.executions", "codepipeline.stop", ...deploymentReads],
  args: {
    environment: { kind: "environment" },
    execution: { kind: "word", what: "stop.which", optional: true },
  },
  summary: "summary.deploy-stop",
  examples: ["/deploy stop staging"],
  async confirm(context) {
    const { environment, execution } = context.args;
    const found = await findRunning(environment, execution, context);
    if (!found.ok || !found.value) return undefined;
    const { executionId, startedAt } = found.value;
    const message = linkTo(idOf(environment, executionId, context));
    return {
      question: {
        tone: "waiting",
        title: say("stop.confirm", { environment: environment.name }),
        lines: [
          startedAt ? say("stop.confirm-what", { message, time: { time: startedAt } }) : message,
          say("stop.confirm-how"),
        ],
      },
      yes: "button.stop-execution",
      cancelled: say("stop.cancelled", { environment: environment.name }),
      environments: [environment],
      // By the time of the answer another one may be running.
      words: [environment.name, executionId.slice(0, 8)],
    };
  },
  async run(context): Promise<Outcome> {
    const { args, asking, job } = context;
    const { environment } = args;
    const { name, pipeline } = environment;
    const found = await job.step("find", args.execution ?? null, (execution) =>
      findRunning(environment, execution ?? undefined, context),
    );
    if (!found.ok) return refused(environment, found.fault);
    if (!found.value) {
      const none = args.execution === undefined ? "stop.none" : "stop.gone";
      return { result: "refused", answer: refusal(say(none, { environment: name })), detail: "not running" };
    }
    const id = idOf(environment, found.value.executionId, context);
    const { aws } = context.in(environment);
    const stopped = await job.step(
      "stop",
      {
        pipeline,
        executionId: id.executionId,
        reason: `Stopped in Slack by ${asking.user} through Nightshift`,
      },
      async (input, isRepeated) => {
        const asked = throwIfRetryable(await aws["codepipeline.stop"](input));
        if (asked.ok || asked.fault.code === "DuplicatedStopRequestException") return ok(undefined);
        if (!isRepeated) return asked;
        // An earlier try may have got through and died before it could note that.
        const now = throwIfRetryable(await aws["codepipeline.execution"](input));
        return now.ok && now.value.status === "Stopped" ? ok(undefined) : asked;
      },
    );
    if (!stopped.ok) return refused(environment, stopped.fault);
    await publishDeployment({ ...unknownDeployment(id), stoppedBy: asking.user }, context);
    return {
      result: "done",
      resources: [{ id: pipeline }],
      detail: id.executionId,
      answer: confirmation(say("stop.asked", { environment: name, message: linkTo(id) })),
    };
  },
});

type Context = HandlerContext<"codepipeline.executions">;

async function findRunning(
  environment: NamedEnvironment,
  execution: string | undefined,
  context: Context,
): Promise<Result<ExecutionSummary | undefined>> {
  const { aws } = context.in(environment);
  const found = throwIfRetryable(
    await aws["codepipeline.executions"]({ pipeline: environment.pipeline, most: 20 }),
  );
  if (!found.ok) return found;
  const isMeant = ({ executionId, status }: ExecutionSummary): boolean =>
    running.has(status) && (execution === undefined || executionId.startsWith(execution));
  return ok(found.value.find(isMeant));
}

function idOf(
  { pipeline, ...environment }: NamedEnvironment,
  executionId: string,
  context: Context,
): DeploymentId {
  const { account, region } = context.in(environment);
  return { pipeline, executionId, account, region };
}

function linkTo(id: DeploymentId): Text {
  return {
    message: deploymentKey(id),
    text: say("deploy.message"),
    otherwise: { link: executionUrl(id.region, id.pipeline, id.executionId), text: say("deploy.execution") },
  };
}

function refused({ name }: NamedEnvironment, fault: Fault): Outcome {
  const isOver = fault.code === "PipelineExecutionNotStoppableException";
  const title = isOver
    ? say("stop.gone", { environment: name })
    : say("stop.refused", { environment: name, reason: explain(fault) });
  return { result: "refused", answer: refusal(title), detail: fault.code };
}
