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

/** The console's page of the account's events in that region, for an event of no known kind. */
export function regionUrl(region: string): string {
  return `${consoleOf(region)}/console/home?region=${encodeURIComponent(region)}`;
}
