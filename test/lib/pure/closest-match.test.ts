import fc from "fast-check";
import { expect, it } from "vitest";
import { closestMatch } from "../../../lib/pure/closest-match.ts";

const names = ["dev", "staging", "production", "status"];

it.each<[given: string, meant: string | undefined, reason: string]>([
  ["stagin", "staging", "a letter missing"],
  ["stagign", "staging", "two letters swapped"],
  ["STAGING", "staging", "another case"],
  ["prod", "production", "its beginning"],
  ["dve", undefined, "two of three letters off could be anything"],
  ["de", "dev", "a letter missing of a short name"],
  ["p", undefined, "one letter says too little"],
  ["", undefined, "nothing says nothing"],
  ["elsewhere", undefined, "nothing like any of them"],
  ["__proto__", undefined, "nothing like any of them"],
  ["개발", undefined, "nothing like any of them"],
])("%j may mean %j: %s", (given, meant) => {
  expect(closestMatch(given, names)).toBe(meant);
});

it("suggests one of those that exist, always the same, however long the text", () => {
  const any = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("stag".repeat(2_500)));
  fc.assert(
    fc.property(any, fc.shuffledSubarray(names), (given, some) => {
      const meant = closestMatch(given, some);
      expect([undefined, ...some]).toContain(meant);
      expect(closestMatch(given, [])).toBeUndefined();
      for (const name of some) expect(closestMatch(name, some)).toBe(name);
    }),
  );
});
