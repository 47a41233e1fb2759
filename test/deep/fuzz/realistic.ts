/** Messages of the events queue as AWS sends them: of every kind that the bot knows, and of some that it does not. */

import { account, region } from "../../../sandbox/world.ts";
import { readCorpus } from "../../../scripts/corpus.ts";
import { autoScalingEvent, awsEvent, causes, pipelineEvent } from "../../stage.ts";
import { hostileJson, type Mutation, mutated } from "./hostile.ts";

type Message = Readonly<Record<string, unknown>>;

/** The usual events of the corpus, story by story; of what SNS hands a function, what it puts into a queue. */
function corpus(): Message[] {
  const events = readCorpus()
    .filter(({ name }) => name.endsWith("/usual"))
    .flatMap(({ events }): readonly Message[] => events);
  return events.flatMap((event) =>
    Array.isArray(event.Records) ? event.Records.map(({ Sns }: { Sns: Message }) => Sns) : [event],
  );
}

const execution = "3137f7cb-7cf7-4039-a4b8-3a7a6f1b2c3d";

/** A notification of SNS as a queue gets it. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function notification(Subject: string, Message: string): Record<string, unknown> {
  return {
    Type: "Notification",
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: `arn:aws:sns:${region}:${account}:alerts`,
    Subject,
    Message,
    Timestamp: "2026-11-23T00:00:00.000Z",
    SignatureVersion: "1",
    Signature: "EXAMPLE",
    SigningCertURL: "EXAMPLE",
    UnsubscribeURL: "EXAMPLE",
  };
}

function alarm(value: string, dimensions: object): Record<string, unknown> {
  return awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
    alarmName: "api-5xx",
    state: {
      value,
      reason: "Threshold Crossed: 1 datapoint [7.0] was greater than the threshold (5.0).",
      reasonData: '{"version":"1.0","threshold":5}',
      timestamp: "2026-11-23T00:00:00.000+0000",
    },
    previousState: { value: "OK", reason: "", timestamp: "2026-11-22T23:00:00.000+0000" },
    configuration: {
      description: "Too many errors",
      metrics: [
        {
          id: "m1",
          returnData: true,
          metricStat: {
            metric: { name: "CPUUtilization", namespace: "AWS/EC2", dimensions },
            period: 60,
            stat: "Sum",
          },
        },
      ],
    },
  });
}

const commit = JSON.stringify({ ProviderType: "GitHub", CommitMessage: "Serve images\n\nFrom the cache." });

export const realistic: readonly Message[] = [
  ...corpus(),
  pipelineEvent({ execution, state: "STARTED" }),
  pipelineEvent({ execution, state: "STARTED", stage: "Build", at: 10 }),
  pipelineEvent({
    execution,
    state: "SUCCEEDED",
    stage: "Source",
    action: "Source",
    category: "Source",
    at: 9,
    result: {
      "external-execution-id": "0123456789abcdef0123456789abcdef01234567",
      "external-execution-summary": commit,
      "external-execution-url": "https://github.com/acme/web/commit/0123456789abcdef",
    },
  }),
  pipelineEvent({
    execution,
    state: "FAILED",
    stage: "Build",
    action: "Build",
    at: 90,
    result: {
      "external-execution-id": "web:1",
      "external-execution-summary": "Build terminated with state: FAILED",
      "external-execution-url": "https://console.aws.amazon.com/codebuild/home#/builds/web:1/view",
      "error-code": "JobFailed",
    },
  }),
  pipelineEvent({
    execution,
    state: "STARTED",
    stage: "Approval",
    action: "Approve",
    category: "Approval",
    at: 95,
  }),
  pipelineEvent({ execution, state: "FAILED", at: 100 }),
  pipelineEvent({ execution, state: "SUCCEEDED", at: 120, attempt: 2 }),
  autoScalingEvent("Launch Unsuccessful", {
    cause: causes.replacement,
    message: "We currently do not have sufficient t3.medium capacity.",
  }),
  autoScalingEvent("Terminate Successful", { instance: "i-0cccccccccccccccc", cause: causes.scaleIn }),
  awsEvent("aws.ec2", "EC2 Instance State-change Notification", {
    "instance-id": "i-0d1a2b3c4d5e6f701",
    state: "stopped",
  }),
  awsEvent("aws.autoscaling", "EC2 Instance-terminate Lifecycle Action", {
    LifecycleActionToken: "87654321-4321-4321-4321-210987654321",
    AutoScalingGroupName: "web-asg",
    LifecycleHookName: "drain",
    EC2InstanceId: "i-0cccccccccccccccc",
    LifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
    NotificationMetadata: "runbook 7",
  }),
  awsEvent("aws.rds", "RDS DB Cluster Event", {
    EventCategories: ["notification"],
    SourceType: "CLUSTER",
    Message: "The DB cluster is being started due to it exceeding the maximum allowed time being stopped.",
    SourceIdentifier: "dev-aurora",
    EventID: "RDS-EVENT-0153",
  }),
  alarm("ALARM", { InstanceId: "i-0d1a2b3c4d5e6f701" }),
  alarm("ALARM", { DBInstanceIdentifier: "dev-db" }),
  alarm("OK", {}),
  notification("ALARM: api-5xx", JSON.stringify({ AlarmName: "api-5xx", NewStateValue: "ALARM" })),
  notification(
    'Auto Scaling: test notification for group "web-asg"',
    JSON.stringify({
      AccountId: account,
      RequestId: "5a8f7b3e-0000-4000-8000-000000000001",
      AutoScalingGroupARN: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:1:autoScalingGroupName/web-asg`,
      AutoScalingGroupName: "web-asg",
      Service: "AWS Auto Scaling",
      Event: "autoscaling:TEST_NOTIFICATION",
      Time: "2026-11-23T00:00:00.000Z",
    }),
  ),
  notification(
    "AWS Cost Management: Cost anomaly(s) summary for monitor: services",
    JSON.stringify({
      accountId: account,
      monitorArn: `arn:aws:ce::${account}:anomalymonitor/8a5c1f0e-0000-4000-8000-000000000001`,
      monitorName: "services",
      anomalyId: "5f2c8a10-0000-4000-8000-000000000001",
      anomalyStartDate: "2026-11-20T00:00:00Z",
      anomalyEndDate: "2026-11-22T00:00:00Z",
      dimensionalValue: "Amazon Elastic Compute Cloud - Compute",
      impact: { maxImpact: 120.5, totalImpact: 340, totalActualSpend: 500, totalExpectedSpend: 160 },
      rootCauses: [
        {
          service: "Amazon Elastic Compute Cloud - Compute",
          region,
          linkedAccount: account,
          usageType: "Box",
        },
      ],
    }),
  ),
  notification("An event of EventBridge", JSON.stringify(alarm("ALARM", {}))),
  awsEvent("aws.securityhub", "Findings Imported V2", {
    findings: [
      {
        cloud: { account: { uid: account }, region },
        finding_info: { uid: "f-1", title: "An instance is exposed", types: ["Exposure"] },
        metadata: { product: { name: "Security Hub" } },
        resources: [{ type: "AWS::EC2::Instance", uid: "i-0d1a2b3c4d5e6f701", tags: [{ name: "Name", value: "x" }] }],
        severity: "Critical",
        status_id: 1,
        time: 1_795_392_000_000,
      },
    ],
  }),
  awsEvent("acme.billing", "Invoice", { number: 1, nested: { deeply: { here: true } } }),
];

/**
 * The message with these changes, as a body of the queue; where it is a notification with JSON in it, every other time
 * they are made in there.
 */
export function changed(message: Message, mutations: readonly Mutation[]): string {
  const inner = typeof message.Message === "string" && /^\{/.test(message.Message) ? message.Message : undefined;
  if (inner === undefined || (mutations[0]?.at ?? 0) % 2) return hostileJson(mutated(message, mutations));
  return hostileJson({ ...message, Message: hostileJson(mutated(JSON.parse(inner), mutations)) });
}
