import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openStage, playOut, postedIn, threadOf } from "../stage.ts";

describe("a build of CodeBuild", () => {
  it("that fails tells the phase, who started it, how long it usually takes, and how its log ends", async () => {
    const report = await playOut([
      { aws: { build: { project: "api", status: "SUCCEEDED", seconds: 200 } } },
      { advance: "10m" },
      {
        aws: {
          build: {
            project: "api",
            seconds: 80,
            version: "0123456789abcdef0123456789abcdef01234567",
            message: "COMMAND_EXECUTION_ERROR: npm test. Reason: exit status 1",
            log: ["FAIL <test/pay.test.ts>", "\u001b[31m✗ pays & ships\u001b[39m", "```<!channel>```"],
          },
        },
      },
    ]);
    expect(report).toHavePosted("#alerts", [/Build of api failed/]);
    const [message] = postedIn(report, "#alerts");
    const blocks = JSON.stringify(message?.blocks);
    expect(blocks).toContain("BUILD: COMMAND_EXECUTION_ERROR: npm test. Reason: exit status 1");
    expect(blocks).toContain("ha-eun");
    expect(blocks).toContain("`0123456`");
    expect(blocks).toContain("1m 20s (usually 3m 20s)");
    const excerpt = message?.blocks.find(({ type }) => type === "rich_text") as unknown as {
      elements: { type: string; elements: { text: string }[] }[];
    };
    expect(excerpt.elements[0]?.type).toBe("rich_text_preformatted");
    expect(excerpt.elements[0]?.elements[0]?.text).toContain(
      "FAIL <test/pay.test.ts>\n✗ pays & ships\n```<!channel>```",
    );
    expect(message?.text).not.toContain("<!channel>");
  });

  it("that succeeds says so only where the project had failed, in the same message", async () => {
    const report = await playOut([
      { aws: { build: { project: "web", status: "SUCCEEDED" } } },
      { aws: { build: { project: "api" } } },
      { advance: "5m" },
      { aws: { build: { project: "api" } } },
      { advance: "5m" },
      { aws: { build: { project: "api", status: "SUCCEEDED" } } },
      { advance: "5m" },
      { aws: { build: { project: "api", status: "SUCCEEDED" } } },
    ]);
    expect(report).toHavePosted("#alerts", [/Build of api succeeds again/]);
    const [message] = postedIn(report, "#alerts");
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([
      expect.stringContaining("Build of api failed"),
      expect.stringContaining("Build of api succeeds again"),
    ]);
  });

  it("that fails once more after that is heard again", async () => {
    const report = await playOut([
      { aws: { build: { project: "api" } } },
      { advance: "5m" },
      { aws: { build: { project: "api", status: "SUCCEEDED" } } },
      { advance: "5m" },
      { aws: { build: { project: "api" } } },
    ]);
    expect(report).toHavePosted("#alerts", [/Build of api succeeds again/, /Build of api failed/]);
  });

  it("of a pipeline belongs to the deployment's message, with the end of its log", async () => {
    const report = await playOut([
      { aws: { failStage: { pipeline: "web-staging", log: ["TypeError: price is no number"] } } },
      { say: "/deploy staging" },
      { advance: "10m" },
    ]);
    expect(report).toHavePosted("#alerts", []);
    const [message] = postedIn(report, "#deploys");
    expect(message?.text).toContain("Deployment of staging (web-staging) failed");
    expect(message?.text).toContain("TypeError: price is no number");
    expect(message?.text).toContain("BUILD: COMMAND_EXECUTION_ERROR");
    expect(JSON.stringify(message?.blocks)).toContain("rich_text_preformatted");
  });

  it("whose pipeline cannot be found is told by itself, and without its log when that cannot be read", async () => {
    const report = await playOut([
      { fault: { aws: "AccessDeniedException", service: "logs", operation: "GetLogEvents" } },
      { aws: { build: { project: "api", initiator: "codepipeline/web-nowhere" } } },
    ]);
    expect(report).toHavePosted("#alerts", [/Build of api failed/]);
    expect(JSON.stringify(postedIn(report, "#alerts")[0]?.blocks)).not.toContain("rich_text");
  });
});

describe("a deployment of CodeDeploy", () => {
  it("that fails is one message, with the instances by name and the reason", async () => {
    const report = await playOut([
      {
        aws: {
          codeDeploy: {
            application: "batch",
            group: "batch-staging",
            failed: ["i-0d1a2b3c4d5e6f703"],
            message: "Too many individual instances failed deployment.",
          },
        },
      },
    ]);
    expect(report).toHavePosted("#alerts", [/Deployment to batch › batch-staging failed/]);
    const blocks = JSON.stringify(postedIn(report, "#alerts")[0]?.blocks);
    expect(blocks).toContain("1 of 2: staging-batch (");
    expect(blocks).toContain("Too many individual instances failed deployment.");
  });

  it("goes by the environment of the instances that failed", async () => {
    const config = readFileSync("sandbox/nightshift.yaml", "utf8");
    const report = await playOut([{ aws: { codeDeploy: { application: "batch", failed: ["i-0d1a2b3c4d5e6f703"] } } }], {
      config: config.replace(
        '  channel: "#alerts"\n',
        '  channel: "#alerts"\n  routes:\n    - when: { environment: staging }\n      channel: "#dev"\n',
      ),
    });
    expect(report).toHavePosted("#dev", [/Deployment to batch › batch failed/]);
  });
});

describe("a stack of CloudFormation", () => {
  it("whose update is rolled back tells which resource broke it and why, not which were called off", async () => {
    const report = await playOut([
      {
        aws: { stackUpdate: { stack: "shop", failed: "Api", reason: "Runtime nodejs14.x is not supported" } },
      },
    ]);
    expect(report).toHavePosted("#alerts", [/Update of the stack shop failed and was rolled back/]);
    const text = postedIn(report, "#alerts")[0]?.text;
    expect(text).toContain("Failed first: Api (AWS::Lambda::Function)");
    expect(text).toContain("Why: Runtime nodejs14.x is not supported");
  });

  it("that is updated is told with little weight", async () => {
    const stage = await openStage();
    await stage.run({ aws: { stackUpdate: { stack: "shop" } } });
    const [message] = postedIn(stage.messages(), "#alerts");
    expect(message?.text).toContain("Updated the stack shop");
    expect(JSON.stringify(message?.blocks)).not.toContain("acknowledge");
  });
});
