import { describe, expect, it } from "vitest";
import {
  answersTo,
  buttonsOf,
  buttonValue,
  callsOf,
  commandForm,
  listen,
  openStage,
  pass,
  playOut,
  postedIn,
  pressForm,
  signed,
  stagesOf,
} from "../stage.ts";

const permalink = /<https:\/\/acme-web\.slack\.com\/archives\/C0DEPLOYS\/p\d+\|/;

describe("/deploy staging", () => {
  it("is one message, updated in place from its start to its success", async () => {
    const { sandbox, ...stage } = await openStage();
    const now = () => postedIn(stage.messages(), "#deploys");
    await stage.run({ say: "/deploy staging" });
    expect(now()).toHaveLength(1);
    expect(now()[0]?.text).toContain("Deploying staging (web-staging)");
    expect(stagesOf(now()[0])).toEqual({ Source: "in_progress", Build: "pending", Deploy: "pending" });
    expect(buttonsOf(now()[0])).toEqual(["Open in AWS", "Stop execution"]);

    await stage.run({ advance: "1m" });
    expect(stagesOf(now()[0])).toEqual({ Source: "complete", Build: "in_progress", Deploy: "pending" });
    expect(now()[0]?.text).toMatch(/github\.com\/acme\/web\/commit\/[0-9a-f]{40}\|[0-9a-f]{7}> Serve images/);

    await stage.run({ advance: "4m" });
    const [message, ...others] = now();
    expect(others).toEqual([]);
    expect(message?.edits).toBeGreaterThanOrEqual(3);
    expect(message?.text).toContain("Deployed staging (web-staging): succeeded");
    expect(message?.text).toContain("<@U0OPERATOR>");
    expect(message?.text).toMatch(/Elapsed: 2m 53s/);
    expect(message?.text).toMatch(/Build {2}succeeded · took 1m 35s/);
    expect(stagesOf(message)).toEqual({ Source: "complete", Build: "complete", Deploy: "complete" });
    expect(answersTo(stage.messages(), "operator")).toEqual([]);

    const started = callsOf(stage, "StartPipelineExecution");
    expect(started).toHaveLength(1);
    expect(started[0]).toMatchObject({
      function: "commands",
      input: { name: "web-staging", clientRequestToken: expect.stringMatching(/^[a-zA-Z0-9-]{1,128}$/) },
    });
    expect(await sandbox.audit()).toMatchObject([
      { actor: "U0OPERATOR", action: "deploy", environment: "staging", result: "done" },
    ]);
  });

  it("may be said again once it has ended, and is then another message and another token", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { advance: "3m" },
      { say: "/deploy staging", as: "owner" },
      { advance: "3m" },
    ]);
    expect(report).toHavePosted("#deploys", [
      /staging.*succeeded[\s\S]*U0OPERATOR/,
      /staging.*succeeded[\s\S]*U0OWNER/,
    ]);
    const tokens = callsOf(report, "StartPipelineExecution").map(
      ({ input }) => (input as { clientRequestToken: string }).clientRequestToken,
    );
    expect(new Set(tokens).size).toBe(2);
  });

  it("said elsewhere answers with the way to the message", async () => {
    const report = await playOut([{ say: "/deploy staging", in: "#dev" }]);
    expect(report).toHavePosted("#deploys", ["Deploying staging"]);
    expect(report).toHavePosted("#dev", []);
    expect(report).toHaveAnswered("operator", [permalink]);
    expect(answersTo(report, "operator")[0]?.channel).toBe("#dev");
  });

  it("is told in the same way when a push started it, with who wrote it never having asked", async () => {
    const report = await playOut([
      { aws: { push: { pipeline: "web-staging", message: "Fix <!channel> & co\n\nLong story" } } },
      { advance: "3m" },
    ]);
    expect(report).toHavePosted("#deploys", [
      /Deployed staging[\s\S]*Fix &lt;!channel&gt; &amp; co\nStarted by: a push/,
    ]);
    expect(callsOf(report, "StartPipelineExecution")).toEqual([]);
  });
});

