import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type ResourceStatus,
  type Stack as StackDescription,
} from "@aws-sdk/client-cloudformation";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { Stack, Stacks } from "../state/stacks.ts";
import { Service } from "../wire/service.ts";

/** CloudFormation's page size. */
const pageSize = 100;

/** AWS CloudFormation; stacks are created at once. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/ */
export function cloudformation(stacks: Stacks) {
  return new Service(new CloudFormationClient({ region: "local" }))
    .on(CreateStackCommand, (input) => {
      const parameters = (input.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [
        ParameterKey ?? "",
        ParameterValue ?? "",
      ]);
      const template = parseTemplate(input.TemplateBody);
      return { StackId: stacks.create(input.StackName, template, Object.fromEntries(parameters)).id };
    })
    .on(DescribeStacksCommand, (input) => {
      const found = input.StackName === undefined ? stacks.all() : [stacks.get(input.StackName)];
      return { Stacks: found.map(describe) };
    })
    .on(DescribeStackEventsCommand, (input) => {
      const id = input.StackName;
      const { items, nextToken } = page(stacks.happenings(id), input.NextToken, pageSize);
      return {
        StackEvents: items.map(({ resource, type, status, reason, at }, index) => ({
          StackId: id,
          StackName: id.split("/")[1] ?? id,
          EventId: `${resource}-${at.getTime()}-${index}`,
          LogicalResourceId: resource,
          ResourceType: type,
          ResourceStatus: status as ResourceStatus,
          ResourceStatusReason: reason,
          Timestamp: at,
        })),
        NextToken: nextToken,
      };
    })
    .on(ListStackResourcesCommand, (input) => {
      const { items, nextToken } = page(stacks.get(input.StackName).resources, input.NextToken, pageSize);
      return {
        StackResourceSummaries: items.map(({ logicalId, physicalId, type, createdAt }) => ({
          LogicalResourceId: logicalId,
          PhysicalResourceId: physicalId,
          ResourceType: type,
          LastUpdatedTimestamp: createdAt,
          ResourceStatus: "CREATE_COMPLETE" as const,
        })),
        NextToken: nextToken,
      };
    });
}

function describe({ id, name, createdAt, outputs, tags = {} }: Stack): StackDescription {
  return {
    StackId: id,
    StackName: name,
    CreationTime: createdAt,
    StackStatus: "CREATE_COMPLETE",
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}

function parseTemplate(text: string | undefined): Record<string, unknown> {
  try {
    return JSON.parse(text ?? "") as Record<string, unknown>;
  } catch {
    throw new AwsError("ValidationError", "Template format error: the sandbox takes templates as JSON.");
  }
}
