import fc from "fast-check";
import { expect, it } from "vitest";
import { tailOf } from "../../handlers/builds/log-tail.ts";

it("The last lines are shown as they would stand on a screen", () => {
  expect(tailOf(["one\n", "\n", "\u001b[1;31mtwo\u001b[0m\r\n", " 10%\r 50%\r100%\n", "a\nb\n"])).toEqual([
    "one",
    "two",
    "100%",
    "a",
    "b",
  ]);
});

it("Of many lines the last are kept, of a long line both ends", () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  expect(tailOf(lines)).toEqual(lines.slice(-15));
  const [long = ""] = tailOf([`begin ${"x".repeat(5_000)} end`]);
  expect(long).toMatch(/^begin x+ … x+ end$/);
  expect([...long].length).toBeLessThanOrEqual(200);
});

it("Whatever a log holds, its end fits into a message", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 3_000 }), { maxLength: 40 }), (messages) => {
      expect(tailOf(messages).join("\n").length).toBeLessThanOrEqual(2_000);
    }),
  );
});

it("What is too much in all loses its middle, not how it ended", () => {
  const lines = Array.from({ length: 15 }, (_, index) => `${index} ${"y".repeat(190)}`);
  const shown = tailOf(lines);
  expect(shown[0]).toBe(lines[0]);
  expect(shown.at(-1)).toBe(lines.at(-1));
  expect(shown).toContain("…");
});
