import fc from "fast-check";
import { expect, it } from "vitest";
import { type Weekday, weekdayRanges, weekdays } from "../../../lib/pure/weekdays.ts";

it.each<[days: string, ranges: string, reason: string]>([
  ["mon tue wed thu fri", "mon-fri", "the working week"],
  ["fri thu wed tue mon", "mon-fri", "in any order"],
  ["mon wed fri", "mon wed fri", "every other day"],
  ["sat sun", "sat sun", "two days are no range"],
  ["mon tue wed fri", "mon-wed fri", "a range and a day"],
  ["sun mon tue wed thu", "sun-thu", "a week that begins on Sunday"],
  ["fri sat sun mon", "fri-mon", "over the end of the week"],
  ["sun mon", "sun mon", "two days over the end of the week"],
  ["mon tue sun wed sat", "sat-wed", "over the end, in any order"],
  ["mon mon mon", "mon", "a day that is named thrice"],
  ["mon tue wed thu fri sat sun", "mon-sun", "all days"],
  ["", "", "no day"],
])("%j is written %j: %s", (days, ranges) => {
  const found = weekdayRanges(days.split(" ").filter(Boolean) as Weekday[]);
  expect(found.map((range) => range.join("-")).join(" ")).toBe(ranges);
});

it("names just the days that are given, each once", () => {
  const next = (day: Weekday): Weekday => weekdays[(weekdays.indexOf(day) + 1) % 7] as Weekday;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...weekdays)), (days) => {
      const named = weekdayRanges(days).flatMap((range) => {
        const all: Weekday[] = [];
        const last = range.at(-1) as Weekday;
        for (let day = range[0] as Weekday; day !== last; day = next(day)) all.push(day);
        return [...all, last];
      });
      expect([...named].sort()).toEqual([...new Set(days)].sort());
    }),
  );
});
