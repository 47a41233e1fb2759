import { describe, expect, it } from "vitest";
import { play, readPlay, type Step } from "../../sandbox/play.ts";
import { awsEvent, callsOf, playOut, postedIn, snsEvent } from "../stage.ts";

const deployed = /Deployed staging \(web-staging\): succeeded/;

function slackErrors(report: { readonly slack: readonly { method: string; error?: string }[] }): string[] {
  return report.slack.flatMap(({ method, error }) => (error === undefined ? [] : `${method} ${error}`));
}

function awsErrors(report: { readonly calls: readonly { operation: string; error?: string }[] }): string[] {
  return report.calls.flatMap(({ operation, error }) => (error === undefined ? [] : `${operation} ${error}`));
}

function diedAt(report: { readonly logs: readonly unknown[] }): unknown[] {
  return report.logs
    .filter((line) => (line as { event?: unknown }).event === "function died")
    .map((line) => (line as { function?: unknown }).function);
}

const eventOfOurs = (id: string) => awsEvent("custom.shop", "Order Lost", { order: id });

describe("a fault", () => {
  it.each([
    [{ slack: 429, times: 3 }, "ratelimited"],
    [{ slack: 500, times: 2 }, "internal_error"],
    [{ slack: "timeout", times: 2 }, "timeout"],
    [{ slack: "invalid_blocks", method: "chat.postMessage" }, "invalid_blocks"],
    [{ slack: "channel_not_found", times: 2 }, "channel_not_found"],
    [{ slack: "token_revoked" }, "token_revoked"],
    [{ slack: 503, carriedOut: true, method: "chat.update" }, "internal_error"],
  ])("of Slack, %o, is met as often as it says, and stands in the trace", async (fault, error) => {
    const report = await playOut(
      [{ fault: { method: "chat.postMessage", ...fault } }, { say: "/deploy staging" }, { advance: "6m" }],
      { errors: true },
    );
    const { method = "chat.postMessage", times = 1 } = fault as { method?: string; times?: number };
    expect(slackErrors(report)).toEqual(Array.from({ length: times }, () => `${method} ${error}`));
    expect(report).toHavePosted("#deploys", [deployed]);
  });

  it.each([
    { aws: "Throttling", operation: "StopInstances", times: 2 },
    { aws: "RequestLimitExceeded", service: "ec2", times: 2 },
    { aws: "InternalError", operation: "StopInstances", times: 2 },
    { aws: "timeout", operation: "StopInstances", times: 2 },
    { aws: "timeout", operation: "StopInstances", carriedOut: true },
    { aws: "UnauthorizedOperation", operation: "RunInstances", status: 403 },
  ])("of AWS, %o, likewise", async (fault) => {
    const report = await playOut([{ fault }, { say: "/ec2 stop dev-api" }, { advance: "10m" }], {
      errors: true,
    });
    const met = fault.operation === "RunInstances" ? 0 : (fault.times ?? 1);
    expect(awsErrors(report).map((error) => error.split(" ")[1])).toEqual(Array.from({ length: met }, () => fault.aws));
    expect(report).toHavePosted("#deploys", [/Stopped dev-api/]);
  });

  it("is the functions' own: the sandbox still sees what came of them", async () => {
    const report = await playOut(
      [
        { say: "/deploy staging", as: "viewer" },
        { fault: { aws: "InternalServerError", times: 1_000 } },
        { say: "/deploy help" },
      ],
      { errors: true },
    );
    expect(report.audit).toHaveLength(1);
    expect(report.responses.map(({ status }) => status)).toEqual([200, 503]);
  });
});

