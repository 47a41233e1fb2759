import { costAnomalyUrl, costExplorerUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present, type TableBlock } from "../../lib/pure/content.ts";
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

/** Causes with a row of their own; AWS names at most ten. */
const mostCauses = 10;

/** The message of an anomaly: the excess spending, on what, since when, and from which causes. */
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
    lines: present([
      anomaly.feedback === "PLANNED_ACTIVITY" && say("anomaly.planned"),
      anomaly.feedback === "NO" && say("anomaly.none"),
      !causes.length && say("anomaly.no-causes"),
      causes.length > mostCauses && say("anomaly.more-causes", { count: causes.length - mostCauses }),
    ]),
    ...(causes.length && { table: tableOf(causes.slice(0, mostCauses), only === undefined) }),
    facts,
    buttons: [
      { action: "open", label: "anomaly.open", url: costAnomalyUrl(anomaly.monitorId, anomaly.id) },
      { action: "open-costs", label: "button.cost-explorer", url: costExplorerUrl() },
    ],
  };
}

/** The amount, the service and the start. */
export function costAnomalyTitle(known: KnownAnomaly): Text {
  const { what: name, total, first, last = first } = known.anomaly;
  const what: Text = name ? nameOf(name) : say("anomaly.something");
  if (total === undefined) return say("anomaly.detected", { what });
  const amount: Text = { dollars: total };
  if (!first || !last) return say("anomaly.undated", { what, amount });
  if (!isGoingOn(known)) return say("anomaly.past", { what, amount, days: { days: [first, last] } });
  return say("anomaly.running", { what, amount, since: { days: [first, first] } });
}

/** The line for an update of a known anomaly. */
export function costAnomalyLine(known: KnownAnomaly): Text {
  const { anomaly, at } = known;
  const { total } = anomaly;
  if (total === undefined || isAnomalyDismissed(anomaly)) return [costAnomalyTitle(known), "  ", { time: at }];
  return [say("anomaly.now", { amount: difference(anomaly, total) }), "  ", { time: at }];
}

/** The difference, also as a share of the expected amount. */
function difference({ expected }: CostAnomaly, total: number): Text {
  const amount: Text = { dollars: total };
  if (expected === undefined || expected <= 0) return amount;
  return say("cost.with-percent", { difference: amount, percent: Math.round((total / expected) * 100) });
}

/** The one account of all causes, unless another one pays; a cause has the account's name with it. */
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

/** A service's usual name; names without a short form are not AWS services, and stay as they are. */
function nameOf(what: string): Text {
  const short = shortName(what);
  return typeof short === "string" && short.endsWith("…") ? what : short;
}
