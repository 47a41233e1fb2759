import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AlarmHistory,
  applyAlarmChange,
  type Change,
  type Firing,
  firingsOf,
} from "../../handlers/alarms/history-state.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString();

/** The messages as they were told last, by the moment that they are named for. */
function follow(changes: readonly Change[]): { history: AlarmHistory; told: Map<string, Firing> } {
  const told = new Map<string, Firing>();
  let history: AlarmHistory = [];
  for (const change of changes) {
    const entered = applyAlarmChange(history, change);
    history = entered.history;
    for (const firing of entered.firings) told.set(firing.named, firing);
  }
  return { history, told };
}

const alternating = (count: number): Change[] =>
  Array.from({ length: count }, (_, index) => ({ at: at(index), value: index % 2 ? "OK" : "ALARM" }));

describe("the firings of an alarm", () => {
  it("are the same messages whatever the order in which the changes are heard, and however often", () => {
    const shaken = fc.integer({ min: 1, max: 9 }).chain((count) =>
      fc.subarray(alternating(count)).chain((again) => {
        const all = [...alternating(count), ...again];
        return fc.tuple(fc.constant(count), fc.shuffledSubarray(all, { minLength: all.length }));
      }),
    );
    fc.assert(
      fc.property(shaken, ([count, heard]) => {
        const { told, history } = follow(heard);
        const times = [...told.values()].map(({ since, until }) => `${since} ${until ?? ""}`).sort();
        const expected = firingsOf(alternating(count)).map(({ since, until }) => `${since} ${until ?? ""}`);
        expect(times).toEqual(expected);
        expect(firingsOf(history).map((one) => one)).toEqual(
          [...told.values()].sort((a, b) => (a.since < b.since ? -1 : 1)),
        );
      }),
    );
  });

  it("end with the alarm's deletion, unless it was OK before that", () => {
    const gone: Change = { at: at(2), value: "DELETED" };
    const firing: Change = { at: at(0), value: "ALARM" };
    const ended = { named: at(0), since: at(0), until: at(2), isDeleted: true };
    expect([...follow([firing, gone]).told.values()]).toEqual([ended]);
    expect([...follow([gone, firing]).told.values()]).toEqual([ended]);
    const ok: Change = { at: at(1), value: "OK" };
    expect([...follow([firing, gone, ok, gone]).told.values()]).toEqual([{ named: at(0), since: at(0), until: at(1) }]);
  });

  it("forget the oldest, and never rename one that is kept", () => {
    const { history } = follow(alternating(500));
    expect(history.length).toBeLessThanOrEqual(60);
    expect(firingsOf(history).every(({ named, since }) => named === since)).toBe(true);
  });
});
