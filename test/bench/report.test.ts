import { describe, expect, it } from "vitest";
import { medianOf, quantile } from "../../bench/measure.ts";
import { figure, renderReport, renderSection } from "../../bench/report.ts";

describe("Figures", () => {
  it.each([
    [[3, 1, 2], 0.5, 2, "the middle one, in whatever order"],
    [[1, 2, 3, 10], 0.5, 2.5, "between the middle two"],
    [[1, 2, 3, 4, 5], 0.25, 2, "a quarter of the way"],
    [[7], 0.75, 7, "the only one"],
  ])("of %j at %d: %d, %s", (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
    expect(medianOf(values, (value) => value)).toBe(quantile(values, 0.5));
  });

  it.each([
    [0.512, "0.51"],
    [28.64, "28.6"],
    [264.4, "264"],
    [2823.2, "2,823"],
  ])("%d is shown as %s", (value, shown) => {
    expect(figure(value)).toBe(shown);
  });
});

describe("The report", () => {
  it("says which goals hold, with what was measured", () => {
    const section = renderSection(
      {
        title: "ack: how long",
        method: "As told.",
        tables: [{ columns: ["", "ms"], rows: [["front door", "28.6"]] }],
        goals: [
          { goal: "it is quick", measured: "28.6", holds: true },
          { goal: "it is small", measured: "31 KB", holds: false },
        ],
        notes: ["A note."],
      },
      "2026-11-23 (Node on two cores)",
    );
    expect(section).toContain("Measured on 2026-11-23 (Node on two cores). As told.");
    expect(section).toContain("| front door | 28.6 |");
    expect(section).toContain(
      "- Holds: it is quick; measured 28.6.\n- **Does not hold**: it is small; measured 31 KB.",
    );
    expect(section).toMatch(/A note\.$/);
  });

  it("keeps what was not measured this time, each in its place", () => {
    const names = ["ack", "night", "size"];
    const first = new Map([
      ["ack", "## ack: how long\n\nOld."],
      ["size", "## size: how large\n\nOld."],
    ]);
    const document = renderReport(names, first, "");
    const second = new Map([
      ["night", "## night: how many\n\nNew."],
      ["ack", "## ack: how long\n\nNew."],
    ]);
    const renewed = renderReport(names, second, document);
    expect(renewed.match(/^## .*|Old.*|New\./gm)).toEqual([
      "## ack: how long",
      "New.",
      "## night: how many",
      "New.",
      "## size: how large",
      "Old.",
    ]);
    expect(renderReport(names, new Map(), renewed)).toBe(renewed);
  });
});
