import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlertFacts, quietUntil, type RoutingSettings, routeOf } from "../../../lib/alerts/routing.ts";

const alert: AlertFacts = {
  source: "aws.cloudwatch",
  type: "CloudWatch Alarm State Change",
  severity: "medium",
  account: "123456789012",
  environment: "staging",
  tags: { team: "web" },
};
const noon = new Date("2026-11-23T12:00:00Z");
const settings = (more: Partial<RoutingSettings>): RoutingSettings => ({
  channel: "#alerts",
  routes: [],
  floors: {},
  ...more,
});
const only = (when: RoutingSettings["routes"][number]["when"]) =>
  routeOf(alert, settings({ routes: [{ when, channel: "#special" }] }), noon).channel;

describe("a route", () => {
  it.each([
    ["the source", { source: "aws.cloudwatch" }, true],
    ["another source", { source: "aws.rds" }, false],
    ["the beginning of a source", { source: "aws.*" }, true],
    ["a source that only begins alike", { source: "aws.cloud" }, false],
    ["the type", { type: "CloudWatch Alarm State Change" }, true],
    ["the environment", { environment: "staging" }, true],
    ["another environment", { environment: "production" }, false],
    ["the account", { account: "123456789012" }, true],
    ["another account", { account: "210987654321" }, false],
    ["a tag", { tag: "team=web" }, true],
    ["another value of a tag", { tag: "team=data" }, false],
    ["a tag named like a property of every object", { tag: "constructor=x" }, false],
    ["its severity", { severity: "medium" }, true],
    ["a lower severity", { severity: "low" }, true],
    ["a higher severity", { severity: "high" }, false],
    ["nothing at all", {}, true],
    ["one thing that holds and one that does not", { source: "aws.*", environment: "dev" }, false],
  ] as const)("by %s", (_what, when, fits) => {
    expect(only(when)).toBe(fits ? "#special" : "#alerts");
  });

  it("counts when it is the first that fits", () => {
    const routes = [
      { when: { environment: "dev" }, channel: "#dev" },
      { when: { source: "aws.*" }, channel: "#first" },
      { when: {}, channel: "#second" },
    ];
    expect(routeOf(alert, settings({ routes }), noon)).toEqual({ channel: "#first" });
  });
});

it("a channel's floor holds back what is lower", () => {
  const floors = { "#alerts": "high" } as const;
  expect(routeOf(alert, settings({ floors }), noon)).toEqual({ channel: "#alerts", held: "floor" });
  expect(routeOf({ ...alert, severity: "high" }, settings({ floors }), noon)).toEqual({ channel: "#alerts" });
});

describe("quiet hours", () => {
  const night = { from: "22:00", to: "08:00", timeZone: "Asia/Seoul" };
  it.each([
    ["2026-11-23T12:59:59Z", undefined],
    ["2026-11-23T13:00:00Z", "2026-11-23T23:00:00.000Z"],
    ["2026-11-23T15:30:00Z", "2026-11-23T23:00:00.000Z"],
    ["2026-11-23T22:59:59Z", "2026-11-23T23:00:00.000Z"],
    ["2026-11-23T23:00:00Z", undefined],
  ])("at %s end at %s", (at, until) => {
    expect(quietUntil(night, new Date(at))).toBe(until);
  });

  it("of a day begin and end on it", () => {
    const siesta = { from: "13:00", to: "15:00", timeZone: "Europe/Madrid" };
    expect(quietUntil(siesta, new Date("2026-07-01T11:30:00Z"))).toBe("2026-07-01T13:00:00.000Z");
    expect(quietUntil(siesta, new Date("2026-07-01T13:00:00Z"))).toBeUndefined();
  });

  it("hold back the low only", () => {
    const quiet = settings({ quietHours: night });
    const late = new Date("2026-11-23T15:00:00Z");
    expect(routeOf({ ...alert, severity: "low" }, quiet, late).held).toBe("quiet");
    expect(routeOf(alert, quiet, late).held).toBeUndefined();
    expect(routeOf({ ...alert, severity: "low" }, quiet, noon).held).toBeUndefined();
  });

  const clockTime = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
  it("always end later than now, within a day and an hour, and are over by then", () => {
    fc.assert(
      fc.property(
        clockTime,
        clockTime,
        fc.constantFrom("Asia/Seoul", "America/New_York", "Europe/Berlin", "UTC"),
        fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true }),
        (from, to, timeZone, now) => {
          fc.pre(from !== to);
          const until = quietUntil({ from, to, timeZone }, now);
          if (until === undefined) return;
          const ms = Date.parse(until) - now.getTime();
          expect(ms).toBeGreaterThan(0);
          expect(ms).toBeLessThanOrEqual(25 * 60 * 60 * 1000);
        },
      ),
    );
  });
});
