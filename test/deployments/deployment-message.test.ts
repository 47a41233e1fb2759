import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codepipeline } from "../../handlers/deployments/kinds/codepipeline/index.ts";
import { deploymentMessage, revisionText, statusKey } from "../../handlers/deployments/message.ts";
import { type Deployment, mergeDeployments, unknownDeployment, view } from "../../handlers/deployments/state.ts";
import type { Language } from "../../lib/i18n/catalog.ts";
import { render } from "../../lib/slack/render.ts";
import { mrkdwn, spansOf } from "../../lib/slack/spans.ts";
import { validateBlocks } from "../../sandbox/slack/blocks/validate.ts";
import { readerIn } from "../reader.ts";
import { anyStory, id, known, type Story, tell } from "./executions.ts";

/** The message as people read it: links without their addresses. */
function message(deployment: Deployment, language: Language = "en", environment: string | null = "production"): string {
  const content = deploymentMessage(deployment, environment ?? undefined, codepipeline);
  const { text, blocks, classicBlocks } = render(content, readerIn(language));
  expect(validateBlocks(blocks, "message")).toEqual([]);
  expect(validateBlocks(classicBlocks, "message")).toEqual([]);
  const buttons = (content.buttons ?? []).map(({ action }) => `(${action})`).join(" ");
  return `${text.replace(/<https:[^|]*\|([^>]*)>/g, "[$1]")}\n${buttons}`;
}

const story = (more: Partial<Story>): Story => ({
  failures: [],
  end: "succeeded",
  at: 0,
  gaps: [20],
  hasAttempts: true,
  ...more,
});
const heardOf = (more: Partial<Story>): Deployment => known(tell(story(more)));
const rejected = { stage: 2, action: 0, told: "others first" } as const;
const failed = { stage: 1, action: 0, told: "others first" } as const;

