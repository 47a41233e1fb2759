/** URLs of the AWS console. */
import type { Location } from "./location.ts";

/** Without a valid region AWS opens the console of the last one. */
function consoleOf(region: string): string {
  return isRegion(region) ? `https://${region}.console.aws.amazon.com` : "https://console.aws.amazon.com";
}

/** A template of a URL: what is filled in is escaped. */
function url(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

export function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
}

export function executionUrl(region: string, pipeline: string, executionId: string): string {
  return (
    consoleOf(region) +
    url`/codesuite/codepipeline/pipelines/${pipeline}/executions/${executionId}/visualization?region=${region}`
  );
}

export function pipelineUrl(region: string, pipeline: string): string {
  return consoleOf(region) + url`/codesuite/codepipeline/pipelines/${pipeline}/view?region=${region}`;
}

export function autoScalingGroupUrl(region: string, group: string): string {
  return consoleOf(region) + url`/ec2/home?region=${region}#AutoScalingGroupDetails:id=${group};view=activity`;
}

export function instanceUrl(region: string, instanceId: string): string {
  return consoleOf(region) + url`/ec2/home?region=${region}#InstanceDetails:instanceId=${instanceId}`;
}

/** CloudFront's console is the same in every region. */
export function invalidationUrl(distribution: string, id: string): string {
  return consoleOf("us-east-1") + url`/cloudfront/v4/home#/distributions/${distribution}/invalidations/details/${id}`;
}

export function invalidationsUrl(distribution: string): string {
  return consoleOf("us-east-1") + url`/cloudfront/v4/home#/distributions/${distribution}/invalidations`;
}

/** Budgets and Cost Explorer belong to the account, not to a region. */
export function budgetsUrl(): string {
  return "https://console.aws.amazon.com/billing/home#/budgets";
}

export function costExplorerUrl(): string {
  return "https://console.aws.amazon.com/costmanagement/home#/cost-explorer";
}

/** An anomaly's page, or the list of all when its monitor is unknown. */
export function costAnomalyUrl(monitor: string | undefined, anomaly: string): string {
  const page = monitor ? url`monitors/${monitor}/anomalies/${anomaly}` : "overview";
  return `https://console.aws.amazon.com/cost-management/home#/anomaly-detection/${page}`;
}

/** Trusted Advisor has one console for all regions. */
export function trustedAdvisorUrl(): string {
  return "https://console.aws.amazon.com/trustedadvisor/home#/dashboard";
}

/** Health has one console for all regions; its log includes closed events. */
export function healthEventUrl(arn: string): string {
  return url`https://health.aws.amazon.com/health/home#/account/event-log?eventID=${arn}&eventTab=details`;
}

export function certificateUrl(region: string, id: string): string {
  return consoleOf(region) + url`/acm/home?region=${region}#/certificates/${id}`;
}

/** The start of each service's console URL, by its EventBridge source without `aws.`. */
const consoles: Readonly<Record<string, string>> = {
  apigateway: "apigateway/main/apis",
  athena: "athena/home",
  backup: "backup/home",
  batch: "batch/home",
  cloudtrail: "cloudtrailv2/home",
  codecommit: "codesuite/codecommit/repositories",
  cognito: "cognito/v2/home",
  config: "config/home",
  dms: "dms/v2/home",
  dynamodb: "dynamodbv2/home",
  ebs: "ec2/home",
  ec2: "ec2/home",
  ecr: "ecr/repositories",
  elasticache: "elasticache/home",
  elasticloadbalancing: "ec2/home",
  elasticmapreduce: "emr/home",
  events: "events/home",
  fis: "fis/home",
  glue: "glue/home",
  inspector2: "inspector/v2/home",
  kms: "kms/home",
  lambda: "lambda/home",
  macie: "macie/home",
  opensearch: "aos/home",
  rds: "rds/home",
  s3: "s3/home",
  scheduler: "scheduler/home",
  secretsmanager: "secretsmanager/home",
  sns: "sns/v3/home",
  sqs: "sqs/v3/home",
  ssm: "systems-manager/home",
  states: "states/home",
  tag: "resource-groups/home",
  wafv2: "wafv2/homev2",
};

