import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { account, region } from "../../sandbox/world.ts";
import { awsEvent, buttonsOf, callsOf, openStage, playOut, postedIn, threadOf } from "../stage.ts";

const [devApi, devWorker] = ["i-0d1a2b3c4d5e6f701", "i-0d1a2b3c4d5e6f702"];
const webInstance = "i-0a51ce6e8d2f40c11";
const devTargets = {
  TargetGroup: "targetgroup/dev/9f1c2b3a4d5e6f70",
  LoadBalancer: "app/dev/50dc6c495c0c9188",
};

/** A minute before the stop of the office hours, which begin again an hour later: a long night takes long to play. */
const beforeTheNight = {
  start: new Date("2026-11-23T21:59:00+09:00"),
  config: readFileSync("sandbox/nightshift.yaml", "utf8").replace('start: "09:00"', 'start: "23:00"'),
};

const cpu = (instance: string, more: object = {}) => ({
  aws: { alarm: { name: "cpu", dimensions: { InstanceId: instance }, ...more } },
});

describe("an alarm of a metric", () => {
  it("says in words what was crossed, of what, where and since when, with a chart against the threshold", async () => {
    const stage = await openStage();
    await stage.run({ advance: "30m" }, cpu(webInstance));
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(message?.text).toMatch(/Alarm: cpu/);
    expect(message?.text).toContain("Condition: CPUUtilization (average) greater than 80, over 1m");
    expect(message?.text).toContain("Latest value: 100");
    expect(message?.text).toMatch(/Instance: web-staging \(<https:[^|]*\|i-0a51ce6e8d2f40c11>\)/);
    expect(message?.text).toContain("Region: ap-northeast-2");
    expect(message?.text).toMatch(/Since: <!date\^/);
    const chart = message?.blocks.find(({ type }) => type === "data_visualization")?.chart as {
      type: string;
      series: { name: string; data: { value: number }[] }[];
    };
    expect(chart.type).toBe("line");
    expect(chart.series.map(({ name }) => name)).toEqual(["CPUUtilization", "threshold"]);
    expect(chart.series[0]?.data).toHaveLength(20);
    expect(chart.series[0]?.data.at(-1)?.value).toBeGreaterThan(80);
    expect(chart.series[0]?.data[0]?.value).toBeLessThan(80);
    expect(chart.series[1]?.data.every(({ value }) => value === 80)).toBe(true);
  });

  it("is told without a chart when the metric cannot be read", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({
      service: "monitoring",
      operation: "GetMetricData",
      error: "AccessDenied",
      times: 1,
    });
    await stage.run(cpu(webInstance));
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(message?.text).toContain("Alarm: cpu");
    expect(message?.blocks.some(({ type }) => type === "data_visualization")).toBe(false);
  });

  it("is closed in place, its thread says how long it lasted, and going off again is a new message", async () => {
    const stage = await openStage();
    await stage.run(cpu(webInstance), { advance: "7m" }, cpu(webInstance, { state: "OK" }));
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(message?.text).toMatch(/cpu is OK again[\s\S]*Lasted: 7m/);
    expect(threadOf(stage.messages(), message).map(({ text }) => text)).toEqual([
      expect.stringMatching(/It was in ALARM for 7m/),
    ]);
    await stage.run({ advance: "1h" }, cpu(webInstance));
    expect(stage.messages()).toHavePosted("#alerts", [/cpu is OK again/, /Alarm: cpu/]);
  });

  it("that lacks data is quiet", async () => {
    const report = await playOut([cpu(webInstance, { state: "INSUFFICIENT_DATA" })]);
    expect(report.messages).toEqual([]);
  });

  it("whose OK is heard before its ALARM is told as over", async () => {
    const at = (value: string, timestamp: string) => ({
      event: awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
        alarmName: "late",
        state: { value, timestamp },
        configuration: { metrics: [] },
      }),
    });
    const report = await playOut([
      at("OK", "2026-11-23T00:05:00.000+0000"),
      at("ALARM", "2026-11-23T00:00:00.000+0000"),
    ]);
    expect(report).toHavePosted("#alerts", [/late is OK again[\s\S]*Lasted: 5m/]);
  });

  it.each(["in order", "from its end"])("that is deleted does not stay open: %s", async (order) => {
    const steps = [
      {
        event: awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
          alarmName: "doomed",
          state: { value: "ALARM", timestamp: "2026-11-23T00:00:00.000+0000" },
          configuration: { metrics: [] },
        }),
      },
      {
        event: awsEvent(
          "aws.cloudwatch",
          "CloudWatch Alarm Configuration Change",
          { alarmName: "doomed", operation: "delete", state: { value: "ALARM" } },
          { time: "2026-11-23T00:05:00Z" },
        ),
      },
    ];
    const stage = await openStage();
    await stage.run(...(order === "in order" ? steps : steps.toReversed()), { redeliver: 2 });
    const posted = postedIn(stage.messages(), "#alerts");
    const closed = posted.filter(({ text }) => /doomed was deleted while it was in ALARM/.test(text));
    expect(closed.map(({ text }) => text)).toEqual([expect.stringMatching(/Deleted: /)]);
    expect(buttonsOf(closed[0])).toEqual(["Open in AWS"]);
    expect(posted).toHaveLength(2);
  });
});

