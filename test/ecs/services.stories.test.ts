import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { storyOf } from "../../scripts/corpus.ts";
import { awsEvent, callsOf, playOut, postedIn, threadOf } from "../stage.ts";

const place = "ap-northeast-2:123456789012";
const time = (minute: number): string => `2026-11-23T00:${String(minute).padStart(2, "0")}:00Z`;

function deployment(eventName: string, minute: number, reason = "") {
  const resources = [`arn:aws:ecs:${place}:service/prod/web`];
  const eventType = eventName === "SERVICE_DEPLOYMENT_FAILED" ? "ERROR" : "INFO";
  return {
    event: awsEvent(
      "aws.ecs",
      "ECS Deployment State Change",
      { eventType, eventName, deploymentId: "ecs-svc/1", reason },
      { time: time(minute), resources },
    ),
  };
}

function task(id: string, minute: number, more: object = {}) {
  const detail = {
    clusterArn: `arn:aws:ecs:${place}:cluster/prod`,
    taskArn: `arn:aws:ecs:${place}:task/prod/${id}`,
    group: "service:web",
    lastStatus: "STOPPED",
    stopCode: "TaskFailedToStart",
    stoppedReason: "CannotPullContainerError: not found",
    ...more,
  };
  return { event: awsEvent("aws.ecs", "ECS Task State Change", detail, { time: time(minute) }) };
}

describe("a service of ECS", () => {
  it("whose deployment fails and is rolled back is one message, with its failed tasks counted", async () => {
    const again = task("t2", 2);
    const report = await playOut([
      task("t1", 1),
      again,
      again,
      deployment("SERVICE_DEPLOYMENT_FAILED", 3, "ECS deployment circuit breaker: task failed to start."),
      deployment("SERVICE_DEPLOYMENT_IN_PROGRESS", 4, "ECS deployment circuit breaker: rolling back to ecs-svc/0."),
      deployment("SERVICE_DEPLOYMENT_COMPLETED", 9),
      deployment("SERVICE_DEPLOYMENT_COMPLETED", 9),
    ]);
    expect(report).toHavePosted("#alerts", [/The ECS service web is back on its last working version/]);
    const [message] = postedIn(report, "#alerts");
    expect(message?.text).toContain("Failed tasks: 2");
    expect(message?.text).toContain("circuit breaker: task failed to start.");
    expect(threadOf(report, message)).toHaveLength(2);
  });

  it("says nothing of tasks that stop as they should, nor of a service that is well", async () => {
    const report = await playOut([
      deployment("SERVICE_DEPLOYMENT_COMPLETED", 1),
      task("t1", 2, {
        stopCode: "ServiceSchedulerInitiated",
        stoppedReason: "Scaling activity initiated by x",
      }),
      task("t2", 2, { stopCode: "UserInitiated" }),
      task("t3", 2, {
        group: "family:job",
        stopCode: "EssentialContainerExited",
        containers: [{ exitCode: 0 }],
      }),
    ]);
    expect(report).toHavePosted("#alerts", []);
  });

  it("tells a task that fails its health check", async () => {
    const stoppedReason = "Task failed ELB health checks in (target-group web)";
    const report = await playOut([task("t1", 1, { stopCode: "ServiceSchedulerInitiated", stoppedReason })]);
    expect(report).toHavePosted("#alerts", [/A task of the ECS service web failed/]);
  });
});

describe("an environment of Beanstalk", () => {
  const health = (from: string, to: string, minute: number) => ({
    event: awsEvent("aws.elasticbeanstalk", "Health status change", {
      EnvironmentName: "shop-production",
      ApplicationName: "shop",
      Severity: "INFO",
      EventDate: Date.parse(time(minute)),
      Message: `Environment health has transitioned from ${from} to ${to}.`,
    }),
  });

  it("is one message from when it gets worse until it is well, in whatever order that is heard", async () => {
    const report = await playOut([
      health("Pending", "Ok", 0),
      health("Ok", "Warning", 1),
      health("Severe", "Ok", 9),
      health("Warning", "Severe", 3),
    ]);
    expect(report).toHavePosted("#alerts", [/shop-production is healthy again/]);
  });
});

describe("what is heard twice, late or in another order", () => {
  it("tells a stack's rollback once, with the cause that was heard of", async () => {
    const story = storyOf("stack-status/usual");
    const report = await playOut([...story.toReversed(), ...story].map((event) => ({ event })));
    expect(report).toHavePosted("#alerts", [/Update of the stack shop failed and was rolled back/]);
    expect(postedIn(report, "#alerts")[0]?.text).toContain("Failed first: Api");
  });

  it("tells a failed build once", async () => {
    const [event] = storyOf("build/usual");
    const report = await playOut([{ event: event ?? {} }, { event: event ?? {} }]);
    expect(report).toHavePosted("#alerts", [/Build of api failed/]);
    expect(threadOf(report, postedIn(report, "#alerts")[0])).toEqual([]);
  });
});

describe("a deployment of CodeDeploy that a pipeline asked for", () => {
  const failed = ["i-0d1a2b3c4d5e6f703"];

  it("tells its instances and its reason in the pipeline's message", async () => {
    const message = "Script at specified location: scripts/start.sh failed with exit code 1";
    const report = await playOut([
      { aws: { failStage: { pipeline: "web-staging/Deploy", failed, message } } },
      { say: "/deploy staging" },
      { advance: "10m" },
    ]);
    expect(report).toHavePosted("#alerts", []);
    const [told] = postedIn(report, "#deploys");
    expect(told?.text).toContain("Deployment of staging (web-staging) failed");
    expect(told?.text).toContain("staging-batch (i-0d1a2b3c4d5e6f703)");
    expect(told?.text).toContain("scripts/start.sh failed with exit code 1");
    expect(callsOf(report, "GetDeployment").length).toBeGreaterThan(0);
  });

  it("finds pipelines that nightshift.yaml does not name, too, when they ran of late", async () => {
    const config = readFileSync("nightshift.yaml", "utf8").replace("pipeline: web-dev", "pipeline: other");
    const report = await playOut(
      [
        { aws: { failStage: { pipeline: "web-dev/Deploy", failed } } },
        { aws: { push: "web-dev" } },
        { advance: "10m" },
      ],
      { config },
    );
    expect(report).toHavePosted("#alerts", [/Deployment of web-dev failed/]);
    expect(postedIn(report, "#alerts")[0]?.text).toContain("staging-batch (i-0d1a2b3c4d5e6f703)");
  });
});
