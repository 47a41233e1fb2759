import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";
import { defineCheck, right, wrong } from "../check.ts";
import type { DeployedResource, Deployment } from "../deployment.ts";
import { awsErrorName } from "../failure.ts";
import { readServerlessFile } from "../serverless-file.ts";

/** The stack is deployed and complete, and has the resources of serverless.yml. */
export const stack = defineCheck({
  title: (words) => words["stack.title"],
  needs: ["account"],
  async *look(_, { words, aws, root, service, stage }) {
    const name = `${service}-${stage}`;
    const cloudFormation = new CloudFormationClient(aws);
    const found = await describe(cloudFormation, name);
    if (!found) {
      const where = { stack: name, region: aws.region, stage };
      yield wrong(words["stack.missing"](where), words["stack.missing.remedy"](where));
      return;
    }
    const { StackStatus: status = "", Outputs = [] } = found;
    // ROLLBACK_COMPLETE is a failed first deployment, of which nothing is left.
    const isWhole = status.endsWith("_COMPLETE") && !["DELETE_COMPLETE", "ROLLBACK_COMPLETE"].includes(status);
    if (isWhole) yield right(words["stack.deployed"]({ stack: name, status }));
    else yield wrong(words["stack.broken"]({ stack: name, status }), words["stack.broken.remedy"]);

    const resources = new Map<string, DeployedResource>();
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: cloudFormation },
      { StackName: name },
    )) {
      for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of StackResourceSummaries) {
        if (!LogicalResourceId || !PhysicalResourceId) continue;
        resources.set(LogicalResourceId, { type: ResourceType ?? "", physicalId: PhysicalResourceId });
      }
    }
    const wanted = (await readServerlessFile(root)).resources;
    const missing = wanted.filter((id) => !resources.has(id));
    if (missing.length > 0) {
      yield wrong(
        words["stack.incomplete"]({ resources: missing.join(", ") }),
        words["deploy.again"]({ stage, region: aws.region }),
      );
    } else yield right(words["stack.complete"]({ count: wanted.length }));
    const outputs = new Map(Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
    const deployment: Deployment = { stack: name, outputs, resources };
    return { deployment };
  },
});

/** Undefined when there is no stack of that name. */
async function describe(cloudFormation: CloudFormationClient, StackName: string) {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0];
  } catch (error) {
    // CloudFormation has no specific error for it.
    const isAbsent = awsErrorName(error) === "ValidationError" && /does not exist/.test((error as Error).message);
    if (isAbsent) return undefined;
    throw error;
  }
}
