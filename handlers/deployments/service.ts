import * as v from "valibot";
import type { HandlerContext } from "../../lib/app/define.ts";
import { type Location, locationKey } from "../../lib/pure/location.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { environmentOfPipeline } from "../../lib/requests/parse-arguments.ts";
import { deploymentMessage } from "./message.ts";
import {
  type Deployment,
  type DeploymentId,
  deploymentIdShape,
  deploymentKey,
  deploymentShape,
  isFinished,
  mergeDeployments,
  unknownDeployment,
  view,
} from "./state.ts";

/** The verbs with which a deployment is looked up. */
export const deploymentReads = ["codepipeline.state", "codepipeline.execution"] as const;

type Context = HandlerContext<(typeof deploymentReads)[number]>;

/** How long an execution may be silent before it is looked up in AWS. */
const silenceMs = 10 * 60 * 1000;

/** More pipelines than these are not asked whose deployment something is. */
const mostPipelines = 20;

/** The pipelines of a place that have run of late, the latest last. */
export const pipelinesState = defineState({
  name: "pipelines",
  version: 1,
  schema: v.array(v.string()),
  prefix: "ledger#pipelines/",
  keep: 14,
});

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
  const environment = environmentOfPipeline(config, news, home);
  // Before the message is there, so that no crash in between leaves an execution that nobody looks after.
  const isNew = (await store.messages.find(deploymentKey(news))) === undefined;
  if (isNew) {
    await scheduleDeploymentCheck(news, context);
    await store.states.update(pipelinesState, locationKey(news), context.now(), (names = []) =>
      [...names.filter((name) => name !== news.pipeline), news.pipeline].slice(-mostPipelines),
    );
  }
  const plan = isNew ? await planOf(news, context) : undefined;
  const known = plan ? mergeDeployments(news, { ...unknownDeployment(news), plan }) : news;
  const record = await publish(deploymentShape, deploymentKey(news), (before) => {
    const state = mergeDeployments(before ?? unknownDeployment(news), known);
    return {
      destination: { kind: "channel", channel: environment?.channel ?? config.alerts.channel },
      content: deploymentMessage(state, environment?.name),
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

/** The names of the pipeline's stages in order, or undefined when AWS does not tell. */
async function planOf(id: DeploymentId, { at }: Context): Promise<readonly string[] | undefined> {
  const stages = await at(id).aws["codepipeline.state"]({ pipeline: id.pipeline });
  return stages.ok ? stages.value.map(({ name }) => name) : undefined;
}

const overallStates: Readonly<Record<string, string>> = {
  Succeeded: "SUCCEEDED",
  Failed: "FAILED",
  Stopped: "STOPPED",
  Cancelled: "CANCELED",
  Superseded: "SUPERSEDED",
};

/**
 * What AWS itself says of the execution now, as news: how it ended, the failed action's words, the revision. What
 * cannot be looked up is left out.
 */
export async function readDeployment(id: DeploymentId, context: Context): Promise<Deployment> {
  const { now } = context;
  const { pipeline, executionId } = id;
  const { aws } = context.at(id);
  const [execution, stages] = [
    await aws["codepipeline.execution"]({ pipeline, executionId }),
    await aws["codepipeline.state"]({ pipeline }),
  ];
  const at = now().toISOString();
  const before = (await context.store.messages.read(deploymentShape, deploymentKey(id)))?.state;
  let news = unknownDeployment(id);
  if (execution.ok) {
    const state = overallStates[execution.value.status ?? ""];
    if (state) {
      const { attempt } = view(before ?? news);
      news = { ...news, overall: { state, attempt, at } };
    }
    if (execution.value.revision) news = { ...news, revision: execution.value.revision };
  }
  if (stages.ok) {
    news = { ...news, plan: stages.value.map(({ name }) => name) };
    for (const stage of stages.value.filter((one) => one.executionId === executionId)) {
      for (const action of stage.actions.filter(({ status }) => status === "Failed")) {
        const known = before?.actions[`${stage.name}/${action.name}`];
        const summary = action.errorMessage ?? action.summary;
        const changedAt = action.changedAt ?? at;
        const mark = {
          stage: stage.name,
          action: action.name,
          state: "FAILED",
          attempt: known?.attempt ?? 1,
          at: known?.state === "FAILED" ? known.at : changedAt,
          first: known?.first ?? changedAt,
          ...(known?.category && { category: known.category }),
          ...(known?.provider && { provider: known.provider }),
          ...(summary && { summary }),
          ...(action.errorCode && { errorCode: action.errorCode }),
          ...(action.url && { url: action.url }),
          ...(action.externalId && { externalId: action.externalId }),
        };
        news = { ...news, actions: { ...news.actions, [`${stage.name}/${action.name}`]: mark } };
      }
    }
  }
  return news;
}
