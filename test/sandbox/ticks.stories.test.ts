import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { budgetNotification } from "../../sandbox/aws/state/budgets.ts";
import { play, type Report, type Step } from "../../sandbox/play.ts";
import type { Ticks } from "../../sandbox/sandbox.ts";
import { slack, start } from "../../sandbox/world.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");
const evening = { clock: "2026-11-23T21:40:00+09:00" };

interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly config?: string;
  /** What the bot says in it, in the order of its messages. */
  readonly says: RegExp;
}

const stories: readonly Story[] = [
  {
    name: "a night that is put off, and a resource that somebody starts in it",
    steps: [
      evening,
      { advance: "6m" },
      { press: "snooze" },
      { clock: "2026-11-23T23:20:00+09:00" },
      { say: "/ec2 start dev-api" },
      { advance: "25m" },
    ],
    says: /put the stop off[\s\S]*stopped for the night/,
  },
  {
    name: "databases that AWS starts after seven days, one of which is left on",
    steps: [
      { clock: "2026-11-23T21:58:00+09:00" },
      { advance: "25m" },
      { aws: { sevenDays: "dev-db" } },
      { aws: { sevenDays: "dev-docs" } },
      { advance: "1m" },
      { press: "leave-on", on: { channel: "#alerts", contains: "dev-docs" } },
      { advance: "40m" },
    ],
    says: /dev-docs[\s\S]*dev-db is stopped again/,
  },
  {
    name: "a deployment that nobody approves in time, and one that waits and is then approved",
    config: yaml.replace("protection: confirm", "protection: approval"),
    steps: [
      { say: "/deploy production" },
      { advance: "61m" },
      { say: "/deploy production" },
      { advance: "7m" },
      { press: "approve-request", as: "owner" },
      { advance: "30m" },
    ],
    says: /was not approved in time[\s\S]*was approved/,
  },
  {
    name: "the costs of one day and of the next, and a budget",
    steps: [
      { clock: "2026-11-24T08:30:00+09:00" },
      { aws: { spend: { service: "CloudFront", amount: 500 } } },
      { say: "/cost" },
      { event: budget() },
      { advance: "40m" },
      { say: "/cost" },
      { press: "acknowledge" },
      { advance: "30m" },
    ],
    says: /Budget Monthly: 84% spent/,
  },
  {
    name: "a storm of alarms, which is told in digests and calls whoever is on call",
    config: yaml.replace(
      '  channel: "#alerts"\n',
      '  channel: "#alerts"\n  escalation: { afterMinutes: 10, to: U0OWNER }\n',
    ),
    steps: [
      { parallel: Array.from({ length: 16 }, (_, index) => ({ aws: { alarm: `cpu-${index}` } })) },
      { advance: "4m" },
      { aws: { alarm: { name: "cpu-3", state: "OK" } } },
      { advance: "45m" },
    ],
    says: /more CloudWatch alarms[\s\S]*nobody has acknowledged/,
  },
  {
    name: "an alarm about what sleeps, which still holds when that runs again",
    config: yaml.replace('start: "09:00"', 'start: "23:00"'),
    steps: [
      { clock: "2026-11-23T21:59:00+09:00" },
      { advance: "6m" },
      { aws: { alarm: { name: "cpu", dimensions: { InstanceId: "i-0d1a2b3c4d5e6f701" } } } },
      { clock: "2026-11-23T23:40:00+09:00" },
    ],
    says: /Alarm: cpu/,
  },
];

function budget(): object {
  const alert = { name: "Monthly", amount: 1000, threshold: 80, type: "ACTUAL", spent: 842.5 } as const;
  const { subject, message } = budgetNotification(alert, start);
  const Sns = { Type: "Notification", Subject: subject, Message: message, Timestamp: start.toISOString() };
  return { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", Sns }] };
}

async function played({ steps, config }: Story, ticks: Ticks): Promise<Report> {
  const { report, error } = await play(steps, ".", { ...(config && { config }), ticks });
  if (error) throw error;
  return report;
}

/** Of the calls to AWS those that can change something. */
const isChange = ({ operation }: Report["calls"][number]) =>
  !/^(Get|List|Describe|Query|Scan|Receive|Lookup|AssumeRole)/.test(operation);

describe("a tick where something can come of it", () => {
  it.each(stories)("leaves the same as one each minute: $name", async (story) => {
    const dense = await played(story, "dense");
    const sparse = await played(story, "sparse");
    const { calls: everyCall, logs: everyLog, ...seen } = dense;
    const { calls, logs, ...seenNow } = sparse;
    expect(seenNow).toEqual(seen);
    expect(calls.filter(isChange)).toEqual(everyCall.filter(isChange));
    expect(logs).toEqual(everyLog);
    expect(calls.length).toBeLessThan(everyCall.length);
    const said = sparse.messages.filter(({ user, ephemeralTo }) => user === slack.bot.userId && !ephemeralTo);
    expect(said.map(({ text }) => text.replaceAll("*", "")).join("\n")).toMatch(story.says);
  });

  it("comes each minute while a call is to fail, since it may be the one that makes it", async () => {
    const steps: Step[] = [
      { fault: { aws: "InternalServerError", service: "dynamodb", operation: "Query", times: 9 } },
      { advance: "4m" },
    ];
    const story = { name: "while a call is to fail", steps, says: /^/ };
    expect((await played(story, "sparse")).calls).toEqual((await played(story, "dense")).calls);
  });
});
