import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmChangeOf } from "../../../handlers/alarms/change-message.ts";
import {
  type ManagedUpdate,
  managedUpdateOf,
  mergeUpdates,
  stateOfUpdate,
} from "../../../handlers/beanstalk/managed-update-message.ts";
import { beanstalkNewsOf, severityOfStatus } from "../../../handlers/beanstalk/state.ts";

function news(Status: string, minute: number, Severity = "INFO") {
  const found = beanstalkNewsOf({
    id: "1",
    source: "aws.elasticbeanstalk",
    type: "Managed update status change",
    account: "123456789012",
    region: "ap-northeast-2",
    time: "2026-11-23T00:00:00Z",
    resources: [],
    detail: { EnvironmentName: "shop", Status, Severity, EventDate: Date.UTC(2026, 10, 23, 0, minute) },
  });
  if (!found) throw new Error("It names no environment");
  return found;
}

describe("a managed update", () => {
  it.each([
    // As AWS documents it, with its slip of the pen.
    ["Managed updated started", "started"],
    ["Managed update failed", "failed"],
    ["Managed update completed", "done"],
    ["Managed update successful", "done"],
  ])("%s: %s", (status, state) => {
    const update = managedUpdateOf(news(status, 0));
    expect(update && stateOfUpdate(update)).toBe(state);
  });

  it("goes on when it is tried again, and does not go back once it is done", () => {
    const heard = (...all: [string, number][]) =>
      all
        .flatMap(([status, minute]) => managedUpdateOf(news(status, minute)) ?? [])
        .reduce<ManagedUpdate | undefined>(mergeUpdates, undefined) as ManagedUpdate;
    const story: [string, number][] = [
      ["Managed updated started", 0],
      ["Managed update failed", 10],
      ["Managed updated started", 40],
    ];
    expect(stateOfUpdate(heard(...story))).toBe("started");
    const whole: [string, number][] = [...story, ["Managed update completed", 50]];
    fc.assert(
      fc.property(fc.shuffledSubarray([...whole, ...whole], { minLength: 8 }), (shuffled) => {
        expect(heard(...shuffled)).toEqual(heard(...whole));
        expect(stateOfUpdate(heard(...shuffled))).toBe("done");
      }),
    );
  });
});

it("A failure of Beanstalk is no mere information, also when AWS calls it that", () => {
  expect(severityOfStatus(news("Environment termination failed", 0))).toBe("medium");
  expect(severityOfStatus(news("Environment update successful", 0))).toBe("low");
  expect(severityOfStatus(news("Environment update failed", 0, "ERROR"))).toBe("high");
});

describe("a change of an alarm", () => {
  const change = (detail: object) =>
    alarmChangeOf({ detail: { alarmName: "cpu", ...detail }, time: "2026-11-23T00:00:00Z" })?.what;
  it.each([
    [{ operation: "create", configuration: { actionsEnabled: false } }, "other"],
    [{ operation: "update", configuration: { threshold: 5 } }, "other"],
    [
      {
        operation: "update",
        configuration: { actionsEnabled: false },
        previousConfiguration: { actionsEnabled: true },
      },
      "disabled",
    ],
    [
      {
        operation: "update",
        configuration: { actionsEnabled: false },
        previousConfiguration: { actionsEnabled: false },
      },
      "other",
    ],
    [{ operation: "update", configuration: { actionsEnabled: true } }, "enabled"],
    [{ operation: "delete" }, "deleted"],
    [{}, undefined],
  ])("%j: %s", (detail, what) => {
    expect(change(detail)).toBe(what);
  });
});
