/** URLs of the AWS console. */
import type { Location } from "./location.ts";

/** Without a valid region AWS opens the console of the last one. */
function consoleOf(region: string): string {
  return isRegion(region) ? `https://${region}.console.aws.amazon.com` : "https://console.aws.amazon.com";
}

export function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
}

export function executionUrl(region: string, pipeline: string, executionId: string): string {
  const path = `pipelines/${encodeURIComponent(pipeline)}/executions/${encodeURIComponent(executionId)}/visualization`;
  return `${consoleOf(region)}/codesuite/codepipeline/${path}?region=${encodeURIComponent(region)}`;
}

export function pipelineUrl(region: string, pipeline: string): string {
  const path = `pipelines/${encodeURIComponent(pipeline)}/view`;
  return `${consoleOf(region)}/codesuite/codepipeline/${path}?region=${encodeURIComponent(region)}`;
}

export function autoScalingGroupUrl(region: string, group: string): string {
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/ec2/home?region=${at}#AutoScalingGroupDetails:id=${encodeURIComponent(group)};view=activity`;
}

export function instanceUrl(region: string, instanceId: string): string {
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/ec2/home?region=${at}#InstanceDetails:instanceId=${encodeURIComponent(instanceId)}`;
}

/** CloudFront's console is the same in every region. */
export function invalidationUrl(distribution: string, id: string): string {
  const path = `${encodeURIComponent(distribution)}/invalidations/details/${encodeURIComponent(id)}`;
  return `${consoleOf("us-east-1")}/cloudfront/v4/home#/distributions/${path}`;
}

export function invalidationsUrl(distribution: string): string {
  return `${consoleOf("us-east-1")}/cloudfront/v4/home#/distributions/${encodeURIComponent(distribution)}/invalidations`;
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
  const page = monitor
    ? `monitors/${encodeURIComponent(monitor)}/anomalies/${encodeURIComponent(anomaly)}`
    : "overview";
  return `https://console.aws.amazon.com/cost-management/home#/anomaly-detection/${page}`;
}

/** Trusted Advisor has one console for all regions. */
export function trustedAdvisorUrl(): string {
  return "https://console.aws.amazon.com/trustedadvisor/home#/dashboard";
}

/** Health has one console for all regions; its log includes closed events. */
export function healthEventUrl(arn: string): string {
  return `https://health.aws.amazon.com/health/home#/account/event-log?eventID=${encodeURIComponent(arn)}&eventTab=details`;
}

export function certificateUrl(region: string, id: string): string {
  return `${consoleOf(region)}/acm/home?region=${encodeURIComponent(region)}#/certificates/${encodeURIComponent(id)}`;
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
  const path = `s3/buckets/${encodeURIComponent(bucket)}`;
  return `${consoleOf(region)}/${path}${isRegion(region) ? `?region=${region}` : ""}`;
}

export function trailEventUrl(region: string, eventId: string): string {
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/cloudtrailv2/home?region=${at}#/events/${encodeURIComponent(eventId)}`;
}

export function alarmUrl(region: string, alarm: string): string {
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/cloudwatch/home?region=${at}#alarmsV2:alarm/${encodeURIComponent(alarm)}`;
}

export function buildUrl({ account, region }: Location, project: string, build: string): string {
  const path = `${encodeURIComponent(account)}/projects/${encodeURIComponent(project)}/build/${encodeURIComponent(build)}`;
  return `${consoleOf(region)}/codesuite/codebuild/${path}/?region=${encodeURIComponent(region)}`;
}

/** CloudWatch's console has its path in the fragment, escaped twice, with $25 for %. */
export function logStreamUrl(region: string, group: string, stream: string): string {
  const twice = (text: string): string => encodeURIComponent(encodeURIComponent(text)).replaceAll("%", "$");
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/cloudwatch/home?region=${at}#logsV2:log-groups/log-group/${twice(group)}/log-events/${twice(stream)}`;
}

export function codeDeploymentUrl(region: string, deployment: string): string {
  const path = `deployments/${encodeURIComponent(deployment)}`;
  return `${consoleOf(region)}/codesuite/codedeploy/${path}?region=${encodeURIComponent(region)}`;
}

/** `page`: `events`, `drifts`. */
export function stackUrl(region: string, stackId: string, page: "events" | "drifts"): string {
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/cloudformation/home?region=${at}#/stacks/${page}?stackId=${encodeURIComponent(stackId)}`;
}

/** The console has no direct link to a Beanstalk environment by application and name, only to the list. */
export function beanstalkUrl(region: string, application: string | undefined): string {
  const at = encodeURIComponent(region);
  const path = application ? `application/overview?applicationName=${encodeURIComponent(application)}` : "environments";
  return `${consoleOf(region)}/elasticbeanstalk/home?region=${at}#/${path}`;
}

export function ecsServiceUrl(region: string, cluster: string, service: string): string {
  const path = `clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}`;
  return `${consoleOf(region)}/ecs/v2/${path}/events?region=${encodeURIComponent(region)}`;
}

export function ecsTaskUrl(region: string, cluster: string, task: string): string {
  const path = `clusters/${encodeURIComponent(cluster)}/tasks/${encodeURIComponent(task)}`;
  return `${consoleOf(region)}/ecs/v2/${path}?region=${encodeURIComponent(region)}`;
}

/** Route 53's console is the same in every region. */
export function healthCheckUrl(id: string): string {
  return `${consoleOf("us-east-1")}/route53/healthchecks/home#/details/${encodeURIComponent(id)}`;
}

/** A finding in GuardDuty's console, otherwise in Security Hub's, whose search is escaped twice. */
export function findingUrl({
  region,
  product,
  id,
}: {
  readonly region: string;
  readonly product: string;
  readonly id: string;
}): string {
  const at = encodeURIComponent(region);
  if (product === "GuardDuty")
    return `${consoleOf(region)}/guardduty/home?region=${at}#/findings?macros=current&fId=${encodeURIComponent(id)}`;
  const search = `Id%3D%255Coperator%255C%253AEQUALS%255C%253A${encodeURIComponent(encodeURIComponent(id))}`;
  return `${consoleOf(region)}/securityhub/home?region=${at}#/findings?search=${search}`;
}

/** A database or cluster of RDS; DocumentDB has a console of its own. */
export function databaseUrl(
  { region, kind, id }: Pick<Location, "region"> & { readonly kind: string; readonly id: string },
  engine = "",
): string {
  const at = encodeURIComponent(region);
  const isCluster = kind === "cluster";
  if (engine === "docdb")
    return `${consoleOf(region)}/docdb/home?region=${at}#${isCluster ? "cluster" : "instance"}-details/${encodeURIComponent(id)}`;
  return `${consoleOf(region)}/rds/home?region=${at}#database:id=${encodeURIComponent(id)};is-cluster=${isCluster}`;
}

/** All findings in Security Hub. */
export function findingsUrl(region: string): string {
  return `${consoleOf(region)}/securityhub/home?region=${encodeURIComponent(region)}#/findings`;
}
