import { describe, expect, it } from "vitest";
import { answersTo, callsOf, openStage, pass, playOut, postedIn } from "../stage.ts";

describe("what is typed wrong", () => {
  it.each([
    [
      "a letter is missing",
      "/deploy stagin",
      [/There is no environment `stagin`/, /Did you mean `\/deploy staging`\?/, /`dev`, `staging`, `production`/],
    ],
    [
      "a subcommand's letter is missing",
      "/deploy statsu",
      [/There is no environment `statsu`/, /Did you mean `\/deploy status`\?/],
    ],
    ["nothing like it", "/deploy moon", [/There is no environment `moon`/, /There are `dev`, `staging`, `production`/]],
    ["too many words", "/deploy staging please now", [/I do not know what to do with `please now`/]],
    ["markup", "/deploy <!channel>", [/There is no environment `&lt;!channel&gt;`/]],
    ["marks and backticks", "/deploy `*_~|x", [/There is no environment/]],
    ["very much", `/deploy ${"x".repeat(3_000)}`, [/There is no environment `x{59}…`/]],
    ["a property that every object has", "/deploy constructor", [/There is no environment `constructor`/]],
    [
      "another word after /nightshift",
      "/nightshift hepl",
      [/There is no command `\/nightshift hepl`/, /Did you mean `\/nightshift help`\?/],
    ],
    ["too many words after a subcommand", "/deploy status staging dev", [/I do not know what to do with `dev`/]],
  ])("%s: says what to type", async (_why, say, patterns) => {
    const report = await playOut([{ say }]);
    const [answer, ...more] = answersTo(report, "operator");
    expect(more).toEqual([]);
    for (const pattern of patterns) expect(answer?.text).toMatch(pattern);
    expect(report.responses).toEqual([{ step: 0, status: 200, body: "" }]);
    expect(report.calls.filter(({ service }) => service === "codepipeline")).toEqual([]);
  });

  it.each([
    ["upper case", "/deploy STAGING"],
    ["a non-breaking space before it", "/deploy \u00a0staging"],
    ["a full-width space after it", "/deploy staging\u3000"],
    ["full-width letters", "/deploy ｓｔａｇｉｎｇ"],
    ["smart quotes around it", "/deploy “staging”"],
    ["an invisible mark in it", "/deploy stag\u200bing"],
  ])("%s is read as what was meant", async (_why, say) => {
    const report = await playOut([{ say }]);
    expect(callsOf(report, "StartPipelineExecution")).toHaveLength(1);
    expect(report).toHaveAnswered("operator", []);
  });
});

describe("help", () => {
  it("shows each person what they may run, and nothing else", async () => {
    const report = await playOut([
      { say: "/nightshift help", as: "viewer" },
      { say: "/nightshift", as: "operator" },
      { say: "/deploy help", as: "viewer" },
      { say: "/deploy help", as: "owner" },
    ]);
    const [viewerAll, viewerDeploy] = answersTo(report, "viewer").map(({ text }) => text);
    const [operatorAll] = answersTo(report, "operator").map(({ text }) => text);
    const [ownerDeploy] = answersTo(report, "owner").map(({ text }) => text);
    expect(viewerAll).toContain("`/deploy status [environment]`");
    expect(viewerAll).toContain("`/nightshift help`");
    expect(viewerAll).not.toMatch(/`\/deploy &lt;environment&gt;`|`\/deploy staging`/);
    expect(operatorAll).toMatch(
      /`\/deploy &lt;environment&gt;` {2}Deploy an environment[^\n]*For example `\/deploy staging`/,
    );
    expect(viewerDeploy).toContain("`/deploy status production`");
    expect(viewerAll).toMatch(/`\/schedule list` {2}Show the schedules and what comes next\.\n/);
    expect(viewerDeploy).not.toContain("/nightshift");
    expect(viewerDeploy).not.toContain("`/deploy staging`");
    expect(ownerDeploy).toContain("`/deploy staging`");
    expect(report).toHavePosted("#deploys", []);
  });

  it("tells somebody without a role how to get one, and lets them do nothing", async () => {
    const stage = await openStage({ config: nobody });
    await stage.run({ say: "/nightshift help" }, { say: "/deploy status" }, { say: "/deploy staging" });
    for (const { text } of answersTo(stage.messages(), "operator")) {
      expect(text).toMatch(
        /You may not use `\/[a-z ]+`: it needs the role `(viewer|deployer)`\.\nAn owner can give it to you/,
      );
    }
    expect(answersTo(stage.messages(), "operator")).toHaveLength(3);
    expect(stage.calls.filter(({ service }) => service === "codepipeline")).toEqual([]);
  });
});

const nobody = `
slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: en
alerts: { channel: "#alerts" }
environments:
  staging: { pipeline: web-staging, channel: "#deploys" }
people: []
`;

