import { readFileSync } from "node:fs";
import type { Step } from "../../../sandbox/play.ts";
import { readCorpus } from "../../../scripts/corpus.ts";
import { awsEvent, snsEvent } from "../../stage.ts";

/** A story that goes well when nothing fails; together they reach everything in handlers/index.ts. */
export interface Scenario {
  readonly name: string;
  readonly start?: string;
  readonly config?: string;
  readonly steps: readonly Step[];
  /** Its people press buttons that are there for some minutes only: when much dies at once, they never are. */
  readonly isHasty?: boolean;
  /** What its ticks do is also done in "a short night", where they are tried at every place. */
  readonly isNightAgain?: boolean;
}

const config = readFileSync(new URL("../../../sandbox/nightshift.yaml", import.meta.url), "utf8");
const withGroups = `${config}\n  - group: S0OPS\n    roles: [deployer]\n`;

const withApproval = config.replace("protection: confirm", "protection: approval");
const operator = "operator";
const owner = "owner";

function alarm(value: "ALARM" | "OK", time: string): Step {
  return {
    event: awsEvent(
      "aws.cloudwatch",
      "CloudWatch Alarm State Change",
      {
        alarmName: "web-5xx",
        state: { value, reason: "Threshold crossed" },
        configuration: { metrics: [] },
      },
      { time },
    ),
  };
}

/** The usual event of each kind of the corpus, and those that have a definition of their own beside it. */
function usualEvents(): Step[] {
  const beside = ["autoscaling-sns/test", "cost-anomaly/through-sns"];
  const corpus = readCorpus();
  const usual = corpus.filter(({ name }) => name.endsWith("/usual"));
  return [...usual, ...corpus.filter(({ name }) => beside.includes(name))].flatMap(({ events }) =>
    events.map((event) => ({ event })),
  );
}

const failover = awsEvent("aws.rds", "RDS DB Instance Event", {
  EventCategories: ["failover"],
  SourceType: "DB_INSTANCE",
  SourceIdentifier: "staging-db",
  Message: "Multi-AZ instance failover completed",
  EventID: "RDS-EVENT-0049",
});

