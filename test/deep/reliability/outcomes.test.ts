/**
 * Every event comes to something that can be named: it is told, once, in a message that says of what it is and where to
 * look; or it joins a message; or it is quiet by a rule. However often and in whatever order events come.
 */

import fc from "fast-check";
import { expect, it } from "vitest";
import { nameInArn } from "../../../lib/pure/arn.ts";
import { isObject, jsonIn } from "../../../lib/pure/json.ts";
import { slack } from "../../../sandbox/world.ts";
import { readCorpus, type Story } from "../../../scripts/corpus.ts";
import { awsEvent, type OpenStage, openStage, pass } from "../../stage.ts";
import { extent, figure } from "./figures.ts";
import { randomFrom } from "./random.ts";
import { without } from "./trial.ts";

type Event = Readonly<Record<string, unknown>>;

const corpus: readonly Story[] = readCorpus();

let made = 0;

/** The event as another one: the same, but for its id. */
function renamed(event: Event): Event {
  made++;
  const id = `20000000-0000-4000-a000-${String(made).padStart(12, "0")}`;
  const { Records: records } = event;
  if (!Array.isArray(records)) return { ...event, id };
  return {
    ...event,
    Records: records.map((record: { readonly Sns: object }) => ({
      ...record,
      Sns: { ...record.Sns, MessageId: id },
    })),
  };
}

const otherValues: readonly unknown[] = [null, 7, true, "", "x", [], {}, ["a", { b: 1 }], "2026-11-23T00:00:00Z"];

/** The event with one thing wrong with it: a field gone, of another type, or from somebody that nobody knows. */
function mutated(event: Event, chance: () => number): Event {
  const kind = Math.floor(chance() * 5);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(chance() * items.length)];
  if (kind === 0) return { ...event, source: pick(["com.acme.shop", "aws.unheardof", "my-app"]) };
  if (kind === 1) return { ...event, "detail-type": pick(["Something Changed", "OrderFailed", "변경됨"]) };
  const { detail } = event;
  if (!isObject(detail)) return event;
  const change = (fields: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> => {
    const name = pick(Object.keys(fields));
    if (name === undefined) return { ...fields };
    const inner = fields[name];
    if (isObject(inner) && depth < 3 && chance() < 0.5) return { ...fields, [name]: change(inner, depth + 1) };
    const { [name]: _, ...others } = fields;
    return kind === 2 || kind === 3 ? others : { ...fields, [name]: pick(otherValues) };
  };
  return { ...event, detail: change(detail, 0) };
}

interface Said {
  readonly text: string;
  readonly all: string;
}

/** What stands in the channels, without times of its own. */
function said(stage: OpenStage): Said[] {
  stage.messages();
  return stage.sandbox.slack.messages
    .filter(({ user, threadTs }) => user === slack.bot.userId && !threadTs)
    .map(({ text, blocks }) => ({
      text: text.replaceAll(/<https?:[^>]*\/archives\/[^>]*>/g, "<message>"),
      all: JSON.stringify(blocks),
    }));
}

interface Outcome {
  readonly id: string;
  readonly outcome: string;
}

function outcomesOf(stage: OpenStage): Outcome[] {
  return stage.logs
    .filter((line) => (line as { event?: string }).event === "event handled")
    .map((line) => line as unknown as Outcome);
}

/** Slack takes about a message a second; digests are brought up to date by the minute. */
async function deliver(stage: OpenStage, events: readonly Event[], time = "70s"): Promise<void> {
  for (const event of events) stage.sandbox.event(event);
  await stage.sandbox.drain();
  await pass(stage, time);
}

