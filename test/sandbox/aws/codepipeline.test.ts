import {
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { describe, expect, it } from "vitest";
import { errorOf, openAws, storyOf } from "./open.ts";

async function openPipelines() {
  const opened = await openAws();
  const client = new CodePipelineClient(opened.config());
  const start = async (name: string, clientRequestToken?: string) =>
    (await client.send(new StartPipelineExecutionCommand({ name, clientRequestToken }))).pipelineExecutionId ?? "";
  const execution = async (pipelineName: string, pipelineExecutionId: string) =>
    (await client.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }))).pipelineExecution;
  const state = async (name: string) => (await client.send(new GetPipelineStateCommand({ name }))).stageStates ?? [];
  return { ...opened, client, start, execution, state };
}

describe("an execution's way", () => {
  it("publishes each change of the pipeline, its stages and actions, in order", async () => {
    const { start, events, advance } = await openPipelines();
    await start("web-staging");
    await advance(300);
    expect(storyOf(events)).toEqual([
      "0 Pipeline STARTED",
      "0 Stage Source STARTED",
      "0 Action Source STARTED",
      "8 Action Source SUCCEEDED",
      "8 Stage Source SUCCEEDED",
      "8 Stage Build STARTED",
      "8 Action Build STARTED",
      "103 CodeBuild Build State Change",
      "103 Action Build SUCCEEDED",
      "103 Stage Build SUCCEEDED",
      "103 Stage Deploy STARTED",
      "103 Action Deploy STARTED",
      "173 Action Deploy SUCCEEDED",
      "173 Stage Deploy SUCCEEDED",
      "173 Pipeline SUCCEEDED",
    ]);
  });

  it("publishes events of the documented shape", async () => {
    const { start, events, advance } = await openPipelines();
    const id = await start("web-staging");
    await advance(300);
    expect(events[0]).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "CodePipeline Pipeline Execution State Change",
      source: "aws.codepipeline",
      account: "123456789012",
      time: "2026-11-23T00:00:00Z",
      region: "ap-northeast-2",
      resources: ["arn:aws:codepipeline:ap-northeast-2:123456789012:web-staging"],
      detail: {
        pipeline: "web-staging",
        "execution-id": id,
        "start-time": "2026-11-23T00:00:00.000Z",
        "execution-trigger": {
          "trigger-type": "StartPipelineExecution",
          "trigger-detail": "arn:aws:sts::123456789012:assumed-role/commands/commands",
        },
        state: "STARTED",
        version: 1,
        "pipeline-execution-attempt": 1,
      },
    });
    const build = events.find(({ detail }) => detail.action === "Build" && detail.state === "SUCCEEDED");
    expect(build?.detail).toMatchObject({
      "start-time": "2026-11-23T00:00:08.000Z",
      "action-execution-id": expect.any(String),
      region: "ap-northeast-2",
      type: { owner: "AWS", category: "Build", provider: "CodeBuild", version: "1" },
      "execution-result": { "external-execution-id": expect.stringMatching(/^web-staging:/) },
      "output-artifacts": [{ name: "BuildArtifact", s3location: { bucket: expect.any(String) } }],
    });
  });

  it("knows its revision once the source is read", async () => {
    const { start, execution, advance } = await openPipelines();
    const id = await start("web-staging");
    expect((await execution("web-staging", id))?.artifactRevisions).toEqual([]);
    await advance(8);
    const [revision] = (await execution("web-staging", id))?.artifactRevisions ?? [];
    expect(revision?.revisionUrl).toBe(`https://github.com/acme/web/commit/${revision?.revisionId}`);
    expect(JSON.parse(revision?.revisionSummary ?? "")).toMatchObject({ ProviderType: "GitHub" });
  });

  it("carries the commit of a push from the connection to the last event", async () => {
    const { aws, client, events, advance } = await openPipelines();
    aws.make("push", { pipeline: "web-staging", message: "Make it blue", author: "Ji-woo Lee" });
    await advance(300);
    expect(events[0]?.detail["execution-trigger"]).toMatchObject({
      "trigger-type": "Webhook",
      "trigger-detail": expect.stringContaining(":connection/"),
    });
    expect(events.at(-1)?.detail).toMatchObject({
      state: "SUCCEEDED",
      "execution-trigger": {
        "commit-message": "Make it blue",
        "author-display-name": "Ji-woo Lee",
        "branch-name": "main",
      },
    });
    const { pipelineExecutionSummaries } = await client.send(
      new ListPipelineExecutionsCommand({ pipelineName: "web-staging" }),
    );
    expect(pipelineExecutionSummaries).toMatchObject([
      {
        status: "Succeeded",
        trigger: { triggerType: "Webhook" },
        sourceRevisions: [{ actionName: "Source", revisionSummary: expect.stringContaining("Make it blue") }],
      },
    ]);
  });

  it("lets a later execution wait for a stage, and supersede one that waits already", async () => {
    const { start, execution, state, events, advance } = await openPipelines();
    const first = await start("web-staging");
    await advance(10);
    const second = await start("web-staging");
    await advance(10);
    expect((await state("web-staging"))[1]?.inboundExecution?.pipelineExecutionId).toBe(second);
    const third = await start("web-staging");
    await advance(10);
    expect((await execution("web-staging", second))?.status).toBe("Superseded");
    await advance(600);
    expect((await execution("web-staging", first))?.status).toBe("Succeeded");
    expect((await execution("web-staging", third))?.status).toBe("Succeeded");
    expect(storyOf(events)).toContain("28 Pipeline SUPERSEDED");
  });
});

