import type { AwsEvent } from "../../../../lib/pure/event.ts";
import { numberAt, objectAt, textAt } from "../../../../lib/pure/json.ts";
import { type Location, locationKey } from "../../../../lib/pure/location.ts";
import { type Deployment, type DeploymentId, unknownDeployment } from "../../state.ts";

/** Where the pipelines of a place are kept that have run of late, the latest last. */
export function pipelinesOf(location: Location): string {
  return `pipelines/${locationKey(location)}`;
}

/**
 * What one CodePipeline event says of its execution, or undefined when it names none.
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
      dateTimeAt(detail, "start-time") ?? (state === "STARTED" && mark.attempt === 1 ? mark.at : undefined);
    return { ...known, overall: mark, ...(startedAt && { startedAt }) };
  }
  if (!action) return { ...known, stages: { [stage]: { ...mark, first: mark.at } } };

  const type = objectAt(detail, "type");
  const result = objectAt(detail, "execution-result");
  const category = textAt(type, "category");
  const provider = textAt(type, "provider");
  const summary = textAt(result, "external-execution-summary");
  const url = textAt(result, "external-execution-url");
  const errorCode = textAt(result, "error-code");
  const externalId = textAt(result, "external-execution-id");
  return {
    ...known,
    actions: {
      [`${stage}/${action}`]: {
        ...mark,
        stage,
        action,
        first: mark.at,
        ...(category && { category }),
        ...(provider && { provider }),
        ...(summary && { summary }),
        ...(url && { url }),
        ...(errorCode && { errorCode }),
        ...(externalId && { externalId }),
      },
    },
    ...(category === "Source" &&
      state === "SUCCEEDED" &&
      externalId && {
        revision: { id: externalId, ...(summary && { summary }), ...(url && { url }) },
      }),
  };
}

function dateTimeAt(detail: unknown, name: string): string | undefined {
  const at = Date.parse(textAt(detail, name) ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
