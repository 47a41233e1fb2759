import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsEvent, openStage, pass, pipelineEvent, playOut, postedIn, replacement, snsEvent } from "../stage.ts";

const budget = `AWS Budget Notification November 23, 2026
AWS Account 123456789012

Dear AWS Customer,

You requested that we alert you when the ACTUAL Cost associated with your web budget is greater than $100.00 for the current month. The ACTUAL Cost associated with this budget is $120.50.

Budget Name: web <!everyone>
Budget Type: Cost
Budgeted Amount: $100.00
Alert Type: ACTUAL
Alert Threshold: > $100.00
ACTUAL Amount: $120.50
`;

const alarm = JSON.stringify({
  AlarmName: "api-5xx <!channel>",
  AlarmDescription: "More than 5 errors & `more`",
  AWSAccountId: "123456789012",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed: 1 datapoint [7.0] was greater than the threshold (5.0).",
  StateChangeTime: "2026-11-23T00:00:00.000+0000",
  Region: "Asia Pacific (Seoul)",
  Trigger: { MetricName: "HTTPCode_Target_5XX_Count", Threshold: 5, Dimensions: [{ name: "x", value: "y" }] },
});

describe("what no definition knows", () => {
  it.each([
    [
      "an event of another service",
      awsEvent(
        "aws.macie",
        "Macie Finding",
        { description: "Found <!here>", severity: { score: 3 }, count: 7, categories: ["a", "b"] },
        { resources: ["arn:aws:s3:::bucket-1"] },
      ),
      [
        /Macie Finding: bucket-1\n/,
        /\nDescription: Found &lt;!here&gt;\n/,
        /Count: 7\n(.*\n)*Categories: a, b/,
        /`aws\.macie` {2}Macie Finding/,
      ],
    ],
    [
      "a budget's prose from SNS",
      snsEvent("AWS Budgets: web has exceeded your alert threshold", budget),
      [/Budgets?:? web/, /100\.00/],
    ],
    [
      "a CloudWatch alarm from SNS",
      snsEvent('ALARM: "api-5xx" in Asia Pacific (Seoul)', alarm),
      [/api-5xx &lt;!channel&gt;/, /Threshold Crossed/],
    ],
    [
      "SNS without a subject",
      snsEvent(null, "<https://evil.example|click>"),
      [
        /Notification from the topic alerts/,
        /&lt;https:\/\/evil\.example\|click&gt;|&lt;https:\/\/evil\.example.click&gt;/,
      ],
    ],
    [
      "an event of our own kind that says nothing",
      awsEvent("aws.autoscaling", "EC2 Instance Launch Successful", {}),
      [/EC2 Instance Launch Successful\n/, /`aws\.autoscaling`/],
    ],
    [
      "an event of our own kind with other types in it",
      awsEvent("aws.codepipeline", "CodePipeline Pipeline Execution State Change", {
        pipeline: 7,
        "execution-id": null,
        state: ["FAILED"],
      }),
      [/CodePipeline Pipeline Execution State Change/, /State: FAILED/],
    ],
    ["an empty object", {}, [/A notification arrived that could not be read/]],
    [
      "an envelope full of other types",
      {
        id: 1,
        source: {},
        "detail-type": [],
        account: 5,
        region: null,
        time: "soon",
        resources: "x",
        detail: "text",
      },
      [/could not be read/],
    ],
    [
      "very much text",
      awsEvent("custom", "T".repeat(5_000), { a: "x".repeat(100_000), "<!channel>": "y" }),
      [/t{100}/],
    ],
    ["names longer than any key", pipelineEvent({ execution: "e".repeat(2_500), state: "STARTED" }), [/./]],
    [
      "a name that objects have already",
      awsEvent("aws.codepipeline", "CodePipeline Stage Execution State Change", {
        pipeline: "p",
        "execution-id": "__proto__",
        state: "STARTED",
        stage: "__proto__",
      }),
      [/Deploying p/],
    ],
  ])("%s is told once, in words, and does no harm", async (_why, event, patterns) => {
    const report = await playOut([{ event }, { advance: "1m" }]);
    const [message, ...others] = postedIn(report, "#alerts").length
      ? postedIn(report, "#alerts")
      : postedIn(report, "#deploys");
    expect(others).toEqual([]);
    for (const pattern of patterns) expect(message?.text).toMatch(pattern);
    expect(message?.text).not.toMatch(/[{}]"/);
  });

  it("is told once when it comes again", async () => {
    const event = awsEvent("aws.macie", "Macie Finding", { description: "Found" });
    const notification = snsEvent("Subject", "Text");
    const report = await playOut([
      { event },
      { parallel: [{ event }, { event }] },
      { event: notification },
      { advance: "10m" },
      { event },
      { event: notification },
    ]);
    expect(report).toHavePosted("#alerts", [/Macie Finding/, /Subject/]);
    expect(report.slack.filter(({ method }) => method === "chat.update")).toEqual([]);
  });

  it("inside SNS an EventBridge event is handled as if it had come by itself", async () => {
    const [terminate, launch] = replacement("web-asg", "i-0a1", "i-0b1");
    const report = await playOut([{ event: snsEvent(null, JSON.stringify(terminate)) }, { event: launch }]);
    expect(report).toHavePosted("#alerts", [/web-asg replaced an unhealthy instance/]);
  });

  it("of several records of one SNS event each is told", async () => {
    const [one, two] = [snsEvent("One", "1"), snsEvent("Two", "2")] as { Records: object[] }[];
    const report = await playOut([{ event: { Records: [...(one?.Records ?? []), ...(two?.Records ?? [])] } }]);
    expect(report).toHavePosted("#alerts", [/One/, /Two/]);
  });
});

describe("any JSON at all", () => {
  it("is told, each thing once, and never sets anything aside", async () => {
    const stage = await openStage();
    const known = [
      "id",
      "source",
      "detail-type",
      "account",
      "region",
      "time",
      "resources",
      "detail",
      "Type",
      "Message",
      "Subject",
      "pipeline",
      "execution-id",
      "state",
      "stage",
      "action",
      "AutoScalingGroupName",
      "Cause",
    ];
    const types = [
      "aws.codepipeline",
      "CodePipeline Stage Execution State Change",
      "aws.autoscaling",
      "EC2 Instance Terminate Successful",
      "Notification",
      "taken out of service in response to an EBS volume health check failure",
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...types),
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.constantFrom("<!channel>", "&", "`*_~", "", "2026-11-23T00:00:00Z", "\u0000", "\ud800"),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...known), tie("any"), { maxKeys: 8 }),
      ),
    })).any;
    const envelope = fc.record(
      {
        source: fc.constantFrom("aws.codepipeline", "aws.autoscaling", "aws.other"),
        "detail-type": fc.constantFrom(...types),
        account: value,
        region: value,
        time: value,
        resources: value,
        detail: fc.dictionary(fc.constantFrom(...known), value, { maxKeys: 8 }),
      },
      { requiredKeys: ["detail"] },
    );
    const events = fc.sample(fc.oneof(value, envelope), { numRuns: 70, seed: 20261123 });
    const bodies = events.filter((event) => !Array.isArray((event as { Records?: unknown } | null)?.Records));
    for (const body of bodies) stage.sandbox.event(body);
    await stage.sandbox.drain();
    await pass(stage, "10m");
    expect(await stage.sandbox.deadLetters()).toEqual([]);
    expect(
      stage.logs.filter(
        (line) => (line as { level: string }).level !== "info" && (line as { function: string }).function !== "outbox",
      ),
    ).toEqual([]);
    const told = postedIn(stage.messages(), "#alerts").length + postedIn(stage.messages(), "#deploys").length;
    const quiet = stage.logs.filter((line) => (line as { outcome?: string }).outcome === "quiet").length;
    const handled = stage.logs.filter((line) => (line as { event?: string }).event === "event handled").length;
    expect(handled).toBe(bodies.length);
    expect(told).toBeGreaterThan(40);
    expect(told + quiet).toBeLessThanOrEqual(bodies.length);
  });
});
