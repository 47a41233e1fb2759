/**
 * One story that goes well for each command, button, event, job and tick of handlers/index.ts. A new one needs a line
 * here: the story that reaches it (test/deep/reliability/scenarios.ts has many), and what must come of it.
 */
import { expect, it } from "vitest";
import { looseScenarios, type Scenario, scenarios } from "./deep/reliability/scenarios.ts";
import { watchDefinitions } from "./definitions.ts";
import { openStage } from "./stage.ts";

/** Words of a message that somebody can read when the story is over, or what AWS was asked for. */
type Proof = string | RegExp | { readonly call: string };

/** By the story's name: what it shows of which definitions. */
const shown: Readonly<Record<string, Readonly<Record<string, Proof>>>> = {
  "a deployment": {
    "commands: deploy": { call: "StartPipelineExecution" },
    "events: pipeline": "Deployed staging (web-staging): succeeded",
  },
  "a deployment that is confirmed and approved": {
    "actions: approve": { call: "PutApprovalResult" },
  },
  "a deployment that is rejected": {
    "actions: reject": "Deployment of production (web-production) was rejected",
  },
  "a deployment that is stopped": {
    "commands: deploy stop": { call: "StopPipelineExecution" },
    "actions: stop-execution": "Deployment of staging (web-staging) was stopped",
  },
  "a deployment that fails and is retried": {
    "actions: retry": { call: "RetryStageExecution" },
  },
  "a deployment that nobody agrees to": {
    "jobs: approval-expiry": /`\/deploy production` was not approved in time/,
  },
  "a deployment that fails for good, and is tried again later": {
    "actions: replay": { call: "StartPipelineExecution" },
  },
  "an execution whose end is lost": {
    "jobs: deployment-check": "Deployed dev (web-dev): succeeded",
  },
  "questions about deployments": {
    "commands: deploy status": "staging: never deployed",
    "commands: deploy help": "What /deploy can do",
  },
  "instances are stopped and started": {
    "commands: ec2 stop": "Stopped dev-api",
    "commands: ec2 start": "Started dev-api",
    "commands: ec2 list": /Instances\n.*dev-api {2}running/,
    "events: instance-state": /dev-api \(i-0d1a2b3c4d5e6f701\) {2}stopped/,
  },
  "instances are rebooted": {
    "commands: ec2 reboot": { call: "RebootInstances" },
    "jobs: operation-check": "Rebooted dev-api, dev-worker",
  },
  "instances of which nobody knows whether they were rebooted": {
    "actions: check": "Rebooted dev-api",
  },
  "databases are stopped and started": {
    "commands: rds stop": "Stopped dev-aurora, dev-docs, dev-db",
    "commands: rds start": "Started dev-aurora, dev-docs, dev-db",
    "commands: rds list": /Databases\n.*dev-aurora {2}available/,
  },
  "a database is rebooted": { "commands: rds reboot": "Rebooted dev-db" },
  "a cache is cleared": {
    "commands: cache invalidate": { call: "CreateInvalidation" },
    "jobs: invalidation-check": "Invalidated the cache of www",
  },
  "questions about everything": {
    "commands: nightshift status": /How things stand\n.*dev: never deployed/,
    "commands: nightshift help": "사용할 수 있는 명령",
    "commands: cost": "이번 달 현재까지 US$",
    "commands: nightshift audit": /Who did what\n.*<@U0VIEWER> · \/deploy staging · staging · denied/,
  },
  "questions about schedules": {
    "commands: schedule list": "office-hours: Mon–Fri, 09:00–22:00 Asia/Seoul",
    "commands: schedule explain": "Why dev-api is as it is",
  },
  "a short night": { "ticks: night": "office-hours: stopped for the night" },
  "a night with notice, put off by an hour": { "actions: snooze": /<@U0OPERATOR> put the stop off to/ },
  "a night that is skipped": { "actions: skip": "office-hours keeps running tonight" },
  "an alarm about what sleeps, which still holds in the morning": {
    "jobs: alarm-check": /Alarm: worker-cpu\nIt was held back while Nightshift had stopped what it watches/,
  },
  "a database that AWS starts in the night is stopped again": {
    "jobs: restart-check": "AWS had started dev-db after seven days: it is stopped again",
  },
  "a cluster that AWS starts in the night is left on, and stopped later": {
    "actions: leave-on": "dev-docs stays on, as <@U0OPERATOR> asked",
    "actions: stop-again": "Stopped dev-docs",
  },
  "an alarm is looked after, muted, and heard again": {
    "events: alarm": "Alarm: web-5xx",
    "actions: acknowledge": "Acknowledged by",
    "actions: mute": "Muted: Alarm: web-5xx",
    "actions: unmute": "Unmuted: Alarm: web-5xx",
    "commands: nightshift mutes": "Unmuted: Alarm: web-5xx",
    "commands: nightshift alerts": "1 alert in the last 24 hours",
  },
  "an alarm whose instance is looked into, and rebooted": {
    "actions: activity": { call: "LookupEvents" },
    "actions: reboot": "Rebooted dev-api",
  },
  "an alarm that nobody looks after": {
    "jobs: escalation": /<@U0OWNER>, nobody has acknowledged this yet/,
  },
  "an instance is replaced, and looked into": {
    "events: instance-replaced": "web-staging-asg replaced an unhealthy instance",
    "actions: console-output": "Console output of i-",
    "jobs: replacement-check": { call: "DescribeScalingActivities" },
  },
  "an instance waits in a lifecycle hook": {
    "events: lifecycle-action": { call: "PutItem" },
    "jobs: lifecycle-check": { call: "DescribeAutoScalingInstances" },
  },
  "a storm of events": { "jobs: digest": "4 more events of custom.shop" },
  "what other tools report": {
    "events: alarm-change": "The actions of the alarm dev-api-cpu are switched on again",
    "events: auto-scaling-test": "Notifications of api-asg arrive",
    "events: beanstalk-health": "Health of shop-production: Severe",
    "events: beanstalk-status": "The platform of shop-production was updated",
    "events: budget": "Budget shop: 84% spent",
    "events: build": "Build of api failed",
    "events: certificate": "The certificate of shop.example.com expires in 31 days",
    "events: code-deployment": "Deployment to batch › batch-staging failed",
    "events: cost-anomaly": "EC2 costs more than expected: $402.25 too much since Nov 20",
    "events: cost-anomaly-notification": "S3 costs more than expected: $151.00 too much since Nov 22",
    "events: database": "orders failed over",
    "events: ecs-service": "Deployment of the ECS service web failed",
    "events: ecs-task": "Tasks of the ECS service api keep failing",
    "events: guardduty": "dev-api may be mining cryptocurrency",
    "events: health": "AWS is going to retire the hardware under web-staging",
    "events: instance-refresh": "Instance refresh of web-asg waits at a checkpoint",
    "events: security-hub": "invoices fails a security check: S3.8",
    "events: spot": "AWS reclaims the Spot instance web-staging in two minutes",
    "events: stack-drift": "The stack network has drifted from its template",
    "events: stack-status": "Update of the stack shop failed and was rolled back",
    "events: trusted-advisor": "Trusted Advisor found a problem: Security Groups",
  },
};

