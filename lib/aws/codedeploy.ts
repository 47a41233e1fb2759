import type { CodeDeploymentFacts } from "./answers.ts";
import { oncePerSettings, ownArn, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-codedeploy");
const client = oncePerSettings(async (settings) => new (await load()).CodeDeployClient(settings));

/** CodeDeploy's own data of a deployment. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
export const deployment = verb({
  operation: "codedeploy:GetDeployment",
  effect: "read",
  resources: [ownArn("codedeploy", "deploymentgroup:*")],
  client,
  async run(codedeploy, { id }: { id: string }): Promise<CodeDeploymentFacts> {
    const { deploymentInfo: info } = await codedeploy.send(
      new (await load()).GetDeploymentCommand({ deploymentId: id }),
    );
    const { code, message } = info?.errorInformation ?? {};
    const overview = info?.deploymentOverview;
    const total = Object.values(overview ?? {}).reduce((sum, count) => sum + count, 0);
    const rollback = info?.rollbackInfo?.rollbackDeploymentId;
    const rollbackOf = info?.rollbackInfo?.rollbackTriggeringDeploymentId;
    return {
      ...(code && { code }),
      ...(message && { message }),
      ...(overview && { counts: { failed: overview.Failed ?? 0, total } }),
      ...(rollback && { rollback }),
      ...(rollbackOf && { rollbackOf }),
      ...(info?.creator && { creator: info.creator }),
    };
  },
});
