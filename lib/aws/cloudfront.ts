import type { Invalidation } from "@aws-sdk/client-cloudfront";
import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cloudfront");
const client = oncePerSettings(async (settings) => new (await load()).CloudFrontClient(settings));

// CloudFormation (Fn::Sub) replaces AWS::Partition and the rest. Distributions belong to no region.
// biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
const distributionArn = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/*";

export interface InvalidationState {
  readonly id: string;
  /** ISO 8601; when CloudFront accepted it. */
  readonly createdAt?: string;
  readonly isCompleted: boolean;
}

/** Invalidates cached files; idempotent for the same reference and paths; with other paths it is an error. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const invalidate = verb({
  operation: "cloudfront:CreateInvalidation",
  effect: "token",
  resources: [distributionArn],
  client,
  async run(cloudfront, input: { distribution: string; paths: readonly string[]; reference: string }) {
    const Paths = { Quantity: input.paths.length, Items: [...input.paths] };
    const { Invalidation } = await cloudfront.send(
      new (await load()).CreateInvalidationCommand({
        DistributionId: input.distribution,
        InvalidationBatch: { CallerReference: input.reference, Paths },
      }),
    );
    return stateOf(Invalidation);
  },
});

/** The status of an invalidation. CloudFront sends no event when it is completed. */
export const invalidation = verb({
  operation: "cloudfront:GetInvalidation",
  effect: "read",
  resources: [distributionArn],
  client,
  async run(cloudfront, input: { distribution: string; id: string }): Promise<InvalidationState> {
    const { Invalidation } = await cloudfront.send(
      new (await load()).GetInvalidationCommand({ DistributionId: input.distribution, Id: input.id }),
    );
    return stateOf(Invalidation);
  },
});

function stateOf(answered: Invalidation | undefined): InvalidationState {
  return {
    id: answered?.Id ?? "",
    ...(answered?.CreateTime && { createdAt: answered.CreateTime.toISOString() }),
    isCompleted: answered?.Status === "Completed",
  };
}
