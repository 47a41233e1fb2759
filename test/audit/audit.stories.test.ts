import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { KeptEntry } from "../../lib/pure/audit.ts";
import { answersTo, type OpenStage, openStage, pass } from "../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");

const entries = async ({ sandbox }: OpenStage): Promise<KeptEntry[]> => (await sandbox.audit()) as KeptEntry[];

/** The last table that somebody was shown, its times left out. */
function tableFor(stage: OpenStage, persona: string): string[][] {
  const blocks = answersTo(stage.messages(), persona).at(-1)?.blocks ?? [];
  const table = blocks.find(({ type }) => type === "table");
  const texts = (node: unknown): string => {
    if (typeof node !== "object" || node === null) return "";
    if (Array.isArray(node)) return node.map(texts).join("");
    const { text, user_id: user, elements } = node as Record<string, unknown>;
    return typeof text === "string" ? text : typeof user === "string" ? `@${user}` : texts(elements);
  };
  return ((table?.rows ?? []) as unknown[][]).map((row) => row.slice(1).map(texts));
}

describe("what is noted", () => {
  it("says who, what, where from, on what, and AWS's request ids", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging", in: "#dev" });
    expect(await entries(stage)).toMatchObject([
      {
        at: "2026-11-23T00:00:00.000Z",
        actor: "U0OPERATOR",
        door: "command",
        action: "deploy",
        text: "staging",
        environment: "staging",
        resources: [{ id: "web-staging" }],
        channel: "C0DEV",
        channelName: "dev",
        result: "done",
        calls: [{ operation: "codepipeline:StartPipelineExecution", requestId: expect.stringMatching(/\S{8}/) }],
      },
    ]);
  });

  it("keeps the order of what happens in one instant, and notes neither help nor typing errors", async () => {
    const stage = await openStage();
    await stage.run(
      { say: "/ec2 stop dev-api" },
      { say: "/deploy nowhere" },
      { say: "/deploy production", as: "viewer" },
      { say: "/ec2 list dev" },
      { say: "/deploy production" },
      { press: "cancel" },
      { say: "/nightshift help" },
      { say: "/cache invalidate www /a" },
    );
    const noted = (await entries(stage)).map(({ action, text, result }) => `${action} ${text}: ${result}`);
    // Neither what nobody can have meant, nor help.
    expect(noted).toEqual([
      "ec2 stop dev-api: done",
      "deploy production: denied",
      "ec2 list dev: done",
      "cancel /deploy production: done",
      "cache invalidate www /a: done",
    ]);
    expect(await entries(stage)).toMatchObject([
      { environment: "dev", resources: [{ name: "dev-api" }], calls: [{ operation: "ec2:StopInstances" }] },
      {},
      { isLook: true },
      { door: "button" },
      {},
    ]);
  });

  it("has what Nightshift did by itself", async () => {
    const stage = await openStage({ start: new Date("2026-11-23T21:50:00+09:00") });
    await stage.sandbox.advanceTo(new Date("2026-11-23T22:01:00+09:00"));
    await stage.sandbox.drain();
    const [entry] = (await entries(stage)).filter(({ door }) => door === "schedule");
    expect(entry).toMatchObject({
      actor: "nightshift",
      action: "schedule stop",
      text: "office-hours",
      environment: "dev",
      result: "done",
    });
    const operations = entry?.calls?.map(({ operation }) => operation);
    expect(operations).toContain("ec2:StopInstances");
    expect(operations?.filter((one) => one.startsWith("rds:")).length).toBeGreaterThan(1);
    expect(new Set(entry?.calls?.map(({ requestId }) => requestId)).size).toBe(entry?.calls?.length);
  });

  it("has the calls of a try that failed halfway", async () => {
    const stage = await openStage();
    // The databases are asked one by one: the second is busy, and the queue tries again.
    stage.sandbox.aws.fault({
      operation: "StopDBCluster",
      error: "ThrottlingException",
      status: 400,
      times: 2,
    });
    await stage.run({ say: "/rds stop env=dev" }, { advance: "2m" });
    const [entry] = await entries(stage);
    const calls = entry?.calls ?? [];
    expect(calls.map(({ error }) => error)).toContain("ThrottlingException");
    const asked = calls.filter(({ error }) => !error).map(({ operation }) => operation);
    // One of the clusters is DocumentDB, of which IAM speaks likewise.
    expect(asked.sort()).toEqual(["rds:StopDBCluster", "rds:StopDBCluster", "rds:StopDBInstance"]);
  });

  it("has who declined, who withdrew, and what nobody answered", async () => {
    const stage = await openStage({ config: yaml.replace("protection: confirm", "protection: approval") });
    await stage.run(
      { say: "/deploy production" },
      { press: "approve-request" },
      { press: "decline-request", as: "owner" },
      { say: "/deploy production" },
    );
    await pass(stage, "61m");
    expect(await entries(stage)).toMatchObject([
      { action: "approve-request", actor: "U0OPERATOR", door: "approval", result: "denied" },
      {
        action: "decline-request",
        actor: "U0OWNER",
        text: "/deploy production",
        environment: "production",
        detail: "asked by U0OPERATOR",
      },
      { action: "expire-request", actor: "nightshift", environment: "production" },
    ]);
  });
});

