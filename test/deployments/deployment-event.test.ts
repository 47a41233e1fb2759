import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "../../handlers/deployments/kinds/codepipeline/state.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";

const event = (detail: AwsEvent["detail"]): AwsEvent => ({
  id: "1",
  source: "aws.codepipeline",
  type: "CodePipeline Pipeline Execution State Change",
  account: "123456789012",
  region: "us-east-1",
  time: "2026-11-23T00:00:00Z",
  resources: [],
  detail,
});

const execution = { pipeline: "web", "execution-id": "e-1" };

describe("what an event says of its execution", () => {
  it("a start: when it began and what started it", () => {
    const detail = {
      ...execution,
      state: "STARTED",
      "pipeline-execution-attempt": 1.0,
      "execution-trigger": {
        "trigger-type": "StartPipelineExecution",
        "trigger-detail": "arn:aws:iam::1:user/kim",
      },
    };
    expect(deploymentOf(event(detail))).toEqual({
      pipeline: "web",
      executionId: "e-1",
      account: "123456789012",
      region: "us-east-1",
      stages: {},
      actions: {},
      decisions: {},
      overall: { state: "STARTED", attempt: 1, at: "2026-11-23T00:00:00.000Z" },
      startedAt: "2026-11-23T00:00:00.000Z",
      trigger: { type: "StartPipelineExecution", detail: "arn:aws:iam::1:user/kim" },
    });
  });

  it("a Source action that succeeded: the revision", () => {
    const detail = {
      ...execution,
      state: "SUCCEEDED",
      stage: "Source",
      action: "GitHub",
      type: { category: "Source", provider: "CodeStarSourceConnection" },
      "execution-result": {
        "external-execution-id": "abc",
        "external-execution-summary": "Serve images",
        "external-execution-url": "https://github.com/acme/web/commit/abc",
      },
    };
    const said = deploymentOf(event(detail));
    expect(said?.revision).toEqual({
      id: "abc",
      summary: "Serve images",
      url: "https://github.com/acme/web/commit/abc",
    });
    expect(said?.overall).toBeUndefined();
    expect(Object.keys(said?.actions ?? {})).toEqual(["Source/GitHub"]);
  });

  it("another action that succeeded: no revision", () => {
    const detail = {
      ...execution,
      state: "SUCCEEDED",
      stage: "Build",
      action: "Compile",
      type: { category: "Build" },
      "execution-result": { "external-execution-id": "web:1" },
    };
    expect(deploymentOf(event(detail))?.revision).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ["no pipeline", { "execution-id": "e-1", state: "STARTED" }, "whose it is cannot be said"],
    ["no execution", { pipeline: "web", state: "STARTED" }, "its message cannot be found"],
    ["no state", execution, "there is nothing to say"],
    ["a number for a name", { ...execution, pipeline: 7, state: "STARTED" }, "another type than documented"],
    ["an empty name", { ...execution, pipeline: "", state: "STARTED" }, "empty is as good as missing"],
    ["a name from the prototype", Object.create({ ...execution, state: "STARTED" }), "own fields only"],
  ])("nothing with %s", (_what, detail, reason) => {
    expect(deploymentOf(event(detail as AwsEvent["detail"])), reason).toBeUndefined();
  });

  it("takes a missing or unreadable attempt for the first", () => {
    for (const attempt of [undefined, null, "2", Number.NaN, {}]) {
      const detail = { ...execution, state: "FAILED", "pipeline-execution-attempt": attempt };
      expect(deploymentOf(event(detail))?.overall?.attempt).toBe(1);
    }
  });

  it("never throws, whatever stands in the fields", () => {
    const fields = [
      "pipeline",
      "execution-id",
      "state",
      "stage",
      "action",
      "type",
      "execution-result",
      "execution-trigger",
    ];
    const detail = fc.record(Object.fromEntries(fields.map((name) => [name, fc.anything()])), {
      requiredKeys: [],
    });
    fc.assert(fc.property(detail, (some) => void deploymentOf(event({ ...execution, state: "STARTED", ...some }))));
  });
});