describe("an alarm of another kind", () => {
  it("that is composite says its rule, and which alarm set it off", async () => {
    const report = await playOut([
      {
        event: awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
          alarmName: "site-down",
          configuration: { alarmRule: "ALARM(web-5xx) OR ALARM(web-latency)" },
          state: {
            value: "ALARM",
            reason: `arn:aws:cloudwatch:${region}:${account}:alarm:web-5xx transitioned to ALARM`,
            reasonData: JSON.stringify({
              triggeringAlarms: [
                { arn: `arn:aws:cloudwatch:${region}:${account}:alarm:web-5xx`, state: { value: "ALARM" } },
              ],
            }),
            timestamp: "2026-11-23T00:00:00.000+0000",
          },
        }),
      },
    ]);
    expect(report).toHavePosted("#alerts", [
      /Alarm: site-down\nRule: `ALARM\(web-5xx\) OR ALARM\(web-latency\)`\nIn ALARM: <https:[^|]*\|web-5xx>/,
    ]);
  });

  it("about a health check of Route 53 is named for it", async () => {
    const report = await playOut([
      {
        aws: {
          alarm: {
            name: "www",
            namespace: "AWS/Route53",
            metric: "HealthCheckStatus",
            dimensions: { HealthCheckId: "abcdef11-2222-3333-4444-555555fedcba" },
            threshold: 1,
          },
        },
      },
    ]);
    expect(report).toHavePosted("#alerts", [
      /A health check is failing: www[\s\S]*Health check: <https:\/\/us-east-1\.console\.aws\.amazon\.com\/route53[^|]*\|abcdef11/,
    ]);
  });

  it("about a target group says which targets are unhealthy, and why", async () => {
    const stage = await openStage();
    await stage.run(
      { aws: { failHealthCheck: "web-staging-asg" } },
      {
        aws: {
          alarm: {
            name: "hosts",
            namespace: "AWS/ApplicationELB",
            metric: "UnHealthyHostCount",
            dimensions: {
              TargetGroup: "targetgroup/web-staging/73e2d6bc24d8a067",
              LoadBalancer: "app/web/50dc6c",
            },
            threshold: 1,
          },
        },
      },
    );
    expect(stage.messages()).toHavePosted("#alerts", [
      /web-staging has unhealthy targets: hosts[\s\S]*Target group: web-staging[\s\S]*Load balancer: web[\s\S]*Unhealthy targets: web-staging \(<[^|]*\|i-0a51ce6e8d2f40c11>\): Health checks failed with these codes: \[502\]/,
    ]);
  });
});