/** Deployments that people start. */
export const deploymentScenarios: readonly Scenario[] = [
  { name: "a deployment", steps: [{ say: "/deploy staging" }, { advance: "4m" }] },
  {
    name: "a deployment that is chosen in a dialog",
    steps: [{ say: "/deploy" }, { submit: { environment: "dev" } }, { advance: "3m" }],
  },
  {
    name: "a deployment that is confirmed and approved",
    steps: [
      { say: "/deploy production", as: owner },
      { press: "confirm", as: owner },
      { advance: "3m" },
      { press: "approve", as: operator },
      { advance: "2m" },
    ],
  },
  {
    name: "a deployment that is rejected",
    steps: [
      { say: "/deploy production", as: operator },
      { press: "confirm", as: operator },
      { advance: "3m" },
      { press: "reject", as: owner },
      { advance: "1m" },
    ],
  },
  {
    name: "a deployment that is called off",
    steps: [
      { say: "/deploy production", as: operator },
      { press: "cancel", as: operator },
    ],
  },
  {
    name: "a deployment that is stopped",
    steps: [
      { aws: { holdStage: "web-staging/Deploy" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      { press: "stop-execution" },
      { press: "confirm" },
      { aws: { finishStage: "web-staging" } },
      { advance: "2m" },
    ],
  },
  {
    name: "a deployment that fails and is retried",
    steps: [
      { aws: { failStage: "web-staging/Build" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      { press: "retry" },
      { advance: "4m" },
    ],
  },
  {
    name: "a deployment that a second person must agree to",
    config: withApproval,
    steps: [
      { say: "/deploy production" },
      { press: "approve-request", as: owner },
      { advance: "3m" },
      { press: "approve", as: owner },
      { advance: "2m" },
    ],
  },
  {
    name: "a deployment that nobody agrees to",
    config: withApproval,
    steps: [{ say: "/deploy production" }, { advance: "62m" }],
  },
  {
    name: "a deployment that fails for good, and is tried again",
    steps: [
      { fault: { aws: "ThrottlingException", operation: "ListPipelineExecutions", times: 10 } },
      { say: "/deploy dev" },
      { press: "replay" },
      { advance: "5m" },
    ],
  },
];

/** What else people ask for. */
export const commandScenarios: readonly Scenario[] = [
  {
    name: "instances are stopped and started",
    steps: [
      { say: "/ec2 stop dev-api" },
      { advance: "2m" },
      { say: "/ec2 start dev-api" },
      { advance: "2m" },
      { say: "/ec2 list dev" },
    ],
  },
  { name: "instances are rebooted", steps: [{ say: "/ec2 reboot env=dev" }, { advance: "2m" }] },
  {
    name: "instances of which nobody knows whether they were rebooted",
    steps: [
      { crash: { after: "RebootInstances" } },
      { say: "/ec2 reboot dev-api" },
      { advance: "45m" },
      { press: "check" },
      { advance: "1m" },
    ],
  },
  {
    name: "databases are stopped and started",
    steps: [
      { say: "/rds stop dev" },
      { advance: "5m" },
      { say: "/rds start dev" },
      { advance: "5m" },
      { say: "/rds list" },
    ],
  },
  { name: "a database is rebooted", steps: [{ say: "/rds reboot dev-db" }, { advance: "4m" }] },
  {
    name: "a cache is cleared",
    steps: [{ say: "/cache invalidate www /index.html /images/*", in: "#dev" }, { advance: "3m" }],
  },
  {
    name: "questions about deployments",
    steps: [{ say: "/deploy status", as: "viewer" }, { say: "/deploy help" }, { say: "/deploy stagin" }],
  },
  {
    name: "questions about everything",
    steps: [
      { say: "/nightshift status" },
      { say: "/nightshift help", locale: "ko" },
      { say: "/cost" },
      { say: "/deploy staging", as: "viewer" },
      { say: "/nightshift audit", as: owner },
      { say: "/ec2 stop nothing-such" },
    ],
  },
  {
    name: "mistakes",
    steps: [{ say: "/ec2 lst" }, { say: "/cache invalidate" }, { say: "/deploy dev dev" }],
  },
  {
    name: "questions about schedules",
    steps: [{ say: "/schedule list" }, { say: "/schedule explain dev-api", as: "viewer" }],
  },
  {
    name: "somebody whose groups must be read, and somebody who may not",
    config: withGroups,
    steps: [{ say: "/deploy dev" }, { say: "/deploy dev", as: "viewer" }, { advance: "4m" }],
  },
];

export const eventScenarios: readonly Scenario[] = [
  {
    name: "somebody pushes, and a stage fails",
    steps: [{ aws: { failStage: "web-dev/Deploy" } }, { aws: { push: "web-dev" } }, { advance: "4m" }],
  },
  {
    name: "an execution whose end is lost",
    steps: [
      { aws: { push: "web-dev" } },
      { advance: "2m" },
      { drop: "CodePipeline Action Execution State Change" },
      { drop: "CodePipeline Stage Execution State Change" },
      { drop: "aws.codepipeline/CodePipeline Pipeline Execution State Change" },
      { advance: "14m" },
    ],
  },
  {
    name: "an instance is replaced",
    steps: [
      { aws: { failHealthCheck: "web-staging-asg" } },
      { advance: "5m" },
      { press: "console-output" },
      { advance: "12m" },
    ],
  },
  {
    name: "alarms, budgets and events of other kinds",
    steps: [
      alarm("ALARM", "2026-11-23T00:00:10Z"),
      {
        event: snsEvent(
          "AWS Budgets: Monthly has exceeded your alert threshold",
          [
            "AWS Budget Notification",
            "Budget Name: Monthly",
            "Budget Type: Cost",
            "Budgeted Amount: $1000.00",
            "Alert Type: ACTUAL",
            "Alert Threshold: > $800.00",
            "ACTUAL Amount: $842.50",
          ].join("\n"),
        ),
      },
      { event: awsEvent("aws.acm", "ACM Certificate Expired", { DaysToExpiry: 0 }) },
      { event: failover },
      { advance: "1m" },
      alarm("OK", "2026-11-23T00:01:10Z"),
      { aws: { stopInstance: "dev-worker" } },
      { advance: "1m" },
    ],
  },
  {
    name: "an alarm is looked after, muted, and heard again",
    steps: [
      alarm("ALARM", "2026-11-23T00:00:10Z"),
      { press: "acknowledge", as: operator },
      { choose: "menu", value: "Mute for an hour", as: operator },
      { say: "/nightshift mutes" },
      { press: "unmute", as: operator },
      { say: "/nightshift alerts" },
      { advance: "1m" },
    ],
  },
  {
    name: "an alarm whose instance is looked into, and rebooted",
    steps: [
      { aws: { alarm: { name: "cpu", dimensions: { InstanceId: "i-0d1a2b3c4d5e6f701" } } } },
      { choose: "menu", value: "Show recent activity", as: operator },
      { press: "reboot", as: operator },
      { press: "confirm", as: operator },
      { advance: "2m" },
    ],
  },
  {
    name: "an alarm that goes off during a deployment, and still holds afterwards",
    steps: [
      { aws: { holdStage: "web-staging/Deploy" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      {
        aws: {
          alarm: {
            name: "errors",
            namespace: "AWS/ApplicationELB",
            metric: "HTTPCode_Target_5XX_Count",
            dimensions: { TargetGroup: "targetgroup/web-staging/73e2d6bc24d8a067" },
          },
        },
      },
      { aws: { finishStage: "web-staging" } },
      { advance: "4m" },
    ],
  },
  {
    name: "an alarm that nobody looks after",
    config: config.replace(
      '  channel: "#alerts"\n',
      '  channel: "#alerts"\n  escalation: { afterMinutes: 8, to: U0OWNER }\n',
    ),
    steps: [alarm("ALARM", "2026-11-23T00:00:10Z"), { advance: "20m" }],
  },
  {
    name: "an instance waits in a lifecycle hook",
    steps: [
      {
        event: awsEvent(
          "aws.autoscaling",
          "EC2 Instance-launch Lifecycle Action",
          {
            AutoScalingGroupName: "web-staging-asg",
            EC2InstanceId: "i-0aaa1bbb2ccc3ddd4",
            LifecycleHookName: "warm-up",
            LifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
          },
          { time: "2026-11-23T00:00:00Z" },
        ),
      },
      { advance: "16m" },
    ],
  },
  { name: "what other tools report", steps: [...usualEvents(), { advance: "1m" }] },
];

/** Stories of which the night is a part. */
export const nightScenarios: readonly Scenario[] = [
  {
    name: "a short night",
    start: "2026-11-23T23:49:00+09:00",
    config: config.replace('start: "09:00"', 'start: "00:05"').replace('stop: "22:00"', 'stop: "23:50"'),
    steps: [{ advance: "15m" }, { advance: "8m" }],
  },
  {
    name: "an alarm about what sleeps, which still holds in the morning",
    isNightAgain: true,
    start: "2026-11-23T23:49:00+09:00",
    config: config.replace('start: "09:00"', 'start: "00:05"').replace('stop: "22:00"', 'stop: "23:50"'),
    steps: [
      { advance: "5m" },
      {
        aws: {
          alarm: {
            name: "worker-cpu",
            state: "ALARM",
            metric: "CPUUtilization",
            namespace: "AWS/EC2",
            dimensions: { InstanceId: "i-0d1a2b3c4d5e6f702" },
          },
        },
      },
      { advance: "50m" },
    ],
  },
  {
    name: "a database that AWS starts in the night is stopped again",
    start: "2026-11-23T21:58:00+09:00",
    steps: [{ advance: "25m" }, { aws: { sevenDays: "dev-db" } }, { advance: "10m" }],
  },
  {
    name: "a cluster that AWS starts in the night is left on, and stopped later",
    isNightAgain: true,
    isHasty: true,
    start: "2026-11-23T21:58:00+09:00",
    steps: [
      { advance: "25m" },
      { aws: { sevenDays: "dev-docs" } },
      { press: "leave-on", as: operator },
      { advance: "5m" },
      { press: "stop-again", as: operator },
      { press: "confirm", as: operator },
      { advance: "5m" },
    ],
  },
  {
    name: "a night with notice, put off by an hour",
    isNightAgain: true,
    start: "2026-11-23T21:44:00+09:00",
    steps: [{ advance: "2m" }, { press: "snooze" }, { clock: "2026-11-23T23:08:00+09:00" }],
  },
  {
    name: "a night that is skipped",
    isNightAgain: true,
    start: "2026-11-23T21:44:00+09:00",
    steps: [{ advance: "2m" }, { press: "skip" }, { clock: "2026-11-23T22:04:00+09:00" }],
  },
];

/** What comes of these depends on what comes together, so they are told only undisturbed. */
export const looseScenarios: readonly Scenario[] = [
  {
    name: "a storm of events",
    steps: [
      {
        parallel: Array.from({ length: 14 }, (_, at) => ({
          event: awsEvent("custom.shop", "Order Lost", { order: String(at) }),
        })),
      },
      { advance: "5m" },
    ],
  },
];

export const scenarios: readonly Scenario[] = [
  ...deploymentScenarios,
  ...commandScenarios,
  ...eventScenarios,
  ...nightScenarios,
];
