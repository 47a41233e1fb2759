import { describe, expect, it } from "vitest";
import { type AttributionFacts, attributeCause, type Cause } from "../../handlers/own-actions/state.ts";

const now = new Date("2026-11-23T13:10:00Z");
const sleep = { message: "night/office/1", schedule: "office" };
const done = (verb: "start" | "stop" | "reboot", until = "2026-11-23T13:20:00Z") => ({
  verb,
  message: "op/1",
  until,
});

describe("whether a trouble comes of something that Nightshift did", () => {
  it.each<[concerns: AttributionFacts[], cause: Cause | undefined, reason: string]>([
    [[{ state: "stopped", scheduledStop: sleep }], sleep, "the night has stopped it"],
    [[{ state: "stopping", scheduledStop: sleep }], sleep, "the night is stopping it"],
    [[{ state: "running", scheduledStop: sleep }], undefined, "a person has started it in the night"],
    [[{ state: "stopped" }], undefined, "somebody else stopped it"],
    [[{ state: "stopped", lastAction: done("stop") }], { message: "op/1" }, "a command stopped it"],
    [[{ state: "stopped", lastAction: done("stop", "2026-11-20T00:00:00Z") }], { message: "op/1" }, "days ago"],
    [[{ state: "stopped", lastAction: done("start") }], undefined, "it was to be started"],
    [[{ state: "running", lastAction: done("stop") }], undefined, "it was started again since"],
    [[{ state: "running", lastAction: done("reboot") }], { message: "op/1" }, "it is being rebooted"],
    [[{ state: "running", lastAction: done("reboot", "2026-11-23T13:00:00Z") }], undefined, "it was, long ago"],
    [[{ state: "stopped", scheduledStop: sleep }, { state: "running" }], undefined, "another one is ill"],
    [
      [
        { state: "stopped", scheduledStop: sleep },
        { state: "stopped", lastAction: done("stop") },
      ],
      sleep,
      "both are ours",
    ],
    [[{}], undefined, "it is not known"],
    [[{ scheduledStop: sleep }], undefined, "its state is not known"],
  ])("%j", (facts, cause, reason) => {
    expect(attributeCause(facts, now), reason).toEqual(cause);
  });
});