describe("one deployment at a time", () => {
  it("refuses somebody else while it runs, with the way to the message", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { advance: "10s" },
      { say: "/deploy staging", as: "owner" },
      { advance: "3m" },
    ]);
    expect(report).toHavePosted("#deploys", [": succeeded"]);
    expect(report).toHaveAnswered("owner", [/being deployed by <@U0OPERATOR> already/]);
    expect(answersTo(report, "owner")[0]?.text).toMatch(permalink);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
  });

  it("joins the same person's second try", async () => {
    const report = await playOut([{ say: "/deploy staging" }, { say: "/deploy staging" }]);
    expect(report).toHaveAnswered("operator", [/You are already deploying staging/]);
    expect(answersTo(report, "operator")[0]?.text).toMatch(permalink);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
  });

  it.each([
    ["the same person twice", "operator", /You are already deploying staging/],
    ["two people", "owner", /staging is being deployed by <@U0O[A-Z]+> already/],
  ])("starts once for %s at the same moment", async (_why, other, answer) => {
    const report = await playOut([
      { parallel: [{ say: "/deploy staging" }, { say: "/deploy staging", as: other }] },
      { advance: "3m" },
    ]);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
    expect(report).toHavePosted("#deploys", [": succeeded"]);
    const answers = [...new Set(["operator", other])].flatMap((persona) => answersTo(report, persona));
    expect(answers.map(({ text }) => text)).toEqual([expect.stringMatching(answer)]);
  });

  it("refuses with the way to the message also when a push started it", async () => {
    const report = await playOut([
      { aws: { push: "web-staging" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      { say: "/deploy staging" },
    ]);
    expect(report).toHaveAnswered("operator", [/staging is being deployed already, so nothing was started/]);
    expect(answersTo(report, "operator")[0]?.text).toMatch(permalink);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
  });

  it("keeps environments apart", async () => {
    const report = await playOut([
      { parallel: [{ say: "/deploy staging" }, { say: "/deploy dev" }] },
      { advance: "3m" },
    ]);
    expect(report).toHavePosted("#deploys", [/staging.*succeeded/, /dev.*succeeded/]);
  });
});

