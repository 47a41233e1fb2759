/** Addresses in the AWS console. */
import type { Place } from "./place.ts";

function consoleOf(region: string): string {
  return `https://${encodeURIComponent(region)}.console.aws.amazon.com`;
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

/** The console's page of the account's events in that region, for an event of no known kind. */
export function regionUrl(region: string): string {
  return `${consoleOf(region)}/console/home?region=${encodeURIComponent(region)}`;
}

export function alarmUrl(region: string, alarm: string): string {
  const at = encodeURIComponent(region);
  return `${consoleOf(region)}/cloudwatch/home?region=${at}#alarmsV2:alarm/${encodeURIComponent(alarm)}`;
}

export function buildUrl({ account, region }: Place, project: string, build: string): string {
  const path = `${encodeURIComponent(account)}/projects/${encodeURIComponent(project)}/build/${encodeURIComponent(build)}`;
  return `${consoleOf(region)}/codesuite/codebuild/${path}/?region=${encodeURIComponent(region)}`;
}

/** CloudWatch's console reads its path in the fragment, escaped twice, with $25 for %. */
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

/** The console finds a Beanstalk environment by its application's and its own name only in its list. */
export function beanstalkUrl(region: string, application: string | undefined): string {
  const at = encodeURIComponent(region);
  const path = application
    ? `application/overview?applicationName=${encodeURIComponent(application)}`
    : "environments";
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
