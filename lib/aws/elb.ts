import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-elastic-load-balancing-v2");
const client = oncePerSettings(async (settings) => new (await load()).ElasticLoadBalancingV2Client(settings));

/** A target of a target group, as the load balancer sees it. */
export interface TargetHealth {
  /** An instance's id, an IP address, or an ARN. */
  readonly id: string;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, … */
  readonly state: string;
  /** `Target.ResponseCodeMismatch`, … */
  readonly reason?: string;
  /** AWS's own words: `Health checks failed with these codes: [502]`. */
  readonly description?: string;
}

/** The health of a target group's targets. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
export const targetHealth = verb({
  operation: "elasticloadbalancing:DescribeTargetHealth",
  effect: "read",
  wildcardReason:
    "DescribeTargetHealth has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html",
  client,
  async run(elb, { arn, targets }: { arn: string; targets?: readonly string[] }): Promise<TargetHealth[]> {
    const { TargetHealthDescriptions = [] } = await elb.send(
      new (await load()).DescribeTargetHealthCommand({
        TargetGroupArn: arn,
        ...(targets && { Targets: targets.map((Id) => ({ Id })) }),
      }),
    );
    return TargetHealthDescriptions.map(({ Target, TargetHealth: health }) => ({
      id: Target?.Id ?? "",
      state: health?.State ?? "",
      ...(health?.Reason && { reason: health.Reason }),
      ...(health?.Description && { description: health.Description }),
    }));
  },
});