/** The names that an event has for what it is about. */
function namesIn(event: Event): string[] {
  const names: string[] = [];
  const add = (value: unknown): void => {
    if (typeof value !== "string" || !value.trim()) return;
    const name = nameInArn(value) ?? value;
    names.push(name, ...name.split("/"));
  };
  const walk = (value: unknown, name: string, depth: number): void => {
    if (depth > 5) return;
    if (Array.isArray(value)) for (const one of value.slice(0, 20)) walk(one, name, depth + 1);
    else if (isObject(value)) for (const [key, one] of Object.entries(value)) walk(one, key, depth + 1);
    else if (
      /(name|arn|identifier|key|title|(instance|stack|build|deployment|order).?id|application|pipeline|service)s?$/i.test(
        name,
      )
    )
      add(value);
  };
  for (const one of Array.isArray(event.resources) ? (event.resources as unknown[]) : []) add(one);
  walk(event.detail, "", 0);
  for (const { Sns: notification } of (event.Records ?? []) as { readonly Sns: Event }[]) {
    const { Subject: subject, Message: message } = notification;
    const within = jsonIn(String(message));
    if (isObject(within)) walk(within, "", 0);
    // Prose: whatever it calls it, some word of it must be there.
    else names.push(...(`${subject} ${message}`.match(/[\p{L}\p{N}-]{4,}/gu) ?? []));
  }
  return names;
}

/** As much of a text as survives being shown: letters and digits. */
function letters(text: string): string {
  return text
    .replaceAll(/&(lt|gt|amp);|\\n/g, "")
    .replaceAll(/[^\p{Ll}\p{Lu}\p{Lo}\p{N}]/gu, "")
    .toLowerCase();
}

/** Whether one of the names that the event has stands there; nothing can be asked of one that has none. */
function isNamed(event: Event, shown: string): boolean {
  const names = namesIn(event)
    .map((one) => letters(one).slice(0, 12))
    .filter((one) => one.length > 1);
  return !names.length || names.some((one) => shown.includes(one));
}

it("Every event of the corpus, and what is left of it when something is wrong with it, is told with a name and a link, or quiet", async () => {
  const chance = randomFrom(41);
  const perStory = { sample: 1, all: 12, every: 60 }[extent];
  const counts = { tried: 0, passed: 0, told: 0, quiet: 0, plain: 0 };
  const problems: string[] = [];
  const whole = corpus.map(({ name, events }) => ({ name, events: events.map(renamed) }));
  const broken = corpus.flatMap(({ name, events }) =>
    Array.from({ length: perStory }, () => ({
      name: `${name}, mutated`,
      events: events.map((event) => renamed(mutated(event, chance))),
    })),
  );
  // In the sample each story is there once.
  const isTried = (parity: number) => (_: unknown, index: number) => extent !== "sample" || index % 2 === parity;
  const tried = [...whole.filter(isTried(0)), ...broken.filter(isTried(1))];
  // Few in one world, so that no storm comes up.
  for (let from = 0; from < tried.length; from += 12) {
    const stage = await openStage();
    for (const { name, events } of tried.slice(from, from + 12)) {
      const [before, handled] = [said(stage), outcomesOf(stage).length];
      await deliver(stage, events, "10s");
      const outcomes = outcomesOf(stage).slice(handled);
      const news = said(stage).filter(({ all }) => !before.some((one) => one.all === all));
      counts.tried += events.length;
      expect(outcomes.length, name).toBe(events.length);
      for (const { outcome } of outcomes) {
        expect(["told", "quiet", "plain"], name).toContain(outcome);
        counts[outcome as "told" | "quiet" | "plain"]++;
      }
      const isQuiet = outcomes.every(({ outcome }) => outcome === "quiet");
      if (isQuiet) expect(news, name).toEqual([]);
      if (outcomes.some(({ outcome }) => outcome === "plain")) expect(news.length, name).toBeGreaterThan(0);
      const wrong = news.flatMap(({ all, text }) => {
        const shown = letters(all);
        return [
          ...(/"url":"https:\/\/|<https:\/\//.test(all) ? [] : [`${name} leads nowhere: ${text}`]),
          ...(/[{}]"/.test(text) ? [`${name} shows JSON: ${text}`] : []),
          ...(events.some((event) => isNamed(event, shown)) ? [] : [`${name} is not named: ${text}`]),
        ];
      });
      problems.push(...wrong);
      counts.passed += wrong.length ? 0 : events.length;
    }
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  }
  expect(problems).toEqual([]);
  expect(counts.quiet).toBeGreaterThan(0);
  expect(counts.plain).toBeGreaterThan(0);
  figure("events with one accounted outcome", counts);
}, 36_000_000);

/** Without what has no time of its own, so that it is told as of when it is heard. */
const timeless = new Set(["database-sns/sparse"]);
const unordered = corpus.filter(({ name }) => !timeless.has(name));

it("Events of several stories, one to five times and in any order, come to the same messages", async () => {
  const counts = { tried: 0, passed: 0 };
  const runs = { sample: 4, all: 60, every: 400 }[extent];
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...unordered), {
        minLength: 4,
        maxLength: 6,
        selector: ({ name }) => name.split("/")[0],
      }),
      fc.nat(),
      async (stories, seed) => {
        const chance = randomFrom(seed);
        const events = stories.flatMap((story) => story.events.map(renamed));
        const inOrder = await openStage();
        for (const event of events) await deliver(inOrder, [event]);
        const shuffled = events
          .flatMap((event) => Array.from({ length: 1 + Math.floor(chance() * 5) }, () => event))
          .map((event) => ({ event, key: chance() }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const stage = await openStage();
        const half = Math.floor(shuffled.length / 2);
        await deliver(stage, shuffled.slice(0, half));
        await deliver(stage, shuffled.slice(half));
        await pass(stage, "2m");
        counts.tried += shuffled.length;
        const names = stories.map(({ name }) => name).join(", ");
        const texts = (one: OpenStage): string[] => said(one).map(({ text }) => text);
        expect(without(texts(stage), texts(inOrder)), names).toEqual([]);
        // A finding that was over before anybody was told of it is quiet by a rule.
        const missing = without(texts(inOrder), texts(stage)).filter((text) => !/No longer open/.test(text));
        expect(missing, names).toEqual([]);
        // Heard once more, it changes nothing.
        const calls = stage.slackCalls.length;
        const all = (): string[] => stage.sandbox.slack.messages.map((one) => JSON.stringify([one.text, one.blocks]));
        const stood = all();
        await deliver(stage, events);
        expect(without(all(), stood), names).toEqual([]);
        expect(stage.slackCalls.slice(calls), names).toEqual([]);
        counts.passed += shuffled.length;
      },
    ),
    { numRuns: runs, endOnFailure: true, ...(extent === "sample" && { seed: 20261123 }) },
  );
  figure("events repeated and shuffled", counts);
}, 36_000_000);

