import { beforeAll, describe, expect, it } from "vitest";
import type { Verb } from "../../lib/aws/verb.ts";
import { verbs } from "../../lib/aws/verbs.ts";
import { functionNames } from "../../scripts/derive/iam.ts";
import { type Resource, readTemplate, type Template } from "./packaged.ts";

interface Statement {
  readonly Effect: string;
  readonly Principal?: { readonly Service: string | string[] };
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let template: Template;
beforeAll(async () => {
  template = await readTemplate();
});

const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
const properties = (name: string) => template.Resources[name]?.Properties ?? {};
const arn = (name: string) => ({ "Fn::GetAtt": [name, "Arn"] });
const statements = (resource: Resource): Statement[] =>
  (resource.Properties.PolicyDocument as { Statement: Statement[] }).Statement;
const lambdaOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

describe("Functions", () => {
  it("are these five", () => {
    const names = ofType("AWS::Lambda::Function").map(([name]) => name);
    expect(names.sort()).toEqual(functionNames.map((name) => `${lambdaOf(name)}LambdaFunction`).sort());
  });

  it.each(functionNames)(
    "%s runs on arm64 under a supported Node, with a role of its own and a log that ends",
    (name) => {
      const title = lambdaOf(name);
      expect(properties(`${title}LambdaFunction`)).toMatchObject({
        Architectures: ["arm64"],
        Runtime: "nodejs24.x",
        Handler: `functions/${name}.handler`,
        Role: arn(`${title}Role`),
        Environment: { Variables: { NIGHTSHIFT_FUNCTION: name } },
      });
      expect(properties(`${title}LogGroup`)).toMatchObject({
        LogGroupName: `/aws/lambda/nightshift-production-${name}`,
        RetentionInDays: 30,
      });
      expect(JSON.stringify(properties(`${title}Role`).AssumeRolePolicyDocument)).toContain('"lambda.amazonaws.com"');
    },
  );

  it("hold no secret in their environment, just the names of parameters", () => {
    const variables = ofType("AWS::Lambda::Function").flatMap(([, { Properties }]) =>
      Object.entries((Properties.Environment as { Variables: Record<string, unknown> }).Variables),
    );
    const secrets = variables.filter(([name]) => /SECRET|TOKEN|KEY|PASSWORD/.test(name));
    expect(secrets).toEqual([
      ["SIGNING_SECRET_PARAMETER", "/nightshift/production/slack/signing-secret"],
      ["BOT_TOKEN_PARAMETER", "/nightshift/production/slack/bot-token"],
      ["BOT_TOKEN_PARAMETER", "/nightshift/production/slack/bot-token"],
    ]);
    expect(variables).toContainEqual(["TEAM_LANGUAGE", "en"]);
  });

  /** AWS has no resource-level permission for these: the service authorization reference lists none. */
  const withoutResources = new Set(
    (Object.values(verbs) as Verb<never, unknown>[]).flatMap(({ wildcardReason, actions }) =>
      wildcardReason ? actions : [],
    ),
  );

  it("have rights on what they name only", () => {
    for (const [name, role] of ofType("AWS::IAM::Role")) {
      const policies = role.Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[];
      expect(role.Properties.ManagedPolicyArns, name).toBeUndefined();
      for (const { Resource, Action } of policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)) {
        const actions = [Action].flat();
        if (Resource === "*")
          expect(
            actions.filter((action) => !withoutResources.has(action)),
            name,
          ).toEqual([]);
        expect([Action].flat().join(), name).not.toContain("*");
      }
    }
  });
});

