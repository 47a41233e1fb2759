import type { Digest } from "./alert.ts";
import type { Content, Tone } from "./content.ts";
import { say, type Text } from "./text.ts";

/** So many lines at most in one message; what is more goes into a second one. */
export const mostRows = 60;

const order: readonly Tone[] = ["failure", "warning", "waiting", "progress", "info", "success", "quiet"];

/** Many alerts of a kind in one message: how many, and each of them in a line. */
export function digestMessage({ rows, why, from }: Digest): Content {
  const all = Object.values(rows).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const worst = order.find((tone) => all.some((row) => row.tone === tone)) ?? "info";
  const open = all.filter(({ tone }) => tone !== "success" && tone !== "quiet").length;
  return {
    tone: worst,
    title: say(why === "storm" ? "digest.storm" : "digest.quiet", { count: all.length }),
    facts: [
      { label: "digest.since", value: { time: from } },
      ...(open < all.length ? [{ label: "digest.over" as const, value: String(all.length - open) }] : []),
    ],
    lines: all.map(({ title, at }): Text => [title, " · ", { time: at }]),
  };
}