describe("starting", () => {
  it("starts one execution for a token, however often it is asked", async () => {
    const { start, events } = await openPipelines();
    expect(await start("web-dev", "token-1")).toBe(await start("web-dev", "token-1"));
    expect(await start("web-dev", "token-2")).not.toBe(await start("web-dev", "token-1"));
    expect(storyOf(events).filter((line) => line === "0 Pipeline STARTED")).toHaveLength(2);
  });

  it.each([
    ["a dot in the token, as in Slack's trigger ids", "web-dev", "1.2.abc", "ValidationException"],
    ["a pipeline that is not there", "web-prod", undefined, "PipelineNotFoundException"],
  ])("refuses %s", async (_reason, name, token, code) => {
    const { start } = await openPipelines();
    expect((await errorOf(start(name, token))).name).toBe(code);
  });
});

describe("failing and retrying", () => {
  it("fails the stage in progress at once, with the reason", async () => {
    const { aws, start, events, state, advance } = await openPipelines();
    await start("web-staging");
    await advance(20);
    aws.make("failStage", { pipeline: "web-staging", message: "npm test failed" });
    expect(storyOf(events).slice(-3)).toEqual([
      "20 Action Build FAILED",
      "20 Stage Build FAILED",
      "20 Pipeline FAILED",
    ]);
    expect(events.at(-3)?.detail["execution-result"]).toMatchObject({
      "external-execution-summary": "npm test failed",
      "error-code": "JobFailed",
    });
    expect((await state("web-staging"))[1]?.actionStates?.[0]?.latestExecution).toMatchObject({
      status: "Failed",
      errorDetails: { code: "JobFailed", message: "npm test failed" },
    });
    await advance(300);
    expect(storyOf(events).at(-1)).toBe("20 Pipeline FAILED");
  });

  it("fails the next run half way when nothing is in progress, and only that one", async () => {
    const { aws, start, execution, advance, events } = await openPipelines();
    aws.make("failStage", "web-staging");
    const id = await start("web-staging");
    await advance(300);
    expect(storyOf(events).at(-1)).toBe("55 Pipeline FAILED");
    const second = await start("web-staging");
    await advance(300);
    expect((await execution("web-staging", id))?.status).toBe("Failed");
    expect((await execution("web-staging", second))?.status).toBe("Succeeded");
  });

  it("retries the failed stage in the same execution, as its next attempt", async () => {
    const { aws, client, start, events, execution, advance } = await openPipelines();
    aws.make("failStage", "web-staging/Deploy");
    const id = await start("web-staging");
    await advance(150);
    events.length = 0;
    const retry = new RetryStageExecutionCommand({
      pipelineName: "web-staging",
      stageName: "Deploy",
      pipelineExecutionId: id,
      retryMode: "FAILED_ACTIONS",
    });
    expect((await client.send(retry)).pipelineExecutionId).toBe(id);
    await advance(100);
    expect(storyOf(events)).toEqual([
      "150 Pipeline RESUMED",
      "150 Stage Deploy RESUMED",
      "150 Action Deploy STARTED",
      "220 Action Deploy SUCCEEDED",
      "220 Stage Deploy SUCCEEDED",
      "220 Pipeline SUCCEEDED",
    ]);
    expect(events.every(({ detail }) => detail["pipeline-execution-attempt"] === 2)).toBe(true);
    expect((await execution("web-staging", id))?.status).toBe("Succeeded");
    expect((await errorOf(client.send(retry))).name).toBe("StageNotRetryableException");
  });

  it("does not retry an execution that another has followed", async () => {
    const { aws, client, start, advance } = await openPipelines();
    aws.make("failStage", "web-dev/Build");
    const id = await start("web-dev");
    await advance(60);
    await start("web-dev");
    await advance(10);
    const error = await errorOf(
      client.send(
        new RetryStageExecutionCommand({
          pipelineName: "web-dev",
          stageName: "Build",
          pipelineExecutionId: id,
          retryMode: "ALL_ACTIONS",
        }),
      ),
    );
    expect(error.name).toBe("NotLatestPipelineExecutionException");
  });
});

