import * as v from "valibot";
import type { AwsEvent } from "../../../../lib/pure/event.ts";
import { filled, momentAt, numberAt, objectAt, textAt } from "../../../../lib/pure/json.ts";
import { defineState } from "../../../../lib/pure/schema.ts";
import { type Deployment, type DeploymentId, unknownDeployment } from "../../state.ts";

/** A location's recently run pipelines, the latest last. */
export const pipelinesState = defineState({
  name: "pipelines",
  version: 1,
  schema: v.array(v.string()),
  prefix: "ledger#pipelines/",
  keep: 14,
});

/**
 * The state that one CodePipeline event adds to its execution, or undefined when it names none.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function deploymentOf(event: AwsEvent): Deployment | undefined {
  const { detail } = event;
  const pipeline = textAt(detail, "pipeline");
  const executionId = textAt(detail, "execution-id");
  const state = textAt(detail, "state");
  if (!pipeline || !executionId || !state) return undefined;
  const id: DeploymentId = { pipeline, executionId, account: event.account, region: event.region };
  const mark = {
    state,
    attempt: numberAt(detail, "pipeline-execution-attempt") ?? 1,
    at: new Date(event.time).toISOString(),
  };
  const trigger = objectAt(detail, "execution-trigger");
  const triggerType = textAt(trigger, "trigger-type");
  const triggerDetail = textAt(trigger, "trigger-detail");
  const known: Deployment = {
    ...unknownDeployment(id),
    ...(triggerType && { trigger: { type: triggerType, ...(triggerDetail && { detail: triggerDetail }) } }),
  };
  const stage = textAt(detail, "stage");
  const action = textAt(detail, "action");
  if (!stage) {
    const startedAt =
      momentAt(detail, "start-time") ?? (state === "STARTED" && mark.attempt === 1 ? mark.at : undefined);
    return { ...known, overall: mark, ...(startedAt && { startedAt }) };
  }
  if (!action) return { ...known, stages: { [stage]: { ...mark, first: mark.at } } };

  const type = objectAt(detail, "type");
  const result = objectAt(detail, "execution-result");
  const category = textAt(type, "category");
  const summary = textAt(result, "external-execution-summary");
  const url = textAt(result, "external-execution-url");
  const externalId = textAt(result, "external-execution-id");
  return {
    ...known,
    actions: {
      [`${stage}/${action}`]: {
        ...mark,
        stage,
        action,
        first: mark.at,
        ...filled({
          category,
          provider: textAt(type, "provider"),
          summary,
          url,
          errorCode: textAt(result, "error-code"),
          externalId,
        }),
      },
    },
    ...(category === "Source" &&
      state === "SUCCEEDED" &&
      externalId && {
        revision: { id: externalId, ...filled({ summary, url }) },
      }),
  };
}