const stackId = "arn:aws:cloudformation:ap-northeast-2:123456789012:stack/shop/5d6a7b8c-0000-4000-a000-9e1f2a3b4c5d";
const beanstalk = { EnvironmentName: "shop-dev", ApplicationName: "shop", Severity: "INFO" };

/** Kinds of events that a team's rules may send along, of which nobody needs to hear, or of which the rest is told elsewhere. */
const rows: readonly (readonly [source: string, type: string, detail: object, outcome: string])[] = [
  ["aws.codebuild", "CodeBuild Build Phase Change", { "project-name": "api", "completed-phase": "BUILD" }, "quiet"],
  [
    "aws.codebuild",
    "CodeBuild Build State Change",
    {
      "project-name": "api",
      "build-status": "IN_PROGRESS",
      "build-id": "arn:aws:codebuild:ap-northeast-2:123456789012:build/api:1",
    },
    "quiet",
  ],
  [
    "aws.codedeploy",
    "CodeDeploy Deployment State-change Notification",
    { application: "api", deploymentGroup: "dev", deploymentId: "d-1", state: "START" },
    "quiet",
  ],
  [
    "aws.codedeploy",
    "CodeDeploy Instance State-change Notification",
    { application: "api", deploymentGroup: "dev", deploymentId: "d-1", instanceId: "i-1", state: "SUCCESS" },
    "quiet",
  ],
  [
    "aws.cloudformation",
    "CloudFormation Stack Status Change",
    { "stack-id": stackId, "status-details": { status: "UPDATE_IN_PROGRESS" } },
    "quiet",
  ],
  [
    "aws.cloudformation",
    "CloudFormation Resource Status Change",
    { "stack-id": stackId, "logical-resource-id": "Api", "status-details": { status: "UPDATE_COMPLETE" } },
    "quiet",
  ],
  [
    "aws.cloudformation",
    "CloudFormation Drift Detection Status Change",
    { "stack-id": stackId, "status-details": { "detection-status": "DETECTION_IN_PROGRESS" } },
    "quiet",
  ],
  [
    "aws.cloudformation",
    "CloudFormation Drift Detection Status Change",
    { "stack-id": stackId, "status-details": { "detection-status": "DETECTION_FAILED" } },
    "plain",
  ],
  ["aws.elasticbeanstalk", "Other resource status change", { ...beanstalk, Status: "Instance added" }, "quiet"],
  [
    "aws.elasticbeanstalk",
    "Elastic Beanstalk resource status change",
    { ...beanstalk, Status: "Environment update started" },
    "quiet",
  ],
  [
    "aws.elasticbeanstalk",
    "Elastic Beanstalk resource status change",
    { ...beanstalk, Status: "Environment termination failed" },
    "told",
  ],
  [
    "aws.elasticbeanstalk",
    "Health status change",
    { ...beanstalk, Message: "Environment health has transitioned from Warning to Ok." },
    "quiet",
  ],
  [
    "aws.cloudwatch",
    "CloudWatch Alarm State Change",
    { alarmName: "cpu", state: { value: "INSUFFICIENT_DATA" } },
    "quiet",
  ],
  ["aws.cloudwatch", "CloudWatch Alarm Configuration Change", { alarmName: "cpu", operation: "create" }, "quiet"],
  [
    "aws.cloudwatch",
    "CloudWatch Alarm Configuration Change",
    { alarmName: "cpu", operation: "update", configuration: { actionsEnabled: true, threshold: 5 } },
    "quiet",
  ],
  [
    "aws.cloudwatch",
    "CloudWatch Alarm Contributor State Change",
    { alarmName: "cpu", state: { value: "ALARM" } },
    "plain",
  ],
  [
    "aws.ecs",
    "ECS Deployment State Change",
    { eventName: "SERVICE_DEPLOYMENT_IN_PROGRESS", eventType: "INFO" },
    "quiet",
  ],
  [
    "aws.ec2",
    "EC2 Instance State-change Notification",
    { "instance-id": "i-0aaaaaaaaaaaaaaa1", state: "running" },
    "quiet",
  ],
  [
    "aws.autoscaling",
    "EC2 Instance-launch Lifecycle Action",
    { AutoScalingGroupName: "web", EC2InstanceId: "i-1", LifecycleHookName: "warm-up" },
    "quiet",
  ],
  [
    "aws.securityhub",
    "Security Hub Findings - Imported",
    { findings: [{ Id: "x", Title: "y", Severity: { Label: "LOW" } }] },
    "quiet",
  ],
  [
    "aws.securityhub",
    "Security Hub Findings - Imported",
    { findings: [{ Id: "x2", Title: "y", Severity: { Label: "HIGH" }, Compliance: { Status: "PASSED" } }] },
    "quiet",
  ],
  ["aws.securityhub", "Security Hub Findings - Custom Action", { actionName: "Send to Slack", findings: [] }, "plain"],
];

it("What nobody needs to hear of is quiet by a rule, and says nothing", async () => {
  const stage = await openStage();
  const resources = ["arn:aws:ecs:ap-northeast-2:123456789012:service/dev/api"];
  const wrong: string[] = [];
  for (const [source, type, detail, outcome] of rows) {
    const before = said(stage).length;
    const handled = outcomesOf(stage).length;
    await deliver(stage, [awsEvent(source, type, detail, source === "aws.ecs" ? { resources } : {})]);
    const found = outcomesOf(stage)[handled]?.outcome;
    const more = said(stage).length - before;
    if (found !== outcome || more !== Number(outcome !== "quiet"))
      wrong.push(`${type} ${JSON.stringify(detail)}: ${found}, ${more} messages`);
  }
  expect(wrong).toEqual([]);
});
