import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, lastTransition, nextTransition, type ScheduleTimes, snoozed } from "../../handlers/schedules/state.ts";

const office: ScheduleTimes = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  start: "09:00",
  stop: "22:00",
  timeZone: "Asia/Seoul",
  holidays: ["2026-12-25"],
};
const at = (text: string): Date => new Date(text);
const seoul = (text: string): string => at(`${text}+09:00`).toISOString();

describe("what a schedule wants", () => {
  it.each([
    ["2026-11-23T08:59:59", "stop", "2026-11-20T22:00", "Monday before nine: still stopped since Friday"],
    ["2026-11-23T09:00:00", "start", "2026-11-23T09:00", "an edge counts from its very moment"],
    ["2026-11-23T21:59:59", "start", "2026-11-23T09:00", "running until ten"],
    ["2026-11-24T03:00:00", "stop", "2026-11-23T22:00", "the night"],
    ["2026-11-28T12:00:00", "stop", "2026-11-27T22:00", "the weekend"],
    ["2026-12-25T12:00:00", "stop", "2026-12-24T22:00", "a holiday does not start"],
    ["2026-12-28T09:30:00", "start", "2026-12-28T09:00", "the Monday after the holiday"],
  ] as const)("at %s: %s since %s (%s)", (now, kind, since, _why) => {
    expect(lastTransition(office, undefined, at(`${now}+09:00`))).toMatchObject({ kind, at: seoul(since) });
  });

  it("reads times in the schedule's own zone, also where clocks change", () => {
    const newYork = { ...office, timeZone: "America/New_York" };
    // Sunday, 8 March 2026: clocks are set forward. Nine is 14:00 UTC before and 13:00 UTC after.
    expect(nextTransition(newYork, undefined, at("2026-03-06T03:00:00Z"))?.at).toBe("2026-03-06T14:00:00.000Z");
    expect(nextTransition(newYork, undefined, at("2026-03-08T20:00:00Z"))?.at).toBe("2026-03-09T13:00:00.000Z");
  });

  it("stops in the small hours when the stop is before the start", () => {
    const late: ScheduleTimes = { ...office, start: "10:00", stop: "02:00" };
    expect(nextTransition(late, undefined, at("2026-11-27T23:00:00+09:00"))).toMatchObject({
      kind: "stop",
      at: seoul("2026-11-28T02:00"),
    });
  });

  it("can only stop, or only start", () => {
    const { start: _, ...stopOnly } = office;
    expect(lastTransition(stopOnly, undefined, at("2026-11-24T12:00:00+09:00"))?.kind).toBe("stop");
    const { stop: __, ...startOnly } = office;
    expect(lastTransition(startOnly, undefined, at("2026-11-24T03:00:00+09:00"))?.kind).toBe("start");
  });
});

describe("what people wish", () => {
  const evening = at("2026-11-23T21:50:00+09:00");
  const stop = nextTransition(office, undefined, evening, "stop");
  if (!stop) throw new Error("There must be a stop");

  it("puts one stop off by an hour, again by one more, and ends by itself", () => {
    const once = snoozed(stop, "U1", evening);
    expect(nextTransition(office, once, evening, "stop")?.at).toBe(seoul("2026-11-23T23:00"));
    const postponed = nextTransition(office, once, evening, "stop");
    const twice = snoozed(postponed ?? stop, "U1", evening);
    expect(nextTransition(office, twice, evening, "stop")?.at).toBe(seoul("2026-11-24T00:00"));
    expect(nextTransition(office, twice, at("2026-11-24T12:00:00+09:00"), "stop")?.at).toBe(seoul("2026-11-24T22:00"));
  });

  it("skips one stop, and nothing else", () => {
    const skipped = { stop: stop.planned, by: "U1" };
    expect(lastTransition(office, skipped, at("2026-11-24T03:00:00+09:00"))?.kind).toBe("start");
    expect(nextTransition(office, skipped, evening, "stop")?.at).toBe(seoul("2026-11-24T22:00"));
  });
});

const schedules = fc.record({
  days: fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const, { minLength: 1 }),
  start: fc.constantFrom("00:00", "07:30", "09:00", "23:59"),
  stop: fc.constantFrom("01:00", "12:00", "18:45", "22:00"),
  timeZone: fc.constantFrom("Asia/Seoul", "UTC", "America/New_York", "Australia/Lord_Howe"),
  holidays: fc.constant<string[]>([]),
});
const moments = fc.date({
  min: at("2026-01-01T00:00:00Z"),
  max: at("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});

describe("the tick's decision", () => {
  it("is to act once for each edge, whichever ticks are missed", () => {
    fc.assert(
      fc.property(schedules, moments, fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }), (times, from, runs) => {
        let handled: string | undefined;
        const acted: string[] = [];
        for (const [hour, isRun] of runs.entries()) {
          if (!isRun) continue;
          const now = new Date(from.getTime() + hour * 3_600_000);
          const decision = decide(times, undefined, handled, 15, now);
          if (decision.kind === "act") acted.push(decision.transition.at);
          if (decision.kind === "act" || decision.kind === "baseline") handled = decision.transition.at;
          // Acted on or not: after a tick, what was handled last is what is wanted now.
          expect(handled).toBe(lastTransition(times, undefined, now)?.at);
        }
        expect(new Set(acted).size).toBe(acted.length);
        expect([...acted].sort()).toEqual(acted);
      }),
      { numRuns: 60 },
    );
  });

  it("starts nothing that it has never stopped when it is new, but stops what should not run", () => {
    expect(decide(office, undefined, undefined, 15, at("2026-11-23T10:00:00+09:00")).kind).toBe("baseline");
    expect(decide(office, undefined, undefined, 15, at("2026-11-24T03:00:00+09:00")).kind).toBe("act");
  });

  it("respects a manual start in the night: nothing is to be done until the next edge", () => {
    const handled = seoul("2026-11-23T22:00");
    expect(decide(office, undefined, handled, 15, at("2026-11-24T02:00:00+09:00")).kind).toBe("rest");
    expect(decide(office, undefined, handled, 15, at("2026-11-24T09:00:00+09:00"))).toMatchObject({
      kind: "act",
      transition: { kind: "start" },
    });
  });

  it("gives notice in the minutes before a stop, and only then", () => {
    const handled = seoul("2026-11-23T09:00");
    expect(decide(office, undefined, handled, 15, at("2026-11-23T21:44:00+09:00")).kind).toBe("rest");
    expect(decide(office, undefined, handled, 15, at("2026-11-23T21:45:00+09:00")).kind).toBe("notice");
    expect(decide(office, undefined, handled, 15, at("2026-11-23T22:00:00+09:00")).kind).toBe("act");
  });
});
