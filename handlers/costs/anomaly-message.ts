import { costAnomalyUrl, costExplorerUrl } from "../../lib/pure/console.ts";
import type { Content, Fact, TableBlock } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import {
  type CostAnomaly,
  isAnomalyDismissed,
  isGoingOn,
  type KnownAnomaly,
  type RootCause,
  severityOfAnomaly,
} from "./anomaly-state.ts";
import { shortName } from "./spending-state.ts";

/** As many causes have a row of their own; AWS names ten at most. */
const mostCauses = 10;

/** The message of an anomaly: how much more than expected is spent, on what, since when, and where it comes from. */
export function costAnomalyMessage(known: KnownAnomaly): Content {
  const { anomaly } = known;
  const { total, actual, expected, most, first, last, monitor, causes } = anomaly;
  const only = accountOf(anomaly);
  const account = only ?? anomaly.account;
  const facts: Fact[] = [];
  const amount = (label: "anomaly.actual" | "anomaly.expected" | "anomaly.most", dollars?: number): void => {
    if (dollars !== undefined) facts.push({ label, value: { dollars } });
  };
  amount("anomaly.actual", actual);
  amount("anomaly.expected", expected);
  if (total !== undefined) facts.push({ label: "anomaly.total", value: difference(anomaly, total) });
  if (most !== undefined && most !== total) amount("anomaly.most", most);
  if (first) facts.push({ label: "anomaly.days", value: { days: [first, last ?? first] } });
  if (monitor) facts.push({ label: "anomaly.monitor", value: monitor });
  if (account) facts.push({ label: "event.account", value: account });
  const severity = severityOfAnomaly(known);
  return {
    tone: isAnomalyDismissed(anomaly) ? "quiet" : severity === "high" ? "failure" : "warning",
    title: costAnomalyTitle(known),
    lines: [
      ...(anomaly.feedback === "PLANNED_ACTIVITY" ? [say("anomaly.planned")] : []),
      ...(anomaly.feedback === "NO" ? [say("anomaly.none")] : []),
      ...(causes.length ? [] : [say("anomaly.no-causes")]),
      ...(causes.length > mostCauses
        ? [say("anomaly.more-causes", { count: causes.length - mostCauses })]
        : []),
    ],
    ...(causes.length && { table: tableOf(causes.slice(0, mostCauses), only === undefined) }),
    facts,
    buttons: [
      { action: "open", label: "anomaly.open", url: costAnomalyUrl(anomaly.monitorId, anomaly.id) },
      { action: "open-costs", label: "button.cost-explorer", url: costExplorerUrl() },
    ],
  };
}

/** How much it is, of what, since when. */
export function costAnomalyTitle(known: KnownAnomaly): Text {
  const { what: name, total, first, last = first } = known.anomaly;
  const what: Text = name ? nameOf(name) : say("anomaly.something");
  if (total === undefined) return say("anomaly.detected", { what });
  const amount: Text = { dollars: total };
  if (!first || !last) return say("anomaly.undated", { what, amount });
  if (!isGoingOn(known)) return say("anomaly.past", { what, amount, days: { days: [first, last] } });
  return say("anomaly.running", { what, amount, since: { days: [first, first] } });
}

/** What is new of one that is known already. */
export function costAnomalyLine(known: KnownAnomaly): Text {
  const { anomaly, at } = known;
  const { total } = anomaly;
  if (total === undefined || isAnomalyDismissed(anomaly))
    return [costAnomalyTitle(known), "  ", { time: at }];
  return [say("anomaly.now", { amount: difference(anomaly, total) }), "  ", { time: at }];
}

/** The difference, and how much of what was expected that is. */
function difference({ expected }: CostAnomaly, total: number): Text {
  const amount: Text = { dollars: total };
  if (expected === undefined || expected <= 0) return amount;
  return say("cost.with-percent", { difference: amount, percent: Math.round((total / expected) * 100) });
}

/** The only account that the causes are in, when no other one pays for it; a cause has the account's name with it. */
function accountOf({ account = "", causes }: CostAnomaly): string | undefined {
  const [only, ...others] = new Set(causes.map((cause) => cause.account));
  return !others.length && only?.includes(account) ? only : undefined;
}

function tableOf(causes: readonly RootCause[], withAccounts: boolean): TableBlock {
  return {
    columns: [
      "anomaly.column.service",
      "anomaly.column.usage",
      "anomaly.column.region",
      ...(withAccounts ? (["anomaly.column.account"] as const) : []),
      "anomaly.column.dollars",
    ],
    rows: causes.map(({ service, usageType, region, account, dollars }) => [
      service ? nameOf(service) : "",
      usageType ? { code: usageType } : "",
      region ?? "",
      ...(withAccounts ? [account ?? ""] : []),
      dollars === undefined ? "" : { dollars },
    ]),
  };
}

/** As people say it; what has no short name is not one of AWS's services, and stays whole. */
function nameOf(what: string): Text {
  const short = shortName(what);
  return typeof short === "string" && short.endsWith("…") ? what : short;
}
