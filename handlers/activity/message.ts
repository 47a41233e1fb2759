import { alertReferenceIn } from "../../lib/alerts/alert.ts";
import type { Content } from "../../lib/pure/content.ts";
import type { AwsSubject, Location } from "../../lib/pure/location.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import type { TrailCall } from "../../lib/pure/trail.ts";

/** What the recent-activity button is about: the subject of an alert, or something by its name. */
type ActivityReference =
  | { readonly alert: string; readonly environment?: string }
  | { readonly about: AwsSubject; readonly environment?: string };

/** The button's value where no alert is stored; short enough for a menu unless the name is very long. */
export function activityReference(
  { account, region }: Location,
  name: string,
  environment: string | undefined,
): string {
  return [account, region, environment ?? "", name].join(" ");
}

/** An alert's own button has the same value as its other buttons. */
export function activityReferenceIn(value: string): ActivityReference | undefined {
  const alert = alertReferenceIn(value);
  if (alert) return { alert: alert.id, ...(alert.environment && { environment: alert.environment }) };
  const found = /^(\d{12}) ([a-z0-9-]+) (\S*) (.+)$/s.exec(value);
  if (!found) return undefined;
  const [, account = "", region = "", environment = "", name = ""] = found;
  return { about: { account, region, names: [name] }, ...(environment && { environment }) };
}

/** As many rows as can be read at a glance. */
const mostRows = 15;

interface RecentActivity {
  readonly name: string;
  /** Newest first. */
  readonly calls: readonly TrailCall[];
  readonly isPartial: boolean;
  /** The length of the period that was searched, in milliseconds. */
  readonly within: number;
}

/** Recent calls that changed something, as a short table. */
export function activityMessage({ name, calls, isPartial, within }: RecentActivity): Content {
  const duration: Text = { duration: within };
  if (!calls.length) return refusal(say("activity.none", { name, duration }), say("activity.delay"));
  const shown = calls.slice(0, mostRows);
  return {
    tone: "info",
    title: say("activity.title", { name }),
    lines: [say("activity.hours", { duration })],
    table: {
      columns: ["activity.column.when", "activity.column.who", "activity.column.what", "activity.column.result"],
      rows: shown.map((call) => [
        { time: call.at },
        whoText(call),
        { code: call.what },
        call.error === undefined ? say("activity.done") : say("activity.refused", { code: { code: call.error } }),
      ]),
    },
    footer: [...(isPartial || calls.length > shown.length ? [say("activity.more")] : []), say("activity.delay")],
  };
}

function whoText({ by, own }: TrailCall): Text {
  if (!own) return by;
  return say("activity.own", { who: own.user === undefined ? by : { user: own.user } });
}