describe("/nightshift audit", () => {
  const eventful = async (options: { config?: string; start?: Date } = {}): Promise<OpenStage> => {
    const stage = await openStage(options);
    await stage.run(
      { say: "/deploy staging" },
      { say: "/deploy production", as: "viewer" },
      { say: "/ec2 stop dev-api", as: "owner" },
      { say: "/cost", as: "viewer" },
    );
    return stage;
  };

  it("shows who did what, newest first", async () => {
    const stage = await eventful();
    await stage.run({ say: "/nightshift audit", as: "owner" });
    const id = expect.stringMatching(/^[0-9a-f]{8}$/);
    expect(tableFor(stage, "owner")).toEqual([
      ["Who", "What", "Environment", "Result", "Entry"],
      ["@U0VIEWER", "/cost", "–", "done", id],
      ["@U0OWNER", "/ec2 stop dev-api", "dev", "done", id],
      ["@U0VIEWER", "/deploy production", "production", "denied", id],
      ["@U0OPERATOR", "/deploy staging", "staging", "done", id],
    ]);
  });

  it.each([
    ["@viewer", ["/cost", "/deploy production"]],
    ["@Min-jun Kim", ["/deploy staging"]],
    ["staging", ["/deploy staging"]],
    ["dev @owner today", ["/ec2 stop dev-api"]],
    ["dev @viewer", []],
    ["nightshift", []],
    ["yesterday", []],
    ["오늘 @operator", ["/deploy staging"]],
  ])("%s shows just that", async (filter, expected) => {
    const stage = await eventful();
    await stage.run({ say: `/nightshift audit ${filter}`, as: "owner" });
    expect(
      tableFor(stage, "owner")
        .slice(1)
        .map(([, what]) => what),
    ).toEqual(expected);
    const answer = answersTo(stage.messages(), "owner").at(-1)?.text;
    if (!expected.length) expect(answer).toContain("Nothing is noted.");
  });

  it("counts days in the time zone of nightshift.yaml", async () => {
    const stage = await eventful({ start: new Date("2026-11-23T23:30:00+09:00") });
    await pass(stage, "40m");
    await stage.run({ say: "/nightshift audit yesterday @operator", as: "owner" });
    expect(tableFor(stage, "owner")).toHaveLength(2);
    expect(answersTo(stage.messages(), "owner").at(-1)?.text).toContain("Days are those of Asia/Seoul.");
  });

  it("shows an entry in full, with the request ids of AWS", async () => {
    const stage = await eventful();
    const [deploy] = await entries(stage);
    await stage.run({ say: `/nightshift audit ${deploy?.id.slice(0, 8)}`, as: "owner" });
    const answer = answersTo(stage.messages(), "owner").at(-1)?.text ?? "";
    expect(answer).toContain("Entry: /deploy staging");
    expect(answer).toContain(`\`codepipeline:StartPipelineExecution\`  \`${deploy?.calls?.[0]?.requestId}\``);
    expect(answer).toMatch(/From: a command in #deploys/);
    await stage.run({ say: "/nightshift audit 00000000", as: "owner" });
    expect(answersTo(stage.messages(), "owner").at(-1)?.text).toContain("There is no entry `00000000`");
  });

  it("says how many more there are than fit", async () => {
    const stage = await openStage();
    await stage.run(...Array.from({ length: 18 }, () => ({ say: "/ec2 list dev" })), {
      say: "/nightshift audit",
      as: "owner",
      locale: "ko",
    });
    expect(tableFor(stage, "owner")).toHaveLength(16);
    const answer = answersTo(stage.messages(), "owner").at(-1)?.text;
    expect(answer).toContain("이전 기록이 3건 더 있습니다.");
  });

  it("is for owners, each of whom sees what they own", async () => {
    const config = yaml.replace(
      "  - user: U0VIEWER\n    roles: [viewer]",
      "  - user: U0VIEWER\n    roles: [owner]\n    environments: [dev, staging]",
    );
    const stage = await eventful({ config });
    await stage.run(
      { say: "/nightshift audit" },
      { say: "/nightshift audit", as: "viewer" },
      { say: "/nightshift audit production", as: "viewer" },
    );
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toContain("it needs the role `owner`");
    const [table, denial] = answersTo(stage.messages(), "viewer").slice(-2);
    expect(table?.text).toMatch(/dev-api[\s\S]*\/deploy staging/);
    expect(table?.text).not.toContain("/cost");
    expect(table?.text).toContain("the environments that you own");
    expect(denial?.text).toContain("You may not use `/nightshift audit` in production");
  });

  it.each([
    ["@nobody", /I do not know who `@nobody` is\. Choose the name/],
    ["stagin", /I do not know what `stagin` is\.\nDid you mean `\/nightshift audit staging`/],
    ["dev staging", /`dev` and `staging` cannot both be meant/],
    ["<!channel>", /I do not know what `&lt;!channel&gt;` is/],
  ])("%s is answered with the next step", async (filter, expected) => {
    const stage = await openStage();
    await stage.run({ say: `/nightshift audit ${filter}`, as: "owner" });
    expect(stage.messages()).toHaveAnswered("owner", [expected]);
  });
});