describe("stopping", () => {
  const stop = (pipelineExecutionId: string, abandon: boolean) =>
    new StopPipelineExecutionCommand({
      pipelineName: "web-dev",
      pipelineExecutionId,
      abandon,
      reason: "lunch",
    });

  it("waits for the action under way", async () => {
    const { client, start, events, advance } = await openPipelines();
    const id = await start("web-dev");
    await advance(20);
    await client.send(stop(id, false));
    expect((await errorOf(client.send(stop(id, false)))).name).toBe("DuplicatedStopRequestException");
    await advance(300);
    expect(storyOf(events).slice(-6)).toEqual([
      "20 Pipeline STOPPING",
      "20 Stage Build STOPPING",
      "103 CodeBuild Build State Change",
      "103 Action Build SUCCEEDED",
      "103 Stage Build STOPPED",
      "103 Pipeline STOPPED",
    ]);
    expect(events.at(-6)?.detail["stop-execution-comments"]).toBe("lunch");
  });

  it("abandons the action under way, and does not stop twice", async () => {
    const { client, start, events, advance } = await openPipelines();
    const id = await start("web-dev");
    await advance(20);
    await client.send(stop(id, true));
    await advance(300);
    expect(storyOf(events).slice(-3)).toEqual([
      "21 Action Build ABANDONED",
      "21 Stage Build STOPPED",
      "21 Pipeline STOPPED",
    ]);
    expect((await errorOf(client.send(stop(id, true)))).name).toBe("PipelineExecutionNotStoppableException");
  });
});

describe("approval", () => {
  async function openApproval() {
    const opened = await openPipelines();
    const id = await opened.start("web-production");
    await opened.advance(110);
    const [, , stage] = await opened.state("web-production");
    const token = stage?.actionStates?.[0]?.latestExecution?.token;
    const decide = (status: "Approved" | "Rejected", given = token) =>
      opened.client.send(
        new PutApprovalResultCommand({
          pipelineName: "web-production",
          stageName: "Approval",
          actionName: "ApproveRelease",
          token: given,
          result: { status, summary: "seen by Min-jun" },
        }),
      );
    return { ...opened, id, decide };
  }

  it("waits for a person, then goes on", async () => {
    const { aws, decide, events, advance } = await openApproval();
    expect(aws.summary().pipelines[2]?.stages[2]).toEqual({ name: "Approval", state: "waiting" });
    await advance(3600);
    expect((await decide("Approved")).approvedAt).toEqual(new Date("2026-11-23T01:01:50Z"));
    await advance(70);
    expect(storyOf(events).at(-1)).toBe("3780 Pipeline SUCCEEDED");
    expect((await errorOf(decide("Rejected"))).name).toBe("ApprovalAlreadyCompletedException");
  });

  it("fails as any stage fails when it is rejected; only the summary differs", async () => {
    const { decide, events } = await openApproval();
    await decide("Rejected");
    expect(storyOf(events).at(-1)).toBe("110 Pipeline FAILED");
    expect(events.at(-3)?.detail["execution-result"]).toEqual({
      "external-execution-summary": "seen by Min-jun",
      "error-code": "JobFailed",
    });
  });

  it("refuses a token that is not its own", async () => {
    const { decide } = await openApproval();
    const other = "11111111-2222-4333-8444-555555555555";
    expect((await errorOf(decide("Approved", other))).name).toBe("InvalidApprovalTokenException");
  });

  it("succeeds when somebody approves it in the console", async () => {
    const { aws, events, advance } = await openApproval();
    aws.make("finishStage", "web-production");
    await advance(70);
    expect(storyOf(events).at(-1)).toBe("180 Pipeline SUCCEEDED");
  });
});

describe("reading", () => {
  it("lists and describes pipelines", async () => {
    const { client } = await openPipelines();
    const { pipelines } = await client.send(new ListPipelinesCommand({}));
    expect(pipelines?.map(({ name }) => name)).toEqual(["web-dev", "web-staging", "web-production"]);
    const { pipeline } = await client.send(new GetPipelineCommand({ name: "web-production" }));
    expect(pipeline?.stages?.map(({ actions }) => actions?.[0]?.actionTypeId?.provider)).toEqual([
      "CodeStarSourceConnection",
      "CodeBuild",
      "Manual",
      "CodeDeploy",
    ]);
  });

  it("lists executions and their actions newest first, in pages", async () => {
    const { client, start, advance } = await openPipelines();
    const first = await start("web-dev");
    await advance(300);
    const second = await start("web-dev");
    await advance(300);
    const page = (nextToken?: string) =>
      client.send(new ListPipelineExecutionsCommand({ pipelineName: "web-dev", maxResults: 1, nextToken }));
    const one = await page();
    const two = await page(one.nextToken);
    expect(one.pipelineExecutionSummaries?.[0]?.pipelineExecutionId).toBe(second);
    expect(two.pipelineExecutionSummaries?.[0]?.pipelineExecutionId).toBe(first);
    expect(two.nextToken).toBeUndefined();
    const { actionExecutionDetails } = await client.send(
      new ListActionExecutionsCommand({ pipelineName: "web-dev", filter: { pipelineExecutionId: first } }),
    );
    expect(actionExecutionDetails?.map(({ actionName, status }) => `${actionName} ${status}`)).toEqual([
      "Deploy Succeeded",
      "Build Succeeded",
      "Source Succeeded",
    ]);
  });
});
