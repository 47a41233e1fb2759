import { stringify } from "yaml";
import type { EventDefinition } from "../../lib/app/define.ts";
import { type VerbName, verbs } from "../../lib/aws/verbs.ts";
import { type Handlers, rightsOf, verbNames } from "./iam.ts";
import { forwardedPatterns } from "./rules.ts";

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
const hubBus = { "Fn::Sub": "arn:${AWS::Partition}:events:${HubRegion}:${HubAccount}:event-bus/default" };
const ownRules = { "Fn::Sub": "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*" };
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation

const hubAccount = {
  Type: "String",
  AllowedPattern: "\\d{12}",
  Description: "The account in which Nightshift runs.",
};

/**
 * The CloudFormation template for another account or region: rules that forward the events that have a handler to
 * Nightshift's event bus, and a topic for Budgets.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function deriveForwarder(events: readonly EventDefinition[]): string {
  const rules = forwardedPatterns(events).map(([id, pattern]) => [
    id,
    {
      Type: "AWS::Events::Rule",
      Properties: {
        Description: `What ${pattern.source[0]} tells, to Nightshift.`,
        // Not events that were forwarded here: they would go round in circles.
        EventPattern: { account: [{ Ref: "AWS::AccountId" }], ...pattern },
        Targets: [
          {
            Id: "nightshift",
            Arn: hubBus,
            RoleArn: { "Fn::GetAtt": ["ForwardRole", "Arn"] },
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
            DeadLetterConfig: { Arn: { "Fn::GetAtt": ["DeadLetters", "Arn"] } },
          },
        ],
      },
    },
  ]);
  return template(
    "Sends the events of this account and region to Nightshift. Written by npm run generate; see docs/accounts.md.",
    {
      Description: "Nightshift's ear in another account or region.",
      Parameters: {
        HubAccount: hubAccount,
        HubRegion: { Type: "String", Description: "The region in which Nightshift runs." },
        Budgets: {
          Type: "String",
          AllowedValues: ["yes", "no"],
          Default: "no",
          Description: "Whether AWS Budgets tells here: yes in the account that pays, in one region.",
        },
      },
      Rules: {
        Elsewhere: {
          Assertions: [
            {
              Assert: {
                "Fn::Not": [
                  {
                    "Fn::And": [
                      { "Fn::Equals": [{ Ref: "AWS::AccountId" }, { Ref: "HubAccount" }] },
                      { "Fn::Equals": [{ Ref: "AWS::Region" }, { Ref: "HubRegion" }] },
                    ],
                  },
                ],
              },
              AssertDescription: "Nightshift's own place has its rules already.",
            },
          ],
        },
      },
      Conditions: { HasBudgets: { "Fn::Equals": [{ Ref: "Budgets" }, "yes"] } },
      Resources: {
        ForwardRole: {
          Type: "AWS::IAM::Role",
          Properties: {
            AssumeRolePolicyDocument: document({
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: {
                StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
                ArnLike: { "aws:SourceArn": ownRules },
              },
            }),
            Policies: [
              {
                PolicyName: "forward",
                PolicyDocument: document({ Effect: "Allow", Action: "events:PutEvents", Resource: hubBus }),
              },
            ],
          },
        },
        DeadLetters: {
          Type: "AWS::SQS::Queue",
          Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
        },
        DeadLettersPolicy: {
          Type: "AWS::SQS::QueuePolicy",
          Properties: {
            Queues: [{ Ref: "DeadLetters" }],
            PolicyDocument: document({
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sqs:SendMessage",
              Resource: { "Fn::GetAtt": ["DeadLetters", "Arn"] },
              Condition: {
                StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
                ArnLike: { "aws:SourceArn": ownRules },
              },
            }),
          },
        },
        ...Object.fromEntries(rules),
        // Budgets publishes to topics of its own account only; the hub's queue subscribes to this one.
        BudgetsTopic: { Type: "AWS::SNS::Topic", Condition: "HasBudgets" },
        BudgetsTopicPolicy: {
          Type: "AWS::SNS::TopicPolicy",
          Condition: "HasBudgets",
          Properties: {
            Topics: [{ Ref: "BudgetsTopic" }],
            PolicyDocument: document(
              {
                Sid: "Budgets",
                Effect: "Allow",
                Principal: { Service: "budgets.amazonaws.com" },
                Action: "sns:Publish",
                Resource: { Ref: "BudgetsTopic" },
                Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
              },
              {
                Sid: "Hub",
                Effect: "Allow",
                // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
                Principal: { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::${HubAccount}:root" } },
                Action: "sns:Subscribe",
                Resource: { Ref: "BudgetsTopic" },
                Condition: { StringEquals: { "sns:Protocol": "sqs" } },
              },
            ),
          },
        },
      },
      Outputs: {
        BudgetsTopicArn: {
          Condition: "HasBudgets",
          Description: "Where Budgets publishes; also a parameter of Nightshift's own deployment.",
          Value: { Ref: "BudgetsTopic" },
        },
      },
    },
  );
}

/** The session name of the events function. */
const listener = "nightshift-events";