describe("Queues", () => {
  const tries = [
    ["Commands", 5, 1, {}],
    // A storm must not use up the account's concurrency.
    ["Events", 5, 10, { ScalingConfig: { MaximumConcurrency: 5 } }],
    ["Outbox", 20, 10, {}],
  ] as const;

  it.each(tries)(
    "%s sets aside what failed %i times, and is read %i at a time",
    (name, maxReceiveCount, BatchSize, more) => {
      expect(properties(`${name}Queue`).RedrivePolicy).toEqual({
        deadLetterTargetArn: arn(`${name}DeadLetters`),
        maxReceiveCount,
      });
      const mappings = ofType("AWS::Lambda::EventSourceMapping").map(([, mapping]) => mapping.Properties);
      expect(mappings).toContainEqual({
        BatchSize,
        EventSourceArn: arn(`${name}Queue`),
        FunctionName: arn(`${name}LambdaFunction`),
        Enabled: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ...more,
      });
    },
  );

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  it.each(tries)("%s hides a message for at least six times the function's timeout", (name) => {
    const timeout = Number(properties(`${name}LambdaFunction`).Timeout);
    expect(properties(`${name}Queue`).VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
  });

  it("are all encrypted by SQS itself, and dead letters of FIFO queues are FIFO", () => {
    for (const [name, { Properties }] of ofType("AWS::SQS::Queue")) {
      expect(Properties.SqsManagedSseEnabled, name).toBe(true);
    }
    expect(properties("OutboxQueue").FifoQueue).toBe(true);
    expect(properties("OutboxDeadLetters").FifoQueue).toBe(true);
  });

  it("keep dead letters for two weeks; lost ticks, which are worth nothing, for an hour", () => {
    const kept = ofType("AWS::SQS::Queue").flatMap(([name, { Properties }]) =>
      name.endsWith("DeadLetters") ? [[name, Properties.MessageRetentionPeriod]] : [],
    );
    expect(Object.fromEntries(kept)).toEqual({
      CommandsDeadLetters: 1_209_600,
      EventsDeadLetters: 1_209_600,
      OutboxDeadLetters: 1_209_600,
      TicksDeadLetters: 3_600,
    });
  });
});

describe("What comes in", () => {
  it("every rule sends to the events queue, which lets it, and leaves what it could not deliver to the dead letters", () => {
    const rules = ofType("AWS::Events::Rule");
    expect(rules.length).toBeGreaterThan(0);
    for (const [name, { Properties }] of rules) {
      expect(Properties.Targets, name).toMatchObject([
        { Arn: arn("EventsQueue"), DeadLetterConfig: { Arn: arn("EventsDeadLetters") } },
      ]);
    }
    for (const queue of ["EventsQueue", "EventsDeadLetters"]) {
      const policy = ofType("AWS::SQS::QueuePolicy").find(
        ([, { Properties }]) => JSON.stringify(Properties.Queues) === JSON.stringify([{ Ref: queue }]),
      )?.[1] as Resource;
      const [fromRules, fromTopic] = statements(policy);
      expect(fromRules).toMatchObject({
        Principal: { Service: "events.amazonaws.com" },
        Resource: arn(queue),
      });
      // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
      const own = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${RuleNamePrefix}-*";
      expect(fromRules?.Condition).toEqual({ ArnLike: { "aws:SourceArn": { "Fn::Sub": own } } });
      expect(fromTopic).toMatchObject({ Principal: { Service: "sns.amazonaws.com" }, Resource: arn(queue) });
      const ofPayer = { "Fn::If": ["HasBudgetsTopic", { Ref: "BudgetsTopicArn" }, { Ref: "AWS::NoValue" }] };
      expect(fromTopic?.Condition).toEqual({
        ArnEquals: { "aws:SourceArn": [{ Ref: "AlertsTopic" }, ofPayer] },
      });
    }
  });

  it("every rule's name begins with the stack's, by which the queues let it in", () => {
    const { Parameters } = template as unknown as {
      Parameters: { RuleNamePrefix: { Default: string; MaxLength: number } };
    };
    const { Default, MaxLength } = Parameters.RuleNamePrefix;
    expect(Default).toBe("nightshift-production");
    for (const [id, { Properties }] of ofType("AWS::Events::Rule")) {
      expect(Properties.Name, id).toBeUndefined();
      // <stack>-<logical id>-<up to 13 characters>, of which at most 64 are left.
      expect(`${"s".repeat(MaxLength)}-${id}-${"x".repeat(13)}`.length, id).toBeLessThanOrEqual(64);
    }
  });

  it("only the accounts that a parameter names may send events to the bus, and nobody when it names none", () => {
    const [[, policy] = [undefined, undefined], ...more] = ofType("AWS::Events::EventBusPolicy");
    expect(more).toEqual([]);
    expect(policy).toMatchObject({
      Condition: "HasForwardingAccounts",
      Properties: {
        Statement: {
          Effect: "Allow",
          Principal: { AWS: { Ref: "ForwardingAccounts" } },
          Action: "events:PutEvents",
        },
      },
    });
    const { Conditions, Parameters } = template as unknown as {
      Conditions: Record<string, unknown>;
      Parameters: Record<string, { Default: string }>;
    };
    expect(Conditions.HasForwardingAccounts).toEqual({
      "Fn::Not": [{ "Fn::Equals": [{ "Fn::Join": ["", { Ref: "ForwardingAccounts" }] }, ""] }],
    });
    expect([Parameters.ForwardingAccounts?.Default, Parameters.BudgetsTopicArn?.Default]).toEqual(["", ""]);
  });

  it("no policy of a queue or topic lets a service in for another account", () => {
    const policies = [...ofType("AWS::SQS::QueuePolicy"), ...ofType("AWS::SNS::TopicPolicy")];
    expect(policies).toHaveLength(4);
    for (const [name, policy] of policies) {
      for (const { Effect, Condition } of statements(policy)) {
        const keys = Object.values(Condition ?? {}).flatMap((test) => Object.keys(test));
        expect(Effect, name).toBe("Allow");
        expect(keys, name).toEqual([expect.stringMatching(/^aws:Source(Account|Arn)$/)]);
      }
    }
  });

  it("budgets and alarms may publish to the topic, which goes to the events queue", () => {
    const [statement] = statements(template.Resources.AlertsTopicPolicy as Resource);
    expect(statement?.Principal?.Service).toEqual(
      expect.arrayContaining(["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]),
    );
    expect(properties("AlertsSubscription")).toMatchObject({
      TopicArn: { Ref: "AlertsTopic" },
      Protocol: "sqs",
      Endpoint: arn("EventsQueue"),
    });
  });

  it("the tick comes once a minute, on the minute, through a role that only the scheduler of this account may take", () => {
    expect(properties("MinuteTick")).toMatchObject({
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: arn("TicksLambdaFunction"),
        RoleArn: arn("MinuteTickRole"),
        DeadLetterConfig: { Arn: arn("TicksDeadLetters") },
      },
    });
    const trust = properties("MinuteTickRole").AssumeRolePolicyDocument as { Statement: Statement[] };
    expect(trust.Statement).toMatchObject([
      {
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
  });

  it("a tick that failed is not tried again, since the next one makes up for it", () => {
    expect(properties("TicksLambdaEvConf")).toMatchObject({
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arn("TicksDeadLetters") } },
    });
  });

  it("Slack has one door", () => {
    expect(ofType("AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties.RouteKey)).toEqual([
      "POST /slack/events",
    ]);
    expect(JSON.stringify(template.Outputs.SlackRequestUrl?.Value)).toContain("/slack/events");
  });
});

describe("The table", () => {
  it("stays when the stack goes, can be restored, and forgets by itself", () => {
    const table = template.Resources.Table;
    expect(table).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(table?.Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });
});

describe("Alarms", () => {
  it("watch every queue of dead letters, the tick, the front door and the outbox", () => {
    const watched = ofType("AWS::CloudWatch::Alarm").map(([, { Properties }]) => [
      Properties.MetricName,
      (Properties.Dimensions as { Value: Record<string, unknown> }[] | undefined)?.[0]?.Value,
    ]);
    const queue = (name: string) => ({ "Fn::GetAtt": [name, "QueueName"] });
    const expected = [
      // What the minute tick did not tell; what it told, and Slack did not take; and its own.
      ["ApproximateAgeOfOldestMessage", queue("CommandsDeadLetters")],
      ["ApproximateAgeOfOldestMessage", queue("EventsDeadLetters")],
      ["NumberOfMessagesReceived", queue("OutboxDeadLetters")],
      ["ApproximateNumberOfMessagesVisible", queue("TicksDeadLetters")],
      ["TokenRefused", undefined],
      ["ApproximateAgeOfOldestMessage", { "Fn::GetAtt": ["OutboxQueue", "QueueName"] }],
      ["Invocations", { Ref: "TicksLambdaFunction" }],
      ["5xx", { Ref: "HttpApi" }],
    ];
    expect(watched).toHaveLength(expected.length);
    expect(watched).toEqual(expect.arrayContaining(expected));
  });

  it("of the tick goes off when nothing is heard at all", () => {
    expect(properties("MissedTickAlarm")).toMatchObject({
      TreatMissingData: "breaching",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Period: 300,
    });
  });

  it("all reach the topic for e-mail, to which CloudWatch may publish", () => {
    for (const [name, { Properties }] of ofType("AWS::CloudWatch::Alarm")) {
      expect(Properties.AlarmActions, name).toEqual([{ Ref: "AlarmTopic" }]);
    }
    const [statement] = statements(template.Resources.AlarmTopicPolicy as Resource);
    expect(statement?.Principal?.Service).toBe("cloudwatch.amazonaws.com");
    expect(template.Resources.AlarmEmailSubscription).toMatchObject({
      Condition: "HasAlarmEmail",
      Properties: { Protocol: "email", TopicArn: { Ref: "AlarmTopic" }, Endpoint: { Ref: "AlarmEmail" } },
    });
  });
});
