import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { TargetGroups } from "../state/target-groups.ts";
import { Service } from "../wire/service.ts";

/** Elastic Load Balancing, version 2. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/ */
export function elasticLoadBalancing(groups: TargetGroups) {
  return new Service(new ElasticLoadBalancingV2Client({ region: "local" }))
    .on(DescribeTargetGroupsCommand, (input) => {
      const all = groups.all();
      const missing = input.TargetGroupArns?.find((arn) => !all.some((one) => one.arn === arn));
      if (missing !== undefined) throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
      const found = all
        .filter(({ arn }) => !input.TargetGroupArns || input.TargetGroupArns.includes(arn))
        .filter(({ definition }) => !input.Names || input.Names.includes(definition.name));
      const { items, nextToken } = page(found, input.Marker, input.PageSize ?? 400);
      return {
        TargetGroups: items.map(({ definition, arn }) => ({
          TargetGroupArn: arn,
          TargetGroupName: definition.name,
          TargetType: "instance" as const,
          Protocol: "HTTP" as const,
          Port: 80,
        })),
        NextMarker: nextToken,
      };
    })
    .on(DescribeTargetHealthCommand, (input) => {
      const wanted = input.Targets?.map(({ Id }) => Id);
      const all = groups.health(input.TargetGroupArn);
      const unknown = (wanted ?? []).filter((id) => !all.some((one) => one.id === id));
      return {
        TargetHealthDescriptions: [
          ...all
            .filter(({ id }) => !wanted || wanted.includes(id))
            .map(({ id, state, reason, description }) => ({
              Target: { Id: id, Port: 80 },
              HealthCheckPort: "80",
              TargetHealth: {
                State: state,
                ...(reason && { Reason: reason as "Target.InvalidState" }),
                ...(description && { Description: description }),
              },
            })),
          ...unknown.map((Id) => ({
            Target: { Id, Port: 80 },
            TargetHealth: {
              State: "unused" as const,
              Reason: "Target.NotRegistered" as const,
              Description: "Target is not registered to the target group",
            },
          })),
        ],
      };
    });
}
