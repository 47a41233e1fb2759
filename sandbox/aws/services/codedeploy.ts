import { CodeDeployClient, GetDeploymentCommand } from "@aws-sdk/client-codedeploy";
import type { CodeDeployments } from "../state/code-deployments.ts";
import { Service } from "../wire/service.ts";

const statuses = { SUCCESS: "Succeeded", FAILURE: "Failed", STOP: "Stopped" } as const;

/** AWS CodeDeploy. https://docs.aws.amazon.com/codedeploy/latest/APIReference/ */
export function codedeploy(deployments: CodeDeployments) {
  return new Service(new CodeDeployClient({ region: "local" })).on(GetDeploymentCommand, (input) => {
    const { id, application, group, state, message, failed, instances, at } = deployments.get(input.deploymentId ?? "");
    return {
      deploymentInfo: {
        deploymentId: id,
        applicationName: application,
        deploymentGroupName: group,
        status: statuses[state],
        creator: "user" as const,
        completeTime: at,
        deploymentOverview: {
          Pending: 0,
          InProgress: 0,
          Succeeded: instances - failed.length,
          Failed: failed.length,
          Skipped: 0,
          Ready: 0,
        },
        ...(state === "FAILURE" && {
          errorInformation: {
            code: "HEALTH_CONSTRAINTS" as const,
            message:
              message ??
              "The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.",
          },
        }),
      },
    };
  });
}
