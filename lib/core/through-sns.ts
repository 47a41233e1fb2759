/** What Auto Scaling and RDS say through SNS, as the events that EventBridge makes of the same. */
import { type DatabaseEventType, databaseEvents } from "./database.ts";
import type { AwsEvent } from "./event.ts";
import { objectAt, textAt } from "./fields.ts";
import type { Place } from "./place.ts";

/** Without what only the queue's message knows; `account` and `region` are empty where the message does not say them. */
export type ThroughSns = Omit<AwsEvent, "id" | "time"> & { readonly time: string | undefined };

/** Under which type a test of Auto Scaling's notifications is known here; EventBridge has none. */
export const autoScalingTestType = "Auto Scaling Test Notification";

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html */
const activities: Readonly<Record<string, string>> = {
  "autoscaling:EC2_INSTANCE_LAUNCH": "EC2 Instance Launch Successful",
  "autoscaling:EC2_INSTANCE_LAUNCH_ERROR": "EC2 Instance Launch Unsuccessful",
  "autoscaling:EC2_INSTANCE_TERMINATE": "EC2 Instance Terminate Successful",
  "autoscaling:EC2_INSTANCE_TERMINATE_ERROR": "EC2 Instance Terminate Unsuccessful",
  "autoscaling:TEST_NOTIFICATION": autoScalingTestType,
};

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html */
const transitions: Readonly<Record<string, string>> = {
  "autoscaling:EC2_INSTANCE_LAUNCHING": "EC2 Instance-launch Lifecycle Action",
  "autoscaling:EC2_INSTANCE_TERMINATING": "EC2 Instance-terminate Lifecycle Action",
};

function known(table: Readonly<Record<string, string>>, name = ""): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A notification of an Auto Scaling group, which has the fields of the event's detail; undefined when it is none. */
export function autoScalingThroughSns(message: Readonly<Record<string, unknown>>): ThroughSns | undefined {
  const group = textAt(message, "AutoScalingGroupName");
  const type =
    known(activities, textAt(message, "Event")) ?? known(transitions, textAt(message, "LifecycleTransition"));
  if (!group || !type) return undefined;
  const arn = textAt(message, "AutoScalingGroupARN");
  const { account, region } = placeIn(arn);
  return {
    source: "aws.autoscaling",
    type,
    account: textAt(message, "AccountId") ?? account,
    region,
    time: textAt(message, "Time"),
    resources: arn ? [arn] : [],
    detail: message,
  };
}

/** By the source type of the subscription. */
const sources: Readonly<Record<string, DatabaseEventType>> = {
  "db-instance": "RDS DB Instance Event",
  "db-cluster": "RDS DB Cluster Event",
  "db-snapshot": "RDS DB Snapshot Event",
  "db-cluster-snapshot": "RDS DB Cluster Snapshot Event",
  "db-parameter-group": "RDS DB Parameter Group Event",
  "db-security-group": "RDS DB Security Group Event",
  "db-proxy": "RDS DB Proxy Event",
  "blue-green-deployment": "RDS Blue Green Deployment Event",
  "custom-engine-version": "RDS Custom Engine Version Event",
  "db-shard-group": "RDS DB Shard Group Event",
  "zero-etl": "RDS Zero ETL Event",
};

/**
 * A notification of an RDS event subscription; undefined when it is none. It says no categories, and its time as
 * `2026-11-23 00:00:00.000`, in UTC; older ones have no ARN.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html
 */
export function databaseThroughSns(message: Readonly<Record<string, unknown>>): ThroughSns | undefined {
  const source = textAt(message, "Event Source");
  const event = textAt(message, "Event ID");
  const id = textAt(message, "Source ID");
  if (!source || !id || event === undefined || !Object.hasOwn(sources, source)) return undefined;
  const type = sources[source];
  if (!type || !Object.hasOwn(databaseEvents, type)) return undefined;
  const arn = textAt(message, "Source ARN");
  const said = textAt(message, "Event Time")?.trim().replace(" ", "T");
  const at = Date.parse(said === undefined || /(Z|[+-]\d\d:?\d\d)$/.test(said) ? (said ?? "") : `${said}Z`);
  const time = Number.isNaN(at) ? undefined : new Date(at).toISOString();
  const { account, region } = placeIn(arn);
  const link = textAt(message, "Identifier Link");
  return {
    source: "aws.rds",
    type,
    account,
    region: region || (/[?&]region=([a-z0-9-]+)/.exec(link ?? "")?.[1] ?? ""),
    time,
    resources: arn ? [arn] : [],
    detail: {
      EventID: /RDS-EVENT-\d+/.exec(event)?.[0],
      Message: textAt(message, "Event Message"),
      SourceIdentifier: id,
      SourceArn: arn,
      Date: time,
      Tags: objectAt(message, "Tags"),
    },
  };
}

function placeIn(arn: string | undefined): Place {
  const [, , , region = "", account = ""] = arn?.split(":") ?? [];
  return { account, region };
}
