import { describe, expect, it } from "vitest";
import { bind } from "../../../lib/aws/verbs.ts";
import type { CreateHandler } from "../../../sandbox/lambda.ts";
import { permissionOf } from "../../../sandbox/permissions.ts";
import { functions, openStage, playOut } from "../../stage.ts";

describe("deploy/iam.json in the sandbox", () => {
  it("allows every call that a whole deployment, its failure, approval and replacement make", async () => {
    const report = await playOut([
      { say: "/deploy production" },
      { press: "confirm" },
      { aws: { failHealthCheck: "web-staging-asg" } },
      { aws: { failStage: "web-staging/Build" } },
      { say: "/deploy staging" },
      { advance: "4m" },
      { press: "retry" },
      { press: "approve" },
      { say: "/deploy status" },
      { advance: "4m" },
    ]);
    expect(report.calls.filter(({ error }) => /Denied|Unauthorized/.test(error ?? ""))).toEqual([]);
    const made = new Set(report.calls.map((call) => `${call.function} ${call.service}:${call.operation}`));
    for (const call of made) {
      const [name = "", service = "", operation = ""] = call.split(/[ :]/);
      expect(permissionOf(name, service, operation), call).toBeUndefined();
    }
    expect(made.size).toBeGreaterThan(15);
  });

  it("keeps the rights of the functions apart: only commands and ticks change anything but the bot's own things", () => {
    for (const name of ["slack", "events", "outbox"]) {
      for (const operation of [
        "StartPipelineExecution",
        "PutApprovalResult",
        "RetryStageExecution",
        "StopPipelineExecution",
      ])
        expect(permissionOf(name, "codepipeline", operation), `${name} ${operation}`).toMatch(/not authorized/);
    }
    for (const name of ["commands", "events", "ticks"])
      expect(permissionOf(name, "ssm", "GetParameter"), name).toMatch(/not authorized to perform: ssm:GetParameter/);
    expect(permissionOf("slack", "dynamodb", "GetItem")).toMatch(/not authorized/);
    expect(permissionOf("commands", "codepipeline", "DeletePipeline")).toMatch(/not authorized/);
    expect(permissionOf("nobody", "sqs", "SendMessage")).toMatch(/not authorized/);
  });

  it("refuses what is another's: another parameter, another account's pipeline, another queue, another role", () => {
    const here = "ap-northeast-2:123456789012";
    const there = "ap-northeast-2:210987654321";
    for (const [name, service, operation, own, others] of [
      [
        "outbox",
        "ssm",
        "GetParameter",
        `ssm:${here}:parameter/nightshift/sandbox/slack/bot-token`,
        `ssm:${here}:parameter/other`,
      ],
      [
        "commands",
        "codepipeline",
        "StartPipelineExecution",
        `codepipeline:${here}:web-dev`,
        `codepipeline:${there}:web-dev`,
      ],
      ["events", "sqs", "SendMessage", `sqs:${here}:OutboxQueue.fifo`, `sqs:${here}:CommandsQueue`],
      ["ticks", "dynamodb", "PutItem", `dynamodb:${here}:table/nightshift-sandbox`, `dynamodb:${here}:table/orders`],
      ["ticks", "sts", "AssumeRole", "iam::210987654321:role/nightshift", "iam::210987654321:role/admin"],
    ] as const) {
      expect(permissionOf(name, service, operation, [`arn:aws:${own}`])).toBeUndefined();
      expect(permissionOf(name, service, operation, [`arn:aws:${others}`])).toContain(`on resource: arn:aws:${others}`);
    }
  });

  it("refuses what a function's role does not allow, with the error that AWS gives", async () => {
    // The events function asks for something that only commands may do.
    const meddling: CreateHandler = (host) => {
      const { AWS_REGION = "", AWS_ENDPOINT_URL = "", AWS_ACCESS_KEY_ID = "" } = host.env;
      const aws = bind(["codepipeline.start"], {
        region: AWS_REGION,
        endpoint: AWS_ENDPOINT_URL,
        credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: "sandbox" },
        userAgentAppId: "test",
        maxAttempts: 1,
      });
      return async () => {
        host.log({
          level: "info",
          event: "tried",
          ...(await aws["codepipeline.start"]({ pipeline: "web-staging", token: "t" })),
        });
      };
    };
    const stage = await openStage({ functions: { ...functions, events: meddling } });
    stage.sandbox.event({});
    await stage.sandbox.drain();
    expect(stage.calls).toMatchObject([
      { function: "events", operation: "StartPipelineExecution", error: "AccessDeniedException" },
    ]);
    expect(stage.logs).toMatchObject([
      {
        event: "tried",
        fault: {
          class: "denied",
          operation: "codepipeline:StartPipelineExecution",
          message: expect.stringContaining("events is not authorized to perform: codepipeline:StartPipelineExecution"),
        },
      },
    ]);
  });
});

describe("a right that is missing", () => {
  it.each([
    [
      "ListPipelineExecutions",
      { say: "/deploy staging" },
      /AWS did not start the pipeline of staging: Nightshift has no permission for `codepipeline:ListPipelineExecutions` in AWS/,
    ],
    [
      "StartPipelineExecution",
      { say: "/deploy staging" },
      /no permission for `codepipeline:StartPipelineExecution` in AWS\. Its role needs it/,
    ],
    [
      "ListPipelineExecutions",
      { say: "/deploy status staging" },
      /staging: could not be looked up: Nightshift has no permission for `codepipeline:ListPipelineExecutions`/,
    ],
  ])("%s is named to the person who asked", async (operation, step, answer) => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ operation, error: "AccessDeniedException", status: 400, times: 1 });
    await stage.run(step);
    expect(stage.messages()).toHaveAnswered("operator", [answer]);
    expect(stage.messages()).toHavePosted("#deploys", []);
  });

  it("does not keep a deployment from being told: without GetPipelineState only its plan is missing", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({
      operation: "GetPipelineState",
      error: "AccessDeniedException",
      status: 400,
      times: 100,
    });
    await stage.run({ say: "/deploy staging" }, { advance: "3m" });
    expect(stage.messages()).toHavePosted("#deploys", [/Deployed staging .*: succeeded/]);
  });
});
