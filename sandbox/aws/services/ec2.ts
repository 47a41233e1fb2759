import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeTagsCommand,
  EC2Client,
  type Filter,
  GetConsoleOutputCommand,
  type Instance as InstanceDescription,
  type InstanceStatus,
  type _InstanceType as InstanceType,
  RebootInstancesCommand,
  type SpotInstanceRequest,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { Instance, InstanceState, Instances, SpotRequest } from "../state/instances.ts";
import { Service } from "../wire/service.ts";

const codes: Record<InstanceState, number> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

const mostOnPage = 1_000;

/** Amazon EC2: instances. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export function ec2(instances: Instances) {
  return new Service(new EC2Client({ region: "local" }))
    .on(DescribeInstancesCommand, (input) => {
      checkDryRun(input);
      if (input.InstanceIds?.length && input.MaxResults !== undefined)
        throw new AwsError(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults",
        );
      if ((input.MaxResults ?? 0) > mostOnPage)
        throw new AwsError(
          "InvalidParameterValue",
          `Value ( ${input.MaxResults} ) for parameter maxResults is invalid. Expecting a value smaller than or equal to ${mostOnPage}.`,
        );
      const found = select(instances, input.InstanceIds, input.Filters);
      const { items, nextToken } = page(found, input.NextToken, input.MaxResults);
      return {
        Reservations: items.map((instance) => ({
          ReservationId: `r-${instance.id.slice(2)}`,
          OwnerId: instances.world.account,
          Groups: [],
          Instances: [describe(instance)],
        })),
        NextToken: nextToken,
      };
    })
    .on(DescribeInstanceStatusCommand, (input) => {
      checkDryRun(input);
      const found = select(instances, input.InstanceIds, input.Filters).filter(
        ({ state }) => input.IncludeAllInstances || state === "running",
      );
      const { items, nextToken } = page(found, input.NextToken, input.MaxResults);
      return { InstanceStatuses: items.map(describeStatus), NextToken: nextToken };
    })
    .on(GetConsoleOutputCommand, (input) => {
      checkDryRun(input);
      const instance = instances.get(input.InstanceId);
      const { lines, at } = instances.console(instance);
      return {
        InstanceId: instance.id,
        Output: Buffer.from(lines.map((line) => `${line}\r\n`).join(""), "utf8").toString("base64"),
        Timestamp: at,
      };
    })
    .on(DescribeSpotInstanceRequestsCommand, (input) => {
      checkDryRun(input);
      const all = instances.all().filter(isSpot);
      const missing = (input.SpotInstanceRequestIds ?? []).find(
        (id) => !all.some(({ spotRequest }) => spotRequest.id === id),
      );
      if (missing !== undefined)
        throw new AwsError(
          "InvalidSpotInstanceRequestID.NotFound",
          `The spot instance request ID '${missing}' does not exist`,
        );
      const found = all
        .filter(
          ({ spotRequest }) =>
            !input.SpotInstanceRequestIds?.length || input.SpotInstanceRequestIds.includes(spotRequest.id),
        )
        .filter(filtered(input.Filters, spotTexts));
      const { items, nextToken } = page(found, input.NextToken, input.MaxResults);
      return { SpotInstanceRequests: items.map(describeSpot), NextToken: nextToken };
    })
    .on(DescribeTagsCommand, (input) => {
      checkDryRun(input);
      const tags = instances
        .all()
        .flatMap(({ id, tags }) =>
          [...tags].map(([Key, Value]): TagOfInstance => ({ ResourceId: id, ResourceType: "instance", Key, Value })),
        )
        .filter(filtered(input.Filters, tagTexts));
      const { items, nextToken } = page(tags, input.NextToken, input.MaxResults);
      return { Tags: items, NextToken: nextToken };
    })
    .on(StartInstancesCommand, (input) => {
      checkDryRun(input);
      return { StartingInstances: instances.start(input.InstanceIds).map(describeChange) };
    })
    .on(StopInstancesCommand, (input) => {
      checkDryRun(input);
      return { StoppingInstances: instances.stop(input.InstanceIds).map(describeChange) };
    })
    .on(RebootInstancesCommand, (input) => {
      checkDryRun(input);
      instances.reboot(input.InstanceIds);
      return {};
    });
}

function checkDryRun({ DryRun }: { DryRun?: boolean | undefined }): void {
  if (DryRun) throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
}

function select(instances: Instances, ids: string[] | undefined, filters: Filter[] | undefined): Instance[] {
  const from = ids?.length ? instances.getAll(ids) : instances.all();
  return from.filter(filtered(filters, instanceTexts));
}

/** The texts that a filter of that name compares with its values, or undefined for an unknown filter. */
type TextsOf<Item> = (name: string) => ((item: Item) => readonly (string | undefined)[]) | undefined;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const mostFilterValues = 200;

