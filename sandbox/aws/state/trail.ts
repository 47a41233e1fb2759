import type { Clock } from "../../clock.ts";
import { Ids } from "../../ids.ts";
import type { PlaceOfWorld } from "../../world.ts";
import { isoSeconds } from "./cloud.ts";

/** One call in CloudTrail. */
export interface TrailEvent {
  readonly id: string;
  readonly name: string;
  /** In whole seconds. */
  readonly at: Date;
  /** `ec2.amazonaws.com` */
  readonly source: string;
  readonly accessKeyId: string;
  readonly username: string;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  /** The whole record, as JSON. */
  readonly record: string;
}

/** An answered call. */
export interface AnsweredCall {
  /** The signing name. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly accessKeyId: string;
  /** The caller's ARN. */
  readonly caller: string;
  readonly requestId: string;
  readonly userAgent: string;
  /** AWS's error code, if it was refused. */
  readonly error?: string;
}

/**
 * When a call can be looked up after it was made: the delay that AWS calls typical.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const delayMs = 5 * 60 * 1000;

/** The services with management events; calls to queues, topics and tables are data events, which are not recorded. */
const recorded = new Set(["autoscaling", "cloudformation", "codepipeline", "ec2", "rds"]);

const readOnly = /^(Describe|Get|List)/;

/** The parameters that name a call's resources, with the type of each. */
const named: Readonly<Record<string, string>> = {
  InstanceIds: "AWS::EC2::Instance",
  DBInstanceIdentifier: "AWS::RDS::DBInstance",
  DBClusterIdentifier: "AWS::RDS::DBCluster",
  AutoScalingGroupName: "AWS::AutoScaling::AutoScalingGroup",
  StackName: "AWS::CloudFormation::Stack",
  pipelineName: "AWS::CodePipeline::Pipeline",
};

/** The account's calls that changed something, or were refused, in order. */
export class Trail {
  readonly #clock: Clock;
  readonly #world: PlaceOfWorld;
  /** Its own ids, so that recording a call does not change other ids. */
  readonly #ids = new Ids(1);
  readonly #events: TrailEvent[] = [];

  constructor(world: PlaceOfWorld, clock: Clock) {
    this.#world = world;
    this.#clock = clock;
  }

  record(call: AnsweredCall): void {
    const { service, operation, input, accessKeyId, caller, requestId, userAgent, error } = call;
    if (!recorded.has(service) || readOnly.test(operation)) return;
    const { account, region } = this.#world;
    const at = isoSeconds(this.#clock.now());
    const id = this.#ids.uuid();
    const username = caller.split("/").at(-1) ?? "";
    const source = `${service}.amazonaws.com`;
    const resources = Object.entries(named).flatMap(([field, type]) =>
      [input[field] ?? []].flat().map((name) => ({ type, name: String(name) })),
    );
    this.#events.push({
      id,
      name: operation,
      at: new Date(at),
      source,
      accessKeyId,
      username,
      resources,
      record: JSON.stringify({
        eventVersion: "1.11",
        userIdentity: {
          type: "AssumedRole",
          principalId: `AROASANDBOX:${username}`,
          arn: caller,
          accountId: caller.split(":")[4],
          accessKeyId,
        },
        eventTime: at,
        eventSource: source,
        eventName: operation,
        awsRegion: region,
        sourceIPAddress: "127.0.0.1",
        userAgent,
        ...(error !== undefined && { errorCode: service === "ec2" ? `Client.${error}` : error }),
        requestParameters: parametersOf(input),
        responseElements: null,
        requestID: requestId,
        eventID: id,
        readOnly: false,
        eventType: "AwsApiCall",
        managementEvent: true,
        recipientAccountId: account,
        eventCategory: "Management",
      }),
    });
  }

  /** The events that can be looked up by now, newest first. */
  known(): readonly TrailEvent[] {
    const last = this.#clock.now().getTime() - delayMs;
    return this.#events.filter(({ at }) => at.getTime() <= last).reverse();
  }
}

/** The input in the form of records: EC2's lists become sets of items, other members begin in lower case. */
function parametersOf(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) =>
      name === "InstanceIds" && Array.isArray(value)
        ? ["instancesSet", { items: value.map((instanceId) => ({ instanceId: String(instanceId) })) }]
        : [name.slice(0, 1).toLowerCase() + name.slice(1), value],
    ),
  );
}
