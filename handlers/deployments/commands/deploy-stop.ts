import {
  defineCommand,
  type HandlerContext,
  type NamedEnvironment,
  type Outcome,
  throwIfRetryable,
} from "../../../lib/app/define.ts";
import { confirmation, refusal } from "../../../lib/pure/replies.ts";
import { explain, type Fault, ok, type Result } from "../../../lib/pure/result.ts";
import { say, type Text } from "../../../lib/pure/text.ts";
import type { ListedExecution } from "../deployer.ts";
import { type DeployVerb, deployerOf, deployVerbs } from "../kinds/index.ts";
import { isRunning, linkToExecution, publishDeployment } from "../service.ts";
import { type DeploymentId, unknownDeployment } from "../state.ts";

/**
 * Stops the execution with that id prefix, or else the newest that runs: current actions are completed, and no new
 * ones begin.
 */
export const deployStop = defineCommand({
  name: "deploy stop",
  role: "deployer",
  uses: deployVerbs("list", "stop", "follow"),
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
      // By the time of the answer another execution may be running.
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
      (input, isRepeated) => deployerOf(environment).stop(aws, input, isRepeated),
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

type Context = HandlerContext<DeployVerb<"list">>;

async function findRunning(
  environment: NamedEnvironment,
  execution: string | undefined,
  context: Context,
): Promise<Result<ListedExecution | undefined>> {
  const { pipeline } = environment;
  const deployer = deployerOf(environment);
  const found = throwIfRetryable(await deployer.list(context.in(environment).aws, { pipeline, most: 20 }));
  if (!found.ok) return found;
  const running = found.value.filter((one) => isRunning(deployer.statusOf(one)));
  return ok(running.find(({ executionId }) => executionId.startsWith(execution ?? "")));
}

function idOf({ pipeline, ...environment }: NamedEnvironment, executionId: string, context: Context): DeploymentId {
  const { account, region } = context.in(environment);
  return { pipeline, executionId, account, region };
}

function linkTo(id: DeploymentId): Text {
  return linkToExecution(id, say("deploy.message"), say("deploy.execution"));
}

function refused(environment: NamedEnvironment, fault: Fault): Outcome {
  const { name } = environment;
  const title = deployerOf(environment).isStopTooLate(fault)
    ? say("stop.gone", { environment: name })
    : say("stop.refused", { environment: name, reason: explain(fault) });
  return { result: "refused", answer: refusal(title), detail: fault.code };
}