/** Whether an item matches every filter; filters are parsed once for all items. */
function filtered<Item>(filters: readonly Filter[] = [], textsOf: TextsOf<Item>): (item: Item) => boolean {
  const tests = filters.map(({ Name = "", Values = [] }) => {
    const read = textsOf(Name);
    if (!read) throw new AwsError("InvalidParameterValue", `The filter '${Name}' is invalid`);
    if (Values.length > mostFilterValues)
      throw new AwsError(
        "FilterLimitExceeded",
        `The maximum number of filter values specified on a single call is ${mostFilterValues}`,
      );
    const isWanted = oneOf(Values);
    return (item: Item) => read(item).some((text) => text !== undefined && isWanted(text));
  });
  return (item) => tests.every((test) => test(item));
}

/** Whether a text equals one of the values, or matches it as a pattern. */
function oneOf(values: readonly string[]): (text: string) => boolean {
  const literals = new Set(values.filter((value) => !/[*?\\]/.test(value)));
  const patterns = values.filter((value) => !literals.has(value)).map(globPattern);
  return (text) => literals.has(text) || patterns.some((pattern) => pattern.test(text));
}

const instanceTexts: TextsOf<Instance> = (name) => {
  if (name.startsWith("tag:")) return ({ tags }) => [tags.get(name.slice(4))];
  switch (name) {
    case "tag-key":
      return ({ tags }) => [...tags.keys()];
    case "tag-value":
      return ({ tags }) => [...tags.values()];
    case "instance-id":
      return ({ id }) => [id];
    case "instance-type":
      return ({ type }) => [type];
    case "instance-state-name":
      return ({ state }) => [state];
    case "instance-state-code":
      return ({ state }) => [String(codes[state])];
    case "availability-zone":
      return ({ zone }) => [zone];
    case "subnet-id":
      return ({ subnet }) => [subnet];
    case "private-ip-address":
      return ({ privateIp }) => [privateIp];
    case "instance-lifecycle":
      return ({ spotRequest }) => [spotRequest && "spot"];
    case "spot-instance-request-id":
      return ({ spotRequest }) => [spotRequest?.id];
    case "root-device-type":
      return ({ rootDevice }) => [rootDevice];
    default:
      return undefined;
  }
};

type SpotInstance = Instance & { readonly spotRequest: SpotRequest };

function isSpot(instance: Instance): instance is SpotInstance {
  return instance.spotRequest !== undefined;
}

const spotTexts: TextsOf<SpotInstance> = (name) => {
  switch (name) {
    case "spot-instance-request-id":
      return ({ spotRequest }) => [spotRequest.id];
    case "type":
      return ({ spotRequest }) => [spotRequest.type];
    case "instance-id":
      return ({ id }) => [id];
    case "state":
      return (instance) => [spotState(instance).state];
    case "status-code":
      return (instance) => [spotState(instance).code];
    default:
      return undefined;
  }
};

interface TagOfInstance {
  readonly ResourceId: string;
  readonly ResourceType: "instance";
  readonly Key: string;
  readonly Value: string;
}

const tagTexts: TextsOf<TagOfInstance> = (name) => {
  if (name.startsWith("tag:")) return ({ Key, Value }) => (Key === name.slice(4) ? [Value] : []);
  switch (name) {
    case "resource-id":
      return ({ ResourceId }) => [ResourceId];
    case "resource-type":
      return ({ ResourceType }) => [ResourceType];
    case "key":
      return ({ Key }) => [Key];
    case "value":
      return ({ Value }) => [Value];
    default:
      return undefined;
  }
};

