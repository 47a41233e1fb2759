import { describe, expect, it } from "vitest";
import { labelStep, linear, niceTicks, sector, shortNumber, slices } from "../../../sandbox/page/charts/scale.ts";

describe("the ticks of an axis", () => {
  it.each([
    [0, 44.7, [0, 20, 40, 60], "round steps over the highest value"],
    [305, 812, [0, 250, 500, 750, 1000], "zero is always there"],
    [0, 1, [0, 0.25, 0.5, 0.75, 1], "fractions without rounding errors"],
    [-30, 50, [-40, -20, 0, 20, 40, 60], "below zero"],
    [-3, -1, [-3, -2, -1, 0], "only below zero"],
    [0, 0, [0, 1], "nothing but zeros"],
    [0, 0.0003, [0, 0.0001, 0.0002, 0.0003], "small"],
    [0, 3e9, [0, 1e9, 2e9, 3e9], "large"],
  ])("%d to %d", (min, max, expected) => expect(niceTicks(min, max)).toEqual(expected));
});

describe("a linear scale", () => {
  it("turns values upside down for the screen", () => expect(linear([0, 10], [100, 0])(2.5)).toBe(75));
  it("does not divide by an empty domain", () => expect(linear([5, 5], [0, 100])(5)).toBe(0));
});

describe("a pie", () => {
  it("goes around once", () => {
    const parts = slices([1, 1, 2]);
    expect(parts.map(({ share }) => share)).toEqual([0.25, 0.25, 0.5]);
    expect(parts.at(-1)?.to).toBe(1);
  });
  it("gives nothing to what is not positive", () =>
    expect(slices([-1, 0, 4]).map(({ share }) => share)).toEqual([0, 0, 1]));
  it("of zeros is empty", () => expect(slices([0, 0]).map(({ share }) => share)).toEqual([0, 0]));
  it("draws a whole ring, though an arc can't end where it began", () =>
    expect(sector({ share: 1, from: 0, to: 1 }, 10, 5)).toBe(
      "M0 -10A10 10 0 1 1 0 10A10 10 0 1 1 0 -10ZM0 -5A5 5 0 1 0 0 5A5 5 0 1 0 0 -5Z",
    ));
  it("takes the long way round for more than half", () => {
    expect(sector({ share: 0.75, from: 0, to: 0.75 }, 10, 5)).toContain("A10 10 0 1 1");
    expect(sector({ share: 0.25, from: 0, to: 0.25 }, 10, 5)).toContain("A10 10 0 0 1");
  });
});

describe("labels", () => {
  it.each([
    [7, 560, 30, 1, "all fit"],
    [20, 300, 45, 3, "every third fits"],
    [5, 0, 45, 225, "no width yet"],
  ])("%d in %d pixels", (count, width, widest, expected) => expect(labelStep(count, width, widest)).toBe(expected));
  it.each([
    [1234, "1,234"],
    [31_800, "31.8K"],
    [0.25, "0.25"],
    [1_200_000, "1.2M"],
  ])("%d is short", (value, expected) => expect(shortNumber(value, "en-US")).toBe(expected));
  it("counts in ten thousands in Korean", () => expect(shortNumber(31_800, "ko-KR")).toBe("3.2만"));
});
