import { type HandlerContext, throwIfRetryable } from "../../../../lib/app/define.ts";
import type { Location } from "../../../../lib/pure/location.ts";
import { publishDeployment } from "../../service.ts";
import { type DeploymentFinding, unknownDeployment } from "../../state.ts";
import type { DeployVerb } from "../index.ts";

type Context = HandlerContext<DeployVerb<"follow">>;

/**
 * Adds a failure reported by CodeBuild or CodeDeploy to the message of its pipeline execution; false when that cannot
 * be found, and nothing was published. Temporary faults are thrown.
 */
export async function publishDeploymentFinding(
  finding: DeploymentFinding,
  { pipeline, ...location }: Location & { readonly pipeline: string },
  context: Context,
): Promise<boolean> {
  const found = await findAction(finding.id, { pipeline, ...location }, context);
  if (!found) return false;
  const { executionId, stage, action } = found;
  const { account, region } = location;
  await publishDeployment(
    {
      ...unknownDeployment({ pipeline, executionId, account, region }),
      findings: { [`${stage}/${action}`]: finding },
    },
    context,
  );
  return true;
}

/** The pipeline action with that external id, now or in its last run. */
export async function findAction(
  externalId: string,
  { pipeline, ...location }: Location & { readonly pipeline: string },
  context: Context,
): Promise<{ readonly executionId: string; readonly stage: string; readonly action: string } | undefined> {
  const stages = throwIfRetryable(await context.at(location).aws["codepipeline.state"]({ pipeline }));
  if (!stages.ok) return undefined;
  for (const { name: stage, executionId, actions } of stages.value) {
    const action = actions.find((one) => one.externalId === externalId);
    if (action && executionId) return { executionId, stage, action: action.name };
  }
  return undefined;
}
