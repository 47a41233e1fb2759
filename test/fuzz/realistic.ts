/** Messages of the events queue as AWS sends them: of every kind that the bot knows, and of some that it does not. */
import { account, region } from "../../sandbox/world.ts";
import { autoScalingEvent, awsEvent, causes, pipelineEvent, replacement } from "../doors/stage.ts";

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

const budget = `AWS Budget Notification November 23, 2026
AWS Account ${account}

Dear AWS Customer,

You requested that we alert you when the ACTUAL Cost associated with your web budget is greater than $100.00.

Budget Name: web
Budget Type: Cost
Budgeted Amount: $1,100.00
Alert Type: ACTUAL
Alert Threshold: > $100.00
ACTUAL Amount: $120.50
`;

export const realistic: readonly Record<string, unknown>[] = [
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
  ...replacement("web-asg", "i-0aaaaaaaaaaaaaaaa", "i-0bbbbbbbbbbbbbbbb"),
  autoScalingEvent("Launch Unsuccessful", {
    cause: causes.replacement,
    message: "We currently do not have sufficient t3.medium capacity.",
  }),
  autoScalingEvent("Terminate Successful", { instance: "i-0cccccccccccccccc", cause: causes.scaleIn }),
  awsEvent("aws.ec2", "EC2 Instance State-change Notification", {
    "instance-id": "i-0d1a2b3c4d5e6f701",
    state: "stopped",
  }),
  awsEvent("aws.rds", "RDS DB Instance Event", {
    EventCategories: ["failure"],
    SourceType: "DB_INSTANCE",
    SourceArn: `arn:aws:rds:${region}:${account}:db:dev-db`,
    Date: "2026-11-23T00:00:00Z",
    Message: "The storage is full",
    SourceIdentifier: "dev-db",
    EventID: "RDS-EVENT-0031",
    Tags: { env: "dev" },
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
  notification("AWS Budgets: web has exceeded your alert threshold", budget),
  notification("ALARM: api-5xx", JSON.stringify({ AlarmName: "api-5xx", NewStateValue: "ALARM" })),
  notification("An event of EventBridge", JSON.stringify(alarm("ALARM", {}))),
  awsEvent("aws.codebuild", "CodeBuild Build State Change", {
    "build-status": "FAILED",
    "project-name": "web",
    "build-id": `arn:aws:codebuild:${region}:${account}:build/web:1`,
    "additional-information": { initiator: "codepipeline/web", "source-version": "main", phases: [] },
  }),
  awsEvent("aws.health", "AWS Health Event", {
    eventArn: `arn:aws:health:${region}::event/EC2/X/1`,
    service: "EC2",
    eventTypeCode: "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED",
    eventTypeCategory: "scheduledChange",
    eventDescription: [{ language: "en_US", latestDescription: "It will retire." }],
    affectedEntities: [{ entityValue: "i-0d1a2b3c4d5e6f701" }],
  }),
  awsEvent("aws.ce", "Anomaly Detected", {
    anomalyId: "a1",
    accountName: "prod",
    impact: { maxImpact: 120.5, totalImpact: 340 },
    rootCauses: [{ service: "Amazon EC2" }],
  }),
  awsEvent(
    "aws.acm",
    "ACM Certificate Renewal Action Required",
    { CommonName: "example.com", DaysToExpiry: 15, RenewalStatusReason: "CAA_ERROR", InUse: true },
    { resources: [`arn:aws:acm:${region}:${account}:certificate/8f4c1a2b-0000-4000-8000-000000000001`] },
  ),
  awsEvent("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", {
    "check-name": "VPC Elastic IP Address",
    "check-item-detail": { Region: region, "Limit Name": "EIPs", "Limit Amount": "5", "Current Usage": "5" },
    status: "ERROR",
    resource_id: "",
    uuid: "aa12345f-55c7-498e-b7ac-123456789012",
  }),
  awsEvent("aws.guardduty", "GuardDuty Finding", {
    id: "16afba5c5c43e07c9e3e5e2e544e95df",
    arn: `arn:aws:guardduty:${region}:${account}:detector/d1/finding/16afba5c5c43e07c9e3e5e2e544e95df`,
    type: "UnauthorizedAccess:EC2/SSHBruteForce",
    severity: 5,
    resource: {
      resourceType: "Instance",
      instanceDetails: { instanceId: "i-0d1a2b3c4d5e6f701", tags: [{ key: "Name", value: "dev-api" }] },
    },
    service: {
      action: {
        actionType: "NETWORK_CONNECTION",
        networkConnectionAction: {
          connectionDirection: "INBOUND",
          localPortDetails: { port: 22 },
          remoteIpDetails: { ipAddressV4: "198.51.100.1", country: { countryName: "Brazil" } },
        },
      },
      count: 3,
      eventFirstSeen: "2026-11-22T23:00:00Z",
      eventLastSeen: "2026-11-22T23:50:00Z",
      archived: false,
    },
    updatedAt: "2026-11-23T00:00:00Z",
    title: "Somebody tries passwords",
    description: "198.51.100.1 tries passwords.",
  }),
  awsEvent("aws.securityhub", "Security Hub Findings - Imported", {
    findings: ["invoices", "images"].map((bucket) => ({
      Id: `arn:aws:securityhub:${region}:${account}:security-control/S3.8/finding/${bucket}`,
      AwsAccountId: account,
      Title: "Buckets should block public access",
      Severity: { Label: "HIGH" },
      Compliance: { Status: "FAILED", SecurityControlId: "S3.8" },
      Workflow: { Status: "NEW" },
      RecordState: "ACTIVE",
      Resources: [{ Type: "AwsS3Bucket", Id: `arn:aws:s3:::${bucket}`, Tags: { env: "dev" } }],
      UpdatedAt: "2026-11-23T00:00:00.000Z",
    })),
  }),
  awsEvent("aws.securityhub", "Findings Imported V2", {
    findings: [
      {
        cloud: { account: { uid: account }, region },
        finding_info: { uid: "f-1", title: "An instance is exposed", types: ["Exposure"] },
        metadata: { product: { name: "Security Hub" } },
        resources: [
          { type: "AWS::EC2::Instance", uid: "i-0d1a2b3c4d5e6f701", tags: [{ name: "Name", value: "x" }] },
        ],
        severity: "Critical",
        status_id: 1,
        time: 1_795_392_000_000,
      },
    ],
  }),
  awsEvent("aws.cloudwatch", "CloudWatch Alarm Configuration Change", {
    alarmName: "dev-api-cpu",
    operation: "update",
    configuration: { actionsEnabled: false },
    previousConfiguration: { actionsEnabled: true },
    state: { value: "ALARM" },
  }),
  awsEvent("acme.billing", "Invoice", { number: 1, nested: { deeply: { here: true } } }),
];
