import type { EventDefinition } from "../../lib/app/define.ts";

/**
 * Names and descriptions of rules, by source, or by source and type where only some events of a type are needed.
 * Other rules get both from their source. Changing a name replaces a deployed rule, and the forwarder numbers its
 * rules in this order: append only.
 */
const named: Readonly<Record<string, readonly [name: string, description: string]>> = {
  "aws.codepipeline": ["Pipeline", "How deployments go."],
  "aws.codebuild/CodeBuild Build State Change": ["Build", "How builds end."],
  "aws.codedeploy": ["CodeDeploy", "How CodeDeploy's deployments go."],
  "aws.cloudformation": ["Stack", "How stacks change, and whether they are still as their templates say."],
  "aws.cloudformation/CloudFormation Resource Status Change": ["StackResource", "Which resources of stacks fail."],
  "aws.elasticbeanstalk": ["Beanstalk", "How Beanstalk's environments are, and what is done to them."],
  "aws.ecs": ["Service", "How services of ECS and their deployments go."],
  "aws.ecs/ECS Task State Change": ["Task", "Which tasks of ECS have stopped."],
  "aws.autoscaling": ["AutoScaling", "Which instances come and go, and why."],
  "aws.ec2": ["InstanceState", "Which instances start and stop, and which Spot instances AWS takes back."],
  "aws.rds": ["Database", "What databases report, and what belongs to them."],
  "aws.cloudwatch": ["Alarm", "Which CloudWatch alarms go off, and end."],
  "aws.cloudwatch/CloudWatch Alarm Configuration Change": [
    "AlarmChange",
    "Which CloudWatch alarms are deleted or switched off.",
  ],
  "aws.guardduty": ["Finding", "Which threats GuardDuty finds."],
  "aws.securityhub": ["SecurityHub", "What Security Hub finds, and what becomes of it."],
  "aws.health": ["Health", "What AWS Health tells of issues, maintenance and abuse."],
  "aws.acm": ["Certificate", "Which certificates run out, and are renewed."],
  // These two have events in us-east-1 only: received when Nightshift runs there, else through the forwarder.
  "aws.trustedadvisor": ["Advisor", "What Trusted Advisor finds."],
  "aws.ce": ["CostAnomaly", "Which costs are out of the ordinary."],
};

/** The sources of the rules above. */
const sources = [...new Set(Object.keys(named).map((key) => key.replace(/\/.*/, "")))];

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
interface Pattern {
  readonly source: readonly [string];
  readonly "detail-type": readonly string[];
  readonly detail?: object;
}

/** By source and name, so that the output does not depend on the order of the subjects. */
export function inOrder(events: readonly EventDefinition[]): EventDefinition[] {
  const order = [...sources, ...events.map(({ source }) => source).sort()];
  return [...events].sort((a, b) => order.indexOf(a.source) - order.indexOf(b.source) || (a.name < b.name ? -1 : 1));
}

/** The event rules, and the policies of the queues that they and SNS send to. */
export function deriveRules(events: readonly EventDefinition[]): object {
  const rules = patternsOf(events, true).map(([key, EventPattern]) => {
    const [name, Description] = named[key] ?? [nameOf(key), `What ${key} tells.`];
    const target = {
      Id: "events",
      Arn: arnOf("EventsQueue"),
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: arnOf("EventsDeadLetters") },
    };
    return [`${name}Rule`, { Type: "AWS::Events::Rule", Properties: { Description, EventPattern, Targets: [target] } }];
  });
  const policies = ["EventsQueue", "EventsDeadLetters"].map((queue) => [`${queue}Policy`, policyOf(queue)]);
  return { Resources: Object.fromEntries([...rules, ...policies]) };
}

/** The same for an account or a region that forwards: by logical id, all types of a source. */
export function forwardedPatterns(events: readonly EventDefinition[]): [string, Pattern][] {
  return patternsOf(events, false).map(([source, pattern]) => {
    const at = sources.indexOf(source);
    return [at < 0 ? `${nameOf(source)}Rule` : `Rule${at + 1}`, pattern];
  });
}

/** By source; if `filtered`, types of which only some events are needed are separate. */
function patternsOf(events: readonly EventDefinition[], filtered: boolean): [string, Pattern][] {
  const patterns = new Map<string, Pattern>();
  for (const { source, types, only } of inOrder(events)) {
    for (const type of types) {
      const detail = filtered ? only?.[type] : undefined;
      const key = detail ? `${source}/${type}` : source;
      const known = patterns.get(key)?.["detail-type"] ?? [];
      patterns.set(key, { source: [source], "detail-type": [...known, type], ...(detail && { detail }) });
    }
  }
  return [...patterns];
}

/** `aws.glue` → `Glue` */
function nameOf(key: string): string {
  const words = key.replace(/^aws\.|^.*\//, "").match(/[a-z\d]+/gi) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/**
 * For all rules of the stack: CloudFormation starts their names with the stack's, and a queue sees the rule's ARN.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
function policyOf(queue: string): object {
  const allow = (Sid: string, Service: string, Condition: object) => ({
    Sid,
    Effect: "Allow",
    Principal: { Service },
    Action: "sqs:SendMessage",
    Resource: arnOf(queue),
    Condition,
  });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
  const rules = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${RuleNamePrefix}-*";
  const budgets = { "Fn::If": ["HasBudgetsTopic", { Ref: "BudgetsTopicArn" }, { Ref: "AWS::NoValue" }] };
  const Statement = [
    allow("Rules", "events.amazonaws.com", { ArnLike: { "aws:SourceArn": { "Fn::Sub": rules } } }),
    allow("AlertsTopic", "sns.amazonaws.com", {
      ArnEquals: { "aws:SourceArn": [{ Ref: "AlertsTopic" }, budgets] },
    }),
  ];
  return {
    Type: "AWS::SQS::QueuePolicy",
    Properties: { Queues: [{ Ref: queue }], PolicyDocument: { Version: "2012-10-17", Statement } },
  };
}

function arnOf(resource: string): object {
  return { "Fn::GetAtt": [resource, "Arn"] };
}
