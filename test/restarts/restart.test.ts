import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideRestart,
  mergeRestarts,
  type Power,
  type Restart,
  type RestartFacts,
  recordPowerChange,
} from "../../handlers/restarts/state.ts";

const times = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  start: "09:00",
  stop: "22:00",
  timeZone: "Asia/Seoul",
  holidays: [],
} as const;
const night = new Date("2026-11-23T23:30:00+09:00");
const day = new Date("2026-11-23T12:00:00+09:00");
const at = "2026-11-23T02:00:00.000Z";
const schedule = { name: "office", times, override: undefined };
const stopOnly = { ...schedule, times: { ...times, start: undefined } };
const stopped = { verb: "stop", at: "2026-11-16T02:00:00.000Z" } as const;

describe("what AWS has started after seven days", () => {
  it.each<[string, RestartFacts, Date, boolean, string]>([
    ["nobody asked", { at }, night, false, "unasked"],
    ["its schedule has it stopped at night", { at, schedule }, night, true, "by-schedule"],
    ["its schedule has it on by day", { at, schedule }, day, false, "day"],
    ["somebody wants it on", { at, schedule, keptBy: "U1" }, night, false, "kept"],
    ["it was stopped with Nightshift", { at, lastAction: stopped }, day, true, "by-operation"],
    [
      "it was stopped with Nightshift by day, after its schedule had started it",
      { at, schedule, lastAction: { verb: "stop", at: "2026-11-23T01:00:00.000Z" } },
      day,
      true,
      "by-operation",
    ],
    [
      "it was started elsewhere after that",
      { at, lastAction: stopped, power: { started: ["2026-11-16T09:00:00.000Z"], stopped: [] } },
      day,
      false,
      "unasked",
    ],
    [
      "it was started elsewhere only before that",
      { at, lastAction: stopped, power: { started: ["2026-11-15T09:00:00.000Z"], stopped: [] } },
      day,
      true,
      "by-operation",
    ],
    [
      "AWS's own start is not somebody's",
      { at, lastAction: stopped, power: { started: ["2026-11-23T02:09:00.000Z"], stopped: [] } },
      day,
      true,
      "by-operation",
    ],
    [
      "somebody has started it with Nightshift since",
      { at, schedule, lastAction: { verb: "start", at: "2026-11-23T02:30:00.000Z" } },
      night,
      false,
      "started-since",
    ],
    [
      "the coming stop is put off, of a schedule that only stops",
      {
        at,
        schedule: {
          ...stopOnly,
          override: { stop: "2026-11-23T13:00:00.000Z", by: "U1", until: "2026-11-23T14:00:00.000Z" },
        },
      },
      day,
      false,
      "put-off",
    ],
    [
      "the coming stop is skipped, of a schedule that only stops",
      { at, schedule: { ...stopOnly, override: { stop: "2026-11-23T13:00:00.000Z", by: "U1" } } },
      day,
      false,
      "skipped",
    ],
    [
      "a stop that was put off has come",
      {
        at,
        schedule: {
          ...schedule,
          override: { stop: "2026-11-23T13:00:00.000Z", by: "U1", until: "2026-11-23T14:00:00.000Z" },
        },
      },
      night,
      true,
      "by-schedule",
    ],
  ])("%s", (_, facts, now, isToStop, kind) => {
    const judged = decideRestart(facts, now);
    expect({ isToStop: judged.isToStop, kind: judged.reason.kind }).toEqual({ isToStop, kind });
  });
});

const moments = fc.integer({ min: 0, max: 9 }).map((minute) => `2026-11-23T00:0${minute}:00.000Z`);

const restarts = fc
  .record({ phase: fc.constantFrom("waiting", "stopping", "stopped", "left", "gave-up"), phaseAt: moments })
  .map(
    (one): Restart => ({
      ...(one as Pick<Restart, "phase" | "phaseAt">),
      target: { service: "rds", kind: "database", id: "d", name: "d", account: "1", region: "r" },
      at,
      heardAt: at,
      reason: { kind: "unasked" },
    }),
  );

describe("what is told of it", () => {
  it("stays stopped, and never goes back in time", () => {
    fc.assert(
      fc.property(fc.array(restarts, { minLength: 1 }), (all) => {
        let known: Restart | undefined;
        for (const news of all) {
          const joined = mergeRestarts(known, news);
          if (known?.phase === "stopped") expect(joined).toEqual(known);
          if (known && joined.phase !== known.phase) expect(joined.phaseAt >= known.phaseAt).toBe(true);
          expect(mergeRestarts(joined, news)).toEqual(joined);
          known = joined;
        }
      }),
    );
  });

  it("remembers starts and stops in whatever order they are heard", () => {
    const turns = fc.array(fc.tuple(fc.constantFrom("started" as const, "stopped" as const), moments));
    fc.assert(
      fc.property(turns, (all) => {
        const power = (list: typeof all): Power | undefined =>
          list.reduce<Power | undefined>((known, [turn, moment]) => recordPowerChange(known, turn, moment), undefined);
        const kept = power([...all].reverse());
        expect(power([...all, ...all])?.started.at(-1)).toEqual(kept?.started.at(-1));
        expect(power(all)).toEqual(kept);
      }),
    );
  });
});
