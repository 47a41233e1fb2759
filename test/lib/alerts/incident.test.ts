import fc from "fast-check";
import { expect, it } from "vitest";
import { applyHealthChange, type HealthChange, type IncidentHistory } from "../../../lib/alerts/incident.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString();
const ill = (minute: number): HealthChange => ({ at: at(minute), isWell: false });
const well = (minute: number): HealthChange => ({ at: at(minute), isWell: true });
const entered = (turns: readonly HealthChange[]): IncidentHistory =>
  turns.reduce<IncidentHistory>((known, change) => applyHealthChange(known, change).history, { list: [] });

it("Something wrong and well again is one episode, in whatever order it is heard of", () => {
  expect(entered([ill(1), well(5)]).list).toEqual([{ from: at(1), to: at(5) }]);
  expect(entered([well(5), ill(1)]).list).toEqual([{ from: at(1), to: at(5) }]);
  expect(entered([ill(3), well(5), ill(1)]).list).toHaveLength(1);
});

it("What goes wrong after it was well is an episode of its own", () => {
  expect(entered([ill(1), well(5), ill(7)]).list).toEqual([{ from: at(1), to: at(5) }, { from: at(7) }]);
});

it("What is well and was not wrong is no episode", () => {
  expect(applyHealthChange({ list: [] }, well(3)).incident).toBeUndefined();
  expect(applyHealthChange(entered([ill(1), well(3)]), well(4)).incident).toBeUndefined();
});

it("The same heard again changes nothing, and finds the same episode", () => {
  const turns = fc.array(
    fc.record({ minute: fc.nat(30), isWell: fc.boolean() }).map(({ minute, isWell }) => ({
      at: at(minute),
      isWell,
    })),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(turns, (heard) => {
      const known = entered(heard);
      const last = heard.at(-1) as HealthChange;
      const again = applyHealthChange(known, last);
      expect(again.history).toEqual(known);
    }),
  );
});
