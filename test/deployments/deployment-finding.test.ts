import { expect, it } from "vitest";
import { codepipeline } from "../../handlers/deployments/kinds/codepipeline/index.ts";
import { deploymentMessage } from "../../handlers/deployments/message.ts";
import {
  type Deployment,
  type DeploymentFinding,
  mergeDeployments,
  unknownDeployment,
  view,
} from "../../handlers/deployments/state.ts";

const id = { pipeline: "web", executionId: "e-1", account: "123456789012", region: "ap-northeast-2" };
const at = (second: number): string => `2026-11-23T00:00:${second}.000Z`;
const found = (run: string, second: number, reason: string): Deployment => {
  const finding: DeploymentFinding = { id: run, at: at(second), reasons: [reason], log: [`log of ${run}`] };
  return { ...unknownDeployment(id), findings: { "Build/Build": finding } };
};
const failed = (run: string, attempt: number, second: number): Deployment => {
  const mark = { state: "FAILED", attempt, at: at(second) };
  const action = {
    ...mark,
    stage: "Build",
    action: "Build",
    first: at(second),
    externalId: run,
    summary: "Build failed",
  };
  return { ...unknownDeployment(id), overall: mark, actions: { "Build/Build": action } };
};

it("What CodeBuild told of the run that failed stands in the message, whichever is heard of first", () => {
  for (const parts of [
    [found("web:1", 20, "no test"), failed("web:1", 1, 21)],
    [failed("web:1", 1, 21), found("web:1", 20, "no test")],
  ]) {
    const content = deploymentMessage(parts.reduce(mergeDeployments), "staging", codepipeline);
    expect(content.lines).toEqual(["no test"]);
    expect(content.excerpt).toEqual(["log of web:1"]);
  }
});

it("What it told of an earlier run is not said of a retry, nor said any more by a late event", () => {
  const first = mergeDeployments(found("web:1", 20, "no test"), failed("web:1", 1, 21));
  const retried = mergeDeployments(first, failed("web:2", 2, 40));
  expect(view(retried).finding).toBeUndefined();
  const told = mergeDeployments(retried, found("web:2", 39, "no network"));
  expect(view(mergeDeployments(told, found("web:1", 20, "no test"))).finding?.reasons).toEqual(["no network"]);
});

it("What the pipeline says itself is not said twice", () => {
  const state = mergeDeployments(found("web:1", 20, "Build failed"), failed("web:1", 1, 21));
  expect(deploymentMessage(state, "staging", codepipeline).lines).toBeUndefined();
});