describe("roles", () => {
  it("hold in the environments that are named, and nowhere else", async () => {
    const config = nobody.replace(
      "people: []",
      `  production: { pipeline: web-production, channel: C0DEPLOYS }
people:
  - { user: U0OPERATOR, roles: [deployer], environments: [staging] }
  - { user: U0VIEWER, roles: [operator] }`,
    );
    const report = await playOut(
      [
        { say: "/deploy staging" },
        { say: "/deploy production" },
        { say: "/deploy staging", as: "viewer" },
        { say: "/deploy status", as: "viewer" },
      ],
      { config },
    );
    expect(callsOf(report, "StartPipelineExecution").map(({ input }) => input)).toMatchObject([
      { name: "web-staging" },
    ]);
    expect(report).toHaveAnswered("operator", [
      /You may not use `\/deploy` in production: it needs the role `deployer` there/,
    ]);
    expect(report).toHaveAnswered("viewer", [/it needs the role `deployer`/, /Deployments/]);
    const noted = (report.audit as { action: string; actor: string; result: string; environment?: string }[]).map(
      ({ action, actor, result, environment }) => [action, actor, result, environment],
    );
    expect(noted).toHaveLength(4);
    expect(noted).toEqual(
      expect.arrayContaining([
        ["deploy", "U0OPERATOR", "done", "staging"],
        ["deploy", "U0OPERATOR", "denied", "production"],
        ["deploy", "U0VIEWER", "denied", "staging"],
        ["deploy status", "U0VIEWER", "done", undefined],
      ]),
    );
  });

  it("of a user group are read from Slack once in a while, and a change is noticed", async () => {
    const config = nobody.replace(
      "people: []",
      "people:\n  - { group: S0OPS, roles: [deployer] }\n  - { group: S0NONE, roles: [owner] }",
    );
    const stage = await openStage({ config });
    await stage.run({ say: "/deploy staging" }, { say: "/deploy staging", as: "viewer" });
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
    expect(stage.messages()).toHaveAnswered("viewer", [/it needs the role `deployer`/]);
    const asked = () => stage.slackCalls.filter(({ method }) => method === "usergroups.users.list");
    expect(asked().map(({ function: fn }) => fn)).toEqual(["outbox", "outbox"]);
    await pass(stage, "11m");
    await stage.run({ say: "/deploy status" });
    expect(asked()).toHaveLength(4);
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toContain("Deployments");
  });

  it("of a user group wait for Slack when it is busy", async () => {
    const config = nobody.replace("people: []", "people:\n  - { group: S0OPS, roles: [deployer] }");
    const stage = await openStage({ config });
    stage.sandbox.slack.fault({ method: "usergroups.users.list", status: 429, retryAfter: 20, times: 1 });
    await stage.run({ say: "/deploy staging" });
    expect(callsOf(stage, "StartPipelineExecution")).toEqual([]);
    await pass(stage, "21s");
    expect(callsOf(stage, "StartPipelineExecution")).toHaveLength(1);
  });
});

describe("languages", () => {
  it("answers each person in their own, and speaks the team's in channels", async () => {
    const report = await playOut([
      { say: "/deploy staging", as: "owner" },
      { say: "/deploy staging", locale: "ko" },
      { say: "/deploy stagin", as: "viewer" },
      { say: "/deploy stagin" },
      { advance: "3m" },
    ]);
    expect(report).toHaveAnswered("operator", [
      /<@U0OWNER> 님이 이미 staging 배포를 진행 중이라/,
      /stagin` 환경은 없습니다[\s\S]*`\/deploy staging`인가요\?/,
    ]);
    expect(report).toHaveAnswered("viewer", [/it needs the role/]);
    expect(report).toHavePosted("#deploys", [/Deployed staging/]);
    const asked = report.slack.filter(({ method }) => method === "users.info");
    expect(asked).toHaveLength(2);
  });

  it("speaks Korean in the channels of a Korean team, and English to who reads English", async () => {
    const config = nobody
      .replace("language: en", "language: ko")
      .replace("people: []", "people: [{ user: U0OPERATOR, roles: [deployer] }]");
    const report = await playOut([{ say: "/deploy staging" }, { advance: "3m" }, { say: "/deploy status" }], {
      config,
    });
    expect(report).toHavePosted("#deploys", [/staging \(web-staging\) 배포 성공[\s\S]*경과 시간: 2분 53초/]);
    expect(report).toHaveAnswered("operator", [/Deployments[\s\S]*staging: .*deployed/]);
  });

  it("answers in the team's language when Slack does not tell the person's", async () => {
    const stage = await openStage();
    stage.sandbox.slack.setLocale("operator", "ko");
    stage.sandbox.slack.fault({ method: "users.info", error: "user_not_found", times: 1 });
    await stage.run({ say: "/deploy help" });
    expect(stage.messages()).toHaveAnswered("operator", ["What /deploy can do"]);
  });
});

describe("/deploy status", () => {
  it("says what is deployed where, with the way to each message", async () => {
    const report = await playOut([
      { say: "/deploy status" },
      { say: "/deploy staging" },
      { aws: { failStage: "web-dev/Build" } },
      { say: "/deploy dev" },
      { advance: "1m" },
      { say: "/deploy status", as: "viewer" },
      { advance: "3m" },
      { say: "/deploy status staging" },
    ]);
    const [before, after] = answersTo(report, "operator").map(({ text }) => text);
    expect(before).toMatch(/dev: never deployed\nstaging: never deployed\nproduction: never deployed/);
    expect(report).toHaveAnswered("viewer", [
      /dev: <[^|]*\/p\d+\|last deployment failed>.*\nstaging: <[^|]*\/p\d+\|being deployed> · .*Serve images.* · since .*\nproduction: never/,
    ]);
    expect(after).toMatch(/staging: <https:\/\/acme-web\.slack\.com[^|]*\|deployed> · <[^>]*> Serve images/);
    expect(after).not.toContain("dev:");
    expect(postedIn(report, "#deploys")).toHaveLength(2);
  });

  it("tells of the rest when one pipeline cannot be looked up", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({
      operation: "ListPipelineExecutions",
      error: "PipelineNotFoundException",
      status: 400,
      times: 1,
    });
    await stage.run({ say: "/deploy status" });
    expect(stage.messages()).toHaveAnswered("operator", [/dev: could not be looked up: .*\nstaging: never deployed/]);
  });
});