describe("the message of a deployment", () => {
  it("that is under way", () => {
    const running = heardOf({ end: "going on", at: 1 });
    expect(message(running)).toMatchInlineSnapshot(`
      ":arrows_counterclockwise: *Deploying production (web-production)*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :large_blue_circle: *Build*  in progress
      :white_circle: *Approval*  not started
      :white_circle: *Deploy*  not started
      :white_circle: *Release*  not started
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 2m 21s
      Pipeline: [web-production 11111111]
      (open) (stop-execution)"
    `);
    expect(message(running, "ko")).toMatchInlineSnapshot(`
      ":arrows_counterclockwise: *production (web-production) 배포 중*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :large_blue_circle: *Build*  진행 중
      :white_circle: *Approval*  시작 전
      :white_circle: *Deploy*  시작 전
      :white_circle: *Release*  시작 전
      리비전: [ccccccc] Serve images
      트리거: kim (AWS에서 직접)
      경과 시간: 2분 21초
      파이프라인: [web-production 11111111]
      (open) (stop-execution)"
    `);
  });

  it("that waits for approval", () => {
    const waiting = heardOf({ end: "going on", at: 2 });
    expect(message(waiting)).toMatchInlineSnapshot(`
      ":raised_hand: *production (web-production) is waiting for approval*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :white_check_mark: *Build*  succeeded · took 1m 41s
      :raised_hand: *Approval*  waiting for approval
      :white_circle: *Deploy*  not started
      :white_circle: *Release*  not started
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 4m 2s
      Pipeline: [web-production 11111111]
      (approve) (reject) (open)"
    `);
    expect(message(waiting, "ko")).toMatchInlineSnapshot(`
      ":raised_hand: *production (web-production) 배포 승인 대기 중*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :white_check_mark: *Build*  성공 · 1분 41초 걸림
      :raised_hand: *Approval*  승인 대기 중
      :white_circle: *Deploy*  시작 전
      :white_circle: *Release*  시작 전
      리비전: [ccccccc] Serve images
      트리거: kim (AWS에서 직접)
      경과 시간: 4분 2초
      파이프라인: [web-production 11111111]
      (approve) (reject) (open)"
    `);
  });

  it("that succeeded, after a person approved it in Slack", () => {
    const decisions = {
      "Approval/Approve": { person: "U0OWNER", verdict: "approved", at: "2026-11-23T00:05:00.000Z" },
    } as const;
    const succeeded = mergeDeployments(heardOf({}), {
      ...unknownDeployment(id),
      decisions,
      requestedBy: "U0OPERATOR",
    });
    expect(message(succeeded)).toMatchInlineSnapshot(`
      ":white_check_mark: *Deployed production (web-production): succeeded*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :white_check_mark: *Build*  succeeded · took 1m 41s
      :white_check_mark: *Approval*  succeeded · took 1m 1s · approved by <@U0OWNER>
      :white_check_mark: *Deploy*  succeeded · took 1m 1s
      :white_check_mark: *Release*  succeeded · took 1m 41s
      Revision: [ccccccc] Serve images
      Started by: <@U0OPERATOR>
      Elapsed: 8m 25s
      Pipeline: [web-production 11111111]
      (open)"
    `);
    expect(message(succeeded, "ko")).toMatchInlineSnapshot(`
      ":white_check_mark: *production (web-production) 배포 성공*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :white_check_mark: *Build*  성공 · 1분 41초 걸림
      :white_check_mark: *Approval*  성공 · 1분 1초 걸림 · <@U0OWNER> 님이 승인
      :white_check_mark: *Deploy*  성공 · 1분 1초 걸림
      :white_check_mark: *Release*  성공 · 1분 41초 걸림
      리비전: [ccccccc] Serve images
      트리거: <@U0OPERATOR>
      경과 시간: 8분 25초
      파이프라인: [web-production 11111111]
      (open)"
    `);
  });

  it("that failed", () => {
    const broken = heardOf({ end: "failed", failures: [failed] });
    expect(message(broken)).toMatchInlineSnapshot(`
      ":x: *Deployment of production (web-production) failed*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :x: *Build*  failed · took 1m 41s
      :white_circle: *Approval*  not started
      :white_circle: *Deploy*  not started
      :white_circle: *Release*  not started
      Cause: Build › Compile: Compile broke
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 3m 42s
      Pipeline: [web-production 11111111]
      (retry) (open) (activity)"
    `);
    expect(message(broken, "ko")).toMatchInlineSnapshot(`
      ":x: *production (web-production) 배포 실패*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :x: *Build*  실패 · 1분 41초 걸림
      :white_circle: *Approval*  시작 전
      :white_circle: *Deploy*  시작 전
      :white_circle: *Release*  시작 전
      원인: Build › Compile: Compile broke
      리비전: [ccccccc] Serve images
      트리거: kim (AWS에서 직접)
      경과 시간: 3분 42초
      파이프라인: [web-production 11111111]
      (retry) (open) (activity)"
    `);
  });

  it("that was rejected", () => {
    const refused = heardOf({ end: "failed", failures: [rejected] });
    expect(message(refused)).toMatchInlineSnapshot(`
      ":x: *Deployment of production (web-production) was rejected*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :white_check_mark: *Build*  succeeded · took 1m 41s
      :no_entry: *Approval*  rejected · took 1m 1s
      :white_circle: *Deploy*  not started
      :white_circle: *Release*  not started
      Cause: Approval › Approve: Approve broke
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 5m 3s
      Pipeline: [web-production 11111111]
      (open)"
    `);
    expect(message(refused, "ko")).toMatchInlineSnapshot(`
      ":x: *production (web-production) 배포 승인 거부됨*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :white_check_mark: *Build*  성공 · 1분 41초 걸림
      :no_entry: *Approval*  거부됨 · 1분 1초 걸림
      :white_circle: *Deploy*  시작 전
      :white_circle: *Release*  시작 전
      원인: Approval › Approve: Approve broke
      리비전: [ccccccc] Serve images
      트리거: kim (AWS에서 직접)
      경과 시간: 5분 3초
      파이프라인: [web-production 11111111]
      (open)"
    `);
  });

  it("that was retried and succeeded", () => {
    expect(message(heardOf({ failures: [failed, failed] }))).toMatchInlineSnapshot(`
      ":white_check_mark: *Deployed production (web-production): succeeded*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :white_check_mark: *Build*  succeeded · took 1m
      :white_check_mark: *Approval*  succeeded · took 1m 1s
      :white_check_mark: *Deploy*  succeeded · took 1m 1s
      :white_check_mark: *Release*  succeeded · took 1m 41s
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 12m 27s
      Attempt: 3
      Pipeline: [web-production 11111111]
      (open)"
    `);
  });

  it("that was stopped", () => {
    expect(message(heardOf({ end: "stopped", at: 3 }))).toMatchInlineSnapshot(`
      ":heavy_minus_sign: *Deployment of production (web-production) was stopped*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :white_check_mark: *Build*  succeeded · took 1m 41s
      :white_check_mark: *Approval*  succeeded · took 1m 1s
      :heavy_minus_sign: *Deploy*  stopped · took 1m 41s
      :white_circle: *Release*  not started
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 7m 4s
      Pipeline: [web-production 11111111]
      (open)"
    `);
    expect(message(heardOf({ end: "stopped", at: 3 }), "ko")).toMatchInlineSnapshot(`
      ":heavy_minus_sign: *production (web-production) 배포 중지됨*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :white_check_mark: *Build*  성공 · 1분 41초 걸림
      :white_check_mark: *Approval*  성공 · 1분 1초 걸림
      :heavy_minus_sign: *Deploy*  중지됨 · 1분 41초 걸림
      :white_circle: *Release*  시작 전
      리비전: [ccccccc] Serve images
      트리거: kim (AWS에서 직접)
      경과 시간: 7분 4초
      파이프라인: [web-production 11111111]
      (open)"
    `);
  });

  it("that a newer one superseded", () => {
    expect(message(heardOf({ end: "superseded", at: 2 }))).toMatchInlineSnapshot(`
      ":heavy_minus_sign: *Deployment of production (web-production) was superseded by a newer one*
      :white_check_mark: *Source*  succeeded · took 1m 1s
      :white_check_mark: *Build*  succeeded · took 1m 41s
      :white_circle: *Approval*  not started
      :white_circle: *Deploy*  not started
      :white_circle: *Release*  not started
      Revision: [ccccccc] Serve images
      Started by: kim in AWS
      Elapsed: 3m 42s
      Pipeline: [web-production 11111111]
      (open)"
    `);
    expect(message(heardOf({ end: "superseded", at: 2 }), "ko")).toMatchInlineSnapshot(`
      ":heavy_minus_sign: *production (web-production) 배포가 더 새로운 실행으로 대체됨*
      :white_check_mark: *Source*  성공 · 1분 1초 걸림
      :white_check_mark: *Build*  성공 · 1분 41초 걸림
      :white_circle: *Approval*  시작 전
      :white_circle: *Deploy*  시작 전
      :white_circle: *Release*  시작 전
      리비전: [ccccccc] Serve images
      트리거: kim (AWS에서 직접)
      경과 시간: 3분 42초
      파이프라인: [web-production 11111111]
      (open)"
    `);
  });

  it("of a pipeline that belongs to no environment", () => {
    expect(message(unknownDeployment(id), "en", null)).toMatchInlineSnapshot(`
      ":arrows_counterclockwise: *Deploying web-production*
      Pipeline: [web-production 11111111]
      (open)"
    `);
  });

  it("can be posted at every moment of every story, in both languages", () => {
    fc.assert(
      fc.property(anyStory(), fc.nat(), (one, cut) => {
        const told = tell(one);
        const heard = known(told.slice(0, (cut % told.length) + 1));
        for (const language of ["en", "ko"] as const) expect(message(heard, language)).not.toMatch(/undefined|NaN/);
        const actions = deploymentMessage(heard, "production", codepipeline).buttons?.map(({ action }) => action);
        const { status } = view(heard);
        expect(actions?.includes("approve")).toBe(status === "waiting");
        expect(actions?.includes("retry")).toBe(status === "failed");
        expect(actions?.includes("stop-execution")).toBe(status === "running");
        expect(actions?.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 60 },
    );
  });

  it("gives a button of each attempt a value of its own, so that it can be pressed again", () => {
    const values = [[failed], [failed, failed]].map((failures) => {
      const { buttons } = deploymentMessage(heardOf({ end: "failed", failures }), "production", codepipeline);
      return JSON.parse(buttons?.[0]?.value ?? "null") as unknown;
    });
    const about = { pipeline: id.pipeline, execution: id.executionId, stage: "Build" };
    const { account, region } = id;
    expect(values).toEqual([
      { ...about, attempt: 1, account, region },
      { ...about, attempt: 2, account, region },
    ]);
  });
});

describe("what started it", () => {
  it.each<[type: string, detail: string | undefined, shown: string, reason: string]>([
    ["Webhook", "arn:aws:codestar-connections:x", "a push", "a connection"],
    ["WebhookV2", undefined, "a push", "a connection's own webhook"],
    ["PollForSourceChanges", undefined, "a push", "polling"],
    ["CloudWatchEvent", "arn:aws:events:ap-northeast-2:1:rule/codecommit-web", "a push to codecommit-web", "a rule"],
    ["CloudWatchEvent", "something else", "a push", "a rule that is not named"],
    ["StartPipelineExecution", "arn:aws:iam::1:user/kim", "kim in AWS", "a person"],
    ["StartPipelineExecution", "arn:aws:sts::1:assumed-role/Admin/kim@acme.com", "kim@acme.com in AWS", "a role"],
    ["StartPipelineExecution", "arn:aws:iam::1:role/scheduler-role", "a schedule", "EventBridge Scheduler"],
    ["StartPipelineExecution", undefined, "StartPipelineExecution in AWS", "nothing more is known"],
    ["ManualRollback", "x", "a rollback", "somebody rolled back"],
    ["AutomatedRollback", "x", "a rollback", "AWS rolled back"],
    ["SomethingNew", "x", "SomethingNew", "AWS may add more"],
  ])("%s %s: %s", (type, detail, shown, reason) => {
    const trigger = { type, ...(detail && { detail }) };
    const text = message({ ...unknownDeployment(id), trigger });
    expect(text, reason).toContain(`Started by: ${shown}\n`);
  });

  it("is the person in Slack when somebody asked for it there", () => {
    const trigger = {
      type: "StartPipelineExecution",
      detail: "arn:aws:sts::1:assumed-role/nightshift/commands",
    };
    const text = message({ ...unknownDeployment(id), trigger, requestedBy: "U0KIM" });
    expect(text).toContain("Started by: <@U0KIM>\n");
  });
});

describe("a revision", () => {
  const shown = (revision: Parameters<typeof revisionText>[0]): string =>
    mrkdwn(spansOf(revisionText(revision), readerIn("en")));

  it.each<[revision: Parameters<typeof revisionText>[0], text: string, reason: string]>([
    [{ id: "a".repeat(40) }, "`aaaaaaa`", "a commit is known by seven digits"],
    [{ id: "0.4.1" }, "`0.4.1`", "a version is shown as it is"],
    [{ id: "x".repeat(50) }, `\`${"x".repeat(39)}…\``, "an S3 version is long"],
    [
      { id: "a".repeat(40), url: "https://github.com/x", summary: "Fix it\n\nAt length" },
      "<https://github.com/x|aaaaaaa> Fix it",
      "the first line of the message",
    ],
    [
      { id: "1", summary: '{"ProviderType":"GitHub","CommitMessage":"Fix it\\nAt length"}' },
      "`1` Fix it",
      "a connection writes JSON",
    ],
    [{ id: "1", summary: "{not json" }, "`1` {not json", "what looks like JSON and is none"],
    [{ id: "1", summary: '{"CommitMessage":7}' }, '`1` {"CommitMessage":7}', "JSON without a message"],
    [{ id: "1", summary: "y".repeat(200) }, `\`1\` ${"y".repeat(119)}…`, "a first line without end"],
  ])("%j", (revision, text, reason) => {
    expect(shown(revision), reason).toBe(text);
  });
});

it("an overview tells fewer states apart", () => {
  const states = ["running", "waiting", "stopping", "rejected", "failed", "succeeded", "canceled"] as const;
  expect(states.map(statusKey)).toEqual([
    "status.running",
    "status.waiting",
    "status.stopping",
    "status.failed",
    "status.failed",
    "status.succeeded",
    "status.canceled",
  ]);
});

it("text from outside fits, however long and hostile", () => {
  const hostile = fc.constantFrom("<!channel>", "`", "*a*", "\n", "x", "&lt;").map((one) => one.repeat(3_000));
  fc.assert(
    fc.property(hostile, hostile, (summary, url) => {
      const mark = {
        state: "FAILED",
        attempt: 1,
        at: "2026-11-23T00:00:00.000Z",
        first: "2026-11-23T00:00:00.000Z",
      };
      const deployment: Deployment = {
        ...unknownDeployment(id),
        stages: { Build: mark },
        actions: { "Build/A": { ...mark, stage: "Build", action: "A", summary, url } },
        revision: { id: summary, summary, url },
        trigger: { type: summary, detail: url },
      };
      expect(message(deployment).replace(/<@U\w+>/g, "")).not.toMatch(/<[!@#]/);
    }),
    { numRuns: 30 },
  );
});
