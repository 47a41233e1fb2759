import * as v from "valibot";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { defineEvent, type EventContext } from "../../lib/app/define.ts";
import { accessOf, isSameLocation, locationKey } from "../../lib/pure/location.ts";
import { environmentOfResource, type Resource } from "../../lib/pure/resource.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { deploymentReads, findAction, pipelinesState, publishDeploymentFinding } from "../deployments/index.ts";
import { findInstances } from "../operations/index.ts";
import { codeDeploymentMessage, codeDeploymentTitle, reasonsOf } from "./message.ts";
import {
  type CodeDeployment,
  codeDeploymentOf,
  codeDeploymentSchema,
  codeDeploymentShape,
  type FailedInstance,
  hasEnded,
  mergeCodeDeployments,
} from "./state.ts";

const uses = [...deploymentReads, "codedeploy.deployment", "ec2.find"] as const;

type Context = EventContext<(typeof uses)[number]>;

/** What is stored for a deployment, published or not. */
export const knownDeploymentState = defineState({
  name: "known-code-deployment",
  version: 1,
  schema: v.object({
    deployment: codeDeploymentSchema,
    /** The environment that the failed instances belong to. */
    environment: v.exactOptional(v.string()),
  }),
  prefix: "ledger#code-deployment/",
  keep: 14,
});

/**
 * A CodeDeploy deployment: one message, once it has something to report. One that belongs to a pipeline execution is
 * part of that message.
 */
export const codeDeployment = defineEvent({
  name: "code-deployment",
  source: "aws.codedeploy",
  types: ["CodeDeploy Deployment State-change Notification", "CodeDeploy Instance State-change Notification"],
  uses,
  async run(context) {
    const { event, store, now, account, region, aws } = context;
    const found = codeDeploymentOf(event);
    if (!found) return "unreadable";
    const { deployment: news, state, instance } = found;
    const isFailure = state === "FAILURE";
    if (instance === undefined ? state === "START" || state === "READY" : !isFailure) return "quiet";
    const location = { account, region };
    const [asked, failed] = [
      await aws["codedeploy.deployment"]({ id: news.id }),
      instance ? await lookAtInstance(instance, context) : undefined,
    ];
    const name = `${account}/${region}/${news.id}`;
    const known = await store.states.update(knownDeploymentState, name, now(), (before) => {
      const more: CodeDeployment = {
        ...news,
        ...(failed && { failed: { [failed.instance.id]: failed.instance } }),
        ...(asked.ok && { facts: asked.value }),
      };
      const environment = failed?.environment ?? before?.environment;
      return {
        deployment: before ? mergeCodeDeployments(before.deployment, more) : more,
        ...(environment && { environment }),
      };
    });
    const { deployment } = known;
    const pipeline = await pipelineOf(news.id, context);
    if (pipeline) {
      if (!isFailure) return "quiet";
      const finding = { id: news.id, at: event.time, reasons: reasonsOf(deployment) };
      if (await publishDeploymentFinding(finding, { pipeline, ...location }, context)) return "told";
    }
    const isOver = hasEnded(deployment) && deployment.state?.is !== "FAILURE";
    await publishAlert(
      codeDeploymentShape,
      { subject: `code-deployment/${name}`, family: "code-deployment" },
      context,
      (before) => {
        const current = before ? mergeCodeDeployments(before, deployment) : deployment;
        const isNews = before !== undefined && before.state?.is !== current.state?.is;
        return {
          severity: isOver ? "low" : hasEnded(current) ? "high" : "medium",
          content: codeDeploymentMessage(current, region),
          state: current,
          isOver,
          about: { ...location, names: [deployment.id], within: [deployment.application, deployment.group] },
          ...(isNews && { line: [codeDeploymentTitle(current), "  ", { time: event.time }] }),
          ...(known.environment && { environment: known.environment }),
        };
      },
    );
    return "told";
  },
});

/** The pipeline that the deployment is an action of, among those of nightshift.yaml and those that ran recently. */
async function pipelineOf(id: string, context: Context): Promise<string | undefined> {
  const { config, store, home, account, region } = context;
  const heard = await store.states.read(pipelinesState, locationKey({ account, region }));
  const names = Object.values(config.environments)
    .filter((environment) => isSameLocation(accessOf(environment, home), { account, region }))
    .map(({ pipeline }) => pipeline);
  for (const pipeline of new Set([...names, ...(heard ?? []).toReversed()])) {
    if (await findAction(id, { pipeline, account, region }, context)) return pipeline;
  }
  return undefined;
}

/** Its name and environment from its tags; only the id when it cannot be looked up, or is no EC2 instance. */
async function lookAtInstance(
  id: string,
  context: Context,
): Promise<{ readonly instance: FailedInstance; readonly environment?: string | undefined }> {
  if (!/^i-[0-9a-f]+$/.test(id)) return { instance: { id } };
  const found = await findInstances(context, { ids: [id] });
  const resource: Resource | undefined = found.ok ? found.value.find((one) => one.id === id) : undefined;
  if (!resource) return { instance: { id } };
  const environment = environmentOfResource(resource, context.config, context.home);
  return { instance: { id, name: resource.name }, environment };
}