/** The console for an event's source in that region; the start page for unknown sources. */
export function serviceUrl(region: string, source: string): string {
  const service = source.replace(/^aws\./, "");
  // Belongs to the account, not to a region.
  if (service === "savingsplans") return "https://console.aws.amazon.com/costmanagement/home#/savings-plans/overview";
  const path = (Object.hasOwn(consoles, service) && consoles[service]) || "console/home";
  return `${consoleOf(region)}/${path}${isRegion(region) ? `?region=${region}` : ""}`;
}

export function bucketUrl(region: string, bucket: string): string {
  return consoleOf(region) + url`/s3/buckets/${bucket}` + (isRegion(region) ? `?region=${region}` : "");
}

export function trailEventUrl(region: string, eventId: string): string {
  return consoleOf(region) + url`/cloudtrailv2/home?region=${region}#/events/${eventId}`;
}

export function alarmUrl(region: string, alarm: string): string {
  return consoleOf(region) + url`/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarm}`;
}

export function buildUrl({ account, region }: Location, project: string, build: string): string {
  return consoleOf(region) + url`/codesuite/codebuild/${account}/projects/${project}/build/${build}/?region=${region}`;
}

/** CloudWatch's console has its path in the fragment, escaped twice, with $25 for %. */
export function logStreamUrl(region: string, group: string, stream: string): string {
  const twice = (text: string): string => encodeURIComponent(encodeURIComponent(text)).replaceAll("%", "$");
  return `${consoleOf(region)}/cloudwatch/home?region=${encodeURIComponent(region)}#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`;
}

export function codeDeploymentUrl(region: string, deployment: string): string {
  return consoleOf(region) + url`/codesuite/codedeploy/deployments/${deployment}?region=${region}`;
}

/** `page`: `events`, `drifts`. */
export function stackUrl(region: string, stackId: string, page: "events" | "drifts"): string {
  return consoleOf(region) + url`/cloudformation/home?region=${region}#/stacks/${page}?stackId=${stackId}`;
}

/** The console has no direct link to a Beanstalk environment by application and name, only to the list. */
export function beanstalkUrl(region: string, application: string | undefined): string {
  const path = application ? url`application/overview?applicationName=${application}` : "environments";
  return `${consoleOf(region)}${url`/elasticbeanstalk/home?region=${region}#/`}${path}`;
}

export function ecsServiceUrl(region: string, cluster: string, service: string): string {
  return consoleOf(region) + url`/ecs/v2/clusters/${cluster}/services/${service}/events?region=${region}`;
}

export function ecsTaskUrl(region: string, cluster: string, task: string): string {
  return consoleOf(region) + url`/ecs/v2/clusters/${cluster}/tasks/${task}?region=${region}`;
}

/** Route 53's console is the same in every region. */
export function healthCheckUrl(id: string): string {
  return consoleOf("us-east-1") + url`/route53/healthchecks/home#/details/${id}`;
}

/** A finding in GuardDuty's console, otherwise in Security Hub's, whose search is escaped twice. */
export function findingUrl({ region, product, id }: Readonly<Record<"region" | "product" | "id", string>>): string {
  if (product === "GuardDuty")
    return consoleOf(region) + url`/guardduty/home?region=${region}#/findings?macros=current&fId=${id}`;
  const search = url`search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A${encodeURIComponent(id)}`;
  return `${findingsUrl(region)}?${search}`;
}

/** A database or cluster of RDS; DocumentDB has a console of its own. */
export function databaseUrl(
  { region, kind, id }: Pick<Location, "region"> & { readonly kind: string; readonly id: string },
  engine = "",
): string {
  const isCluster = kind === "cluster";
  if (engine === "docdb")
    return consoleOf(region) + url`/docdb/home?region=${region}#${isCluster ? "cluster" : "instance"}-details/${id}`;
  return consoleOf(region) + url`/rds/home?region=${region}#database:id=${id};is-cluster=${String(isCluster)}`;
}

/** All findings in Security Hub. */
export function findingsUrl(region: string): string {
  return consoleOf(region) + url`/securityhub/home?region=${region}#/findings`;
}
