import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from "@aws-sdk/client-cloudformation";
import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { errorOf, openAws } from "./open.ts";

const template = {
  Parameters: {
    Mail: { Type: "String", Default: "" },
    Names: { Type: "CommaDelimitedList", Default: "a,b" },
  },
  Conditions: { HasMail: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Mail" }, ""] }] } },
  Resources: {
    // What it refers to comes after it.
    Queue: {
      Type: "AWS::SQS::Queue",
      Properties: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
        QueueName: { "Fn::Sub": "${AWS::StackName}-queue" },
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Letters", "Arn"] }, maxReceiveCount: 3 },
      },
    },
    Letters: { Type: "AWS::SQS::Queue" },
    Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "topic" } },
    ByMail: {
      Type: "AWS::SNS::Subscription",
      Condition: "HasMail",
      Properties: { TopicArn: { Ref: "Topic" }, Protocol: "email", Endpoint: { Ref: "Mail" } },
    },
  },
  Outputs: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
    Where: { Value: { "Fn::Sub": "${AWS::Region}/${Queue.QueueName}" } },
    Second: { Value: { "Fn::Select": [1, { Ref: "Names" }] } },
    Told: {
      Value: {
        "Fn::If": ["HasMail", { "Fn::Join": ["+", { "Fn::Split": ["@", { Ref: "Mail" }] }] }, "nobody"],
      },
    },
  },
};

const create = (StackName: string, mail?: string) =>
  new CreateStackCommand({
    StackName,
    TemplateBody: JSON.stringify(template),
    ...(mail && { Parameters: [{ ParameterKey: "Mail", ParameterValue: mail }] }),
  });

describe("cloudformation", () => {
  it("makes what a template describes, and tells its outputs", async () => {
    const { config } = await openAws();
    const client = new CloudFormationClient(config());
    await client.send(create("one", "night@example.com"));
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: "one" }));
    expect(Stacks[0]).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      Outputs: [
        { OutputKey: "Where", OutputValue: "ap-northeast-2/one-queue" },
        { OutputKey: "Second", OutputValue: "b" },
        { OutputKey: "Told", OutputValue: "night+example.com" },
      ],
    });
    const { StackResourceSummaries = [] } = await client.send(new ListStackResourcesCommand({ StackName: "one" }));
    const physical = Object.fromEntries(
      StackResourceSummaries.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]),
    );
    expect(Object.keys(physical)).toEqual(["Queue", "Letters", "Topic", "ByMail"]);
    const { Attributes } = await new SQSClient(config()).send(
      new GetQueueAttributesCommand({ QueueUrl: physical.Queue, AttributeNames: ["RedrivePolicy"] }),
    );
    expect(JSON.parse(Attributes?.RedrivePolicy ?? "")).toMatchObject({
      deadLetterTargetArn: expect.stringContaining(":one-Letters-"),
      maxReceiveCount: 3,
    });
    const { Subscriptions } = await new SNSClient(config()).send(
      new ListSubscriptionsByTopicCommand({ TopicArn: physical.Topic }),
    );
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: "PendingConfirmation", Endpoint: "night@example.com" }]);
  });

  it("leaves out what its condition leaves out", async () => {
    const { config } = await openAws();
    const client = new CloudFormationClient(config());
    await client.send(create("one"));
    const { StackResourceSummaries } = await client.send(new ListStackResourcesCommand({ StackName: "one" }));
    expect(StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId)).not.toContain("ByMail");
  });

  it("knows each stack once, and no other", async () => {
    const { config } = await openAws();
    const client = new CloudFormationClient(config());
    await client.send(create("one"));
    expect((await errorOf(client.send(create("one")))).name).toBe("AlreadyExistsException");
    expect((await errorOf(client.send(new DescribeStacksCommand({ StackName: "two" })))).message).toBe(
      "Stack with id two does not exist",
    );
  });
});

describe("iam", () => {
  const arn = (bucket: string) => `arn:aws:s3:::${bucket}/file`;
  const allow = { Effect: "Allow", Action: ["s3:Get*", "s3:PutObject"], Resource: "arn:aws:s3:::mine/*" };
  const like = {
    StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
    Bool: { "kms:GrantIsForAWSResource": "true" },
  };
  const via = { StringEquals: { "kms:ViaService": "ssm.ap-northeast-2.amazonaws.com" } };

  const decisions: [string, string, string, Record<string, string>, string][] = [
    ["what is named", "s3:PutObject", arn("mine"), {}, "allowed"],
    ["what a wildcard stands for, in any case", "S3:getobject", arn("mine"), {}, "allowed"],
    ["another resource", "s3:PutObject", arn("other"), {}, "implicitDeny"],
    ["another action", "s3:DeleteObject", arn("mine"), {}, "implicitDeny"],
    ["what is forbidden beside", "s3:GetObject", arn("mine").replace("file", "secret"), {}, "explicitDeny"],
    ["a condition that is not met", "kms:Decrypt", "*", {}, "implicitDeny"],
    ["one that is met", "kms:Decrypt", "*", { "kms:ViaService": "ssm.ap-northeast-2.amazonaws.com" }, "allowed"],
    [
      "several that are met",
      "kms:CreateGrant",
      "*",
      { "kms:ViaService": "ec2.eu-west-1.amazonaws.com", "kms:GrantIsForAWSResource": "true" },
      "allowed",
    ],
    [
      "several of which one is not met",
      "kms:CreateGrant",
      "*",
      { "kms:ViaService": "ec2.eu-west-1.amazonaws.com", "kms:GrantIsForAWSResource": "false" },
      "implicitDeny",
    ],
  ];

  it.each(decisions)("decides on %s", async (_, action, resource, context, decision) => {
    const { config } = await openAws();
    const client = new IAMClient(config());
    const { Role } = await client.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: "{}" }));
    const document = {
      Version: "2012-10-17",
      Statement: [
        allow,
        { Effect: "Deny", Action: "s3:*", Resource: "*/secret" },
        { Effect: "Allow", Action: "kms:Decrypt", Resource: "*", Condition: via },
        { Effect: "Allow", Action: "kms:CreateGrant", Resource: "*", Condition: like },
      ],
    };
    const PolicyDocument = JSON.stringify(document);
    await client.send(new PutRolePolicyCommand({ RoleName: "r", PolicyName: "p", PolicyDocument }));
    const read = await client.send(new GetRolePolicyCommand({ RoleName: "r", PolicyName: "p" }));
    expect(JSON.parse(decodeURIComponent(read.PolicyDocument ?? ""))).toEqual(document);
    const { EvaluationResults } = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: Role?.Arn,
        ActionNames: [action],
        ResourceArns: [resource],
        ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyValues: [value],
          ContextKeyType: "string" as const,
        })),
      }),
    );
    expect(EvaluationResults).toMatchObject([{ EvalDecision: decision, EvalActionName: action }]);
  });
});
