import * as v from "valibot";
import { invalidationUrl } from "../../lib/pure/console.ts";
import type { Content, Fact, Tone } from "../../lib/pure/content.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { join, say, type Text, textSchema } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** An invalidation of a site's cache. */
const invalidationSchema = v.object({
  account: v.string(),
  site: v.string(),
  distribution: v.string(),
  id: v.string(),
  requestedBy: v.string(),
  /** The first few paths. */
  paths: v.array(v.string()),
  pathCount: v.number(),
  /** When CloudFront accepted it, ISO 8601. */
  createdAt: v.string(),
  outcome: v.exactOptional(
    v.union([
      v.object({ kind: v.literal("completed"), seenAt: v.string() }),
      v.object({ kind: v.literal("late") }),
      v.object({ kind: v.literal("unknown"), reason: textSchema }),
    ]),
  ),
});
export type Invalidation = StateOf<typeof invalidationSchema>;

export const invalidationShape = defineShape({ name: "cache-invalidation", version: 1, schema: invalidationSchema });

/** How long an invalidation is checked; CloudFront usually takes a minute or two. */
export const invalidationTimeoutMs = 30 * 60 * 1000;

/** Number of paths that are shown. */
export const mostShownPaths = 5;

const tones = { completed: "success", late: "warning", unknown: "warning" } as const satisfies Record<string, Tone>;

/** The one message of an invalidation, as it should read now. */
export function invalidationMessage(invalidation: Invalidation): Content {
  const { site, distribution, id, requestedBy, paths, pathCount, createdAt, outcome } = invalidation;
  const shown = join(
    paths.map((path): Text => ({ code: truncate(path, 100) })),
    ", ",
  );
  const more = pathCount - paths.length;
  const url = invalidationUrl(distribution, id);
  const facts: Fact[] = [
    {
      label: "invalidation.paths",
      value: more > 0 ? say("invalidation.paths-more", { list: shown, count: more }) : shown,
    },
    { label: "invalidation.requested-by", value: { user: requestedBy } },
  ];
  if (outcome?.kind === "completed") {
    const took = Date.parse(outcome.seenAt) - Date.parse(createdAt);
    facts.push({
      label: "invalidation.took",
      value: say("invalidation.about", { duration: { duration: took } }),
    });
  }
  facts.push({ label: "invalidation.distribution", value: { link: url, text: distribution } });
  return {
    tone: outcome ? tones[outcome.kind] : "progress",
    title: say(`invalidation.${outcome?.kind ?? "running"}`, { site }),
    ...linesOf(outcome),
    facts,
    buttons: [{ action: "open", label: "button.open", url }],
  };
}

function linesOf(outcome: Invalidation["outcome"]): Pick<Content, "lines"> {
  switch (outcome?.kind) {
    case undefined:
      return { lines: [say("invalidation.wait")] };
    case "completed":
      return {};
    case "late":
      return { lines: [say("invalidation.stopped-looking")] };
    case "unknown":
      return { lines: [outcome.reason] };
  }
}
