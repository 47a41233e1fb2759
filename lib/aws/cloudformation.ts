import type { StackEvent } from "./answers.ts";
import { oncePerSettings, ownArn, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cloudformation");
const client = oncePerSettings(async (settings) => new (await load()).CloudFormationClient(settings));

const stackArn = ownArn("cloudformation", "stack/*");

/**
 * A stack's own tags; a deleted one is still found by its id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export const tags = verb({
  operation: "cloudformation:DescribeStacks",
  effect: "read",
  resources: [stackArn],
  client,
  async run(cloudformation, { stack }: { stack: string }): Promise<Readonly<Record<string, string>>> {
    const { Stacks: [found] = [] } = await cloudformation.send(
      new (await load()).DescribeStacksCommand({ StackName: stack }),
    );
    return Object.fromEntries((found?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  },
});

/** Each page has up to 100 events; a larger operation's first failures are further back. */
const mostPages = 10;

/**
 * A stack's events since then (ISO 8601), newest first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export const events = verb({
  operation: "cloudformation:DescribeStackEvents",
  effect: "read",
  resources: [stackArn],
  client,
  async run(cloudformation, { stack, since }: { stack: string; since: string | undefined }): Promise<StackEvent[]> {
    const { paginateDescribeStackEvents } = await load();
    const found: StackEvent[] = [];
    let pages = 0;
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client: cloudformation },
      { StackName: stack },
    )) {
      for (const one of StackEvents) {
        const at = one.Timestamp?.toISOString();
        if (at === undefined || (since !== undefined && at < since)) return found;
        found.push({
          at,
          resource: one.LogicalResourceId ?? "",
          type: one.ResourceType ?? "",
          status: one.ResourceStatus ?? "",
          ...(one.ResourceStatusReason && { reason: one.ResourceStatusReason }),
        });
      }
      if (++pages === mostPages) break;
    }
    return found;
  },
});
