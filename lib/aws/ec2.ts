import type { Filter, Instance as SdkInstance } from "@aws-sdk/client-ec2";
import type { LocalResource, ResourceQuery } from "../pure/resource.ts";
import { oncePerSettings, ownArn, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-ec2");
const client = oncePerSettings(async (settings) => new (await load()).EC2Client(settings));

const instanceArn = ownArn("ec2", "instance/*");

/** The existing instances, without terminated ones. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const find = verb({
  operation: "ec2:DescribeInstances",
  effect: "read",
  wildcardReason:
    "DescribeInstances has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
  client,
  async run(ec2, query: ResourceQuery): Promise<LocalResource[]> {
    const { paginateDescribeInstances } = await load();
    const alive: Filter = {
      Name: "instance-state-name",
      Values: ["pending", "running", "shutting-down", "stopping", "stopped"],
    };
    const meant = query === "all" ? [] : [filterOf(query)];
    const found: LocalResource[] = [];
    const pages = paginateDescribeInstances({ client: ec2, pageSize: 1_000 }, { Filters: [alive, ...meant] });
    for await (const { Reservations = [] } of pages) {
      for (const { Instances = [] } of Reservations) found.push(...Instances.map(resourceOf));
    }
    return found;
  },
});

function filterOf(query: Exclude<ResourceQuery, "all">): Filter {
  return "ids" in query
    ? { Name: "instance-id", Values: [...query.ids] }
    : { Name: `tag:${query.tag}`, Values: [query.value] };
}

function resourceOf(instance: SdkInstance): LocalResource {
  const tags = Object.fromEntries((instance.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
  const id = instance.InstanceId ?? "";
  const group = tags["aws:autoscaling:groupName"];
  return {
    service: "ec2",
    kind: "instance",
    id,
    name: tags.Name || id,
    state: instance.State?.Name ?? "",
    type: instance.InstanceType ?? "",
    tags,
    ...(instance.LaunchTime && { startedAt: instance.LaunchTime.toISOString() }),
    ...(group && { group }),
    ...(instance.InstanceLifecycle === "spot" && { isSpot: true }),
    ...(instance.RootDeviceType === "instance-store" && { isInstanceStore: true }),
  };
}

/** Instances by id, including those terminated within the last hour. */
export const remembered = verb({
  operation: "ec2:DescribeInstances",
  effect: "read",
  wildcardReason: find.wildcardReason ?? "",
  client,
  async run(ec2, { ids }: { ids: readonly string[] }): Promise<LocalResource[]> {
    const { Reservations = [] } = await ec2.send(
      new (await load()).DescribeInstancesCommand({ Filters: [filterOf({ ids })] }),
    );
    return Reservations.flatMap(({ Instances = [] }) => Instances.map(resourceOf));
  },
});

/**
 * The EC2 status checks that an instance fails: `instance`, `system`; empty when it passes both, or is not running.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html
 */
export const impairment = verb({
  operation: "ec2:DescribeInstanceStatus",
  effect: "read",
  wildcardReason:
    "DescribeInstanceStatus has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
  client,
  async run(ec2, { id }: { id: string }): Promise<("instance" | "system")[]> {
    const { InstanceStatuses: [status] = [] } = await ec2.send(
      new (await load()).DescribeInstanceStatusCommand({ InstanceIds: [id] }),
    );
    const checks = { instance: status?.InstanceStatus, system: status?.SystemStatus };
    return (["instance", "system"] as const).filter((check) => checks[check]?.Status === "impaired");
  },
});

/** The end of an instance's console output; empty when AWS has none. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html */
export const consoleOutput = verb({
  operation: "ec2:GetConsoleOutput",
  effect: "read",
  resources: [instanceArn],
  client,
  async run(ec2, { id }: { id: string }): Promise<{ readonly text: string; readonly at?: string }> {
    const { Output = "", Timestamp } = await ec2.send(new (await load()).GetConsoleOutputCommand({ InstanceId: id }));
    return {
      text: Buffer.from(Output, "base64").toString("utf8"),
      ...(Timestamp && { at: Timestamp.toISOString() }),
    };
  },
});

/** Starts instances; running ones are left as they are. */
export const start = verb({
  operation: "ec2:StartInstances",
  effect: "state",
  resources: [instanceArn],
  alsoChecked: [
    {
      action: "kms:CreateGrant",
      resources: [ownArn("kms", "key/*")],
      condition: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
      },
      when: "a volume is encrypted with a customer's key; without it the start seems to succeed: https://repost.aws/knowledge-center/kms-iam-ec2-permission",
    },
  ],
  client,
  async run(ec2, { ids }: { ids: readonly string[] }) {
    await ec2.send(new (await load()).StartInstancesCommand({ InstanceIds: [...ids] }));
  },
});

/** Stops instances; stopped ones are left as they are. */
export const stop = verb({
  operation: "ec2:StopInstances",
  effect: "state",
  resources: [instanceArn],
  client,
  async run(ec2, { ids }: { ids: readonly string[] }) {
    await ec2.send(new (await load()).StopInstancesCommand({ InstanceIds: [...ids] }));
  },
});

/** Requests a reboot. AWS neither takes a token nor reports whether it happened. */
export const reboot = verb({
  operation: "ec2:RebootInstances",
  effect: "none",
  resources: [instanceArn],
  client,
  async run(ec2, { ids }: { ids: readonly string[] }) {
    await ec2.send(new (await load()).RebootInstancesCommand({ InstanceIds: [...ids] }));
  },
});
