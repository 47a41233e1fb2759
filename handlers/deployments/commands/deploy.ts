import {
  type Asking,
  defineCommand,
  type NamedEnvironment,
  type Outcome,
  throwIfRetryable,
} from "../../../lib/app/define.ts";
import { shortHash } from "../../../lib/messages/publish.ts";
import { confirmation, refusal } from "../../../lib/pure/replies.ts";
import { explain, type Fault } from "../../../lib/pure/result.ts";
import { say, type Text } from "../../../lib/pure/text.ts";
import type { Holder } from "../../../lib/store/locks.ts";
import { chooseEnvironment } from "../choose-environment.ts";
import { deployerOf, deployVerbs } from "../kinds/index.ts";
import { deploymentLock, isRunning, linkToExecution, publishDeployment } from "../service.ts";
import { type DeploymentId, unknownDeployment } from "../state.ts";

/** A request without an execution keeps others away for this long: until after the queue's last try. */
const claimMs = 15 * 60 * 1000;

/** A lock that was not released expires after this; before that, AWS is asked whether its execution still runs. */
const lockMs = 24 * 60 * 60 * 1000;

/** Deploys an environment, unless it is already being deployed. */
export const deploy = defineCommand({
  name: "deploy",
  role: "deployer",
  uses: deployVerbs("start", "list", "follow"),
  args: { environment: { kind: "environment" } },
  summary: "summary.deploy",
  examples: ["/deploy staging"],
  dialog: {
    title: "dialog.deploy",
    submit: "button.confirm-deploy",
    fields: async (context) => [await chooseEnvironment("deployer", context)],
  },
  confirm: async ({ args: { environment } }) => {
    const { name, pipeline, protection } = environment;
    if (protection === "none") return undefined;
    return {
      question: {
        tone: "waiting",
        title: say("deploy.confirm", { environment: name }),
        lines: [say("deploy.confirm-why", { environment: name, pipeline: { code: pipeline } })],
      },
      yes: "button.confirm-deploy",
      cancelled: say("deploy.cancelled", { environment: name }),
      environments: [environment],
    };
  },
  async run(context) {
    const { args, store, job, asking, now } = context;
    const { environment } = args;
    const { pipeline } = environment;
    const deployer = deployerOf(environment);
    const { aws, account, region } = context.in(environment);
    const idOf = (executionId: string): DeploymentId => ({ pipeline, executionId, account, region });
    const where = (executionId: string | undefined): Text =>
      executionId
        ? linkToExecution(idOf(executionId), say("deploy.message"), say("deploy.execution"))
        : { link: deployer.targetUrl({ pipeline, account, region }), text: say("deploy.execution") };
    const lock = deploymentLock({ pipeline, account, region });
    const mine: Holder = {
      job: job.key,
      user: asking.user,
      since: now().toISOString(),
      until: new Date(now().getTime() + claimMs).toISOString(),
    };

    let holder = await store.locks.take(lock, mine, now());
    if (holder.job !== mine.job && holder.subject) {
      // The execution has ended, but the event that releases the lock has not arrived (yet).
      const hasEnded = await deployer.hasEnded(aws, idOf(holder.subject));
      if (hasEnded) holder = await store.locks.takeOver(lock, holder, mine);
    }
    if (holder.job !== mine.job) return busy(environment, where(holder.subject), asking, holder);

    const others = await job.step("look", { pipeline }, async (input) =>
      throwIfRetryable(await deployer.list(aws, { ...input, most: 10 })),
    );
    if (!others.ok) {
      await store.locks.free(lock, mine);
      return notStarted(environment, others.fault);
    }
    const other = others.value.find((one) => isRunning(deployer.statusOf(one)));
    if (other) {
      await store.locks.free(lock, mine);
      return busy(environment, where(other.executionId), asking, undefined);
    }

    const started = await job.step("start", { pipeline, token: shortHash(job.key) }, async (input) =>
      throwIfRetryable(await deployer.start(aws, input)),
    );
    if (!started.ok) {
      await store.locks.free(lock, mine);
      return notStarted(environment, started.fault);
    }
    const id = idOf(started.value.executionId);
    await store.locks.name(lock, mine.job, id.executionId, new Date(now().getTime() + lockMs));
    await publishDeployment({ ...unknownDeployment(id), requestedBy: asking.user }, context);
    const isHere = [asking.channel, `#${asking.channelName}`].includes(environment.channel);
    return {
      result: "done",
      resources: [{ id: pipeline }],
      detail: id.executionId,
      // In the deploy channel the message itself is the answer, unless it must replace a question.
      ...((!isHere || context.isConfirmed) && {
        answer: confirmation(say("deploy.started", { environment: environment.name, message: where(id.executionId) })),
      }),
    };
  },
});

function busy(environment: NamedEnvironment, message: Text, asking: Asking, holder: Holder | undefined): Outcome {
  const named = { environment: environment.name, message };
  if (holder?.user === asking.user) {
    return { result: "joined", answer: { tone: "progress", title: say("deploy.joined", named) } };
  }
  const title = holder ? say("deploy.busy-by", { ...named, person: { user: holder.user } }) : say("deploy.busy", named);
  const hint = say("deploy.busy-hint", { command: { code: `/deploy ${environment.name}` } });
  return { result: "refused", answer: refusal(title, hint), detail: "busy" };
}

function notStarted(environment: NamedEnvironment, fault: Fault): Outcome {
  const title =
    fault.class === "not-found"
      ? deployerOf(environment).missing(environment)
      : say("deploy.refused", { environment: environment.name, reason: explain(fault) });
  return { result: "refused", answer: refusal(title), detail: fault.code };
}
