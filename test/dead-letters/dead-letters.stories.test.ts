import { describe, expect, it } from "vitest";
import type { CreateHandler } from "../../sandbox/lambda.ts";
import { answersTo, awsEvent, callsOf, functions, openStage, pass, postedIn } from "../stage.ts";

const listing = { operation: "ListPipelineExecutions", error: "ThrottlingException", status: 400 } as const;

describe("a command every try of which fails", () => {
  it("is told to its author and in the alert channel, and goes on when it is tried again", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ ...listing, times: 10 });
    await stage.run({ say: "/deploy staging" }, { advance: "10m" });
    expect(stage.messages()).toHaveAnswered("operator", [
      /`\/deploy staging` could not be finished.*\n.*AWS[\s\S]*#alerts/,
    ]);
    expect(stage.messages()).toHavePosted("#alerts", [/`\/deploy staging` could not be finished[\s\S]*<@U0OPERATOR>/]);
    expect(await stage.sandbox.audit()).toMatchObject([{ action: "/deploy staging", result: "failed" }]);

    await stage.run({ press: "replay", as: "operator" }, { advance: "10m" });
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
    expect(stage.messages()).toHavePosted("#deploys", [/succeeded/]);
    const [alert] = postedIn(stage.messages(), "#alerts");
    expect(alert?.text).toContain("Tried again by");
    expect(JSON.stringify(alert?.blocks)).not.toContain('"replay"');
    await expect(stage.sandbox.press("operator", "replay")).rejects.toThrow();
  });

  it("is tried again by nobody who may not", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ ...listing, times: 10 });
    await stage.run({ say: "/deploy staging" }, { advance: "10m" }, { press: "replay", as: "viewer" });
    await pass(stage, "10m");
    expect(callsOf(stage, "StartPipelineExecution")).toEqual([]);
    expect(answersTo(stage.messages(), "viewer")).toHaveLength(1);
  });

  it("is told anew when it fails again", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ ...listing, times: 20 });
    await stage.run({ say: "/deploy staging" }, { advance: "10m" });
    await stage.run({ press: "replay" }, { advance: "10m" });
    expect(stage.messages()).toHavePosted("#alerts", [/Tried again by/, /could not be finished/]);
  });
});

describe("an event every try of which fails", () => {
  it("is told with what it was about, and handled when it is tried again", async () => {
    let isBroken = true;
    const events: CreateHandler = (host) => {
      const handle = functions.events(host);
      return async (batch: never) => {
        if (isBroken) throw new Error("out of memory");
        return handle(batch);
      };
    };
    const stage = await openStage({ functions: { ...functions, events } });
    stage.sandbox.event(
      awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
        alarmName: "web-cpu",
        state: { value: "ALARM", reason: "too hot" },
      }),
    );
    await pass(stage, "30m");
    expect(stage.messages()).toHavePosted("#alerts", [/An event could not be handled: CloudWatch Alarm State Change/]);
    isBroken = false;
    await stage.run({ press: "replay" }, { advance: "1m" });
    expect(stage.messages()).toHavePosted("#alerts", [/Tried again by/, /web-cpu/]);
  });
});

describe("a message that Slack takes in no form", () => {
  it("is told once Slack takes messages again, and posted when it is tried again", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", status: 500, times: 20 });
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "3h");
    const alerts = postedIn(stage.messages(), "#alerts");
    expect(alerts.map(({ text }) => text)).toEqual([expect.stringMatching(/A message could not be posted: .*staging/)]);
    await stage.run({ press: "replay" }, { advance: "1m" });
    expect(stage.messages()).toHavePosted("#deploys", [/succeeded/]);
  });
});

describe("a schedule that AWS does not let be carried out", () => {
  it("is told when it is late, with the reason, and when it is done after all", async () => {
    const stage = await openStage({ start: new Date("2026-11-23T21:59:30+09:00") });
    stage.sandbox.aws.fault({
      operation: "DescribeInstances",
      error: "UnauthorizedOperation",
      status: 403,
      times: 6,
    });
    await pass(stage, "4m30s");
    expect(stage.messages()).toHavePosted("#dev", [
      /The stop of office-hours is late[\s\S]*no permission for `ec2:DescribeInstances`/,
    ]);
    await pass(stage, "10m");
    expect(postedIn(stage.messages(), "#dev").map(({ text }) => text)).toEqual([
      expect.stringContaining("was late, and is done now"),
      expect.stringContaining("stopped for the night"),
    ]);
  });
});
