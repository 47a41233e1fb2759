import type { PlaceOfWorld, TargetGroupOfWorld } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Groups } from "./groups.ts";
import type { Instances } from "./instances.ts";

export interface Health {
  readonly id: string;
  readonly state: "healthy" | "unhealthy" | "unused" | "draining" | "initial";
  readonly reason?: string;
  readonly description?: string;
}

/** Elastic Load Balancing's target groups: their targets' health follows from the instances. */
export class TargetGroups {
  readonly #world: PlaceOfWorld;
  readonly #instances: Instances;
  readonly #groups: Groups;

  constructor(world: PlaceOfWorld, instances: Instances, groups: Groups) {
    this.#world = world;
    this.#instances = instances;
    this.#groups = groups;
  }

  all(): readonly { readonly definition: TargetGroupOfWorld; readonly arn: string }[] {
    const { account, region, targetGroups } = this.#world;
    return targetGroups.map((definition) => ({
      definition,
      arn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${definition.name}/${definition.id}`,
    }));
  }

  /** The ARNs of the target groups of an Auto Scaling group. */
  of(group: string): string[] {
    return this.all().flatMap(({ definition, arn }) => (definition.group === group ? [arn] : []));
  }

  /** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
  health(arn: string): Health[] {
    const found = this.all().find((one) => one.arn === arn);
    if (!found) throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
    const { group, instances = [] } = found.definition;
    const members = group === undefined ? [] : this.#groups.get(group).members;
    const ids = [...instances, ...members.map(({ instanceId }) => instanceId)];
    return ids.flatMap((id) => {
      const member = members.find(({ instanceId }) => instanceId === id);
      return this.#healthOf(id, member?.healthy ?? true) ?? [];
    });
  }

  #healthOf(id: string, isHealthy: boolean): Health | undefined {
    const state = this.#instances.find(id)?.state;
    if (!isHealthy)
      return {
        id,
        state: "unhealthy",
        reason: "Target.ResponseCodeMismatch",
        description: "Health checks failed with these codes: [502]",
      };
    switch (state) {
      case "running":
        return { id, state: "healthy" };
      case "pending":
        return {
          id,
          state: "initial",
          reason: "Elb.RegistrationInProgress",
          description: "Target registration is in progress",
        };
      case "stopping":
      case "stopped":
        return {
          id,
          state: "unused",
          reason: "Target.InvalidState",
          description: "Target is in the stopped state",
        };
      default:
        return undefined;
    }
  }
}
