import { confirmation } from "../../lib/core/answers.ts";
import { plainWords } from "../../lib/core/plain-words.ts";
import { isAllowedFor } from "../../lib/core/roles.ts";
import { say, type Text } from "../../lib/core/text.ts";
import { defineCommand } from "../../lib/define.ts";
import { environmentNamed } from "../../lib/parse-arguments.ts";
import type { AlertEntry } from "../../lib/store/alerts.ts";

/** As many rows as fit into a message with room to spare, and so many read at most for one answer. */
const [mostShown, mostRead] = [15, 500];
const role = "viewer";
const dayMs = 24 * 60 * 60 * 1000;

/**
 * The alerts of the last day, or those of the last week of an environment or about something; of environments only those
 * that the person may look at.
 */
export const nightshiftAlerts = defineCommand({
  name: "nightshift alerts",
  role,
  uses: [],
  args: { about: { kind: "words", what: "alerts.which", optional: true } },
  summary: "summary.nightshift-alerts",
  examples: ["/nightshift alerts", "/nightshift alerts staging", "/nightshift alerts web-cpu"],
  async run({ args, store, config, member, now }) {
    const about = (args.about ?? []).join(" ").toLowerCase();
    const isToday = about === "" || about === "today" || about === "오늘";
    const environment = environmentNamed(config, about)?.name;
    const days = isToday ? 2 : 7;
    const since = now().getTime() - (isToday ? dayMs : days * dayMs);
    const found: AlertEntry[] = [];
    for (let back = 0; back < days && found.length < mostRead; back++) {
      const day = new Date(now().getTime() - back * dayMs).toISOString().slice(0, 10);
      found.push(...(await store.alerts.of(day, mostRead)).toReversed());
    }
    const meant = found.filter(
      (entry) =>
        Date.parse(entry.openedAt) >= since &&
        (!entry.environment || isAllowedFor(member, role, config.people, entry.environment)) &&
        (isToday ||
          (environment === undefined
            ? `${entry.subject} ${plainWords(entry.title)}`.toLowerCase().includes(about)
            : entry.environment === environment)),
    );
    if (!meant.length) return { result: "done", answer: confirmation(say("alerts.none")) };
    const shown = meant.slice(0, mostShown);
    const open = meant.filter(({ closedAt }) => closedAt === undefined).length;
    const acknowledged = meant.filter((entry) => entry.acknowledged).length;
    return {
      result: "done",
      answer: {
        tone: open ? "warning" : "success",
        title: say("alerts.title", { count: meant.length }),
        lines: [say("alerts.summary", { open, acknowledged })],
        table: {
          columns: [
            "alerts.column.alert",
            "alerts.column.severity",
            "alerts.column.since",
            "alerts.column.open",
            "alerts.column.state",
          ],
          rows: shown.map((entry) => rowOf(entry, now())),
        },
        footer:
          meant.length > shown.length ? [say("alerts.more", { count: meant.length - shown.length })] : [],
      },
    };
  },
});

function rowOf({ title, severity, openedAt, closedAt, acknowledged, held }: AlertEntry, now: Date): Text[] {
  const end = closedAt === undefined ? now.getTime() : Date.parse(closedAt);
  const state: Text = closedAt
    ? say("alerts.state.over")
    : acknowledged
      ? say("alerts.state.acknowledged", { person: { user: acknowledged.user } })
      : held
        ? say("alerts.state.held")
        : say("alerts.state.open");
  return [
    title,
    say(`alerts.severity.${severity}`),
    { time: openedAt },
    { duration: end - Date.parse(openedAt) },
    state,
  ];
}
