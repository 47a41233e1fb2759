import { type AuditEntry, environmentsOf, type KeptEntry, type ListedEntry } from "../../lib/pure/audit.ts";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import { join, type PlainKey, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** Digits of an entry's id that are shown: enough to distinguish millions. */
const shownDigits = 8;

/** The requested filters in words: a person, an environment, a day. */
interface AuditList {
  readonly filters: readonly Text[];
  /** Newest first. */
  readonly entries: readonly ListedEntry[];
  /** The number of older entries, and whether all were counted. */
  readonly older: number;
  readonly isCounted: boolean;
  /** The time zone of the day, when one was given. */
  readonly timeZone?: string;
  /** Whether some entries may be hidden from the reader. */
  readonly isPartial: boolean;
}

/** Who did what, as a table. */
export function auditMessage({ filters, entries, older, isCounted, timeZone, isPartial }: AuditList): Content {
  const [example] = entries;
  const command = "/nightshift audit";
  const more = isCounted ? say("audit.more", { count: older }) : say("audit.more-than", { count: older });
  const narrow = say("audit.narrow", {
    person: { code: `${command} @name` },
    environment: { code: `${command} staging` },
    day: { code: `${command} yesterday` },
  });
  return {
    tone: "info",
    title: filters.length ? say("audit.of", { list: join(filters, ", ") }) : say("audit.title"),
    ...(entries.length
      ? {
          table: {
            columns: ["audit.when", "audit.who", "audit.what", "audit.where", "audit.result", "audit.entry"],
            rows: entries.map(rowOf),
          },
        }
      : { lines: [say("audit.none")] }),
    footer: present([
      older && [more, " ", narrow],
      example && say("audit.in-full", { command: { code: `${command} ${example.id.slice(0, shownDigits)}` } }),
      timeZone && say("audit.days-in", { zone: timeZone }),
      isPartial && say("audit.only-owned"),
    ]),
  };
}

function rowOf(entry: ListedEntry): Text[] {
  return [
    { time: entry.at },
    personOf(entry.actor),
    actionText(entry),
    environmentsOf(entry).join(", "),
    resultOf(entry),
    entry.id.slice(0, shownDigits),
  ];
}

/** An entry with all of its details. */
export function entryMessage(entry: KeptEntry): Content {
  const { id, at, actor, door, channelName, resources = [], detail, approvedBy, calls = [] } = entry;
  const place: Text | undefined = channelName ? `#${channelName}` : undefined;
  const from: Text = say(`audit.door.${door}`);
  const environments = environmentsOf(entry).join(", ");
  const facts: Fact[] = [
    { label: "audit.when", value: { time: at } },
    { label: "audit.who", value: personOf(actor) },
    { label: "audit.result", value: say(`audit.${entry.result}`) },
    { label: "audit.from", value: place ? say("audit.door-in", { door: from, channel: place }) : from },
  ];
  if (environments) facts.push({ label: "audit.where", value: environments });
  if (approvedBy) facts.push({ label: "audit.approved-by", value: { user: approvedBy } });
  if (resources.length) facts.push({ label: "audit.resources", value: join(resources.map(named), "\n") });
  if (detail) facts.push({ label: "audit.reason", value: { code: detail } });
  facts.push({ label: "audit.entry", value: { code: id.slice(0, shownDigits) } });
  return {
    tone: "info",
    title: say("audit.entry-title", { what: actionText(entry) }),
    facts,
    lines: calls.length
      ? present([
          { bold: say("audit.calls") },
          ...calls
            .slice(0, mostCalls)
            .map(
              ({ operation, requestId, error }): Text => [
                { code: operation },
                "  ",
                { code: requestId },
                error ? `  ${error}` : "",
              ],
            ),
          calls.length > mostCalls && say("audit.more-calls", { count: calls.length - mostCalls }),
        ])
      : [say("audit.no-calls")],
  };
}

const mostCalls = 50;

function named({ id, name }: { readonly id: string; readonly name?: string }): Text {
  return name === undefined ? { code: id } : [name, " ", { code: id }];
}

/** A Slack user, or Nightshift itself. */
export function personOf(actor: string): Text {
  return /^[UW][A-Z0-9]+$/.test(actor) ? { user: actor } : actor === "nightshift" ? "Nightshift" : actor;
}

function resultOf({ result, approvedBy }: ListedEntry): Text {
  const shown = say(`audit.${result}`);
  return approvedBy ? say("audit.done-approved", { result: shown, person: { user: approvedBy } }) : shown;
}

const buttons: Readonly<Record<string, PlainKey>> = {
  approve: "button.approve",
  reject: "button.reject",
  retry: "button.retry",
  snooze: "button.snooze",
  skip: "button.skip",
  replay: "button.replay",
  check: "button.check",
  acknowledge: "button.acknowledge",
  mute: "audit.mute",
  unmute: "audit.unmute",
  "console-output": "button.console-output",
  activity: "button.activity",
};

/** The text that was typed, the button that was pressed, or what Nightshift did by itself. */
function actionText({ door, action, text = "" }: Omit<AuditEntry, "calls">): Text {
  const what = truncate(text, 60);
  switch (action) {
    case "approve-request":
    case "decline-request":
    case "withdraw-request":
    case "expire-request":
    case "cancel":
      return say(`audit.${action}`, { what });
    case "schedule stop":
      return say("audit.schedule-stop", { schedule: what });
    case "schedule start":
      return say("audit.schedule-start", { schedule: what });
    case "request":
      return say("audit.request");
  }
  if (door === "button") {
    const label = buttons[action];
    // A button that stands for a command is recorded as that command.
    const line = what ? `/${action} ${what}` : action;
    return say("audit.button", { label: label ? { say: label } : line });
  }
  const line = `${action} ${what}`.trim();
  return (door === "command" || door === "approval") && !line.startsWith("/") ? `/${line}` : line;
}
