import { isObject, textAt } from "../lib/pure/json.ts";
import type { Location } from "../lib/pure/location.ts";

type Read = (input: unknown, location: Location) => readonly string[];

const everywhere: Read = () => ["*"];
const of =
  (service: string, path: (input: unknown) => string): Read =>
  (input, { region, account }) => [`arn:aws:${service}:${region}:${account}:${path(input)}`];
const at = (input: unknown, name: string): string => textAt(input, name) ?? "*";
const table = of("dynamodb", (input) => `table/${at(input, "TableName")}`);
const queue = of("sqs", (input) => at(input, "QueueUrl").split("/").at(-1) ?? "");
const distribution: Read = (input, { account }) => [
  `arn:aws:cloudfront::${account}:distribution/${at(input, "DistributionId")}`,
];
const instances: Read = (input, { region, account }) => {
  const ids = isObject(input) && Array.isArray(input.InstanceIds) ? (input.InstanceIds as unknown[]) : [];
  return ids.map((id) => `arn:aws:ec2:${region}:${account}:instance/${String(id)}`);
};
const instance = of("ec2", (input) => `instance/${at(input, "InstanceId")}`);
const database = of("rds", (input) => `db:${at(input, "DBInstanceIdentifier")}`);
const cluster = of("rds", (input) => `cluster:${at(input, "DBClusterIdentifier")}`);
const pipeline = of("codepipeline", (input) => at(input, "name"));
const pipelineOf = of("codepipeline", (input) => at(input, "pipelineName"));

/**
 * Which resources a policy must allow for a call. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const reads: Readonly<Record<string, Read>> = {
  "autoscaling:DescribeAutoScalingGroups": everywhere,
  "autoscaling:DescribeAutoScalingInstances": everywhere,
  "autoscaling:DescribeInstanceRefreshes": everywhere,
  "autoscaling:DescribeScalingActivities": everywhere,
  "ce:GetCostAndUsage": everywhere,
  "cloudfront:CreateInvalidation": distribution,
  "cloudfront:GetInvalidation": distribution,
  "cloudtrail:LookupEvents": everywhere,
  "cloudwatch:DescribeAlarms": everywhere,
  "cloudwatch:GetMetricData": everywhere,
  "cloudformation:DescribeStackEvents": (input) => [at(input, "StackName")],
  "cloudformation:DescribeStacks": (input) => [at(input, "StackName")],
  "codedeploy:GetDeployment": of("codedeploy", () => "deploymentgroup:*"),
  "codepipeline:GetPipelineExecution": pipelineOf,
  "codepipeline:GetPipelineState": pipeline,
  "codepipeline:ListPipelineExecutions": pipelineOf,
  "codepipeline:PutApprovalResult": of("codepipeline", (input) =>
    ["pipelineName", "stageName", "actionName"].map((name) => at(input, name)).join("/"),
  ),
  "codepipeline:RetryStageExecution": of("codepipeline", (input) =>
    ["pipelineName", "stageName"].map((name) => at(input, name)).join("/"),
  ),
  "codepipeline:StartPipelineExecution": pipeline,
  "codepipeline:StopPipelineExecution": pipelineOf,
  "dynamodb:DeleteItem": table,
  "dynamodb:GetItem": table,
  "dynamodb:PutItem": table,
  "dynamodb:Query": table,
  "dynamodb:UpdateItem": table,
  "ec2:DescribeInstanceStatus": everywhere,
  "ec2:DescribeInstances": everywhere,
  "ec2:GetConsoleOutput": instance,
  "ec2:RebootInstances": instances,
  "ec2:StartInstances": instances,
  "ec2:StopInstances": instances,
  "elasticloadbalancing:DescribeTargetHealth": everywhere,
  "logs:GetLogEvents": of(
    "logs",
    (input) => `log-group:${at(input, "logGroupName")}:log-stream:${at(input, "logStreamName")}`,
  ),
  "rds:DescribeDBClusters": cluster,
  "rds:DescribeDBInstances": database,
  "rds:RebootDBInstance": database,
  "rds:StartDBCluster": cluster,
  "rds:StartDBInstance": database,
  "rds:StopDBCluster": cluster,
  "rds:StopDBInstance": database,
  "sqs:ChangeMessageVisibility": queue,
  "sqs:DeleteMessage": queue,
  "sqs:ReceiveMessage": queue,
  "sqs:SendMessage": queue,
  "ssm:GetParameter": of("ssm", (input) => `parameter${at(input, "Name")}`),
  "sts:AssumeRole": (input) => [at(input, "RoleArn")],
};

/** The service prefixes in policies that differ from the signing name. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** A service's prefix in policies, by its signing name. */
export function iamPrefix(service: string): string {
  return Object.hasOwn(prefixes, service) ? (prefixes[service] ?? service) : service;
}

/** The ARNs of a call's resources, `*` without resource-level rights; undefined for operations no function uses. */
export function resourcesOf(
  service: string,
  operation: string,
  input: unknown,
  location: Location,
): readonly string[] | undefined {
  const action = `${service}:${operation}`;
  return Object.hasOwn(reads, action) ? reads[action]?.(input, location) : undefined;
}