/** Here nobody insists, so that these need more time than elsewhere. */
const slower: readonly Scenario[] = [
  {
    name: "a deployment that fails for good, and is tried again later",
    steps: [
      { fault: { aws: "ThrottlingException", operation: "ListPipelineExecutions", times: 10 } },
      { say: "/deploy dev" },
      { advance: "10m" },
      { press: "replay" },
      { advance: "5m" },
    ],
  },
  {
    name: "an instance is replaced, and looked into",
    steps: [
      { aws: { failHealthCheck: "web-staging-asg" } },
      { advance: "5m" },
      { press: "console-output" },
      { advance: "20m" },
    ],
  },
];

const stories = new Map([...scenarios, ...looseScenarios, ...slower].map((story) => [story.name, story]));
const definitions = watchDefinitions();

it.each(Object.entries(shown))("%s", async (name, proofs) => {
  const { start, config, steps } = stories.get(name) ?? { steps: [] };
  definitions.reached.clear();
  const stage = await openStage({ ...(start && { start: new Date(start) }), ...(config && { config }) });
  await stage.run(...steps);
  const texts = stage.messages().map(({ text }) => text.replace(/[*\u200b]/g, ""));
  const said = texts.join("\n\n");
  const calls = stage.calls.map(({ operation }) => operation);
  for (const [definition, proof] of Object.entries(proofs)) {
    expect(definitions.reached, name).toContain(definition);
    if (typeof proof === "string") expect(said, definition).toContain(proof);
    else if (proof instanceof RegExp) expect(said, definition).toMatch(proof);
    else expect(calls, definition).toContain(proof.call);
  }
  if (steps.some((step) => "fault" in step || "crash" in step)) return;
  expect(stage.logs.filter((line) => "level" in line && line.level === "error")).toEqual([]);
  expect(await stage.sandbox.deadLetters()).toEqual([]);
});

it("has a story of each definition", () => {
  const told = new Set(Object.values(shown).flatMap(Object.keys));
  const untold = definitions.all.filter((name) => !told.has(name));
  expect(untold, "handlers/index.ts has what no story in test/smoke.test.ts shows").toEqual([]);
});
