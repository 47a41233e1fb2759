import type { Location } from "./location.ts";

/**
 * A resource's usual name, from its ARN: `web-api` from `arn:aws:ecr:…:repository/web-api`. Undefined when the text
 * is no ARN, or names nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function nameInArn(arn: string): string | undefined {
  const parts = arn.split(":");
  if (parts[0] !== "arn" || parts.length < 6) return undefined;
  const service = parts[2];
  const resource = parts
    .slice(5)
    .join(":")
    .replace(/:\*$/, "")
    // autoScalingGroup:<uuid>:autoScalingGroupName/web
    .replace(/^autoScalingGroup:.*:autoScalingGroupName\//, "")
    // stack/<name>/<uuid>
    .replace(new RegExp(`^([^/]+/.+)/${uuid}$`), "$1");
  // Buckets and their objects, topics and queues have no resource type in front.
  const isBare = service === "s3" || service === "sns" || service === "sqs";
  const name = isBare ? resource : resource.replace(/^[A-Za-z][\w-]*[:/]/, "");
  return name || undefined;
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** The account and region of an ARN; empty where it has none. */
export function placeOfArn(arn: string | undefined): Location {
  const [, , , region = "", account = ""] = arn?.split(":") ?? [];
  return { account, region };
}