/** Verbs that are used in Nightshift's own account only. */
const atHomeOnly: ReadonlySet<VerbName> = new Set(["costexplorer.daily"]);

/** The template of the role that gives Nightshift access to another account, with only the rights its handlers need. */
export function deriveRole(handlers: Handlers): string {
  const names = verbNames(Object.values(handlers).flat()).filter((name) => !atHomeOnly.has(name));
  const statements = (isChange: boolean) =>
    rightsOf(names.filter((name) => (verbs[name].effect !== "read") === isChange)).map(
      ({ actions, resources, condition }) => ({
        Effect: "Allow",
        Action: actions,
        Resource: resources.map((one) => (one === "*" ? one : { "Fn::Sub": one })),
        Condition: {
          ...condition,
          // What events make it do may only look. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
          ...(isChange && { StringNotLike: { "aws:userid": `*:${listener}` } }),
        },
      }),
    );
  const trust = (functions: readonly string[], condition: object) => ({
    Effect: "Allow",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
    Principal: { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::${HubAccount}:root" } },
    Action: "sts:AssumeRole",
    Condition: {
      ArnLike: {
        "aws:PrincipalArn": functions.map((name) => ({
          // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
          "Fn::Sub": ["arn:${AWS::Partition}:iam::${HubAccount}:role/${HubStack}-", name, "-*"].join(""),
        })),
      },
      StringEquals: { "sts:ExternalId": { Ref: "ExternalId" }, ...condition },
    },
  });
  return template(
    "The role by which Nightshift gets into this account. Written by npm run generate; see docs/accounts.md.",
    {
      Description: "Nightshift's hand in another account.",
      Parameters: {
        HubAccount: hubAccount,
        HubStack: {
          Type: "String",
          Default: "nightshift-production",
          Description: "The name of Nightshift's own stack, with which its roles' names begin.",
        },
        ExternalId: {
          Type: "String",
          AllowedPattern: "[\\w+=,.@:/-]{2,1224}",
          Description: "As it stands in nightshift.yaml.",
        },
        RoleName: { Type: "String", Default: "nightshift", AllowedPattern: "nightshift[\\w+=,.@-]{0,54}" },
      },
      Resources: {
        Role: {
          Type: "AWS::IAM::Role",
          Properties: {
            RoleName: { Ref: "RoleName" },
            AssumeRolePolicyDocument: document(
              trust(["CommandsRole", "TicksRole"], {}),
              trust(["EventsRole"], { "sts:RoleSessionName": listener }),
            ),
            Policies: [
              { PolicyName: "look", PolicyDocument: document(...statements(false).map(unconditional)) },
              { PolicyName: "change", PolicyDocument: document(...statements(true)) },
            ],
          },
        },
      },
      Outputs: {
        RoleArn: {
          Description: "Goes into nightshift.yaml, as account.role of what is in this account.",
          Value: { "Fn::GetAtt": ["Role", "Arn"] },
        },
      },
    },
  );
}

function unconditional({ Condition: _, ...statement }: { readonly Condition?: object }): object {
  return statement;
}

function document(...Statement: object[]): object {
  return { Version: "2012-10-17", Statement };
}

function template(what: string, content: object): string {
  const body = stringify(
    { AWSTemplateFormatVersion: "2010-09-09", ...content },
    { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false },
  );
  return `# ${what}\n${body}`;
}