describe("a deployment that fails", () => {
  it("says which action failed and why, is retried, fails again, is retried again, and succeeds", async () => {
    const stage = await openStage();
    const message = () => postedIn(stage.messages(), "#deploys");
    await stage.run(
      {
        aws: { failStage: { pipeline: "web-staging", stage: "Build", message: "Test <b> failed & stopped" } },
      },
      { say: "/deploy staging" },
      { advance: "3m" },
    );
    expect(message()).toHaveLength(1);
    expect(message()[0]?.text).toMatch(/Deployment of staging \(web-staging\) failed/);
    expect(message()[0]?.text).toMatch(
      /<https:\/\/[^|]*codebuild[^|]*\|Build › Build>: Test &lt;b&gt; failed &amp; stopped/,
    );
    expect(stagesOf(message()[0])).toEqual({ Source: "complete", Build: "error", Deploy: "pending" });
    expect(buttonsOf(message()[0])).toEqual(["Retry stage", "Open in AWS", "Show recent activity"]);
    const first = buttonValue(message()[0], "retry");

    await stage.run(
      { aws: { failStage: { pipeline: "web-staging", stage: "Build", message: "Again" } } },
      { press: "retry", as: "owner" },
    );
    expect(message()[0]?.text).toContain("Deploying staging");
    expect(stagesOf(message()[0]).Build).toBe("in_progress");
    expect(buttonsOf(message()[0])).toEqual(["Open in AWS", "Stop execution"]);
    await stage.run({ advance: "2m" });
    expect(message()[0]?.text).toMatch(/failed[\s\S]*Again/);
    expect(buttonValue(message()[0], "retry")).not.toBe(first);

    await stage.run({ press: "Retry stage" }, { advance: "3m" });
    expect(message()).toHaveLength(1);
    expect(message()[0]?.text).toContain("Deployed staging (web-staging): succeeded");
    expect(message()[0]?.text).toContain("Attempt: 3");
    expect(callsOf(stage, "RetryStageExecution")).toHaveLength(2);
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
    expect(await stage.sandbox.audit()).toMatchObject([
      { action: "deploy", result: "done" },
      { action: "retry", actor: "U0OWNER", environment: "staging", result: "done" },
      { action: "retry", actor: "U0OPERATOR", result: "done" },
    ]);
  });

  it("frees the environment; a retry meanwhile takes it again", async () => {
    const report = await playOut([
      { aws: { failStage: "web-staging/Build" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      { press: "retry" },
      { say: "/deploy staging", as: "owner" },
      { advance: "3m" },
      { say: "/deploy staging", as: "owner" },
    ]);
    expect(report).toHaveAnswered("owner", [/staging is being deployed already/]);
    expect(report).toHavePosted("#deploys", [": succeeded", "Deploying staging"]);
  });

  it("is retried once when the button is pressed by many at once, and is told so to the others", async () => {
    const report = await playOut([
      { aws: { failStage: "web-staging/Build" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      {
        parallel: [
          { press: "retry" },
          { press: "retry" },
          { press: "retry", as: "owner" },
          { press: "retry", as: "viewer" },
        ],
      },
      { advance: "3m" },
    ]);
    expect(callsOf(report, "RetryStageExecution")).toHaveLength(1);
    expect(report).toHaveAnswered("operator", []);
    expect(report).toHaveAnswered("owner", ["Somebody has pressed this already"]);
    expect(report).toHaveAnswered("viewer", [/You may not use `retry` in staging: it needs the role `deployer`/]);
    expect(report).toHavePosted("#deploys", [": succeeded"]);
  });

  it("says so when it cannot be retried any more", async () => {
    const report = await playOut([
      { aws: { failStage: "web-staging/Build" } },
      { say: "/deploy staging" },
      { advance: "3m" },
      { say: "/deploy staging" },
      { advance: "3m" },
      { press: "retry", on: { contains: "failed" } },
    ]);
    expect(report).toHaveAnswered("operator", [/cannot be retried any more/]);
    expect(report).toHavePosted("#deploys", [/failed/, /: succeeded/]);
  });

  it("may be retried again after AWS refused it", async () => {
    const stage = await openStage();
    await stage.run({ aws: { failStage: "web-staging/Build" } }, { say: "/deploy staging" }, { advance: "3m" });
    stage.sandbox.aws.fault({
      operation: "RetryStageExecution",
      error: "AccessDeniedException",
      status: 400,
      times: 1,
    });
    await stage.run({ press: "retry" });
    expect(stage.messages()).toHaveAnswered("operator", [
      /That did not work: Nightshift has no permission for `codepipeline:RetryStageExecution`/,
    ]);
    await stage.run({ press: "retry" }, { advance: "3m" });
    expect(stage.messages()).toHavePosted("#deploys", [": succeeded"]);
  });
});

describe("a deployment that ends otherwise", () => {
  it("was stopped in AWS", async () => {
    const report = await playOut([
      { say: "/deploy staging" },
      { advance: "30s" },
      { aws: { stopExecution: { pipeline: "web-staging", reason: "wrong commit" } } },
      { advance: "1m" },
      { say: "/deploy staging" },
    ]);
    expect(report).toHavePosted("#deploys", [/Deployment of staging .*was stopped/, /Deploying staging/]);
    expect(buttonsOf(postedIn(report, "#deploys")[0])).toEqual(["Open in AWS"]);
  });

  it("was superseded by a newer push, each with a message of its own", async () => {
    const report = await playOut([
      { aws: { push: { pipeline: "web-staging", message: "One" } } },
      { advance: "20s" },
      { aws: { push: { pipeline: "web-staging", message: "Two" } } },
      { advance: "20s" },
      { aws: { push: { pipeline: "web-staging", message: "Three" } } },
      { advance: "10m" },
    ]);
    expect(report).toHavePosted("#deploys", [
      /: succeeded[\s\S]*One/,
      /superseded[\s\S]*Two/,
      /: succeeded[\s\S]*Three/,
    ]);
  });
});

describe("/deploy production", () => {
  it("asks first, confirms, waits for approval, and says who gave it", async () => {
    const stage = await openStage();
    const posted = () => postedIn(stage.messages(), "#deploys");
    await stage.run({ say: "/deploy production" });
    expect(posted()).toEqual([]);
    expect(stage.messages()).toHaveAnswered("operator", [/Deploy production\?[\s\S]*`web-production`/]);
    expect(buttonsOf(answersTo(stage.messages(), "operator")[0])).toEqual(["Deploy", "Cancel"]);
    expect(callsOf(stage, "StartPipelineExecution")).toEqual([]);

    await stage.run({ press: "confirm" });
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
    expect(answersTo(stage.messages(), "operator").flatMap(buttonsOf)).toEqual([]);

    await stage.run({ advance: "3m" });
    expect(posted()[0]?.text).toContain("production (web-production) is waiting for approval");
    expect(buttonsOf(posted()[0])).toEqual(["Approve", "Reject", "Open in AWS"]);
    expect(posted()[0]?.text).toMatch(/Approval\s+waiting for approval/);

    await stage.run({ press: "approve", as: "viewer" });
    expect(stage.messages()).toHaveAnswered("viewer", [/You may not use `approve` in production/]);
    expect(callsOf(stage, "PutApprovalResult")).toEqual([]);

    await stage.run({ press: "approve", as: "owner" }, { advance: "3m" });
    expect(posted()).toHaveLength(1);
    expect(posted()[0]?.text).toMatch(/Deployed production .*succeeded/);
    expect(posted()[0]?.text).toMatch(/Approval.*approved by <@U0OWNER>/);
    expect(posted()[0]?.text).toMatch(/Started by: <@U0OPERATOR>/);
    expect(callsOf(stage, "PutApprovalResult")).toHaveLength(1);
    expect(callsOf(stage, "PutApprovalResult")[0]?.input).toMatchObject({
      pipelineName: "web-production",
      stageName: "Approval",
      result: { status: "Approved", summary: expect.stringContaining("U0OWNER") },
    });
  });

  it("is rejected, which is no failure to be retried", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { press: "confirm" },
      { advance: "3m" },
      { press: "reject" },
      { advance: "1m" },
    ]);
    expect(report).toHavePosted("#deploys", [
      /Deployment of production .*was rejected[\s\S]*rejected by <@U0OPERATOR>/,
    ]);
    expect(buttonsOf(postedIn(report, "#deploys")[0])).toEqual(["Open in AWS"]);
  });

  it("takes one answer when two people give theirs at the same moment", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { press: "confirm" },
      { advance: "3m" },
      { parallel: [{ press: "approve" }, { press: "reject", as: "owner" }, { press: "approve" }] },
      { advance: "3m" },
    ]);
    const answered = callsOf(report, "PutApprovalResult").filter(({ error }) => error === undefined);
    expect(answered).toHaveLength(1);
    expect(report).toHavePosted("#deploys", [/: succeeded/]);
    expect(report).toHaveAnswered("owner", [/no longer waiting/]);
  });

  it("says so when the approval was answered in AWS meanwhile", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { press: "confirm" },
      { advance: "3m" },
      { parallel: [{ aws: { finishStage: "web-production/Approval" } }, { press: "reject" }] },
      { advance: "3m" },
    ]);
    expect(answersTo(report, "operator").at(-1)?.text).toContain("no longer waiting");
    expect(report).toHavePosted("#deploys", [/Deployed production/]);
    expect(callsOf(report, "PutApprovalResult").filter(({ error }) => !error)).toEqual([]);
  });

  it("confirms once, however often it is pressed", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { parallel: [{ press: "confirm" }, { press: "confirm" }, { press: "confirm" }] },
      { advance: "1m" },
    ]);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
    expect(report).toHavePosted("#deploys", [/Deploying production/]);
  });

  it("does nothing when it is cancelled, and the question is gone", async () => {
    const report = await playOut([{ say: "/deploy production" }, { press: "cancel" }]);
    expect(report).toHaveAnswered("operator", [/Nothing was deployed to production/]);
    expect(answersTo(report, "operator").flatMap(buttonsOf)).toEqual([]);
    expect(callsOf(report, "StartPipelineExecution")).toEqual([]);
  });

  it("keeps to the first answer: cancelled and then confirmed in one moment is cancelled", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { parallel: [{ press: "cancel" }, { press: "confirm" }] },
    ]);
    expect(callsOf(report, "StartPipelineExecution")).toEqual([]);
    expect(report).toHavePosted("#deploys", []);
  });

  it("does not take a confirmation a quarter of an hour later", async () => {
    const report = await playOut([{ say: "/deploy production" }, { advance: "16m" }, { press: "confirm" }]);
    expect(report).toHaveAnswered("operator", [/has been answered or has expired/]);
    expect(callsOf(report, "StartPipelineExecution")).toEqual([]);
  });

  it("takes no confirmation from anybody else", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy production" });
    const value = buttonValue(answersTo(stage.messages(), "operator")[0], "confirm");
    const { url, heard } = await listen();
    const press = (action: string) => signed(pressForm({ action, value, user: "U0OWNER", responseUrl: url }));
    await stage.run(press("confirm"));
    expect(callsOf(stage, "StartPipelineExecution")).toEqual([]);
    expect(heard).toEqual([expect.stringContaining("Only the person who asked can answer this")]);
    await stage.run(press("cancel"), { press: "confirm" });
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
  });

  it("asks nobody who may not deploy", async () => {
    const report = await playOut([{ say: "/deploy production", as: "viewer" }]);
    expect(report).toHaveAnswered("viewer", [/You may not use `\/deploy`: it needs the role `deployer`/]);
    expect(answersTo(report, "viewer").flatMap(buttonsOf)).toEqual([]);
  });
});

