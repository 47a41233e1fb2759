import type { HandlerContext } from "../../lib/app/define.ts";
import { type Location, locationKey } from "../../lib/pure/location.ts";
import type { Text } from "../../lib/pure/text.ts";
import { environmentOfPipeline } from "../../lib/requests/parse-arguments.ts";
import { type DeployVerb, deployerOf } from "./kinds/index.ts";
import { deploymentMessage } from "./message.ts";
import {
  type Deployment,
  type DeploymentId,
  type DeploymentStatus,
  deploymentIdShape,
  deploymentKey,
  deploymentShape,
  isFinished,
  mergeDeployments,
  unknownDeployment,
  view,
} from "./state.ts";

type Context = HandlerContext<DeployVerb<"follow">>;

/** How long an execution may be silent before it is looked up in AWS. */
const silenceMs = 10 * 60 * 1000;

/** The lock that one deployment of a pipeline at a time holds. */
export function deploymentLock({ pipeline, ...location }: Pick<DeploymentId, "pipeline"> & Location): string {
  return `deployment/${locationKey(location)}/${pipeline}`;
}

/**
 * Adds what is newly known to the one message of an execution, and does what follows from it: a new one is looked
 * after from now on, a finished one frees its lock.
 */
export async function publishDeployment(news: Deployment, context: Context): Promise<Deployment> {
  const { config, home, publish, store } = context;
  const deployer = deployerOf(news);
  const environment = environmentOfPipeline(config, news, home);
  // Before the message is there, so that no crash in between leaves an execution that nobody looks after.
  const isNew = (await store.messages.find(deploymentKey(news))) === undefined;
  if (isNew) {
    await scheduleDeploymentCheck(news, context);
    await deployer.remember?.(news, context);
  }
  const plan = isNew ? await deployer.planOf(context.at(news).aws, news) : undefined;
  const known = plan ? mergeDeployments(news, { ...unknownDeployment(news), plan }) : news;
  const record = await publish(deploymentShape, deploymentKey(news), (before) => {
    const state = mergeDeployments(before ?? unknownDeployment(news), known);
    return {
      destination: { kind: "channel", channel: environment?.channel ?? config.alerts.channel },
      content: deploymentMessage(state, environment?.name, deployer),
      state,
    };
  });
  const state = record.state ?? known;
  if (isFinished(view(state).status)) {
    await store.locks.free(deploymentLock(news), { subject: news.executionId });
  }
  return state;
}

/** Sets a time at which the execution is looked up, should its events go missing. */
export async function scheduleDeploymentCheck(id: DeploymentId, { store, now }: Context): Promise<void> {
  const { pipeline, executionId, account, region } = id;
  const at = new Date(now().getTime() + silenceMs).toISOString();
  const data = { pipeline, executionId, account, region };
  await store.due.set({ job: "deployment-check", subject: deploymentKey(id), at, data }, deploymentIdShape);
}

/**
 * What AWS itself says of the execution now, as news: how it ended, the failed action's words, the revision. What
 * cannot be looked up is left out.
 */
export async function readDeployment(id: DeploymentId, context: Context): Promise<Deployment> {
  const before = (await context.store.messages.read(deploymentShape, deploymentKey(id)))?.state;
  return deployerOf(id).follow(context.at(id).aws, id, before, context.now().toISOString());
}

/** Whether AWS is still at work on it, as far as a list tells. */
export function isRunning(status: DeploymentStatus | undefined): boolean {
  return status === "running" || status === "stopping";
}

/** Leads to the message of an execution, or, as long as there is none, to its console. */
export function linkToExecution(id: DeploymentId, text: Text, otherwise: Text = text): Text {
  return {
    message: deploymentKey(id),
    text,
    otherwise: { link: deployerOf(id).executionUrl(id), text: otherwise },
  };
}
