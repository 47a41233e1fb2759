import { compare } from "../pure/compare.ts";
import type { Content, Fact } from "../pure/content.ts";
import { say, type Text } from "../pure/text.ts";
import { alertReference, type Digest, type DigestRow, unansweredIn } from "./alert.ts";
import { type Severity, severities } from "./routing.ts";

/** Lines in one message; the rest of a burst goes into a second one. */
export const mostRows = 60;

/** Characters of addresses that fit into a message beside that many lines, which matter more. */
const mostLinked = 4_800;

const signs: Readonly<Record<Severity, string>> = { high: "🔴", medium: "🟠", low: "⚪" };

/** Many alerts of a kind in one message: their number, and a line each, those that need attention first. */
export function digestMessage(digest: Digest): Content {
  const { rows, why, from, family = "", acknowledged } = digest;
  const all = Object.values(rows).sort(byNeed);
  const open = all.filter(({ isOver }) => !isOver);
  const shown = all.slice(0, mostRows);
  const unanswered = unansweredIn(digest);
  const facts: Fact[] = [
    { label: "digest.since", value: { time: from } },
    { label: "digest.open", value: String(open.length) },
  ];
  if (open.length < all.length) facts.push({ label: "digest.over", value: String(all.length - open.length) });
  if (acknowledged) facts.push({ label: "alert.acknowledged-by", value: { user: acknowledged.user } });
  return {
    tone: !open.length ? "success" : open.some(({ severity }) => severity === "high") ? "failure" : "warning",
    title: why === "storm" ? stormTitle(family, all.length) : say("digest.quiet", { count: all.length }),
    facts,
    lines: linesOf(shown, why),
    ...(unanswered.length && {
      buttons: [{ action: "acknowledge", label: "button.acknowledge", value: acknowledgeValue(digest) }],
    }),
    ...(shown.length < all.length && {
      footer: [say("digest.more", { count: all.length - shown.length, command: { code: "/nightshift alerts" } })],
    }),
  };
}

/** With the number of lines, so that it can be acknowledged again when there are more. */
function acknowledgeValue({ id, rows }: Digest): string {
  const all = Object.values(rows);
  const environments = new Set(all.map(({ environment }) => environment));
  const [environment] = environments;
  const isOfOne = environments.size === 1 && environment !== undefined;
  return `${alertReference({ id, ...(isOfOne && { environment }) })} ${all.length}`;
}

function byNeed(a: DigestRow, b: DigestRow): number {
  return (
    Number(a.isOver) - Number(b.isOver) ||
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    compare(a.at, b.at) ||
    compare(a.subject, b.subject)
  );
}

/** Names are shortened to make room for all lines, and links are left out once there is no more room. */
function linesOf(rows: readonly DigestRow[], why: Digest["why"]): Text[] {
  const length = rows.length > 30 ? 75 : 150;
  let left = mostLinked;
  return rows.map(({ title, severity, isOver, url, at }): Text => {
    const isLinked = url !== undefined && url.length <= left;
    if (isLinked) left -= url.length;
    const short: Text = { short: title, length };
    const name: Text = isLinked ? { link: url, text: short } : short;
    const state: Text = { say: isOver ? "digest.ended" : "digest.still" };
    // Alerts of a burst share one time, which is shown below.
    const row =
      why === "storm" ? say("digest.row", { name, state }) : say("digest.row-at", { name, state, time: { time: at } });
    return [isOver ? "✅" : signs[severity], " ", row];
  });
}

const families = [
  "alarm",
  "replacement",
  "flapping",
  "scaling",
  "launch-failures",
  "held",
  "refresh",
  "stack",
  "drift",
  "build",
  "code-deployment",
  "ecs",
  "ecs-task",
  "beanstalk-health",
  "beanstalk",
] as const;

function stormTitle(family: string, count: number): Text {
  const known = families.find((one) => one === family);
  if (known) return say(`digest.storm.${known}`, { count });
  const source = /^event:(.+)$/s.exec(family)?.[1];
  return source === undefined
    ? say("digest.storm.other", { count })
    : say("digest.storm.events", { count, source: { short: source, length: 60 } });
}
