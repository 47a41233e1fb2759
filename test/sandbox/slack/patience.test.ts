import { expect, it } from "vitest";
import { aSlack } from "./a-slack.ts";

it("waits for the bot three seconds of real time", async () => {
  const { slack } = await aSlack(undefined, { deliver: () => new Promise(() => {}) });
  const began = performance.now();
  expect(await slack.say("owner", "#dev", "/deploy")).toMatchObject({ failure: "operation_timeout" });
  const waited = performance.now() - began;
  expect(waited).toBeGreaterThan(2_900);
  expect(waited).toBeLessThan(4_500);
});
