import fc from "fast-check";
import { expect, it } from "vitest";
import { type CodeDeployment, mergeCodeDeployments } from "../../handlers/code-deploy/state.ts";

const base = { id: "d-1", application: "web", group: "web" };
const part = fc.record(
  {
    state: fc.record({
      is: fc.constantFrom("START" as const, "SUCCESS" as const, "FAILURE" as const),
      at: fc.integer({ min: 10, max: 59 }).map((second) => `2026-11-23T00:00:${second}.000Z`),
    }),
    failed: fc.subarray(["i-1", "i-2", "i-3"]).map((ids) => Object.fromEntries(ids.map((id) => [id, { id }]))),
  },
  { requiredKeys: ["failed"] },
);

const states = (deployment: CodeDeployment) => [deployment.state?.at, Object.keys(deployment.failed)];

it("A deployment is joined from its events in any order, and what has ended does not go back", () => {
  fc.assert(
    fc.property(fc.uniqueArray(part, { minLength: 2, maxLength: 5, selector: (one) => one.state?.at }), (parts) => {
      const all = parts.map((one): CodeDeployment => ({ ...base, ...one }) as CodeDeployment);
      const [there, back] = [all, all.toReversed()].map((list) => list.reduce(mergeCodeDeployments));
      expect(there && states(there)).toEqual(back && states(back));
      expect(there && mergeCodeDeployments(there, there)).toEqual(there);
      const hasEnded = all.some(({ state }) => state && state.is !== "START");
      if (hasEnded) expect(there?.state?.is).not.toBe("START");
    }),
  );
});
