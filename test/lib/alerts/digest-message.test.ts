import fc from "fast-check";
import { expect, it } from "vitest";
import type { Digest } from "../../../lib/alerts/alert.ts";
import { digestMessage, mostRows } from "../../../lib/alerts/digest-message.ts";
import { severities } from "../../../lib/alerts/routing.ts";
import { render } from "../../../lib/slack/render.ts";
import { readerIn } from "../../reader.ts";

const row = fc.record({
  name: fc.oneof(
    fc.string({ minLength: 1, maxLength: 300, unit: "binary" }),
    fc.constant("&".repeat(255)),
    fc.constant("결".repeat(255)),
  ),
  severity: fc.constantFrom(...severities),
  isOver: fc.boolean(),
  url: fc.option(
    fc.string({ maxLength: 900 }).map((path) => `https://console/${encodeURIComponent(path)}`),
    { nil: undefined },
  ),
});

it("has a line for each row, whatever they are called, in one message that Slack takes", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: mostRows }), (rows) => {
      const digest: Digest = {
        id: "a".repeat(40),
        from: "2026-11-23T00:00:00.000Z",
        why: "storm",
        family: "alarm",
        rows: Object.fromEntries(
          rows.map(({ name, url, ...more }, index) => [
            `alarm/${index}`,
            {
              subject: `alarm/${index}`,
              title: `${index}#${name}`,
              at: "2026-11-23T00:00:00.000Z",
              ...more,
              ...(url !== undefined && { url }),
            },
          ]),
        ),
      };
      const { blocks } = render(digestMessage(digest), readerIn("en"));
      const text = JSON.stringify(blocks);
      expect(text.length).toBeLessThan(12_500);
      for (const index of rows.keys()) expect(text).toMatch(new RegExp(`[ |]${index}#`));
    }),
    { numRuns: 60 },
  );
});