describe("a crash", () => {
  it("after a call: AWS has done it, the function has not heard of it, and the next try is told the same", async () => {
    const report = await playOut(
      [{ crash: { after: "StartPipelineExecution" } }, { say: "/deploy staging" }, { advance: "10m" }],
      { errors: true },
    );
    const starts = callsOf(report, "StartPipelineExecution");
    expect(starts.map(({ error }) => error)).toEqual(["CrashedAfter", undefined]);
    expect(new Set(starts.map(({ input }) => JSON.stringify(input))).size).toBe(1);
    expect(diedAt(report)).toEqual(["commands"]);
    expect(report).toHavePosted("#deploys", [deployed]);
  });

  it("before a call: it never arrives, nor does anything that the function would have done then", async () => {
    const report = await playOut([{ crash: { before: "StartPipelineExecution" } }, { say: "/deploy staging" }], {
      errors: true,
    });
    expect(report.calls.filter(({ function: fn }) => fn === "commands").at(-1)).toMatchObject({
      operation: "StartPipelineExecution",
      error: "CrashedBefore",
    });
    expect(postedIn(report, "#deploys")).toEqual([]);
    expect(report.calls.some(({ function: fn }) => fn === "events")).toBe(false);
  });

  it("takes the container's memory along, and the message comes back when its time in the queue is over", async () => {
    const early = await playOut(
      [{ say: "/deploy staging" }, { crash: { before: "chat.update", function: "outbox" } }, { advance: "2m" }],
      { errors: true },
    );
    const secrets = callsOf(early, "GetParameter").filter(({ function: fn }) => fn === "outbox");
    expect(secrets).toHaveLength(1);
    const late = await playOut(
      [{ say: "/deploy staging" }, { crash: { before: "chat.update", function: "outbox" } }, { advance: "10m" }],
      { errors: true },
    );
    expect(callsOf(late, "GetParameter").filter(({ function: fn }) => fn === "outbox")).toHaveLength(2);
    expect(slackErrors(late)).toEqual(["chat.update CrashedBefore"]);
    expect(late).toHavePosted("#deploys", [deployed]);
  });

  it("of the front door is answered 502, and nothing is queued unless that was done", async () => {
    const report = await playOut(
      [
        { crash: { before: "SendMessage", function: "slack" } },
        { say: "/deploy status" },
        { crash: { after: "SendMessage", function: "slack" } },
        { say: "/deploy help" },
      ],
      { errors: true },
    );
    expect(report.responses.map(({ status }) => status)).toEqual([502, 502]);
    expect(report).toHaveAnswered("operator", [/dispatch_failed/, /dispatch_failed/, /What \/deploy can do/]);
  });

  it("of a tick is the end of that tick: the next one finds its work", async () => {
    const report = await playOut(
      [
        { clock: "2026-11-23T21:59:30+09:00" },
        { crash: { after: "StopInstances", function: "ticks" } },
        { advance: "8m" },
      ],
      { errors: true },
    );
    expect(diedAt(report)).toEqual(["ticks"]);
    expect(postedIn(report, "#dev").at(-1)?.text).toContain("stopped for the night");
  });

  it("at a response URL is the outbox's", async () => {
    const report = await playOut([{ crash: { before: "response_url" } }, { say: "/deploy help" }, { advance: "5m" }], {
      errors: true,
    });
    expect(diedAt(report)).toEqual(["outbox"]);
    expect(slackErrors(report)).toEqual(["response_url CrashedBefore"]);
    expect(report).toHaveAnswered("operator", [/What \/deploy can do/]);
  });

  it("at each try sets the message aside in the end", async () => {
    const report = await playOut(
      [{ crash: { before: "StartPipelineExecution", times: 5 } }, { say: "/deploy staging" }, { advance: "20m" }],
      { errors: true, deadLetters: true },
    );
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(5);
    expect(report.deadLetters).toHaveLength(1);
  });

  it("prints the same twice, with all that surrounds it", async () => {
    const steps: Step[] = [
      { crash: { after: "response_url" } },
      { crash: { before: "PutItem", function: "events", times: 2 } },
      { crash: { after: "chat.postMessage" } },
      { fault: { aws: "timeout", operation: "GetItem", times: 3 } },
      { redeliver: 2 },
      {
        parallel: [
          { say: "/deploy staging" },
          { say: "/deploy staging", as: "owner" },
          { say: "/deploy help", as: "viewer" },
          { say: "/ec2 stop dev-api" },
          { event: eventOfOurs("1") },
        ],
      },
      { advance: "15m" },
    ];
    const [one, two] = [await play(steps), await play(steps)];
    expect(one.error).toBeUndefined();
    expect(diedAt(one.report).length).toBe(4);
    expect(JSON.stringify(two.report)).toBe(JSON.stringify(one.report));
  });
});

describe("deliveries", () => {
  it("happen more often than once, until that is over, and change nothing", async () => {
    const report = await playOut([
      { redeliver: 3 },
      { event: eventOfOurs("1") },
      { say: "/deploy dev" },
      { redeliver: 0 },
      { event: eventOfOurs("2") },
      { advance: "5m" },
    ]);
    const handled = report.logs.filter((line) => JSON.stringify(line).includes("Order Lost"));
    expect(handled.map((line) => (line as { step: number }).step)).toEqual([1, 1, 1, 1, 4]);
    expect(report).toHavePosted("#alerts", [/Order Lost/, /Order Lost/]);
    expect(report).toHavePosted("#deploys", [/Deployed dev/]);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
  });

  it.each([
    ["Order Lost", eventOfOurs("1")],
    ["custom.shop/Order Lost", eventOfOurs("1")],
    ["Budget crossed", snsEvent("Budget crossed", "By far.")],
  ])("of the next %s do not happen", async (kind, event) => {
    const report = await playOut([
      { drop: kind },
      { event: awsEvent("custom.shop", "Order Found", {}) },
      { event },
      { event },
    ]);
    expect(postedIn(report, "#alerts")).toHaveLength(2);
  });

  it("of what AWS itself says can be lost, too", async () => {
    const states = (steps: Step[]) =>
      playOut(steps).then(({ calls }) => calls.filter(({ function: fn }) => fn === "events").length);
    const push: Step[] = [{ aws: { push: "web-dev" } }];
    const lossy: Step[] = [{ drop: "aws.codepipeline/CodePipeline Pipeline Execution State Change" }, ...push];
    expect(await states(lossy)).toBeLessThan(await states(push));
  });
});

describe("a play with", () => {
  it.each([
    ["a crash at no call", "- crash: { function: slack }", /step 0 \(crash\)/],
    ["a crash at both sides", "- crash: { before: PutItem, after: PutItem }", /step 0 \(crash\)/],
    ["a crash of nobody", "- crash: { before: PutItem, function: mail }", /slack, commands, events, ticks, outbox/],
    ["a fault of nobody", "- fault: { times: 2 }", /step 0 \(fault\)/],
    ["a fault of both", "- fault: { slack: 429, operation: GetItem }", /step 0 \(fault\)/],
    ["no number of deliveries", "- redeliver: often", /step 0 \(redeliver\)/],
    ["nothing to drop", "- drop: ''", /step 0 \(drop\)/],
  ])("%s is refused before it begins", (_why, yaml, message) => {
    expect(() => readPlay(yaml)).toThrow(message);
  });
});
