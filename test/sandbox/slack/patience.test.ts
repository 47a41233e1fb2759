import { expect, it, onTestFinished, vi } from "vitest";
import { aSlack } from "./a-slack.ts";

it("waits for the bot three seconds of real time", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("SLACK_PATIENCE_MS", undefined);
  const { slack } = await aSlack(undefined, { deliver: () => new Promise(() => {}) });
  const began = performance.now();
  expect(await slack.say("owner", "#dev", "/deploy")).toMatchObject({ failure: "operation_timeout" });
  expect(performance.now() - began).toBeGreaterThan(2_900);
});