describe("the same alarm through SNS", () => {
  const eventBridge = awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
    alarmName: "cpu",
    state: {
      value: "ALARM",
      reason: "Threshold Crossed: 1 datapoint [99.5 (23/11/26 00:00:00)] was greater than the threshold (50.0).",
      timestamp: "2026-11-23T00:01:00.123+0000",
    },
    configuration: {
      metrics: [
        {
          id: "m1",
          metricStat: {
            metric: { namespace: "AWS/EC2", name: "CPUUtilization", dimensions: { InstanceId: webInstance } },
            period: 300,
            stat: "Average",
          },
          returnData: true,
        },
      ],
    },
  });
  const message = {
    AlarmName: "cpu",
    AlarmDescription: null,
    AWSAccountId: account,
    NewStateValue: "ALARM",
    NewStateReason: "Threshold Crossed: 1 datapoint [99.5 (23/11/26 00:00:00)] was greater than the threshold (50.0).",
    StateChangeTime: "2026-11-23T00:01:00.123+0000",
    Region: "Asia Pacific (Seoul)",
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:cpu`,
    OldStateValue: "OK",
    Trigger: {
      MetricName: "CPUUtilization",
      Namespace: "AWS/EC2",
      StatisticType: "Statistic",
      Statistic: "AVERAGE",
      Unit: null,
      Dimensions: [{ value: webInstance, name: "InstanceId" }],
      Period: 300,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 50.0,
    },
  };
  const enveloped = {
    Type: "Notification",
    MessageId: "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
    TopicArn: `arn:aws:sns:${region}:${account}:alarms`,
    Subject: 'ALARM: "cpu" in Asia Pacific (Seoul)',
    Message: JSON.stringify(message),
    Timestamp: "2026-11-23T00:01:00.500Z",
  };
  const words =
    /Alarm: cpu\nCondition: CPUUtilization \(average\) greater than 50, over 5m\nLatest value: 99\.5\nInstance: web-staging/;

  it.each([
    ["enveloped", enveloped],
    ["raw", message],
  ])("%s is one message with EventBridge's", async (_how, through) => {
    expect(await playOut([{ event: through }, { event: eventBridge }])).toHavePosted("#alerts", [words]);
    expect(await playOut([{ event: eventBridge }, { event: through }])).toHavePosted("#alerts", [words]);
  });
});

describe("what Nightshift has done itself", () => {
  it("raises no alert: the night's stop of ten instances behind alarms is one summary, and lists them", async () => {
    const stage = await openStage(beforeTheNight);
    const names = Array.from({ length: 8 }, (_, index) => `dev-${index}`);
    await stage.run(
      ...names.map((name) => ({ aws: { runInstance: { name, tags: { nightshift: "office-hours" } } } })),
      { advance: "3m" },
    );
    const ids = stage.sandbox.aws
      .summary()
      .instances.filter(({ name }) => name.startsWith("dev-"))
      .map(({ id }) => id);
    expect(ids).toHaveLength(10);
    for (const id of ids) await stage.run({ aws: { alarm: { name: `status-${id}`, dimensions: { InstanceId: id } } } });
    await stage.run({
      aws: {
        alarm: {
          name: "dev-hosts",
          namespace: "AWS/ApplicationELB",
          metric: "UnHealthyHostCount",
          dimensions: devTargets,
          threshold: 1,
        },
      },
    });
    // A message a second is what a channel takes.
    await stage.run({ advance: "1m" });
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    const summary = postedIn(stage.messages(), "#dev").filter(({ text }) => /stopped for the night/.test(text));
    expect(summary).toHaveLength(1);
    const listed = threadOf(stage.messages(), summary[0]).map(({ text }) => text);
    expect(listed).toHaveLength(11);
    expect(listed[0]).toMatch(/status-i-\S+> went into ALARM at .* because of this/);
  });

  it("is told in the morning when it still holds half an hour after the start, and not before", async () => {
    const stage = await openStage(beforeTheNight);
    await stage.run({ advance: "3m" }, cpu(devApi));
    await stage.run({ clock: "2026-11-23T23:20:00+09:00" });
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    await stage.run({ advance: "15m" });
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: cpu\nIt was held back while Nightshift had stopped/]);
    await stage.run(cpu(devApi, { state: "OK" }));
    expect(stage.messages()).toHavePosted("#alerts", [/cpu is OK again/]);
  });

  it("is told nothing more of when it is OK in the morning", async () => {
    const stage = await openStage(beforeTheNight);
    await stage.run({ advance: "3m" }, cpu(devApi));
    await stage.run({ clock: "2026-11-23T23:05:00+09:00" }, cpu(devApi, { state: "OK" }), { advance: "1h" });
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
  });

  it("counts for what a person stops, as long as it is stopped, and is told when it runs and still fails", async () => {
    const stage = await openStage();
    await stage.run({ say: "/ec2 stop dev-api" }, { advance: "40m" }, cpu(devApi));
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    const [operation] = postedIn(stage.messages(), "#deploys");
    expect(threadOf(stage.messages(), operation).map(({ text }) => text)).toEqual([
      expect.stringContaining("because of this"),
    ]);
    await stage.run({ say: "/ec2 start dev-api" }, { advance: "2h" });
    expect(stage.messages()).toHavePosted("#alerts", [/Alarm: cpu/]);
    expect(callsOf(stage, "DescribeAlarms").length).toBeGreaterThan(0);
  });

  it("does not hide what has another cause: what is not stopped itself", async () => {
    const report = await playOut([
      { say: "/ec2 stop dev-api" },
      { advance: "2m" },
      {
        aws: {
          alarm: {
            name: "both",
            dimensions: { InstanceId: devWorker },
          },
        },
      },
    ]);
    expect(report).toHavePosted("#alerts", [/Alarm: both/]);
  });
});
