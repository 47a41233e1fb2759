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

/** How long an execution may be without events before it is looked up in AWS. */
const silenceMs = 10 * 60 * 1000;

/** The lock that allows one deployment of a pipeline at a time. */
export function deploymentLock({ pipeline, ...location }: Pick<DeploymentId, "pipeline"> & Location): string {
  return `deployment/${locationKey(location)}/${pipeline}`;
}

/**
 * Merges news into the message of an execution, and acts on it: a new one is checked from now on, a finished one
 * releases its lock.
 */
export async function publishDeployment(news: Deployment, context: Context): Promise<Deployment> {
  const { config, home, publish, store } = context;
  const deployer = deployerOf(news);
  const environment = environmentOfPipeline(config, news, home);
  // Before publishing, so that a crash in between leaves no execution unchecked.
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

/** Schedules a look-up of the execution, in case its events are lost. */
export async function scheduleDeploymentCheck(id: DeploymentId, { store, now }: Context): Promise<void> {
  const { pipeline, executionId, account, region } = id;
  const at = new Date(now().getTime() + silenceMs).toISOString();
  const data = { pipeline, executionId, account, region };
  await store.due.set({ job: "deployment-check", subject: deploymentKey(id), at, data }, deploymentIdShape);
}

/**
 * The execution's current state in AWS, as news: how it ended, the failed action's message, the revision. What cannot
 * be looked up is left out.
 */
export async function readDeployment(id: DeploymentId, context: Context): Promise<Deployment> {
  const before = (await context.store.messages.read(deploymentShape, deploymentKey(id)))?.state;
  return deployerOf(id).follow(context.at(id).aws, id, before, context.now().toISOString());
}

/** Whether AWS is still working on it, according to the list. */
export function isRunning(status: DeploymentStatus | undefined): boolean {
  return status === "running" || status === "stopping";
}

/** A link to the message of an execution, or, before there is one, to its console. */
export function linkToExecution(id: DeploymentId, text: Text, otherwise: Text = text): Text {
  return {
    message: deploymentKey(id),
    text,
    otherwise: { link: deployerOf(id).executionUrl(id), text: otherwise },
  };
}
