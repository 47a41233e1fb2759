import type { Filter, Instance as SdkInstance } from "@aws-sdk/client-ec2";
import type { Resource } from "../core/resource.ts";
import { once, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-ec2");
const client = once(async (settings) => {
  const { EC2Client } = await load();
  return new EC2Client(settings);
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
const instanceArn = "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*";

/** Which instances are meant: all of them, those of these ids, or those with a tag of that value. */
export type InstanceQuery =
  | { readonly ids: readonly string[] }
  | { readonly tag: string; readonly value: string }
  | "all";

/** The instances that are there, the terminated ones left out. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const find = verb({
  operation: "ec2:DescribeInstances",
  effect: "read",
  // EC2 has no resource-level permission for Describe calls.
  resources: ["*"],
  client,
  async run(ec2, query: InstanceQuery): Promise<Resource[]> {
    const { paginateDescribeInstances } = await load();
    const alive: Filter = {
      Name: "instance-state-name",
      Values: ["pending", "running", "shutting-down", "stopping", "stopped"],
    };
    const tagged =
      query !== "all" && "tag" in query ? [{ Name: `tag:${query.tag}`, Values: [query.value] }] : [];
    const ids = query !== "all" && "ids" in query ? [{ Name: "instance-id", Values: [...query.ids] }] : [];
    const found: Resource[] = [];
    const pages = paginateDescribeInstances(
      { client: ec2, pageSize: 1_000 },
      { Filters: [alive, ...tagged, ...ids] },
    );
    for await (const { Reservations = [] } of pages) {
      for (const { Instances = [] } of Reservations) found.push(...Instances.map(resourceOf));
    }
    return found;
  },
});

function resourceOf(instance: SdkInstance): Resource {
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
    ...(group && { group }),
    ...(instance.InstanceLifecycle === "spot" && { isSpot: true }),
    ...(instance.RootDeviceType === "instance-store" && { isInstanceStore: true }),
  };
}

/** Starts instances; starting one that runs changes nothing. */
export const start = verb({
  operation: "ec2:StartInstances",
  effect: "state",
  resources: [instanceArn],
  client,
  async run(ec2, { ids }: { ids: readonly string[] }) {
    const { StartInstancesCommand } = await load();
    await ec2.send(new StartInstancesCommand({ InstanceIds: [...ids] }));
  },
});

/** Stops instances; stopping one that is stopped changes nothing. */
export const stop = verb({
  operation: "ec2:StopInstances",
  effect: "state",
  resources: [instanceArn],
  client,
  async run(ec2, { ids }: { ids: readonly string[] }) {
    const { StopInstancesCommand } = await load();
    await ec2.send(new StopInstancesCommand({ InstanceIds: [...ids] }));
  },
});

/** Asks for a reboot. AWS neither takes a token nor tells afterwards whether it happened. */
export const reboot = verb({
  operation: "ec2:RebootInstances",
  effect: "none",
  resources: [instanceArn],
  client,
  async run(ec2, { ids }: { ids: readonly string[] }) {
    const { RebootInstancesCommand } = await load();
    await ec2.send(new RebootInstancesCommand({ InstanceIds: [...ids] }));
  },
});
