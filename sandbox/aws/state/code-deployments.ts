import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

export interface CodeDeploymentRecord {
  readonly id: string;
  readonly application: string;
  readonly group: string;
  readonly state: "SUCCESS" | "FAILURE" | "STOP";
  readonly message: string | undefined;
  readonly failed: readonly string[];
  readonly instances: number;
  readonly at: Date;
}

/** A finished deployment; with a new id by default. */
export interface EndedDeployment
  extends Pick<CodeDeploymentRecord, "application" | "group" | "state" | "message" | "failed"> {
  readonly id?: string | undefined;
}

/** CodeDeploy's finished deployments. */
export class CodeDeployments {
  readonly #cloud: Cloud;
  readonly #all = new Map<string, CodeDeploymentRecord>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  get(id: string): CodeDeploymentRecord {
    const found = this.#all.get(id);
    if (!found) throw new AwsError("DeploymentDoesNotExistException", `The deployment ${id} could not be found`);
    return found;
  }

  /** https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events-samples.html */
  end(ended: EndedDeployment): void {
    const { ids, clock, world } = this.#cloud;
    const id = ended.id ?? `d-${ids.upper(9)}`;
    const { application, group, state, failed } = ended;
    this.#all.set(id, { ...ended, id, instances: Math.max(2, failed.length), at: clock.now() });
    const place = `${world.region}:${world.account}`;
    const detail = {
      region: world.region,
      deploymentId: id,
      instanceGroupId: ids.uuid(),
      application,
      deploymentGroup: group,
    };
    const arns = [
      `arn:aws:codedeploy:${place}:application:${application}`,
      `arn:aws:codedeploy:${place}:deploymentgroup:${application}/${group}`,
    ];
    for (const instanceId of failed) {
      const resources = [...arns, `arn:aws:ec2:${place}:instance/${instanceId}`];
      this.#cloud.publish("aws.codedeploy", "CodeDeploy Instance State-change Notification", resources, {
        ...detail,
        instanceId,
        state: "FAILURE",
      });
    }
    this.#cloud.publish("aws.codedeploy", "CodeDeploy Deployment State-change Notification", arns, {
      ...detail,
      state,
    });
  }
}
