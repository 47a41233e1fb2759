import type { AlertEntry } from "../../lib/alerts/alert.ts";
import { alertsOf } from "../../lib/alerts/history.ts";
import { mutesAt } from "../../lib/alerts/mutes.ts";
import { defineCommand, type Outcome } from "../../lib/app/define.ts";
import { closestMatch } from "../../lib/pure/closest-match.ts";
import { dayOf } from "../../lib/pure/days.ts";
import { confirmation, denial } from "../../lib/pure/replies.ts";
import { isAllowedFor } from "../../lib/pure/roles.ts";
import { say } from "../../lib/pure/text.ts";
import { truncateWord } from "../../lib/pure/truncate.ts";
import { environmentNamed } from "../../lib/requests/parse-arguments.ts";
import { historyMessage } from "./history-message.ts";
import { mutesMessage, visibleMutes } from "./mutes-message.ts";
import { plainWords } from "./plain-words.ts";

/** At most this many are read for one answer. */
const mostRead = 500;
const role = "viewer";
const dayMs = 24 * 60 * 60 * 1000;
const today: readonly string[] = ["today", "오늘"];

/**
 * The alerts of the last day or of today, or those of the last week by environment or subject; only of environments
 * that the person may see.
 */
export const nightshiftAlerts = defineCommand({
  name: "nightshift alerts",
  isLook: true,
  role,
  uses: [],
  args: { about: { kind: "words", what: "alerts.which", optional: true } },
  summary: "summary.nightshift-alerts",
  examples: [
    "/nightshift alerts",
    "/nightshift alerts today",
    "/nightshift alerts staging",
    "/nightshift alerts web-cpu",
  ],
  async run({ args, store, config, member, now }): Promise<Outcome> {
    const given = (args.about ?? []).join(" ");
    const about = given.toLowerCase();
    const environment = (environmentNamed(config, given) ?? environmentNamed(config, about))?.name;
    if (environment !== undefined && !isAllowedFor(member, role, config.people, environment)) {
      const answer = denial("/nightshift alerts", role, environment);
      return { result: "denied", environments: [environment], answer };
    }
    const isToday = environment === undefined && today.includes(about);
    const isAll = about === "" || isToday;
    const since = isToday
      ? Date.parse(dayOf(now(), config.audit.timeZone).from)
      : now().getTime() - (isAll ? 1 : 7) * dayMs;
    const found: AlertEntry[] = [];
    for (let day = now().getTime(); found.length < mostRead; day -= dayMs) {
      const date = new Date(day).toISOString().slice(0, 10);
      if (date < new Date(since).toISOString().slice(0, 10)) break;
      found.push(...(await alertsOf(date, mostRead, store.states)).toReversed());
    }
    const meant = found.filter(
      (entry) =>
        Date.parse(entry.openedAt) >= since &&
        (!entry.environment || isAllowedFor(member, role, config.people, entry.environment)) &&
        (isAll ||
          (environment === undefined
            ? `${entry.subject} ${plainWords(entry.title)}`.toLowerCase().includes(about)
            : entry.environment === environment)),
    );
    const count = meant.length;
    const name = environment ?? { code: truncateWord(given) };
    if (count) {
      const title = isToday
        ? say("alerts.title-today", { count })
        : isAll
          ? say("alerts.title", { count })
          : say("alerts.title-about", { count, name });
      return { result: "done", answer: historyMessage(title, meant, now()) };
    }
    if (isAll) return { result: "done", answer: confirmation(say("alerts.none")) };
    const suggestion = environment === undefined ? closestMatch(about, Object.keys(config.environments)) : undefined;
    return {
      result: "done",
      answer: {
        ...confirmation(say("alerts.none-about", { name })),
        ...(suggestion !== undefined && {
          lines: [say("error.did-you-mean", { suggestion: { code: `/nightshift alerts ${suggestion}` } })],
        }),
      },
    };
  },
});

/** The mutes: what, by whom and for how long, each with a button to undo it. */
export const nightshiftMutes = defineCommand({
  name: "nightshift mutes",
  isLook: true,
  role: "viewer",
  uses: [],
  args: {},
  summary: "summary.nightshift-mutes",
  examples: ["/nightshift mutes"],
  async run({ store, now, member, config }) {
    return {
      result: "done",
      answer: mutesMessage(visibleMutes(await mutesAt(now(), store.states), member, config.people)),
    };
  },
});