describe("what AWS does not allow or cannot do", () => {
  it.each([
    ["AccessDeniedException", 400, /no permission for `codepipeline:StartPipelineExecution` in AWS/],
    ["PipelineNotFoundException", 400, /The pipeline `web-staging` of staging does not exist in AWS/],
    ["ConcurrentPipelineExecutionsLimitExceededException", 400, /AWS did not start the pipeline of staging/],
  ])("%s is told, and leaves the environment free", async (error, status, answer) => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ operation: "StartPipelineExecution", error, status, times: 1 });
    await stage.run({ say: "/deploy staging" });
    expect(stage.messages()).toHaveAnswered("operator", [answer]);
    expect(await stage.sandbox.audit()).toMatchObject([{ result: "refused", detail: error }]);
    await stage.run({ say: "/deploy staging", as: "owner" }, { advance: "3m" });
    expect(stage.messages()).toHavePosted("#deploys", [": succeeded"]);
  });

  it("goes on by itself when AWS was busy for a while", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({
      operation: "StartPipelineExecution",
      error: "ThrottlingException",
      status: 400,
      times: 2,
    });
    await stage.run({ say: "/deploy staging" }, { advance: "10m" });
    expect(stage.messages()).toHavePosted("#deploys", [": succeeded"]);
    expect(stage.messages()).toHaveAnswered("operator", []);
    const tokens = callsOf(stage, "StartPipelineExecution").map(({ input }) => JSON.stringify(input));
    expect(new Set(tokens).size).toBe(1);
  });

  it("gives up after five tries, says so, and does not keep the environment locked", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({
      operation: "ListPipelineExecutions",
      error: "ThrottlingException",
      status: 400,
      times: 10,
    });
    await stage.run({ say: "/deploy staging" }, { advance: "16m" });
    expect(stage.messages()).toHaveAnswered("operator", [/`\/deploy staging` could not be finished/]);
    expect(await stage.sandbox.deadLetters()).toHaveLength(1);
    await stage.run({ say: "/deploy staging", as: "owner" }, { advance: "3m" });
    expect(stage.messages()).toHavePosted("#deploys", [/: succeeded[\s\S]*U0OWNER/]);
  });
});

