import { type AlertEntry, muteKey } from "../../lib/alerts/alert.ts";
import { type Severity, severities } from "../../lib/alerts/routing.ts";
import { type Content, present } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";

/** As many rows as fit into a message with room to spare. */
const mostShown = 15;

/** All alerts of one subject, however often it went wrong. */
interface Line {
  /** The latest alert. */
  readonly last: AlertEntry;
  readonly count: number;
  readonly severity: Severity;
  /** Total time that it was open, in milliseconds. */
  readonly openMs: number;
  readonly acknowledged: number;
}

/** The requested alerts by subject: open and severe ones first, then the latest. */
export function historyMessage(title: Text, entries: readonly AlertEntry[], now: Date): Content {
  const lines = linesOf(entries, now).sort(byNeed);
  const shown = lines.slice(0, mostShown);
  const open = entries.filter(isOpen);
  const unattended = open.filter(({ acknowledged, severity }) => !acknowledged && severity !== "low");
  const longest = open.reduce<AlertEntry | undefined>(
    (oldest, entry) => (oldest && oldest.openedAt <= entry.openedAt ? oldest : entry),
    undefined,
  );
  return {
    tone: unattended.length ? "warning" : open.length ? "info" : "success",
    title,
    lines: present([
      say("alerts.summary", {
        open: open.length,
        acknowledged: entries.filter(({ acknowledged }) => acknowledged).length,
      }),
      unattended.length && say("alerts.unattended", { count: unattended.length }),
      longest &&
        say("alerts.longest", {
          title: { short: longest.title, length: 100 },
          duration: { duration: lasted(longest, now) },
        }),
    ]),
    table: {
      columns: [
        // On narrow screens the last columns are scrolled to.
        "alerts.column.alert",
        "alerts.column.state",
        "alerts.column.severity",
        "alerts.column.since",
        "alerts.column.open",
        "alerts.column.count",
        "alerts.column.acknowledged",
      ],
      rows: shown.map(rowOf),
    },
    ...(lines.length > shown.length && {
      footer: [say("alerts.more", { count: lines.length - shown.length })],
    }),
  };
}

function isOpen({ closedAt }: AlertEntry): boolean {
  return closedAt === undefined;
}

function lasted({ openedAt, closedAt }: AlertEntry, now: Date): number {
  return (closedAt === undefined ? now.getTime() : Date.parse(closedAt)) - Date.parse(openedAt);
}

function linesOf(entries: readonly AlertEntry[], now: Date): Line[] {
  const bySubject = new Map<string, Line>();
  for (const entry of entries) {
    const key = muteKey(entry.subject);
    const known = bySubject.get(key);
    bySubject.set(key, {
      last: known && known.last.openedAt > entry.openedAt ? known.last : entry,
      count: (known?.count ?? 0) + 1,
      severity: severities[Math.max(rank(known?.severity), rank(entry.severity))] ?? entry.severity,
      openMs: (known?.openMs ?? 0) + lasted(entry, now),
      acknowledged: (known?.acknowledged ?? 0) + (entry.acknowledged ? 1 : 0),
    });
  }
  return [...bySubject.values()];
}

function rank(severity: Severity | undefined): number {
  return severity === undefined ? -1 : severities.indexOf(severity);
}

function byNeed(a: Line, b: Line): number {
  return (
    Number(isOpen(b.last)) - Number(isOpen(a.last)) ||
    (isOpen(a.last) ? rank(b.last.severity) - rank(a.last.severity) : 0) ||
    (a.last.openedAt < b.last.openedAt ? 1 : -1)
  );
}

function rowOf({ last, count, severity, openMs, acknowledged }: Line): Text[] {
  const { title, subject, openedAt, toldIn } = last;
  return [
    { message: toldIn ?? subject, text: title, otherwise: title },
    stateOf(last),
    say(`alerts.severity.${severity}`),
    { time: openedAt },
    { duration: openMs },
    String(count),
    String(acknowledged),
  ];
}

function stateOf({ closedAt, acknowledged, held }: AlertEntry): Text {
  if (closedAt) return say("alerts.state.over");
  if (acknowledged) return say("alerts.state.acknowledged", { person: { user: acknowledged.user } });
  return held ? say(`alerts.held.${held}`) : say("alerts.state.open");
}
