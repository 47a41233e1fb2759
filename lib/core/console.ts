/** Addresses in the AWS console. */

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