describe("requests from elsewhere", () => {
  it.each([
    ["another workspace", { team_id: "T0OTHER" }],
    ["another app", { api_app_id: "A0OTHER" }],
    ["nothing said of either", { team_id: "", api_app_id: "" }],
  ])("are refused: %s", async (_why, fields) => {
    const { url, heard } = await listen();
    const command = commandForm({ ...fields, text: "staging", response_url: url });
    const report = await playOut([signed(command), { advance: "1m" }]);
    expect(report.calls.filter(({ service }) => service === "codepipeline")).toEqual([]);
    expect(report.messages).toEqual([]);
    expect(heard).toEqual([expect.stringContaining("Nightshift is not set up for this workspace or app")]);
    expect(report.audit).toMatchObject([{ result: "denied", detail: "another workspace or app" }]);
  });

  it("are refused when they press", async () => {
    const stage = await openStage();
    await stage.run({ aws: { failStage: "web-staging/Build" } }, { say: "/deploy staging" }, { advance: "3m" });
    const value = buttonValue(postedIn(stage.messages(), "#deploys")[0], "retry");
    const { url, heard } = await listen();
    const foreign = pressForm({ action: "retry", value, responseUrl: url }).replaceAll("T0NIGHT", "T0OTHER");
    await stage.run(signed(foreign, { at: stage.sandbox.now() }));
    expect(heard).toEqual([expect.stringContaining("Nightshift is not set up")]);
    expect(callsOf(stage, "RetryStageExecution")).toEqual([]);
    await pass(stage, "1m");
    expect(stage.messages()).toHavePosted("#deploys", ["failed"]);
  });
});