/** A filter's value: `*` matches any text, `?` one character, and a backslash escapes either. */
export function globMatches(glob: string, text: string): boolean {
  return globPattern(glob).test(text);
}

function globPattern(glob: string): RegExp {
  const pattern = glob.replaceAll(/\\[*?\\]|[*?]|[^*?\\]+|\\/g, (part) => {
    if (part === "*") return "[\\s\\S]*";
    if (part === "?") return "[\\s\\S]";
    const literal = /^\\[*?\\]$/.test(part) ? part.slice(1) : part;
    return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${pattern}$`);
}

function describeState(state: InstanceState) {
  return { Code: codes[state], Name: state };
}

function describeChange({ instance, previous }: { instance: Instance; previous: InstanceState }) {
  return {
    InstanceId: instance.id,
    CurrentState: describeState(instance.state),
    PreviousState: describeState(previous),
  };
}

function describe(instance: Instance): InstanceDescription {
  return {
    InstanceId: instance.id,
    ImageId: "ami-0c9c942bd7bf113a2",
    InstanceType: instance.type as InstanceType,
    State: describeState(instance.state),
    StateTransitionReason: instance.transitionReason,
    ...(instance.stateReason
      ? { StateReason: { Code: instance.stateReason.code, Message: instance.stateReason.message } }
      : {}),
    LaunchTime: instance.launchedAt,
    Placement: { AvailabilityZone: instance.zone, GroupName: "", Tenancy: "default" },
    Monitoring: { State: "disabled" },
    PrivateIpAddress: instance.privateIp,
    PrivateDnsName: `ip-${instance.privateIp.replaceAll(".", "-")}.ap-northeast-2.compute.internal`,
    PublicDnsName: "",
    SubnetId: instance.subnet,
    VpcId: "vpc-0f2b6a7c8d9e0f1a2",
    Architecture: "x86_64",
    ...(instance.spotRequest ? { InstanceLifecycle: "spot", SpotInstanceRequestId: instance.spotRequest.id } : {}),
    RootDeviceType: instance.rootDevice,
    RootDeviceName: "/dev/xvda",
    VirtualizationType: "hvm",
    Hypervisor: "xen",
    EbsOptimized: true,
    SecurityGroups: [],
    BlockDeviceMappings: [],
    NetworkInterfaces: [],
    Tags: [...instance.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html */
function spotState({ state }: SpotInstance) {
  switch (state) {
    case "pending":
    case "running":
      return { state: "active", code: "fulfilled", message: "Your Spot request is fulfilled." } as const;
    case "stopping":
    case "stopped":
      return {
        state: "disabled",
        code: "instance-stopped-by-user",
        message: "Your instance was stopped by you.",
      } as const;
    case "shutting-down":
    case "terminated":
      return {
        state: "closed",
        code: "instance-terminated-by-user",
        message: "Your Spot Instance was terminated by you.",
      } as const;
  }
}

function describeSpot(instance: SpotInstance): SpotInstanceRequest {
  const { id, type, createdAt } = instance.spotRequest;
  const { state, code, message } = spotState(instance);
  return {
    SpotInstanceRequestId: id,
    Type: type,
    State: state,
    Status: { Code: code, Message: message, UpdateTime: createdAt },
    InstanceId: instance.id,
    CreateTime: createdAt,
    LaunchedAvailabilityZone: instance.zone,
    LaunchSpecification: { InstanceType: instance.type as InstanceType, SubnetId: instance.subnet },
    ProductDescription: "Linux/UNIX",
    InstanceInterruptionBehavior: type === "persistent" ? "stop" : "terminate",
    SpotPrice: "0.026000",
    Tags: [],
  };
}

function describeStatus(instance: Instance): InstanceStatus {
  const known = instance.state === "running";
  const status = known ? (instance.impaired ? "impaired" : "ok") : "not-applicable";
  const check = { Name: "reachability", Status: instance.impaired ? "failed" : "passed" } as const;
  return {
    InstanceId: instance.id,
    AvailabilityZone: instance.zone,
    InstanceState: describeState(instance.state),
    InstanceStatus: { Status: status, Details: known ? [check] : [] },
    SystemStatus: { Status: known ? "ok" : "not-applicable", Details: [] },
    Events: [],
  };
}
